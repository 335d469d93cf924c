// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/MonotonicClock.h"
#include "tests/bench/Parts.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/TestCluster.h"
#include "tests/cluster/harness/Wait.h"

namespace everbounce::bench {

namespace {

using namespace harness;

Result measureStart(const Extent &extent)
{
    Figure figure{QStringLiteral("start of a node to its first page"),
                  QStringLiteral("ms"),
                  QStringLiteral("≤ 150"),
                  {}};
    figure.original = QStringLiteral("700");
    ClusterGround ground;
    NodeProcess node(ground.optionsOf(0));
    for (int round = 0; round < extent.starts; ++round) {
        node.start();
        require(waitUntil([&] { return node.isReady(); }), "a node does not start");
        require(httpGet(node.url(), QStringLiteral("/")).status == 200, "a node serves no page");
        figure.samples << milliseconds(monotonicNow() - node.startedAt());
        node.kill();
    }
    return {{figure}, {}, {}};
}

} // namespace

const Part startPart{"start", "Start",
                     "From the moment that a node is spawned until its page has come whole.", measureStart};

} // namespace everbounce::bench
