// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/Invariants.h"

#include "tests/simulation/LeaseText.h"

#include <algorithm>

namespace everbounce::simulation {

using namespace std::chrono_literals;

Invariants::Invariants(const World &world)
    : m_world(world)
{
}

/// What calm weather needs to settle whatever shows up at the end of the lease time: a few messages.
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

void Invariants::renewed(const SimNode &node)
{
    of(node).goodUntil = clock(node) + std::max(node.core.renewal().length, m_world.times().lease);
}

void Invariants::beforeDelivery(const SimNode &node, const Packet &packet)
{
    Memory &memory = of(node);
    memory.peers[packet.from].heardAt = clock(node);
    memory.peers[packet.from].silent = false;
    if (packet.sentAt >= memory.thawedAt)
        memory.unheard.erase(packet.from);
    const LeaseBody &body = packet.message->body;
    m_handedOver = {};
    if (const auto *handover = std::get_if<Handover>(&body))
        m_handedOver = handover->from.holder;
    if (const auto *lost = std::get_if<Lost>(&body)) {
        memory.lost.insert({packet.from, lost->lease});
        noticeAgreement(memory);
    } else if (const auto *renewal = std::get_if<Renewal>(&body))
        follow(node, renewal->lease, std::max(renewal->length, m_world.times().lease));
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
    const NodeId before = node.core.lease().holder;
    const auto old = memory.peers.find(m_world.indexOf(before));
    if (lease.holder != before && old != memory.peers.end() && !node.core.leaseInForce(clock(node)))
        old->second.silent = true;
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
    const bool isInTime = node.core.isHolder() && clock(node) < memory.goodUntil;
    if (isInTime || clock(node) < *node.core.nextWake() + node.core.times().late())
        return;
    memory.lateUntil = clock(node) + node.core.times().length();
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
        checkChatter(node);
    } else if (const auto *became = std::get_if<BecameHolder>(&action)) {
        checkHolding(node, became->lease);
    } else if (const auto *stopped = std::get_if<StoppedHolding>(&action)) {
        memory.givenUp.insert(stopped->lease);
        memory.holds = false;
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
    if (const auto *handover = std::get_if<Handover>(&body))
        of(node).givenUp.insert(handover->from);
    if (const auto *lost = std::get_if<Lost>(&body); lost && lost->vote)
        checkVote(node, lost->vote);
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
    if (node.core.isHolder() || hearsAnother(node, wanted.holder))
        fail("votes-need-a-vacancy", node, "votes though it hears a holder");
}

/// Whether the holder that it followed last is alive as far as it can know, and is not this one.
bool Invariants::hearsAnother(const SimNode &node, NodeId expected)
{
    const Memory &memory = of(node);
    return memory.followed && !memory.over && clock(node) < memory.followedUntil &&
           memory.followed.holder != expected && node.links.contains(m_world.indexOf(memory.followed.holder));
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
    if (m_handedOver) {
        memory.handedOverAt = m_world.now();
        if (isLate(node) || hearsAnother(node, m_handedOver))
            fail("handovers-need-a-vacancy", node,
                 "takes a lease over though it follows another holder, or is late");
    }
    if (!memory.holds)
        memory.holdsSince = m_world.now();
    memory.holds = true;
    memory.held = lease;
    memory.over = true; // what it followed before
    const auto old = memory.peers.find(m_world.indexOf(memory.followed.holder));
    if (old != memory.peers.end() && !m_handedOver)
        old->second.silent = true;
    renewed(node);
    ++holdings;
    if (newcomer && !m_handedOver)
        checkNewcomer(node);
}

void Invariants::checkNewcomer(const SimNode &node)
{
    const Network &network = m_world.network();
    for (const auto &[peer, seen] : of(node).peers) {
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
    if (!node.links.empty() && clock(node) >= memory.goodUntil)
        fail("unexpired", node, "acts under a lease that has run out");
    if (isLate(node))
        fail("late-are-quiet", node, "acts");
}

/// Counts what all nodes together say in each tenth of a second.
void Invariants::checkChatter(const SimNode &node)
{
    const std::int64_t interval = m_world.now() / std::chrono::milliseconds(100);
    if (interval != m_saidIn) {
        m_saidIn = interval;
        m_said = 0;
        m_speakers = 0;
    }
    ++m_said;
    m_speakers = std::max(m_speakers, int(m_world.running().size()));
    const int nodes = m_speakers;
    mostSaid = std::max(mostSaid, double(m_said) / (nodes * nodes));
    const std::int64_t beats = std::max<std::int64_t>(1, 20ms / m_world.times().renewal());
    if (m_said > 40 * beats * nodes * nodes)
        fail("no-chatter", node, "and the others send messages without end");
}

/// Since when it holds with the rank that it has now: others may have decided by an older one.
Instant Invariants::rankedSince(const SimNode &node)
{
    Memory &memory = of(node);
    const auto rank = std::tuple(node.replica.era, node.replica.revision, node.draining);
    if (memory.rank != rank) {
        memory.rank = rank;
        memory.rankedSince = m_world.now();
    }
    return std::max(memory.holdsSince, memory.rankedSince);
}

void Invariants::checkPair(int a, int b)
{
    const Instant now = m_world.now();
    const Duration lease = m_world.times().longest();
    const SimNode &node = m_world.node(a);
    const Memory &one = of(node);
    const Memory &other = of(m_world.node(b));
    const std::string what = "acts, and so does " + m_world.node(b).setup.name;
    const Instant handedOver = std::max(one.handedOverAt, other.handedOverAt) - lease;
    if (std::max(m_world.quietSince(a, b), handedOver) <= now - lease - slack())
        fail("no-two-in-reach", node, what);
    const Instant bothSince = std::max(rankedSince(node), rankedSince(m_world.node(b)));
    for (const int third : m_world.running()) {
        if (third == a || third == b)
            continue;
        const Instant since =
            std::max({m_world.quietSince(a, third), m_world.quietSince(b, third), bothSince});
        if (since <= now - m_world.times().renewal() * 3 - slack())
            fail("settled-by-a-third", node,
                 what + ", though " + m_world.node(third).setup.name + " hears both");
    }
}

void Invariants::afterEvent()
{
    m_handedOver = {};
    const std::vector<int> acting = m_world.acting();
    for (const int actor : acting)
        checkActing(m_world.node(actor));
    for (const int a : acting) {
        for (const int b : acting) {
            if (a < b)
                checkPair(a, b);
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
