// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/SettingsInUse.h"

namespace everbounce {
namespace {

/// The cluster that was joined comes first.
void setJoined(Setting &setting, const QStringList &values)
{
    if (setting.values == values)
        return;
    setting.values = values;
    setting.source = Setting::Source::Joined;
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
            setJoined(setting, {options.cluster});
        else if (setting.option == QLatin1String("peer"))
            setJoined(setting, options.peers);
    }
    return settings;
}

} // namespace everbounce
