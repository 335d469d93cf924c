// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Parts.h"
#include "tests/bench/Succession.h"
#include "tests/cluster/harness/ReferenceFlight.h"
#include "tests/cluster/harness/TestCluster.h"
#include "tests/cluster/harness/Wait.h"

#include <csignal>

namespace everbounce::bench {
namespace {

using namespace harness;
using namespace std::chrono_literals;

/// Frames viewers of each node as it starts, to see whether the flight suffers.
class Spectators
{
public:
    explicit Spectators(TestCluster &cluster)
        : m_cluster(cluster)
    {
        for (int index = 0; index < cluster.size(); ++index)
            watch(index);
    }

    void watch(int index)
    {
        m_viewers.push_back(std::make_unique<Viewer>(m_cluster.node(index).url(), Viewer::Mode::Frames));
        const Viewer &viewer = *m_viewers.back();
        require(waitUntil([&] { return !viewer.frames().empty(); }), "no frame came");
    }

    QStringList faults() const
    {
        FlightRecord record;
        for (const auto &viewer : m_viewers)
            record.add(*viewer);
        return record.faults();
    }

private:
    TestCluster &m_cluster;
    std::vector<std::unique_ptr<Viewer>> m_viewers;
};

double replaceHolder(TestCluster &cluster, Spectators &spectators)
{
    const int holder = cluster.holder();
    const double time = killHolder(cluster);
    require(cluster.start(), "the nodes do not agree after a kill");
    spectators.watch(holder);
    rest(300ms);
    return time;
}

double freezeHolder(TestCluster &cluster)
{
    const int holder = cluster.holder();
    const auto frozenAt = cluster.node(holder).signal(SIGSTOP);
    const double time = milliseconds(heardOfSuccessor(cluster, holder, cluster.term()) - frozenAt);
    cluster.node(holder).signal(SIGCONT);
    require(cluster.waitUntilAgreed(), "the nodes do not agree after a freeze");
    rest(300ms);
    return time;
}

/// The ticks that frames viewers of all nodes missed, or got off the unfailed flight. Each fault is printed.
Figure flightFaults(const Spectators &spectators)
{
    const QStringList faults = spectators.faults();
    for (const QString &fault : faults)
        qWarning("%s", qPrintable(fault));
    return {QStringLiteral("ticks missed or off the unfailed flight, by frames viewers"),
            QStringLiteral("faults"),
            QStringLiteral("0"),
            {double(faults.size())},
            0};
}

Result measureFailover(const Extent &extent)
{
    const QString ms = QStringLiteral("ms");
    Figure killed{QStringLiteral("no holder after kill -9"), ms, QStringLiteral("median ≤ 5, p99 ≤ 25"), {}};
    killed.original = QStringLiteral("54, worst 73, of silence");
    Figure frozen{QStringLiteral("no holder after SIGSTOP"), ms, QStringLiteral("≤ 550"), {}};
    frozen.original = QStringLiteral("61,000 to 69,000 of silence");
    TestCluster cluster(3);
    require(cluster.start(), "the nodes do not agree");
    Spectators spectators(cluster);
    for (int round = 0; round < extent.kills; ++round)
        killed.samples << replaceHolder(cluster, spectators);
    for (int round = 0; round < extent.freezes; ++round)
        frozen.samples << freezeHolder(cluster);
    return {{killed, frozen, flightFaults(spectators)}, {}, {}};
}

} // namespace

const Part failoverPart{"failover", "Failover",
                        "Three nodes. The time from the kernel killing or stopping the holder until a "
                        "survivor's viewer hears of its successor.\n"
                        "Meanwhile viewers that ask for frames watch all nodes: each tick that is missing, "
                        "or not where the unfailed flight has\n"
                        "it, is a fault.",
                        measureFailover};

} // namespace everbounce::bench
