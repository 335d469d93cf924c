// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Succession.h"
#include "tests/bench/fanout/Scenes.h"
#include "tests/bench/fanout/Watched.h"
#include "tests/cluster/harness/Api.h"

#include <algorithm>

namespace everbounce::bench {
namespace {

using namespace harness;
using namespace std::chrono_literals;

/// Makes another node the holder, where this one is.
void giveLeaseAway(TestCluster &cluster, int index)
{
    for (int tries = 0; cluster.holder() == index && tries < 10; ++tries) {
        const NodeProcess &node = cluster.node(index);
        Api().post(
            node.url(), QStringLiteral("faults"),
            {{QStringLiteral("fault"), QStringLiteral("step-down")}, {QStringLiteral("node"), node.id()}});
        rest(settling);
        require(cluster.waitUntilAgreed(), "the nodes do not agree after a handover");
    }
    require(cluster.holder() != index, "the node with the crowd cannot be rid of the lease");
}

} // namespace

void measureCrowdedCluster(const Extent &extent, Result &result)
{
    constexpr int crowded = 0;
    const int viewers = extent.crowds.last();
    TestCluster cluster(3);
    require(cluster.start(), "the nodes do not agree");
    Crowd crowd({.port = quint16(cluster.node(crowded).url().port()), .viewers = viewers});
    crowd.waitUntilJoined();
    Figure noHolder{QStringLiteral("no holder after kill -9, while another node has ") +
                        crowdOf(viewers, "pages"),
                    QStringLiteral("ms"),
                    QStringLiteral("median ≤ 6, p99 ≤ 25"),
                    {}};
    for (int kill = 0; kill < extent.killsBeforeCrowds; ++kill) {
        rest(settling); // a crowd is told much about a node that joins
        giveLeaseAway(cluster, crowded);
        noHolder.samples << killHolder(cluster);
        require(cluster.start(), "the nodes do not agree after a kill");
    }
    require(crowd.lost() == 0, "a viewer of the crowd was sent away");
    result.figures << noHolder;
}

} // namespace everbounce::bench
