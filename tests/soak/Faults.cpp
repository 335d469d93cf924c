// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/soak/Faults.h"

#include <csignal>

namespace everbounce::soak {
namespace {

using namespace std::chrono_literals;

constexpr auto longestPause = 1500ms;
constexpr auto longestCut = 6000ms;
constexpr auto longestFreeze = 4000ms;

} // namespace

Faults::Faults(Hosts &hosts, Cluster &cluster, quint64 seed)
    : m_hosts(hosts)
    , m_cluster(cluster)
    , m_random(seed)
{
    m_next.setSingleShot(true);
    m_next.callOnTimeout(this, &Faults::strike);
    m_next.start(longestPause);
}

void Faults::stop()
{
    m_stopped = true;
    m_next.stop();
    m_hosts.heal();
    for (int index = 0; index < m_cluster.size(); ++index) {
        m_cluster.setDiskFull(index, false);
        m_cluster.node(index).signal(SIGCONT);
        if (!m_cluster.node(index).running())
            m_cluster.node(index).start();
    }
}

std::chrono::milliseconds Faults::upTo(std::chrono::milliseconds most)
{
    return std::chrono::milliseconds(m_random.below(std::uint64_t(most.count())));
}

/// Mends in a while, and then goes on to the next fault.
void Faults::later(std::chrono::milliseconds most, std::function<void()> mend)
{
    QTimer::singleShot(upTo(most), this, [this, mend = std::move(mend)] {
        if (m_stopped)
            return;
        mend();
        m_next.start(upTo(longestPause));
    });
}

void Faults::strike()
{
    using Strike = void (Faults::*)();
    static constexpr std::pair<Strike, int> weights[]{
        {&Faults::kill, 5},     {&Faults::killAll, 1},   {&Faults::freeze, 4}, {&Faults::part, 4},
        {&Faults::cut, 4},      {&Faults::cutOneWay, 2}, {&Faults::reset, 2},  {&Faults::disturb, 1},
        {&Faults::fillDisk, 1}, {&Faults::changeKey, 1}};
    int sum = 0;
    for (const auto &[strike, weight] : weights)
        sum += weight;
    int drawn = int(m_random.below(std::uint64_t(sum)));
    for (const auto &[strike, weight] : weights) {
        if (drawn < weight)
            return (this->*strike)();
        drawn -= weight;
    }
}

void Faults::kill()
{
    note("kill -9");
    harness::NodeProcess &node = m_cluster.node(anyNode());
    node.kill();
    later(longestPause, [&node] { node.start(); });
}

void Faults::killAll()
{
    note("kill -9 of all");
    for (int index = 0; index < m_cluster.size(); ++index)
        m_cluster.node(index).kill();
    later(longestPause, [this] {
        for (int index = 0; index < m_cluster.size(); ++index)
            m_cluster.node(index).start();
    });
}

void Faults::freeze()
{
    note("freeze");
    harness::NodeProcess &node = m_cluster.node(anyNode());
    node.signal(SIGSTOP);
    later(m_random.below(2) == 0 ? 1000ms : longestFreeze, [&node] { node.signal(SIGCONT); });
}

void Faults::part()
{
    note("partition");
    std::vector<int> groups;
    const std::uint64_t count = 2 + m_random.below(2);
    for (int index = 0; index < m_cluster.size(); ++index)
        groups.push_back(int(m_random.below(count)));
    m_hosts.part(groups);
    later(longestCut, [this] { m_hosts.heal(); });
}

void Faults::cut()
{
    note("some links cut");
    for (std::uint64_t i = 0, cuts = 1 + m_random.below(4); i < cuts; ++i) {
        const int a = anyNode() + 1;
        const int b = anyNode() + 1;
        if (a != b)
            m_hosts.cut(a, b);
    }
    later(longestCut, [this] { m_hosts.heal(); });
}

void Faults::cutOneWay()
{
    note("one-way cut");
    const int a = anyNode() + 1;
    const int b = anyNode() + 1;
    if (a != b)
        m_hosts.setPath(a, b, {.isCut = true});
    later(longestCut, [this] { m_hosts.heal(); });
}

void Faults::reset()
{
    if (m_hosts.resetConnections(anyNode() + 1))
        note("connections reset");
    later(longestPause, [] {});
}

void Faults::disturb()
{
    note("loss, delay, reordering");
    for (int a = 1; a <= m_cluster.size(); ++a) {
        for (int b = 1; b <= m_cluster.size(); ++b)
            m_hosts.setPath(a, b, {.loss = 0.03, .delay = 3ms, .jitter = 10ms});
    }
    later(longestCut, [this] { m_hosts.heal(); });
}

void Faults::fillDisk()
{
    note("full disk");
    const int index = anyNode();
    m_cluster.setDiskFull(index, true);
    later(longestCut, [this, index] { m_cluster.setDiskFull(index, false); });
}

/// No fault, but all nodes agree on it, and those that are away learn of it later.
void Faults::changeKey()
{
    m_cluster.command(anyNode(), QStringLiteral("keys/rotate"), {}, {}, [this](const Answer &answer) {
        if (answer.status == 200)
            note("new key");
    });
    later(longestPause, [] {});
}

} // namespace everbounce::soak
