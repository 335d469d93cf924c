// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Parts.h"
#include "tests/cluster/harness/Api.h"
#include "tests/cluster/harness/TestCluster.h"
#include "tests/cluster/harness/Wait.h"

namespace everbounce::bench {
namespace {

using namespace harness;
using namespace std::chrono_literals;

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
    rest(time);
    return ratesOf(track, QStringLiteral("track mode, %1").arg(behavior), QStringLiteral("≤ 100"), time);
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
    rest(extent.watching);
    QList<Figure> figures =
        ratesOf(track, QStringLiteral("track mode"), QStringLiteral("≤ 100"), extent.watching) +
        ratesOf(frames, QStringLiteral("frames mode"), QString(), extent.watching);
    figures += ratesUnder(QStringLiteral("Gravity"), cluster, extent.watching);
    figures += ratesUnder(QStringLiteral("Billiards"), cluster, 3 * extent.watching);
    return {figures, {}, {}};
}

} // namespace

const Part feedPart{
    "feed", "The live feed",
    "Three nodes at rest, one viewer each. What a viewer gets by WebSocket in 20 s without commands: the "
    "payload of all\nmessages, and that with the heads of its frames. `Gravity` and `Billiards` fly curves; "
    "those of `Billiards` are of random lengths, so it\nis watched for a minute. A page gets some 2 bytes a "
    "second more, as it asks for the tick every 15 s.",
    measureFeed};

} // namespace everbounce::bench
