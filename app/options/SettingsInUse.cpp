// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options/SettingsInUse.h"

#include <algorithm>

namespace everbounce {
namespace {

void setChanged(Setting &setting, const QStringList &values, Setting::Source source)
{
    if (setting.values == values)
        return;
    setting.values = values;
    setting.source = source;
}

/// It follows from --share, unless people have changed it since.
void fillInListen(Setting &setting, const Options &options)
{
    if (options.listenGiven || !options.share)
        return setChanged(setting, {options.listen}, Setting::Source::Chosen);
    const auto share = std::ranges::find(options.settings, QLatin1String("share"), &Setting::option);
    const bool isAsGiven = *options.share != options.scope().isLoopback();
    setting.values = {options.listen};
    setting.source = isAsGiven && share != options.settings.end() ? share->source : Setting::Source::Chosen;
}

/// What was not given, and yet is not left open, was chosen in the window.
void fillIn(Setting &setting, const QString &value, bool isWanted)
{
    setting.values = {value};
    if (isWanted && setting.source == Setting::Source::Default)
        setting.source = Setting::Source::Window;
}

} // namespace

QList<Setting> settingsInUse(const Options &options, const FoundOut &found)
{
    QList<Setting> settings = options.settings;
    for (Setting &setting : settings) {
        if (setting.option == QLatin1String("name"))
            fillIn(setting, found.name, !options.name.isEmpty());
        else if (setting.option == QLatin1String("http-port"))
            fillIn(setting, QString::number(found.httpPort), options.httpPort.has_value());
        else if (setting.option == QLatin1String("state-dir"))
            setting.values = {found.stateDir};
        else if (setting.option == QLatin1String("cluster"))
            setChanged(setting, {options.cluster}, Setting::Source::Joined);
        else if (setting.option == QLatin1String("peer"))
            setChanged(setting, options.peers, Setting::Source::Joined);
        else if (setting.option == QLatin1String("listen"))
            fillInListen(setting, options);
    }
    return settings;
}

} // namespace everbounce
