// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/singleton/History.h"

#include "engine/base/MonotonicClock.h"

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
constexpr auto serviceTime = 2500ms;
/// Once nothing is broken any more, all nodes agree within this time.
constexpr auto settlingTime = 30s;

} // namespace

History::History(const Plan &plan)
    : m_plan(plan)
    , m_random{plan.seed ^ 0x9e3779b97f4a7c15}
    , m_platters(std::size_t(plan.nodes))
    , m_nodes(std::size_t(plan.nodes))
    , m_ids(std::size_t(plan.nodes))
{
    m_bus.setDelay(1ms);
    VirtualTime &time = VirtualTime::instance();
    time.restart();
    time.setJitter(2ms, plan.seed);
    time.setHeld([this](QObject *object) {
        return std::ranges::any_of(m_frozen, [&](int node) {
            return m_nodes[std::size_t(node)] && m_nodes[std::size_t(node)]->owns(object);
        });
    });
    for (int client = 0; client < clients; ++client)
        m_clients.push_back({.number = client});
    for (int node = 0; node < plan.nodes; ++node)
        start(node);
}

History::~History()
{
    VirtualTime::instance().setHeld({});
    for (auto &node : m_nodes) {
        if (node)
            node->kill();
        node.reset();
    }
}

void History::violate(const std::string &what)
{
    if (m_outcome.broken.empty())
        m_outcome.broken = what;
}

// ---- Nodes -----------------------------------------------------------------------------------------------

void History::start(int index)
{
    auto &node = m_nodes[std::size_t(index)];
    if (node)
        return;
    const NodeId id{(std::uint64_t(m_random.below(1u << 30)) << 30) + m_random.below(1u << 30) + 1};
    m_ids[std::size_t(index)] = id;
    node = std::make_unique<SimNode>(id, m_bus, m_platters[std::size_t(index)], m_random);
    QObject::connect(&node->singleton(), &Singleton::concluded, &node->singleton(),
                     [this, index](const QString &command, const CommandResult &result) {
                         onConcluded(index, command, result);
                     });
    QObject::connect(&node->singleton(), &Singleton::merged, &node->singleton(),
                     [this](const QStringList &titles) { m_outcome.merged += int(titles.size()); });
    node->start();
}

