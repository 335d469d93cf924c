// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Succession.h"

#include "tests/bench/Parts.h"
#include "tests/cluster/harness/Wait.h"

#include <csignal>

namespace everbounce::bench {

using namespace harness;
using namespace std::chrono_literals;

std::chrono::nanoseconds heardOfSuccessor(TestCluster &cluster, int gone, quint64 term)
{
    std::chrono::nanoseconds heardAt{0};
    QObject context; // the connections end with it
    for (int index = 0; index < cluster.size(); ++index)
        if (index != gone && cluster.node(index).running())
            QObject::connect(cluster.watch(index), &Viewer::received, &context,
                             [&](const LiveMessage &message) {
                                 if (heardAt == 0ns && termOf(message) > term)
                                     heardAt = message.at;
                             });
    require(waitUntil([&] { return heardAt != 0ns; }), "no successor was heard of");
    return heardAt;
}

double killHolder(TestCluster &cluster)
{
    const int holder = cluster.holder();
    const auto killedAt = cluster.node(holder).signal(SIGKILL);
    const double time = milliseconds(heardOfSuccessor(cluster, holder, cluster.term()) - killedAt);
    cluster.node(holder).kill();
    return time;
}

} // namespace everbounce::bench
