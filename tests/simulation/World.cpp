// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/World.h"

#include <algorithm>
#include <utility>

namespace everbounce::simulation {

namespace {
constexpr std::int64_t million = 1'000'000;
}

Instant SimNode::clock(Instant worldTime) const
{
    return setup.clockOrigin + worldTime + worldTime * setup.clockDrift / million;
}

Instant SimNode::worldTime(Instant clockTime) const
{
    const Duration shown = clockTime - setup.clockOrigin;
    Instant result = shown - shown * setup.clockDrift / (million + setup.clockDrift);
    while (clock(result) < clockTime)
        ++result;
    return result;
}

World::World(const LeaseTimes &times, const Weather &calm, Random random)
    : m_times(times)
    , m_random(random)
    , m_network(calm, m_random)
{
}

int World::indexOf(NodeId id) const
{
    const auto found = m_indices.find(id);
    return found == m_indices.end() ? -1 : found->second;
}

std::string World::nameOf(NodeId id) const
{
    const int index = indexOf(id);
    return index < 0 ? "?" : node(index).setup.name;
}

std::vector<int> World::running() const
{
    std::vector<int> result;
    for (const auto &node : m_nodes) {
        if (node->runs())
            result.push_back(node->index);
    }
    return result;
}

bool World::acts(int index) const
{
    const SimNode &who = node(index);
    return who.runs() && who.core.isHolder() && who.core.mayAct(who.clock(m_now));
}

std::vector<int> World::acting() const
{
    std::vector<int> result;
    for (int i = 0; i < size(); ++i) {
        if (acts(i))
            result.push_back(i);
    }
    return result;
}

bool World::inReach(int a, int b) const
{
    const auto there = node(a).links.find(b);
    const auto back = node(b).links.find(a);
    return node(a).runs() && node(b).runs() && there != node(a).links.end() && back != node(b).links.end() &&
           there->second == back->second && !m_network.isCut(a, b) && !m_network.isCut(b, a);
}

Instant World::quietSince(int a, int b) const
{
    return inReach(a, b) ? m_network.lastDisturbance(a, b) : Instant::max();
}

/// To look at every pair is much where nodes are many, so it is done only once something has changed.
bool World::allInReach() const
{
    const auto changes = std::pair(m_changes, m_network.changes());
    if (std::exchange(m_reachKnownAt, changes) == changes)
        return m_allInReach;
    const std::vector<int> nodes = running();
    m_allInReach = std::ranges::all_of(nodes, [&](int a) {
        return std::ranges::all_of(nodes, [&](int b) { return a >= b || inReach(a, b); });
    });
    return m_allInReach;
}

Instant World::quietSince() const
{
    if (!allInReach())
        return Instant::max();
    const Network::Disturbance &latest = m_network.latestDisturbance();
    if (latest.a < size() && latest.b < size() && node(latest.a).runs() && node(latest.b).runs())
        return std::max(m_touched, latest.when);
    Instant since = m_touched;
    const std::vector<int> nodes = running();
    for (const int a : nodes) {
        for (const int b : nodes)
            since = a < b ? std::max(since, m_network.lastDisturbance(a, b)) : since;
    }
    return since;
}

void World::touch()
{
    m_touched = m_now;
    ++m_changes;
}

void World::at(Instant when, std::function<void()> what)
{
    m_events.push_back({std::max(when, m_now), ++m_order, std::move(what)});
    std::ranges::push_heap(m_events, later);
}

void World::step()
{
    std::ranges::pop_heap(m_events, later);
    const Event event = std::move(m_events.back());
    m_events.pop_back();
    m_now = event.at;
    event.what();
    afterEvent();
}

void World::runUntil(Instant when)
{
    while (!m_events.empty() && m_events.front().at <= when)
        step();
    m_now = when;
}

void World::afterEvent()
{
    for (Watcher *watcher : m_watchers)
        watcher->afterEvent();
}

Duration World::randomUpTo(Duration most)
{
    return Duration(std::int64_t(m_random.unit() * double(most.count())));
}

/// A frozen node's kernel goes on to take what comes; the process reads it once it runs again.
void World::deliverTo(int index, std::function<void()> what)
{
    SimNode &node = get(index);
    if (node.frozen)
        node.pile.push_back(std::move(what));
    else if (node.alive)
        what();
}

int World::start(const NodeSetup &setup)
{
    touch();
    const int index = size();
    m_nodes.push_back(std::make_unique<SimNode>(
        SimNode{.setup = setup, .index = index, .core = LeaseCore(setup.id, m_times)}));
    m_indices[setup.id] = index;
    SimNode &node = get(index);
    node.replica = setup.replica;
    node.startedAt = m_now;
    node.core.setKnownTerm(setup.knownTerm);
    perform(node, node.core.start(node.clock(m_now)));
    perform(node, node.core.setStanding(node.clock(m_now), {node.replica, false}));
    for (int peer = 0; peer < index; ++peer)
        dial(index, peer, randomUpTo(redial));
    if (gathering > Duration(0))
        gather(index);
    return index;
}

void World::gather(int index)
{
    const auto set = [this, index](bool isGathering) {
        SimNode &node = get(index);
        perform(node, node.core.setGathering(node.clock(m_now), isGathering));
    };
    set(true);
    at(m_now + randomUpTo(gathering), [=, this] { deliverTo(index, [=] { set(false); }); });
}

void World::kill(int index)
{
    SimNode &node = get(index);
    if (!node.alive)
        return;
    touch();
    node.alive = false;
    node.frozen = false;
    node.pile.clear();
    node.links.clear();
    for (int peer = 0; peer < size(); ++peer) {
        if (!hasLink(index, peer))
            continue;
        const bool heard = !m_network.isCut(index, peer);
        dropLink(peer, index, heard ? LinkLoss::Closed : LinkLoss::Silent, LinkLoss::Closed);
    }
}

void World::freeze(int index)
{
    SimNode &node = get(index);
    if (!node.runs())
        return;
    touch();
    node.frozen = true;
    for (const auto &[peer, link] : node.links)
        at(m_now + silence, [this, listener = peer, index] { giveUpIfStillSilent(listener, index); });
}

void World::thaw(int index)
{
    SimNode &node = get(index);
    if (!node.frozen)
        return;
    touch();
    node.frozen = false;
    for (int peer = 0; peer < size(); ++peer)
        m_network.disturb(index, peer, m_now);
    for (Watcher *watcher : m_watchers)
        watcher->thawed(node);
    goOn(node);
}

void World::stall(int index, Duration length)
{
    SimNode &node = get(index);
    if (!node.runs())
        return;
    node.frozen = true;
    at(m_now + length, [this, index] {
        SimNode &stalled = get(index);
        stalled.frozen = false;
        goOn(stalled);
    });
}

void World::goOn(SimNode &node)
{
    afterEvent(); // whatever it would publish before it looks at anything else
    // Late by the timer and late in the sockets may come in either order.
    if (m_random.below(2) == 0)
        wake(node);
    for (auto pile = std::exchange(node.pile, {}); const auto &what : pile) {
        what();
        afterEvent();
    }
    scheduleWake(node);
}

void World::release(int index)
{
    SimNode &node = get(index);
    if (!node.runs())
        return;
    touch();
    perform(node, node.core.release(node.clock(m_now)));
}

void World::setDraining(int index, bool draining)
{
    SimNode &node = get(index);
    if (!node.runs())
        return;
    node.draining = draining;
    perform(node, node.core.setStanding(node.clock(m_now), {node.replica, draining}));
}

void World::publish(int index, bool command)
{
    if (!acts(index))
        return;
    SimNode &node = get(index);
    using namespace std::chrono_literals;
    node.replica.era = std::max<std::uint64_t>(node.replica.era, std::uint64_t(m_now / eraLength));
    node.replica.end = std::max<std::uint64_t>(node.replica.end + 1, std::uint64_t(m_now / 30ms) + 100);
    if (command)
        ++node.replica.revision;
    const Instant clock = node.clock(m_now);
    perform(node, node.core.setStanding(clock, {node.replica, node.draining}));
    if (!node.core.mayAct(clock))
        return;
    const LeaseMessage message{{node.replica, node.draining}, node.core.renewal()};
    for (const auto &[peer, link] : node.links)
        transmit(node, {this->node(peer).setup.id, message, true});
    node.core.acted(clock);
    for (Watcher *watcher : m_watchers)
        watcher->published(node);
    scheduleWake(node);
}

void World::ping(int index)
{
    if (!node(index).runs())
        return;
    for (const auto &[peer, link] : node(index).links)
        transmit(Packet{index, peer, link, m_now, {}, {}});
}

void World::perform(SimNode &node, const LeaseCore::Actions &actions)
{
    for (const LeaseAction &action : actions) {
        if (const Send *send = std::get_if<Send>(&action))
            transmit(node, *send);
        for (Watcher *watcher : m_watchers)
            watcher->afterAction(node, action);
    }
    scheduleWake(node);
}

/// A timer that has become too early is left alone: it looks again when it fires.
void World::scheduleWake(SimNode &node)
{
    if (!node.runs() || !node.core.nextWake())
        return;
    const Instant due = std::max(m_now, node.worldTime(*node.core.nextWake()));
    if (node.wakeScheduled >= m_now && node.wakeScheduled <= due && node.wakePending)
        return;
    node.wakePending = true;
    node.wakeScheduled = due + randomUpTo(jitter);
    at(node.wakeScheduled, [this, &node, when = node.wakeScheduled] {
        if (!node.wakePending || node.wakeScheduled != when)
            return;
        node.wakePending = false;
        deliverTo(node.index, [this, &node] { wake(node); });
    });
}

void World::wake(SimNode &node)
{
    const Instant clock = node.clock(m_now);
    if (clock < *node.core.nextWake())
        scheduleWake(node);
    else
        perform(node, node.core.wake(clock));
}

void World::transmit(SimNode &node, const Send &send)
{
    const int to = indexOf(send.to);
    const auto link = node.links.find(to);
    if (link == node.links.end())
        return;
    Packet packet{node.index, to, link->second, m_now, send.message, {}};
    if (send.withPayload)
        packet.replica = node.replica;
    transmit(packet);
}

void World::transmit(const Packet &packet)
{
    for (const Instant arrival : m_network.arrivals(packet.from, packet.to, m_now)) {
        at(arrival, [this, packet] { deliverTo(packet.to, [this, packet] { receive(packet); }); });
    }
}

void World::receive(const Packet &packet)
{
    SimNode &node = get(packet.to);
    const auto link = node.links.find(packet.from);
    if (link == node.links.end() || link->second != packet.link)
        return; // the connection that it came over is gone
    const Instant clock = node.clock(m_now);
    const NodeId from = this->node(packet.from).setup.id;
    if (!packet.message) {
        perform(node, node.core.heard(clock, from));
        return;
    }
    const Renewal *renewal = std::get_if<Renewal>(&packet.message->body);
    const bool wanted = renewal ? renewal->lease >= node.core.lease() : packet.replica > node.replica;
    if (packet.replica && wanted && !node.core.isHolder()) {
        node.replica = *packet.replica;
        perform(node, node.core.setStanding(clock, {node.replica, node.draining}));
    }
    for (Watcher *watcher : m_watchers)
        watcher->beforeDelivery(node, packet);
    perform(node, node.core.receive(clock, from, *packet.message));
}

} // namespace everbounce::simulation
