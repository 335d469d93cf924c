// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/soak/Faults.h"

#include <csignal>

namespace everbounce::soak {
namespace {

using namespace std::chrono_literals;

constexpr auto longestOutage = 1500ms;
constexpr auto longestCut = 6000ms;
constexpr auto longestFreeze = 4000ms;
constexpr auto longestFull = 6000ms;
/// Who is throttled gets this much time of each period.
constexpr auto share = 10ms;
constexpr auto period = 100ms;

} // namespace

Faults::Faults(Hosts &hosts, Cluster &cluster, quint64 seed)
    : m_hosts(hosts)
    , m_cluster(cluster)
    , m_processes(3 * seed, {{[this] { kill(); }, 5},
                             {[this] { killAll(); }, 1},
                             {[this] { freeze(); }, 4},
                             {[this] { throttle(); }, 2},
                             {[this] { suspend(); }, 2},
                             {[this] { changeKey(); }, 1}})
    , m_paths(3 * seed + 1, {{[this] { part(); }, 4},
                             {[this] { cut(); }, 4},
                             {[this] { cutOneWay(); }, 2},
                             {[this] { reset(); }, 2},
                             {[this] { disturb(); }, 1}})
    , m_disks(3 * seed + 2, {{[this] { fillDisk(); }, 1}})
{
}

void Faults::stop()
{
    for (Hand *hand : {&m_processes, &m_paths, &m_disks})
        hand->stop();
    m_throttle.stop();
    m_hosts.heal();
    for (int index = 0; index < m_cluster.size(); ++index) {
        m_cluster.resume(index);
        m_cluster.setDiskFull(index, false);
        m_cluster.node(index).signal(SIGCONT);
        if (!m_cluster.node(index).running())
            m_cluster.node(index).start();
    }
}

void Faults::kill()
{
    note("kill -9");
    harness::NodeProcess &node = m_cluster.node(any(m_processes));
    node.kill();
    m_processes.later(longestOutage, [&node] { node.start(); });
}

void Faults::killAll()
{
    note("kill -9 of all");
    for (int index = 0; index < m_cluster.size(); ++index)
        m_cluster.node(index).kill();
    m_processes.later(longestOutage, [this] {
        for (int index = 0; index < m_cluster.size(); ++index)
            m_cluster.node(index).start();
    });
}

void Faults::freeze()
{
    note("freeze");
    harness::NodeProcess &node = m_cluster.node(any(m_processes));
    node.signal(SIGSTOP);
    m_processes.later(m_processes.below(2) == 0 ? 1000ms : longestFreeze, [&node] { node.signal(SIGCONT); });
}

/// As a container does that has used up its share of the processor.
void Faults::throttle()
{
    note("throttling");
    harness::NodeProcess &node = m_cluster.node(any(m_processes));
    m_throttle.disconnect();
    m_throttle.callOnTimeout([this, &node] {
        const bool isStopped = m_throttle.intervalAsDuration() != share;
        node.signal(isStopped ? SIGCONT : SIGSTOP);
        m_throttle.start(isStopped ? share : period - share);
    });
    m_throttle.start(share);
    m_processes.later(longestFreeze, [this, &node] {
        m_throttle.stop();
        node.signal(SIGCONT);
    });
}

void Faults::suspend()
{
    note("sleep of a machine");
    const int index = any(m_processes);
    m_cluster.suspend(index);
    m_processes.later(longestFreeze, [this, index] { m_cluster.resume(index); });
}

void Faults::part()
{
    note("partition");
    std::vector<int> groups;
    const std::uint64_t count = 2 + m_paths.below(2);
    for (int index = 0; index < m_cluster.size(); ++index)
        groups.push_back(int(m_paths.below(count)));
    m_hosts.part(groups);
    m_paths.later(longestCut, [this] { m_hosts.heal(); });
}

void Faults::cut()
{
    note("some links cut");
    for (std::uint64_t i = 0, cuts = 1 + m_paths.below(4); i < cuts; ++i) {
        const int a = any(m_paths) + 1;
        const int b = any(m_paths) + 1;
        if (a != b)
            m_hosts.cut(a, b);
    }
    m_paths.later(longestCut, [this] { m_hosts.heal(); });
}

void Faults::cutOneWay()
{
    note("one-way cut");
    const int a = any(m_paths) + 1;
    const int b = any(m_paths) + 1;
    if (a != b)
        m_hosts.setPath(a, b, {.isCut = true});
    m_paths.later(longestCut, [this] { m_hosts.heal(); });
}

void Faults::reset()
{
    if (m_hosts.resetConnections(any(m_paths) + 1))
        note("connections reset");
    m_paths.later(longestOutage, [] {});
}

void Faults::disturb()
{
    note("loss, delay, reordering");
    for (int a = 1; a <= m_cluster.size(); ++a) {
        for (int b = 1; b <= m_cluster.size(); ++b)
            m_hosts.setPath(a, b, {.loss = 0.03, .delay = 3ms, .jitter = 10ms});
    }
    m_paths.later(longestCut, [this] { m_hosts.heal(); });
}

void Faults::fillDisk()
{
    note("full disk");
    const int index = any(m_disks);
    m_cluster.setDiskFull(index, true);
    m_disks.later(longestFull, [this, index] { m_cluster.setDiskFull(index, false); });
}

/// No fault, but all nodes agree on it, and those that are away learn of it later.
void Faults::changeKey()
{
    m_cluster.command(any(m_processes), QStringLiteral("keys/rotate"), {}, {}, [this](const Answer &answer) {
        if (answer.status == 200)
            note("new key");
    });
    m_processes.later(longestOutage, [] {});
}

} // namespace everbounce::soak