void History::kill(int index)
{
    auto &node = m_nodes[std::size_t(index)];
    m_frozen.erase(index);
    if (node)
        node->kill();
    node.reset();
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

// ---- What happens ----------------------------------------------------------------------------------------

void History::cut(int a, int b)
{
    m_bus.cutBoth(m_ids[std::size_t(a)], m_ids[std::size_t(b)]);
}

void History::begin(const Happening &happening)
{
    ++m_changes;
    m_ends.emplace(happening.at + happening.length, &happening);
    switch (happening.kind) {
    case Kind::Kill:
        return kill(happening.node);
    case Kind::PowerCut:
        for (int node = 0; node < m_plan.nodes; ++node)
            kill(node);
        return;
    case Kind::HandOver:
        if (const int node = holder(); node >= 0)
            m_nodes[std::size_t(node)]->singleton().keeper().release();
        return;
    case Kind::Freeze:
        m_frozen.insert(happening.node);
        m_bus.setFrozen(m_ids[std::size_t(happening.node)], true);
        return;
    case Kind::Part:
        for (int a = 0; a < m_plan.nodes; ++a) {
            for (int b = a + 1; b < m_plan.nodes; ++b) {
                if (happening.sides[std::size_t(a)] != happening.sides[std::size_t(b)])
                    cut(a, b);
            }
        }
        return;
    case Kind::Cut:
        return cut(happening.node, happening.other);
    case Kind::CutOneWay:
        return m_bus.cut(m_ids[std::size_t(happening.node)], m_ids[std::size_t(happening.other)]);
    case Kind::Reset:
        for (const NodeId other : m_ids)
            m_bus.reset(m_ids[std::size_t(happening.node)], other);
        return;
    case Kind::FullDisk:
        m_platters[std::size_t(happening.node)].isFull = true;
        return;
    case Kind::EngineCrash:
        if (const int node = holder(); node >= 0)
            m_nodes[std::size_t(node)]->singleton().engine().inject(EngineFault::Crash);
        return;
    }
}

void History::end(const Happening &happening)
{
    ++m_changes;
    switch (happening.kind) {
    case Kind::Kill:
        return start(happening.node);
    case Kind::PowerCut:
        for (int node = 0; node < m_plan.nodes; ++node)
            start(node);
        return;
    case Kind::Freeze:
        m_frozen.erase(happening.node);
        m_bus.setFrozen(m_ids[std::size_t(happening.node)], false);
        return;
    case Kind::Part:
    case Kind::Cut:
    case Kind::CutOneWay:
        return m_bus.healAll();
    case Kind::FullDisk:
        m_platters[std::size_t(happening.node)].isFull = false;
        return;
    default:
        return;
    }
}

void History::heal()
{
    for (const auto &[when, happening] : m_ends)
        end(*happening);
    m_ends.clear();
    m_bus.healAll();
    for (int node = 0; node < m_plan.nodes; ++node)
        start(node);
}

// ---- People ----------------------------------------------------------------------------------------------

qint64 History::amountOf(const QString &id)
{
    return 1 + qint64(qHash(id, 7) % 1000);
}

void History::serve(Client &client)
{
    const Nanoseconds now = monotonicNow();
    if (client.open.isEmpty()) {
        if (now < client.readyAt)
            return;
        client.open = QStringLiteral("%1-%2").arg(client.number).arg(client.next++);
        ++m_outcome.given;
        give(client);
    } else if (now - client.triedAt >= clientPatience) {
        give(client); // nobody has answered: another node, under the same id
    }
}

void History::give(Client &client)
{
    client.triedAt = monotonicNow();
    client.asked = int(m_random.below(std::uint64_t(m_plan.nodes)));
    const auto &node = m_nodes[std::size_t(client.asked)];
    if (node && !m_frozen.contains(client.asked))
        node->singleton().accept(client.open, counter::add(amountOf(client.open)));
}

void History::onConcluded(int, const QString &id, const CommandResult &result)
{
    if (!result.ok)
        return;
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
            monotonicNow() + Nanoseconds(std::int64_t(m_random.unit() * 1e6 * double(longestPause.count())));
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
            if (!m_bus.isCut(m_ids[std::size_t(node)], m_ids[std::size_t(other)]))
                next.push_back(other);
        }
    }
    return int(reached.size()) == m_plan.nodes;
}

/// In a topology that stays connected for a while each node follows a holder.
void History::watchService()
{
    const Nanoseconds now = monotonicNow();
    const auto topology = std::pair(m_changes, isConnected());
    if (std::exchange(m_topology, topology) != topology || !topology.second)
        m_calmSince = now;
    if (now - m_calmSince < serviceTime)
        return;
    for (int node = 0; node < m_plan.nodes; ++node) {
        if (!m_nodes[std::size_t(node)]->singleton().lease())
            return violate("Node " + std::to_string(node) +
                           " has no holder, in a network that is connected.");
    }
}

Outcome History::run()
{
    const Nanoseconds begin = monotonicNow();
    auto next = m_plan.happenings.begin();
    while (monotonicNow() - begin < m_plan.length) {
        const Nanoseconds passed = monotonicNow() - begin;
        for (; next != m_plan.happenings.end() && next->at <= passed; ++next)
            this->begin(*next);
        while (!m_ends.empty() && m_ends.begin()->first <= passed) {
            end(*m_ends.begin()->second);
            m_ends.erase(m_ends.begin());
        }
        step();
    }
    heal();
    const auto isDone = [this] { return hasSettled() && allKnowAll(); };
    for (const Nanoseconds healed = monotonicNow(); monotonicNow() - healed < settlingTime && !isDone();)
        VirtualTime::instance().runFor(100ms);
    judge();
    return m_outcome;
}

} // namespace everbounce::simulation
