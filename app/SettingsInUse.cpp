// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/SettingsInUse.h"

namespace everbounce {
namespace {

void setChanged(Setting &setting, const QStringList &values, Setting::Source source)
{
    if (setting.values == values)
        return;
    setting.values = values;
    setting.source = source;
}

} // namespace

QList<Setting> settingsInUse(const Options &options, const FoundOut &found)
{
    QList<Setting> settings = options.settings;
    for (Setting &setting : settings) {
        if (setting.option == QLatin1String("name"))
            setting.values = {found.name};
        else if (setting.option == QLatin1String("http-port"))
            setting.values = {QString::number(found.httpPort)};
        else if (setting.option == QLatin1String("state-dir"))
            setting.values = {found.stateDir};
        else if (setting.option == QLatin1String("cluster"))
            setChanged(setting, {options.cluster}, Setting::Source::Joined);
        else if (setting.option == QLatin1String("peer"))
            setChanged(setting, options.peers, Setting::Source::Joined);
        else if (setting.option == QLatin1String("listen"))
            setChanged(setting, {options.listen}, Setting::Source::Chosen);
    }
    return settings;
}

} // namespace everbounce
