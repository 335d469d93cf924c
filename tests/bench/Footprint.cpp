// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/NodeCost.h"
#include "tests/bench/Parts.h"
#include "tests/cluster/harness/TestCluster.h"

namespace everbounce::bench {
namespace {

using namespace harness;
using namespace std::chrono_literals;

Figure memory(const QString &who, const NodeProcess &node)
{
    Figure figure{QStringLiteral("memory (PSS) of %1").arg(who),
                  QStringLiteral("MiB"),
                  QStringLiteral("≤ 32"),
                  {mebibytes(node)}};
    figure.original = QStringLiteral("131");
    return figure;
}

Result measureNode(const Extent &extent)
{
    QList<Figure> figures;
    {
        TestCluster alone(1);
        require(alone.start(), "the node does not hold the lease");
        alone.stopWatching();
        rest(3s);
        figures << memory(QStringLiteral("a node alone"), alone.node(0));
    }
    TestCluster cluster(3);
    require(cluster.start(), "the nodes do not agree");
    cluster.stopWatching();
    rest(3s);
    const NodeProcess &holder = cluster.node(cluster.holder());
    const NodeProcess &follower = cluster.node((cluster.holder() + 1) % cluster.size());
    figures << memory(QStringLiteral("the holder of three nodes here"), holder)
            << memory(QStringLiteral("a follower of three nodes here"), follower);
    const auto holderBefore = processorTimeOf(holder);
    const auto followerBefore = processorTimeOf(follower);
    watchFor(extent.watching);
    const auto share = [&](const QString &who, std::chrono::nanoseconds used) {
        return Figure{
            QStringLiteral("processor time of %1").arg(who),
            QStringLiteral("% of a core"),
            QStringLiteral("≤ 1"),
            {100.0 * double(used.count()) / double(std::chrono::nanoseconds(extent.watching).count())},
            2,
            QStringLiteral("0.6 to 1.7")};
    };
    figures << share(QStringLiteral("the holder"), processorTimeOf(holder) - holderBefore)
            << share(QStringLiteral("a follower"), processorTimeOf(follower) - followerBefore);
    return {figures, {}, {}};
}

} // namespace

const Part nodePart{"node", "A node at rest",
                    "Headless nodes that nobody watches, with their engine processes: memory, with shared "
                    "memory divided among its users by\n"
                    "the kernel, 3 s after all nodes agree, and processor time in the 20 s after that.",
                    measureNode};

} // namespace everbounce::bench
