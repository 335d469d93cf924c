// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/MonotonicClock.h"
#include "tests/bench/fanout/Scenes.h"
#include "tests/bench/fanout/Watched.h"
#include "tests/cluster/harness/Http.h"

#include <algorithm>

namespace everbounce::bench {
namespace {

using namespace harness;
using namespace std::chrono_literals;

struct Kind
{
    Habit habit;
    const char *name;
};

constexpr Kind kinds[] = {
    {Habit::Deaf, "that never read"}, {Habit::Vanishes, "that vanish"}, {Habit::Sips, "that read slowly"}};

/// How the node gets rid of bad viewers.
struct Riddance
{
    double seconds = 0; ///< until all were gone, or the patience for them
    int left = 0;       ///< of them then
    double memory = 0;  ///< KiB for each, at most
};

int viewersOf(const NodeProcess &node)
{
    static const QByteArray name = "everbounce_web_viewers{mode=\"frames\"} ";
    for (const QByteArray &line : httpGet(node.url(), QStringLiteral("/metrics")).body.split('\n'))
        if (line.startsWith(name))
            return line.mid(name.size()).toInt();
    throw Failure("the node does not tell how many viewers it has");
}

Crowd::Order thinClients(const NodeProcess &node, int viewers, Habit habit)
{
    return {.port = quint16(node.url().port()), .mode = "frames", .viewers = viewers, .habit = habit};
}

Riddance awaitRiddance(const NodeProcess &node, int good, int bad, double memoryBefore,
                       std::chrono::seconds patience)
{
    Riddance riddance;
    const auto begin = monotonicNow();
    do {
        riddance.memory = std::max(riddance.memory, (kibibytes(node) - memoryBefore) / bad);
        rest(250ms);
        riddance.left = viewersOf(node) - good;
        riddance.seconds = milliseconds(monotonicNow() - begin) / 1000;
    } while (riddance.left > 0 && riddance.seconds < double(patience.count()));
    return riddance;
}

Column columnOf(const char *name, const Watched &good, const Riddance &riddance)
{
    const Figure delivery{{}, {}, {}, good.times.untilLast};
    return {QString::fromLatin1(name),
            {{QStringLiteral("slowest delivery to the others, median, ms"), delivery.median()},
             {QStringLiteral("slowest delivery to the others, p99, ms"), delivery.percentile(99)},
             {QStringLiteral("slowest delivery to the others, worst, ms"), delivery.worst()},
             {QStringLiteral("deliveries missed by the others"), double(good.times.missed)},
             {QStringLiteral("processor of the node, % of a core"), good.percent(good.use.node)},
             {QStringLiteral("until the node is rid of all bad ones, s"), riddance.seconds},
             {QStringLiteral("bad ones that it still has then"), double(riddance.left)},
             {QStringLiteral("memory for each bad one at most, KiB"), riddance.memory}}};
}

} // namespace

void measureBadViewers(const Extent &extent, Result &result)
{
    const int viewers = std::max(extent.crowds.last() / 40, 10);
    TestCluster alone(1);
    const NodeProcess &node = startAlone(alone);
    Crowd good(thinClients(node, viewers, Habit::Reads));
    good.waitUntilJoined();
    rest(settling);
    QList<Column> columns{columnOf("none", watch(node, good, forFrames(extent)), {})};
    for (const Kind &kind : kinds) {
        const double before = kibibytes(node);
        Crowd bad(thinClients(node, viewers, kind.habit));
        bad.waitUntilJoined();
        Watch others(node, good);
        const Riddance riddance = awaitRiddance(node, viewers, viewers, before, extent.riddance);
        columns << columnOf(kind.name, others.end(), riddance);
    }
    result.tables << tableOf(crowdOf(viewers, "thin clients with as many bad ones"),
                             QStringLiteral("bad ones"), columns);
}

} // namespace everbounce::bench
