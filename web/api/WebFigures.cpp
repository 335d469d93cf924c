// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/WebFigures.h"

#include "engine/Version.h"

#include <algorithm>

namespace everbounce {
namespace {

Metric figure(const char *name, const char *help, Metric::Type type, double value)
{
    return {name, help, type, {}, value};
}

Metric labelled(Metric metric, const char *label, const QString &value)
{
    metric.labels.append({label, value});
    return metric;
}

} // namespace

void WebFigures::count(int status)
{
    ++m_answers[std::size_t(std::clamp(status / 100, 0, 5))];
}

QList<Metric> WebFigures::metrics(const Now &now) const
{
    using enum Metric::Type;
    const auto viewers = [](const char *mode, int count) {
        return labelled(figure("web_viewers", "Viewers of the live feed here, by mode.", Gauge, count),
                        "mode", QString::fromLatin1(mode));
    };
    const auto commands = [](const char *result, quint64 count) {
        return labelled(
            figure("web_commands_total", "Commands over the web, by result.", Counter, double(count)),
            "result", QString::fromLatin1(result));
    };
    QList<Metric> metrics{
        labelled(figure("build_info", "Always 1; the program's version is the label.", Gauge, 1), "version",
                 QStringLiteral(EVERBOUNCE_VERSION)),
        viewers("track", now.trackViewers),
        viewers("frames", now.framesViewers),
        figure("web_standbys", "Standby connections of pages that another node feeds.", Gauge, now.standbys),
        figure("web_connections", "Open connections of the gateway, viewers included.", Gauge,
               now.connections),
        commands("done", now.commandsDone),
        commands("refused", now.commandsRefused),
        figure("web_wrong_tokens_total",
               "Wrong tokens. Those of whoever has to wait after too many are not looked at.", Counter,
               double(now.wrongTokens)),
    };
    for (std::size_t first = 2; first < m_answers.size(); ++first)
        metrics.append(labelled(figure("web_requests_total", "Answered requests, by status class.", Counter,
                                       double(m_answers[first])),
                                "status", QStringLiteral("%1xx").arg(first)));
    return metrics;
}

} // namespace everbounce
