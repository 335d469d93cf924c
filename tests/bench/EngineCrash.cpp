// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/MonotonicClock.h"
#include "tests/bench/Parts.h"
#include "tests/cluster/harness/ProcessInfo.h"
#include "tests/cluster/harness/TestCluster.h"
#include "tests/cluster/harness/Wait.h"

#include <csignal>

namespace everbounce::bench {
namespace {

using namespace harness;
using namespace std::chrono_literals;

/// A node gives its lease away if more than five engines end within five seconds. And right after a
/// publication there would be nothing new to publish.
constexpr auto pause = 1100ms;

double crashEngine(NodeProcess &node, Viewer &viewer)
{
    const QList<pid_t> engines = enginesOf(node.pid());
    require(engines.size() == 2, "the holder has no engine and spare");
    std::chrono::nanoseconds heardAt{0};
    QObject context;
    QObject::connect(&viewer, &Viewer::received, &context, [&](const LiveMessage &message) {
        if (heardAt == 0ns && message.type == QLatin1String("track"))
            heardAt = message.at;
    });
    viewer.forgetMessages();
    ::kill(engines.first(), SIGSEGV);
    const auto killedAt = monotonicNow();
    require(waitUntil([&] { return heardAt != 0ns; }), "no new track came");
    return milliseconds(heardAt - killedAt);
}

Result measureEngineCrash(const Extent &extent)
{
    Figure figure{QStringLiteral("engine crash to first new segment"),
                  QStringLiteral("ms"),
                  QStringLiteral("≤ 10"),
                  {}};
    figure.original = QStringLiteral("54, worst 64");
    TestCluster cluster(2);
    require(cluster.start(), "the nodes do not agree");
    for (int round = 0; round < extent.crashes; ++round) {
        rest(pause);
        figure.samples << crashEngine(cluster.node(cluster.holder()), *cluster.watch(cluster.holder()));
    }
    return {{figure}, {}, {}};
}

} // namespace

const Part enginePart{"engine", "Crash of the engine",
                      "The time from SIGSEGV hitting the holder's engine process, in a cluster of two nodes, "
                      "until a viewer of the holder gets\n"
                      "a new track.",
                      measureEngineCrash};

} // namespace everbounce::bench
