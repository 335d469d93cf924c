// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Parts.h"
#include "tests/bench/Succession.h"
#include "tests/bench/peers/Entrant.h"
#include "tests/bench/peers/Peers.h"
#include "tests/cluster/harness/TestCluster.h"
#include "tests/cluster/harness/Wait.h"

#include <algorithm>
#include <array>
#include <csignal>

namespace everbounce::bench {
namespace {

using namespace harness;
using namespace std::chrono_literals;

constexpr auto longestFreeze = 30s;

/// How long it took; nothing where nobody came in time.
using Times = QList<std::optional<double>>;

/// Three processes of a peer, one of which holds.
class Race
{
public:
    explicit Race(const Peer &peer)
        : m_peer(peer)
    {
        for (std::size_t index = 0; index < m_entrants.size(); ++index)
            start(index);
    }

    /// Fails the holder by a signal, and waits for another one. Then all three run again.
    std::optional<double> fail(int number, std::chrono::milliseconds patience)
    {
        std::size_t holder = 0;
        const auto holds = [&](const auto &entrant) { return entrant && entrant->heldAt(); };
        require(waitUntil([&] { return std::ranges::any_of(m_entrants, holds); }), "nobody holds");
        holder = std::size_t(std::ranges::find_if(m_entrants, holds) - m_entrants.begin());
        rest(2s); // the others line up
        const auto failedAt = m_entrants[holder]->signal(number);
        std::optional<double> time;
        waitUntil(
            [&] {
                for (std::size_t index = 0; index < m_entrants.size(); ++index)
                    if (index != holder && m_entrants[index]->heldAt())
                        time = milliseconds(*m_entrants[index]->heldAt() - failedAt);
                return time.has_value();
            },
            patience);
        start(holder);
        return time;
    }

private:
    void start(std::size_t index)
    {
        m_entrants[index].reset();
        m_entrants[index] = std::make_unique<Entrant>(m_peer.command(int(index)), m_peer.input, m_peer.mark);
    }

    Peer m_peer;
    std::array<std::unique_ptr<Entrant>, 3> m_entrants;
};

QString cell(Times times)
{
    const auto missed = times.removeIf([](const auto &time) { return !time; });
    const QString never = QStringLiteral("not within %1 s (%2)").arg(longestFreeze.count()).arg(missed);
    if (times.isEmpty())
        return never;
    std::ranges::sort(times);
    const auto text = [](double time) { return QString::number(time, 'f', time < 100 ? 1 : 0); };
    const QString came = QStringLiteral("%1 / %2 (%3)")
                             .arg(text(*times[(times.size() - 1) / 2]), text(*times.last()))
                             .arg(times.size());
    return missed > 0 ? came + QStringLiteral(", ") + never : came;
}

QStringList row(const Peer &peer, const Extent &extent)
{
    Race race(peer);
    Times killed, frozen;
    for (int round = 0; round < extent.killsOfEach; ++round)
        killed << race.fail(SIGKILL, longestFreeze);
    for (int round = 0; round < extent.freezesOfPeers; ++round)
        frozen << race.fail(SIGSTOP, longestFreeze);
    return {peer.name, peer.conditions, cell(killed), cell(frozen)};
}

QStringList ownRow(int lease, const Extent &extent)
{
    TestCluster cluster(3, [lease](NodeOptions &options, int) {
        options.more << QStringLiteral("--lease") << QString::number(lease);
    });
    require(cluster.start(), "the nodes do not agree");
    Times killed, frozen;
    for (int round = 0; round < extent.killsOfEach; ++round) {
        rest(2s);
        killed << killHolder(cluster);
        require(cluster.start(), "the nodes do not agree after a kill");
    }
    for (int round = 0; round < extent.freezesOfPeers; ++round) {
        rest(2s);
        const int holder = cluster.holder();
        const auto frozenAt = cluster.node(holder).signal(SIGSTOP);
        frozen << milliseconds(heardOfSuccessor(cluster, holder, cluster.term()) - frozenAt);
        cluster.node(holder).signal(SIGCONT);
        require(cluster.waitUntilAgreed(), "the nodes do not agree after a freeze");
    }
    return {QStringLiteral("Everbounce"), QStringLiteral("--lease %1").arg(lease), cell(killed),
            cell(frozen)};
}

Result measurePeers(const Extent &extent)
{
    const QString ms = QStringLiteral(", ms: median / worst (n)");
    Table table{{},
                {QStringLiteral("three processes of"), QStringLiteral("version, settings"),
                 QStringLiteral("replaced after kill -9") + ms, QStringLiteral("after SIGSTOP") + ms},
                {}};
    for (const int lease : {500, 100})
        table.rows << ownRow(lease, extent);
    for (const MakePeer &make : peers()) {
        try {
            table.rows << row(make(), extent);
        } catch (const Failure &failure) {
            qWarning("Left out: %s.", failure.what());
        }
    }
    return {{}, {table}, {}};
}

} // namespace

const Part peersPart{
    "peers", "What one would pick instead",
    "Three processes compete for one thing on one machine, and the one that has it is killed or stopped. The "
    "time\n"
    "until another one says that it has it: by a line on its output, or, for Everbounce, by what a viewer of "
    "its\n"
    "node gets. `keepalived` runs in three network namespaces on a bridge. Some of these do more than this, "
    "or\n"
    "other things: a database or etcd keeps data as well, and refuses to act without a majority.",
    measurePeers};

} // namespace everbounce::bench
