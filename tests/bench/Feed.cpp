// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/Random.h"
#include "tests/bench/Parts.h"
#include "tests/cluster/harness/Api.h"
#include "tests/cluster/harness/TestCluster.h"
#include "tests/cluster/harness/Wait.h"

#include <QElapsedTimer>

#include <csignal>

namespace everbounce::bench {
namespace {

using namespace harness;
using namespace std::chrono_literals;

constexpr quint32 longestPause = 30; // ms

QList<Figure> ratesOf(const Viewer &viewer, const QString &mode, const QString &target,
                      std::chrono::seconds time)
{
    qsizetype payload = 0;
    qsizetype wire = 0;
    for (const LiveMessage &message : viewer.messages()) {
        payload += message.bytes;
        wire += wireBytes(message.bytes);
    }
    const auto figure = [&](const QString &what, const QString &unit, const QString &aim, qsizetype sum) {
        return Figure{mode + what, unit, aim, {double(sum) / double(time.count())}};
    };
    const QString bytes = QStringLiteral("B/s");
    Figure payloads = figure(QStringLiteral(", payload"), bytes, target, payload);
    payloads.original = QStringLiteral("2,865");
    return {payloads, figure(QStringLiteral(", with WebSocket heads"), bytes, target, wire),
            figure(QStringLiteral(", messages"), QStringLiteral("/s"), QString(), viewer.messages().size())};
}

/// What a viewer gets in a time without commands, after the ball has begun to fly by a behaviour.
QList<Figure> ratesUnder(const QString &behavior, TestCluster &cluster, std::chrono::seconds time)
{
    const ApiAnswer selected =
        Api().post(cluster.node(0).url(), QStringLiteral("behavior"), {{QStringLiteral("name"), behavior}});
    require(selected.ok(), "the behaviour was refused");
    rest(4s); // the trial is over
    Viewer &track = *cluster.watch(0);
    track.forgetMessages();
    watchFor(time);
    return ratesOf(track, QStringLiteral("track mode, %1").arg(behavior), QStringLiteral("≤ 100"), time);
}

/// All nodes lose a share of what they say, and delay the rest: now and then one is silent, and the lease
/// moves.
void disturb(TestCluster &cluster)
{
    for (int index = 0; index < cluster.size(); ++index) {
        const ApiAnswer answer = Api().post(cluster.node(index).url(), QStringLiteral("faults"),
                                            {{QStringLiteral("fault"), QStringLiteral("lossy-network")},
                                             {QStringLiteral("node"), cluster.node(index).id()},
                                             {QStringLiteral("seconds"), 60}});
        require(answer.ok(), "the network was not disturbed");
    }
}

/// Nodes pause for some milliseconds, one after the other: no round trip is as the one before, and nothing is
/// lost.
void watchInJitter(TestCluster &cluster, std::chrono::milliseconds time)
{
    Random random;
    QElapsedTimer elapsed;
    for (elapsed.start(); elapsed.elapsed() < time.count();) {
        NodeProcess &node = cluster.node(int(random.below(quint32(cluster.size()))));
        node.signal(SIGSTOP);
        watchFor(std::chrono::milliseconds(1 + random.below(longestPause)));
        node.signal(SIGCONT);
        watchFor(std::chrono::milliseconds(1 + random.below(longestPause)));
    }
}

/// By the types of the messages: of links, and of the cluster, which tell what has changed.
QList<Figure> sharesOf(const Viewer &viewer, const QString &mode, std::chrono::seconds time)
{
    qsizetype links = 0;
    qsizetype changes = 0;
    for (const LiveMessage &message : viewer.messages()) {
        if (message.type.startsWith(QLatin1String("link")))
            links += wireBytes(message.bytes);
        else if (message.type == QLatin1String("cluster") || message.type == QLatin1String("event"))
            changes += wireBytes(message.bytes);
    }
    const auto share = [&](const char *what, qsizetype bytes) {
        return Figure{
            mode + QLatin1String(what), QStringLiteral("B/s"), {}, {double(bytes) / double(time.count())}};
    };
    return {share(", of links", links), share(", of holders, states and events", changes)};
}

/// What a viewer gets while round trips vary, by the number of nodes.
QList<Figure> ratesInJitter(int nodes, std::chrono::seconds time)
{
    TestCluster cluster(nodes);
    require(cluster.start(), "the nodes do not agree");
    Viewer &track = *cluster.watch(0);
    watchInJitter(cluster, 6s);
    track.forgetMessages();
    watchInJitter(cluster, time);
    const QString mode = QStringLiteral("track mode, %1 nodes with jitter").arg(nodes);
    return ratesOf(track, mode, QStringLiteral("≤ 100"), time) + sharesOf(track, mode, time);
}

/// What a viewer gets while messages are lost.
QList<Figure> ratesInLoss(std::chrono::seconds time)
{
    TestCluster cluster(3);
    require(cluster.start(), "the nodes do not agree");
    disturb(cluster);
    Viewer &track = *cluster.watch(0);
    rest(6s); // what the disturbance itself brings about is told
    track.forgetMessages();
    watchFor(time);
    const QString mode = QStringLiteral("track mode, 3 nodes with loss");
    return ratesOf(track, mode, QStringLiteral("≤ 100"), time) + sharesOf(track, mode, time);
}

Result measureFeed(const Extent &extent)
{
    TestCluster cluster(3);
    require(cluster.start(), "the nodes do not agree");
    Viewer &track = *cluster.watch(0);
    Viewer frames(cluster.node(1).url(), Viewer::Mode::Frames);
    require(waitUntil([&] { return !frames.frames().empty(); }), "no frame came");
    rest(3s); // what is said once, at the beginning, is over
    track.forgetMessages();
    frames.forgetMessages();
    watchFor(extent.watching);
    QList<Figure> figures =
        ratesOf(track, QStringLiteral("track mode"), QStringLiteral("≤ 100"), extent.watching) +
        ratesOf(frames, QStringLiteral("frames mode"), QString(), extent.watching);
    figures += ratesUnder(QStringLiteral("Gravity"), cluster, extent.watching);
    figures += ratesUnder(QStringLiteral("Billiards"), cluster, 3 * extent.watching);
    for (const int nodes : extent.noisy)
        figures += ratesInJitter(nodes, 2 * extent.watching);
    figures += ratesInLoss(2 * extent.watching);
    return {figures, {}, {}};
}

} // namespace

const Part feedPart{
    "feed", "The live feed",
    "Three nodes at rest, with one viewer each. What a viewer gets by WebSocket in 20 s "
    "without commands: the payload of all\n"
    "messages, and the same with the heads of their frames. `Gravity` and `Billiards` fly "
    "curves; those of `Billiards` have\n"
    "random lengths, so it is watched for a minute. A page gets some 2 bytes a second more, "
    "since it asks for the tick every\n"
    "15 s. `Jitter`: nodes pause for up to 30 ms, one after the other, so that round trips vary. "
    "`Loss`: each node loses\n"
    "a fifth of all messages and delays the rest by up to 50 ms (`lossy-network`); then nodes are "
    "silent and the lease\n"
    "moves now and then, and viewers are told.",
    measureFeed};

} // namespace everbounce::bench
