// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/NodeCost.h"
#include "tests/bench/Parts.h"
#include "tests/bench/Succession.h"
#include "tests/cluster/harness/Api.h"
#include "tests/cluster/harness/ReferenceFlight.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/etcd/EtcdCluster.h"

#include <QElapsedTimer>

#include <csignal>

namespace everbounce::bench {
namespace {

using namespace harness;
using namespace std::chrono_literals;

const QString ms = QStringLiteral("ms");

/// Three nodes with their lease in an etcd of three members or among themselves, and a viewer of frames at
/// each node as it starts.
class Ground
{
public:
    explicit Ground(EtcdCluster *etcd)
        : m_cluster(3, [etcd](NodeOptions &options, int) {
            if (etcd)
                options.more << QStringLiteral("--coordination") << etcd->coordination();
        })
    {
        require(m_cluster.start(), "the nodes do not agree");
        for (int index = 0; index < m_cluster.size(); ++index)
            watch(index);
    }

    TestCluster &cluster() { return m_cluster; }

    double kill(EtcdCluster *leaderToo = nullptr)
    {
        const int holder = m_cluster.holder();
        if (leaderToo)
            leaderToo->kill(leaderToo->leader());
        const double time = killHolder(m_cluster);
        if (leaderToo)
            require(leaderToo->start(), "etcd does not come back");
        require(m_cluster.start(), "the nodes do not agree after a kill");
        watch(holder);
        rest(300ms);
        return time;
    }

    double freeze()
    {
        const int holder = m_cluster.holder();
        const auto frozenAt = m_cluster.node(holder).signal(SIGSTOP);
        const double time = milliseconds(heardOfSuccessor(m_cluster, holder, m_cluster.term()) - frozenAt);
        m_cluster.node(holder).signal(SIGCONT);
        require(m_cluster.waitUntilAgreed(), "the nodes do not agree after a freeze");
        return time;
    }

    /// From a command at another node than the holder to its acknowledgement.
    double command()
    {
        const QUrl node = m_cluster.node((m_cluster.holder() + 1) % m_cluster.size()).url();
        QElapsedTimer timer;
        timer.start();
        require(m_api
                    .post(node, QStringLiteral("behavior"),
                          {{QStringLiteral("name"), QStringLiteral("MirrorJump")}})
                    .ok(),
                "a command was refused");
        return double(timer.nsecsElapsed()) / 1e6;
    }

    /// Of the holder and of another node, at rest, in percent of a core.
    std::pair<double, double> processorShares(std::chrono::seconds time)
    {
        const NodeProcess &holder = m_cluster.node(m_cluster.holder());
        const NodeProcess &other = m_cluster.node((m_cluster.holder() + 1) % m_cluster.size());
        const auto before = std::pair(processorTimeOf(holder), processorTimeOf(other));
        watchFor(time);
        const auto share = [time](std::chrono::nanoseconds used) {
            return 100.0 * double(used.count()) / double(std::chrono::nanoseconds(time).count());
        };
        return {share(processorTimeOf(holder) - before.first), share(processorTimeOf(other) - before.second)};
    }

    void stopWatching()
    {
        m_viewers.clear();
        m_cluster.stopWatching();
        rest(3s);
    }

    int faults() const
    {
        FlightRecord record;
        for (const auto &viewer : m_viewers)
            record.add(*viewer);
        for (const QString &fault : record.faults())
            qWarning("%s", qPrintable(fault));
        return int(record.faults().size());
    }

private:
    void watch(int index)
    {
        m_viewers.push_back(std::make_unique<Viewer>(m_cluster.node(index).url(), Viewer::Mode::Frames));
        const Viewer &viewer = *m_viewers.back();
        require(waitUntil([&] { return !viewer.frames().empty(); }), "no frame came");
    }

    TestCluster m_cluster;
    std::vector<std::unique_ptr<Viewer>> m_viewers;
    Api m_api;
};

Figure figure(const char *what, const char *target)
{
    return {QString::fromUtf8(what), ms, QString::fromUtf8(target), {}};
}

Result measureCoordination(const Extent &extent)
{
    Figure peersKilled = figure("peers: no holder after kill -9", "");
    Figure peersCommand = figure("peers: a command, to its acknowledgement", "");
    Figure killed = figure("etcd: no holder after kill -9", "median ≤ 8, worst ≤ 25");
    Figure both = figure("etcd: no holder after kill -9 of holder and leader", "≤ 2,500");
    Figure frozen = figure("etcd: no holder after SIGSTOP, with a lease of 4 s", "≤ 4,300");
    Figure command = figure("etcd: a command, to its acknowledgement", "median ≤ 10, p99 ≤ 25");
    Figure steps{QStringLiteral("etcd: changes of holder when its leader alone is killed"),
                 QString(),
                 QStringLiteral("0"),
                 {},
                 0};
    Figure faults{QStringLiteral("etcd: ticks missed or off the unfailed flight, by frames viewers"),
                  QStringLiteral("faults"),
                  QStringLiteral("0"),
                  {},
                  0};
    const auto share = [](const char *what) {
        return Figure{QString::fromUtf8(what), QStringLiteral("% of a core"), QStringLiteral("≤ 1.5"), {}, 2};
    };
    Figure holderRests = share("etcd: processor time of the holder at rest");
    Figure otherRests = share("etcd: processor time of another node at rest");
    {
        Ground peers(nullptr);
        for (int round = 0; round < extent.kills; ++round) {
            peersCommand.samples << peers.command();
            peersKilled.samples << peers.kill();
        }
    }
    if (!EtcdCluster::isInstalled())
        return {{peersKilled, peersCommand}, {}, {}};
    EtcdCluster etcd;
    require(etcd.start(), "etcd does not start");
    Ground ground(&etcd);
    for (int round = 0; round < extent.kills; ++round) {
        command.samples << ground.command();
        killed.samples << ground.kill();
    }
    for (int round = 0; round < extent.freezes; ++round) {
        both.samples << ground.kill(&etcd);
        const quint64 term = ground.cluster().term();
        etcd.kill(etcd.leader());
        ground.command(); // it waits for the election
        require(etcd.start() && ground.cluster().waitUntilAgreed(),
                "the nodes do not agree after an election");
        steps.samples << double(ground.cluster().term() - term);
        rest(1500ms); // etcd's new leader lets each lease live an election longer, until its next renewal
        frozen.samples << ground.freeze();
    }
    faults.samples << double(ground.faults());
    ground.stopWatching();
    const auto [holderShare, otherShare] = ground.processorShares(extent.watching);
    holderRests.samples << holderShare;
    otherRests.samples << otherShare;
    return {
        {peersKilled, killed, both, frozen, steps, peersCommand, command, faults, holderRests, otherRests},
        {},
        {}};
}

} // namespace

const Part coordinationPart{
    "coordination", "Coordination",
    "Three nodes, first with their own lease, then with the lease in an etcd of three "
    "members on the same machine.\n"
    "The time from the kernel killing or stopping the holder until a survivor's viewer "
    "hears of its successor, and from a\n"
    "command to its acknowledgement. The lead of 150 ms by which a command takes effect "
    "is not in it.",
    measureCoordination};

} // namespace everbounce::bench
