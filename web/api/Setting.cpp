// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/Setting.h"

#include "web/text/Json.h"

namespace everbounce {
namespace {

QByteArray wordOf(Setting::Source source)
{
    switch (source) {
    case Setting::Source::Default:
        return "\"default\"";
    case Setting::Source::Environment:
        return "\"environment\"";
    case Setting::Source::CommandLine:
        return "\"command line\"";
    case Setting::Source::Chosen:
        return "\"chosen\"";
    case Setting::Source::Window:
        return "\"window\"";
    case Setting::Source::Joined:
        return "\"joined\"";
    }
    Q_UNREACHABLE();
}

} // namespace

QByteArray configDocument(const QList<Setting> &settings)
{
    QList<QByteArray> objects;
    for (const Setting &setting : settings)
        objects << json::object({{"option", json::string(setting.option)},
                                 {"values", json::strings(setting.values)},
                                 {"from", wordOf(setting.source)}});
    return json::object({{"settings", json::array(objects)}});
}

} // namespace everbounce
