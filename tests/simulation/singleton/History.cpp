// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/singleton/History.h"

#include <algorithm>

namespace everbounce::simulation {

namespace {

using namespace std::chrono_literals;
using Kind = Happening::Kind;

constexpr auto stepLength = 5ms;
constexpr int clients = 3;
constexpr auto clientPatience = 900ms;
constexpr auto longestPause = 300ms;
/// After the last change: the time to see that a link is silent, to find a way around it, and to settle who
/// holds.
constexpr auto serviceTime = 1500ms;
/// Once nothing is broken any more, all nodes agree within this time.
constexpr auto settlingTime = 30s;

} // namespace

History::History(const Plan &plan)
    : m_plan(plan)
    , m_random{plan.seed ^ 0x9e3779b97f4a7c15}
    , m_platters(std::size_t(plan.nodes))
    , m_nodes(std::size_t(plan.nodes))
    , m_ids(std::size_t(plan.nodes))
    , m_servedAt(std::size_t(plan.nodes))
{
    m_bus.setDelay(1ms);
    VirtualTime &time = VirtualTime::instance();
    time.restart();
    time.setJitter(2ms, plan.seed);
    for (int node = 0; node < plan.nodes; ++node) {
        MachineClocks &clocks = time.clocksOf(node);
        clocks.rate = 1 + plan.drift * (2 * m_random.unit() - 1);
        clocks.ahead = Nanoseconds(std::int64_t(m_random.unit() * 3.6e12));
        clocks.wall = Nanoseconds(std::int64_t(m_random.unit() * 2e9));
    }
    for (int client = 0; client < clients; ++client)
        m_clients.push_back({.number = client});
    for (int node = 0; node < plan.nodes; ++node)
        start(node);
}

History::~History()
{
    for (int node = 0; node < m_plan.nodes; ++node)
        kill(node);
}

void History::violate(const std::string &what)
{
    if (m_outcome.broken.empty())
        m_outcome.broken = what;
}

// ---- Nodes -----------------------------------------------------------------------------------------------

/// No two alike in the ten bits that keep the terms of both sides of a partition apart: that may happen, and
/// is among the limits in docs/commands.md.
NodeId History::newId()
{
    NodeId id;
    do {
        id = NodeId{(std::uint64_t(m_random.below(1u << 30)) << 30) + m_random.below(1u << 30) + 1};
    } while (!m_idBits.insert(id.value % 1024).second);
    return id;
}

void History::start(int index)
{
    auto &node = m_nodes[std::size_t(index)];
    if (node)
        return;
    const NodeId id = newId();
    m_ids[std::size_t(index)] = id;
    m_bus.machines[id] = index;
    for (const auto &[from, to] : m_cuts)
        cut(from, to); // by ids, of which this one is new
    VirtualTime::instance().inside(index, [&] {
        node = std::make_unique<SimNode>(id, m_plan, m_bus, m_platters[std::size_t(index)], m_random);
        Singleton &singleton = node->singleton();
        QObject::connect(
            &singleton, &Singleton::concluded, &singleton,
            [this](const QString &command, const CommandResult &result) { onConcluded(command, result); });
        QObject::connect(&singleton, &Singleton::merged, &singleton,
                         [this](const QStringList &titles) { m_outcome.merged += int(titles.size()); });
        QObject::connect(&singleton, &Singleton::recordChanged, &singleton, [this, index, &singleton] {
            if (const std::string problem = m_witness.onShown(index, *singleton.record()); !problem.empty())
                violate(problem);
        });
        if (!node->start().isEmpty())
            node.reset();
    });
}

void History::kill(int index)
{
    auto &node = m_nodes[std::size_t(index)];
    setStopped(index, false);
    m_witness.onEnded(index);
    if (!node)
        return;
    VirtualTime::instance().inside(index, [&] {
        node->kill();
        node.reset();
    });
}

int History::holder() const
{
    for (int index = 0; index < m_plan.nodes; ++index) {
        const auto &node = m_nodes[std::size_t(index)];
        if (node && node->singleton().isHolder())
            return index;
    }
    return -1;
}

// ---- People ----------------------------------------------------------------------------------------------

qint64 History::amountOf(const QString &id)
{
    return 1 + qint64(qHash(id, 7) % 1000);
}

void History::serve(Client &client)
{
    const Nanoseconds now = VirtualTime::instance().now();
    if (client.open.isEmpty()) {
        if (now < client.readyAt)
            return;
        client.open = QStringLiteral("%1-%2").arg(client.number).arg(client.next++);
        ++m_outcome.given;
        m_witness.onGiven(client.open, amountOf(client.open), now);
        give(client);
    } else if (now - client.triedAt >= clientPatience) {
        give(client); // nobody has answered: another node, under the same id
    }
}

void History::give(Client &client)
{
    client.triedAt = VirtualTime::instance().now();
    const int index = int(m_random.below(std::uint32_t(m_plan.nodes)));
    const QString id = client.open; // it may be concluded at once
    if (m_nodes[std::size_t(index)] && !m_frozen.contains(index))
        accept(index, id);
}

void History::accept(int node, const QString &id)
{
    VirtualTime::instance().inside(
        node, [&] { m_nodes[std::size_t(node)]->singleton().accept(id, counter::add(amountOf(id))); });
}

void History::onConcluded(const QString &id, const CommandResult &result)
{
    if (!result.ok)
        return;
    const Nanoseconds now = VirtualTime::instance().now();
    m_witness.onAnswered(id, result, now);
    if (!m_acknowledged.contains(id)) {
        m_acknowledged.insert(id, {result.term, result.revision});
        ++m_outcome.acknowledged;
        const auto [name, isNew] = m_names.insert({{result.term, result.revision}, id});
        if (!isNew && name->second != id)
            violate("Two commands were acknowledged as revision " + std::to_string(result.revision) +
                    " of term " + std::to_string(result.term) + '.');
    }
    for (Client &client : m_clients) {
        if (client.open != id)
            continue;
        client.open.clear();
        client.readyAt =
            now + Nanoseconds(std::int64_t(m_random.unit() * 1e6 * double(longestPause.count())));
    }
}

// ---- The course of time ----------------------------------------------------------------------------------

void History::step()
{
    for (Client &client : m_clients)
        serve(client);
    VirtualTime::instance().runFor(stepLength);
    watchService();
}

/// Whether the nodes that run reach each other, perhaps through others, so that nobody needs to be without a
/// holder.
bool History::isConnected() const
{
    if (m_isRough)
        return false;
    std::set<int> reached;
    std::vector<int> next;
    for (int node = 0; node < m_plan.nodes; ++node) {
        if (!m_nodes[std::size_t(node)] || m_frozen.contains(node))
            return false; // its end is to be found out first
        if (next.empty())
            next.push_back(node);
    }
    while (!next.empty()) {
        const int node = next.back();
        next.pop_back();
        if (!reached.insert(node).second)
            continue;
        for (int other = 0; other < m_plan.nodes; ++other) {
            if (!m_cuts.contains({node, other}) && !m_cuts.contains({other, node}))
                next.push_back(other);
        }
    }
    return int(reached.size()) == m_plan.nodes;
}

/// In a topology that stays connected for a while each node follows a holder.
void History::watchService()
{
    const Nanoseconds now = VirtualTime::instance().now();
    const auto topology = std::pair(m_changes, isConnected());
    if (std::exchange(m_topology, topology) != topology || !topology.second)
        m_calmSince = now;
    watchVacancies(topology.second);
    if (now - m_calmSince < serviceTime)
        return;
    for (int node = 0; node < m_plan.nodes; ++node) {
        if (!m_nodes[std::size_t(node)]->singleton().lease())
            return violate("Node " + std::to_string(node) +
                           " has no holder, in a network that is connected.");
    }
}

void History::watchVacancies(bool isConnected)
{
    const auto isCut = [](const Happening &happening) {
        return happening.kind == Kind::Cut || happening.kind == Kind::CutOneWay;
    };
    if (!isConnected || !std::ranges::all_of(m_plan.happenings, isCut))
        return m_servedAt.assign(m_nodes.size(), Nanoseconds(0));
    const Nanoseconds now = VirtualTime::instance().now();
    for (std::size_t node = 0; node < m_nodes.size(); ++node) {
        if (!m_nodes[node]->singleton().lease())
            continue;
        const Nanoseconds before = std::exchange(m_servedAt[node], now);
        if (before > Nanoseconds(0) && now - before > stepLength)
            m_outcome.vacancies.push_back(now - before);
    }
}

Outcome History::run()
{
    const Nanoseconds begin = VirtualTime::instance().now();
    auto next = m_plan.happenings.begin();
    while (VirtualTime::instance().now() - begin < m_plan.length) {
        const Nanoseconds passed = VirtualTime::instance().now() - begin;
        for (; next != m_plan.happenings.end() && next->at <= passed; ++next)
            this->begin(*next);
        while (!m_ends.empty() && m_ends.begin()->first <= passed) {
            end(*m_ends.begin()->second);
            m_ends.erase(m_ends.begin());
        }
        step();
    }
    heal();
    const auto isDone = [this] { return hasSettled() && (isForgetful() || allKnowAll()); };
    for (const Nanoseconds healed = VirtualTime::instance().now();
         VirtualTime::instance().now() - healed < settlingTime && !isDone();)
        VirtualTime::instance().runFor(50ms);
    judge();
    return m_outcome;
}

} // namespace everbounce::simulation
