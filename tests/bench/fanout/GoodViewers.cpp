// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fanout/Scenes.h"
#include "tests/bench/fanout/Watched.h"

#include <QLocale>

#include <algorithm>

namespace everbounce::bench {
namespace {

using namespace harness;
using namespace std::chrono_literals;

const QString ms = QStringLiteral("ms");

/// The figures of every crowd.
QList<QPair<QString, double>> cellsOf(const Watched &watched)
{
    const Figure delivery{{}, {}, {}, watched.times.untilLast};
    const Figure gap{{}, {}, {}, watched.take.longestGaps};
    return {{QStringLiteral("processor of the node, % of a core"), watched.percent(watched.use.node)},
            {QStringLiteral("of that its web thread"), watched.percent(watched.use.web)},
            {QStringLiteral("processor of its engine and spare, % of a core"),
             watched.percent(watched.use.engines)},
            {QStringLiteral("messages to all, /s"), watched.perSecond(watched.take.messages)},
            {QStringLiteral("processor for a message, µs"),
             milliseconds(watched.use.node) * 1000 / double(std::max<qint64>(watched.take.messages, 1))},
            {QStringLiteral("bytes to each, /s"), watched.perSecond(watched.take.bytes) / watched.viewers},
            {QStringLiteral("slowest delivery, median, ms"), delivery.median()},
            {QStringLiteral("slowest delivery, worst, ms"), delivery.worst()},
            {QStringLiteral("longest gap between deliveries to one viewer, ms"), gap.worst()},
            {QStringLiteral("deliveries missed"), double(watched.times.missed)},
            {QStringLiteral("processor of the load generator, % of a core"),
             watched.percent(watched.take.processorTime)}};
}

Figure slowestDelivery(const QString &who, const Watched &watched)
{
    return {who + QLatin1String(": publication to the last viewer"), ms, {}, watched.times.untilLast};
}

/// What joining took, and what it left behind.
struct Joined
{
    QString who;
    double time = 0;      ///< ms, of all
    double processor = 0; ///< ms, of the node, for each
    double memory = 0;    ///< KiB, of the node, for each

    QList<QPair<QString, double>> cells() const
    {
        return {{QStringLiteral("all join at once, ms"), time},
                {QStringLiteral("processor of the node for each to join, µs"), processor * 1000},
                {QStringLiteral("memory of the node for each, KiB"), memory}};
    }
};

/// A node with a crowd, which has come to rest.
struct Audience
{
    TestCluster alone{1};
    NodeProcess &node = startAlone(alone);
    double memoryBefore = kibibytes(node);
    NodeUse useBefore = NodeUse::of(node);
    Crowd crowd;
    Joined joined;

    Audience(const std::string &mode, const char *kind, int viewers)
        : crowd({.port = quint16(node.url().port()), .mode = mode, .viewers = viewers})
    {
        joined.who = crowdOf(viewers, kind);
        joined.time = milliseconds(crowd.waitUntilJoined());
        joined.processor = milliseconds((NodeUse::of(node) - useBefore).node) / viewers;
        rest(settling);
        joined.memory = (kibibytes(node) - memoryBefore) / viewers;
    }
};

/// Whether every viewer had every tick, and nearly always before the next one was due.
bool keepsUp(const Watched &watched)
{
    const Figure delivery{{}, {}, {}, watched.times.untilLast};
    return watched.times.missed == 0 && delivery.percentile(95) <= 30;
}

} // namespace

void measurePages(const Extent &extent, Result &result)
{
    const std::chrono::milliseconds time = std::max(extent.watching / 2, 5s); // three tracks at least
    QList<Column> columns;
    for (const int viewers : extent.crowds) {
        Audience pages("track", "pages", viewers);
        const Watched watched = watch(pages.node, pages.crowd, time);
        columns << Column{QLocale(QLocale::English).toString(viewers),
                          pages.joined.cells() + cellsOf(watched)};
        result.figures << slowestDelivery(pages.joined.who, watched);
        if (viewers == extent.crowds.last())
            result.figures << Figure{pages.joined.who + QLatin1String(": processor time of the node"),
                                     QStringLiteral("% of a core"),
                                     QStringLiteral("≤ 10"),
                                     {watched.percent(watched.use.node)},
                                     1,
                                     QStringLiteral("190, for 1,000 at a tenth of the pace")};
    }
    result.tables << tableOf(QStringLiteral("Pages of one node"), QStringLiteral("pages"), columns);
}

void measureStandbys(const Extent &extent, Result &result)
{
    Audience standbys("standby", "standbys", extent.crowds.last());
    const Watched watched = watch(standbys.node, standbys.crowd, forFrames(extent));
    standbys.crowd.watchNow();
    const QString who = standbys.joined.who;
    result.figures << Figure{who + QLatin1String(": memory of the node for each"),
                             QStringLiteral("KiB"),
                             {},
                             {standbys.joined.memory}}
                   << Figure{who + QLatin1String(": processor time of the node"),
                             QStringLiteral("% of a core"),
                             {},
                             {watched.percent(watched.use.node)}}
                   << Figure{who + QLatin1String(" begin to watch at once: until the last has the track"),
                             ms,
                             {},
                             {milliseconds(standbys.crowd.waitUntilJoined())},
                             0};
}

void measureThinClients(const Extent &extent, Result &result)
{
    QList<Column> columns;
    int carried = 0;
    for (const int viewers :
         {250, 500, 1'000, 1'500, 2'000, 2'500, 3'000, 4'000, 5'000, 6'000, 8'000, 10'000}) {
        if (!columns.isEmpty() && viewers > extent.crowds.last())
            break;
        Audience clients("frames", "thin clients", viewers);
        const Watched watched = watch(clients.node, clients.crowd, forFrames(extent));
        columns << Column{QLocale(QLocale::English).toString(viewers),
                          clients.joined.cells() + cellsOf(watched)};
        if (!keepsUp(watched))
            break;
        carried = viewers;
    }
    Figure most{QStringLiteral("thin clients that have every tick before the next"),
                QStringLiteral("viewers"),
                {},
                {double(carried)},
                0,
                QStringLiteral("300")};
    most.moreIsBetter = true;
    result.figures << most;
    result.tables << tableOf(QStringLiteral("Thin clients of one node"), QStringLiteral("thin clients"),
                             columns);
}

} // namespace everbounce::bench
