// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/Invariants.h"

#include "engine/lease/LeaseText.h"

#include <algorithm>

namespace everbounce::simulation {

Invariants::Invariants(const World &world)
    : m_world(world)
{
}

/// What calm weather needs to settle whatever is found at the end of the lease's time: a few messages.
Duration Invariants::slack() const
{
    return m_world.network().calm().maxDelay * 4 + m_world.jitter * 2;
}

Invariants::Memory &Invariants::of(const SimNode &node)
{
    if (std::size_t(node.index) >= m_memories.size())
        m_memories.resize(std::size_t(node.index) + 1);
    return m_memories[std::size_t(node.index)];
}

void Invariants::fail(const char *invariant, const SimNode &node, const std::string &what) const
{
    throw Violation(invariant, node.setup.name + ' ' + what + ", at " + toText(m_world.now()));
}

bool Invariants::isLate(const SimNode &node)
{
    const Memory &memory = of(node);
    return clock(node) < memory.lateUntil && !memory.unheard.empty();
}

void Invariants::beforeDelivery(const SimNode &node, const Packet &packet)
{
    Memory &memory = of(node);
    memory.peers[packet.from].heardAt = clock(node);
    memory.peers[packet.from].silent = false;
    if (packet.sentAt >= memory.thawedAt)
        memory.unheard.erase(packet.from);
    const LeaseBody &body = packet.message.body;
    memory.lastWasHandover = std::holds_alternative<Handover>(body);
    if (const auto *lost = std::get_if<Lost>(&body)) {
        memory.lost.insert({packet.from, lost->lease});
        noticeAgreement(memory);
    } else if (const auto *renewal = std::get_if<Renewal>(&body))
        follow(node, renewal->lease, m_world.times().lease);
    else if (const auto *known = std::get_if<Known>(&body))
        hear(node, m_world.node(packet.from).setup.id, *known);
}

void Invariants::hear(const SimNode &node, NodeId from, const Known &message)
{
    Memory &memory = of(node);
    const bool alive = message.remaining > Duration(0);
    if (alive)
        memory.lost.erase({m_world.indexOf(from), message.lease});
    if (alive && from == message.lease.holder)
        follow(node, message.lease, message.remaining);
    else if (from == memory.followed.holder && message.lease >= memory.followed)
        memory.over = true;
}

void Invariants::follow(const SimNode &node, const Lease &lease, Duration remaining)
{
    if (lease < node.core.lease())
        return;
    Memory &memory = of(node);
    const int before = m_world.indexOf(memory.followed.holder);
    if (lease != memory.followed && memory.peers.contains(before))
        memory.peers[before].silent = memory.followed.holder != lease.holder;
    memory.followed = lease;
    memory.followedUntil = clock(node) + remaining;
    memory.over = false;
    memory.closed = false;
}

void Invariants::linkChanged(const SimNode &node, int peer, bool up, LinkLoss loss)
{
    Memory &memory = of(node);
    const bool toHolder = memory.followed && m_world.node(peer).setup.id == memory.followed.holder;
    if (up) {
        memory.peers[peer] = {m_world.now(), clock(node)};
        if (toHolder)
            memory.closed = false;
        return;
    }
    memory.peers.erase(peer);
    memory.unheard.erase(peer);
    memory.witnesses.erase(peer);
    noticeAgreement(memory);
    if (!toHolder || loss != LinkLoss::Closed)
        return;
    memory.closed = true;
    memory.witnesses.clear();
    for (const auto &[index, witness] : memory.peers) {
        if (!witness.silent && clock(node) - witness.heardAt < m_world.times().lease)
            memory.witnesses.insert(index);
    }
    noticeAgreement(memory);
}

/// Once all have said that they lost the holder too, its lease is over, whatever they say later.
void Invariants::noticeAgreement(Memory &memory)
{
    if (memory.closed && std::ranges::all_of(memory.witnesses, [&](int witness) {
            return memory.lost.contains({witness, memory.followed});
        }))
        memory.over = true;
}

void Invariants::thawed(const SimNode &node)
{
    Memory &memory = of(node);
    if (clock(node) < *node.core.nextWake() + m_world.times().late())
        return;
    memory.lateUntil = clock(node) + m_world.times().lease;
    memory.thawedAt = m_world.now();
    memory.unheard.clear();
    for (const auto &[peer, link] : node.links)
        memory.unheard.insert(peer);
}

void Invariants::afterAction(const SimNode &node, const LeaseAction &action)
{
    Memory &memory = of(node);
    if (const auto *send = std::get_if<Send>(&action)) {
        checkSent(node, send->message.body);
    } else if (const auto *became = std::get_if<BecameHolder>(&action)) {
        checkHolding(node, became->lease);
    } else if (const auto *stopped = std::get_if<StoppedHolding>(&action)) {
        memory.givenUp.insert(stopped->lease);
    } else if (const auto *changed = std::get_if<HolderChanged>(&action); changed && changed->lease) {
        if (changed->lease < memory.shown)
            fail("leases-grow", node, "shows a lower lease than before");
        memory.shown = changed->lease;
    }
}

void Invariants::checkSent(const SimNode &node, const LeaseBody &body)
{
    if (std::holds_alternative<Renewal>(body))
        renewed(node);
    const auto *vote = std::get_if<Vote>(&body);
    const bool claims = std::holds_alternative<Claim>(body);
    if ((vote || claims || std::holds_alternative<Lost>(body)) && isLate(node))
        fail("late-are-quiet", node, "accuses, claims or votes");
    if (vote)
        checkVote(node, vote->lease);
    if (claims)
        checkClaim(node);
}

void Invariants::checkVote(const SimNode &node, const Lease &wanted)
{
    Memory &memory = of(node);
    const auto [vote, first] = memory.votes.try_emplace(wanted.term, wanted);
    if (!first && vote->second != wanted)
        fail("one-vote-a-term", node, "votes twice in term " + std::to_string(wanted.term));
    const int holder = m_world.indexOf(memory.followed.holder);
    const bool hears = memory.followed && !memory.over && clock(node) < memory.followedUntil &&
                       node.links.contains(holder) && memory.followed.holder != wanted.holder;
    if (node.core.isHolder() || hears)
        fail("votes-need-a-vacancy", node, "votes though it hears a holder");
}

void Invariants::checkClaim(const SimNode &node)
{
    const Memory &memory = of(node);
    if (!memory.followed || memory.over || clock(node) >= memory.followedUntil)
        return;
    fail("claims-need-a-vacancy", node, "claims a lease that is not vacant");
}

void Invariants::checkHolding(const SimNode &node, const Lease &lease)
{
    Memory &memory = of(node);
    const bool newcomer = !memory.held && m_world.now() - node.startedAt < std::chrono::seconds(3);
    if (lease <= memory.held)
        fail("leases-grow", node, "holds a lower lease than before");
    memory.held = lease;
    memory.over = true; // what it followed before
    renewed(node);
    ++holdings;
    if (memory.lastWasHandover)
        memory.handedOverAt = m_world.now();
    if (!newcomer || memory.lastWasHandover)
        return;
    const Network &network = m_world.network();
    for (const auto &[peer, seen] : memory.peers) {
        const Memory &other = of(m_world.node(peer));
        const auto back = other.peers.find(node.index);
        if (!m_world.acts(peer) || !m_world.inReach(node.index, peer) || back == other.peers.end())
            continue;
        const Instant linkedAt = std::max(seen.linkedAt, back->second.linkedAt);
        const bool undisturbed = network.lastDisturbance(node.index, peer) <= linkedAt;
        if (undisturbed && m_world.now() - linkedAt > network.calm().maxDelay * 2 + m_world.jitter)
            fail("joins-take-nothing", node,
                 "has just started, and holds beside " + m_world.node(peer).setup.name);
    }
}

void Invariants::checkActing(const SimNode &node)
{
    const Memory &memory = of(node);
    const Lease lease = node.core.lease();
    const auto [actor, first] = m_actors.try_emplace(lease, node.index);
    if (actor->second != node.index || lease.holder != node.setup.id || memory.givenUp.contains(lease))
        fail("one-actor-a-lease", node, "acts under another's lease, or one that it gave up");
    // Without links there are no renewals to be seen.
    if (!node.links.empty() && clock(node) - memory.renewedAt >= m_world.times().lease)
        fail("unexpired", node, "acts under a lease that has run out");
    if (isLate(node))
        fail("late-are-quiet", node, "acts");
}

void Invariants::afterEvent()
{
    const std::vector<int> acting = m_world.acting();
    for (const int actor : acting)
        checkActing(m_world.node(actor));
    for (const int a : acting) {
        for (const int b : acting) {
            if (a >= b)
                continue;
            const Instant handedOver =
                std::max(of(m_world.node(a)).handedOverAt, of(m_world.node(b)).handedOverAt);
            const Instant since = std::max(m_world.quietSince(a, b), handedOver - m_world.times().lease);
            if (since <= m_world.now() - m_world.times().lease - slack())
                fail("no-two-in-reach", m_world.node(a), "acts, and so does " + m_world.node(b).setup.name);
        }
    }
    if (acting.size() == 1 || m_world.running().empty())
        return;
    const Instant since = m_world.quietSince();
    if (since >= m_world.now())
        return;
    longestSettling = std::max(longestSettling, m_world.now() - since);
    if (m_world.now() - since > settling())
        throw Violation("exactly-one-when-quiet",
                        std::to_string(acting.size()) + " nodes act, at " + toText(m_world.now()));
}

} // namespace everbounce::simulation
