// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/peer/core/LeaseCore.h"

#include "engine/base/Bounds.h"

#include <algorithm>

namespace everbounce {

namespace {

/// The lease that counts for the sender. None if the message does not say, so that the sender is told.
Lease inForceFor(const LeaseBody &body)
{
    if (const auto *renewal = std::get_if<Renewal>(&body))
        return renewal->lease;
    const auto *known = std::get_if<Known>(&body);
    return known && known->remaining > Duration(0) ? known->lease : Lease{};
}

/// The lease that a message is about; none for a question.
Lease leaseOf(const LeaseBody &body)
{
    return std::visit(
        [](const auto &message) {
            if constexpr (requires { message.lease; })
                return message.lease;
            else if constexpr (requires { message.from; })
                return message.from;
            else
                return Lease{};
        },
        body);
}

bool areFarApart(std::uint64_t a, std::uint64_t b)
{
    return bounds::leaps(a, b) || bounds::leaps(b, a);
}

} // namespace

LeaseCore::Actions LeaseCore::receive(Instant now, NodeId from, const LeaseMessage &message)
{
    return during(now, [&] {
        if (!m_peers.contains(from))
            return;
        m_peers.heard(from, now);
        m_peers.setInForce(from, inForceFor(message.body));
        if (!admits(now, message.body)) {
            m_actions.push_back(Refused{from, leaseOf(message.body).term});
            return;
        }
        m_peers.setStanding(from, message.standing);
        std::visit([&](const auto &body) { on(now, {from, message.standing}, body); }, message.body);
    });
}

/// Rule 10. A term far beyond what this node knows would leave none above it to claim, so a single message
/// must not set it. The majority's term may: then this node is the one that knows nothing, or something
/// absurd.
bool LeaseCore::admits(Instant now, const LeaseBody &body)
{
    const std::uint64_t told = leaseOf(body).term;
    if (inForceFor(body) && areFarApart(told, m_term) && isOutvoted(now, told)) {
        if (m_own)
            stepDown(now);
        m_candidacy.reset();
        m_voted = {};
        m_known = {};
        m_term = told;
    }
    return !bounds::leaps(told, m_term);
}

/// Whether this node is to give way to a live lease that is far from all that it knows. If both sides are
/// equal the higher term gives way, since it is more likely the absurd one.
bool LeaseCore::isOutvoted(Instant now, std::uint64_t term) const
{
    if (term > bounds::maxFirstCount)
        return false;
    const auto peersNear = [&](std::uint64_t other) {
        return m_peers.under(now, [&](const Lease &lease) { return !areFarApart(lease.term, other); });
    };
    const std::size_t own = peersNear(m_term) + (leaseInForce(now) ? 1 : 0);
    return term < m_term ? peersNear(term) >= own : peersNear(term) > own;
}

void LeaseCore::on(Instant now, const Contender &from, const Renewal &message)
{
    if (message.lease.holder == from.id)
        follow(now, from, message.lease, std::clamp(message.length, m_times.lease, m_times.longest()));
}

/// A holder speaks for itself.
void LeaseCore::follow(Instant now, const Contender &holder, const Lease &lease, Duration remaining)
{
    m_term = std::max(m_term, lease.term);
    if (m_own)
        meetHolder(now, holder, lease);
    m_candidacy.reset();
    if (lease < m_known.lease) {
        if (!m_own)
            holdBack(now + remaining);
        sendKnown(now, holder.id); // rule 7: it will step down, or raise its term
        return;
    }
    if (lease != m_known.lease)
        m_known = Knowledge{lease};
    m_known.holder = holder.standing;
    m_known.until = std::max(m_known.until, now + remaining);
    m_known.latest = m_known.until + remaining;
    m_known.lost = false;
    m_known.ended = false;
}

/// Rule 7: this node holds, and so does another. A late one never wins: it may not know what it missed. A
/// lower lease deposes nobody, since its renewal may have been under way for long: a holder that lives and
/// ranks first raises its term when it is told.
void LeaseCore::meetHolder(Instant now, const Contender &other, const Lease &lease)
{
    const bool higher = *m_own < lease;
    if (m_lateness || (higher && ranksBefore(other, self())))
        stepDown(now);
    else if (higher)
        hold(now, {m_term = ownTerm(m_self), m_self});
}

void LeaseCore::on(Instant now, const Contender &from, const Lost &message)
{
    const bool follows = message.lease == m_known.lease && !m_own;
    if (follows) {
        m_known.agreed.insert(from.id);
        if (message.vote.holder == m_self)
            m_known.pledged[from.id] = message.vote;
    }
    if (message.answer || m_lateness)
        return;
    if (follows && hearsHolder(now))
        m_known.asked.insert(from.id);
    if (!follows || hearsHolder(now))
        sendKnown(now, from.id);
    else if (m_known.told.insert(from.id).second || now >= m_known.hushUntil)
        send(from.id, Lost{message.lease, true});
}

void LeaseCore::on(Instant now, const Contender &from, const Ask &message)
{
    sendKnown(now, from.id, message.nonce);
}

void LeaseCore::on(Instant now, const Contender &from, const Known &message)
{
    m_term = std::max(m_term, message.lease.term);
    if (m_lateness && message.nonce == m_lateness->nonce)
        m_lateness->unanswered.erase(from.id);
    if (!message.lease)
        return;
    // What others believe of this node's own lease does not make it live.
    const bool own = message.lease.holder == m_self;
    const Duration remaining = own ? Duration(0) : std::min(message.remaining, m_times.longest());
    if (remaining <= Duration(0))
        learnOfDead(now, from.id, message.lease);
    else if (message.lease.holder == from.id)
        follow(now, from, message.lease, remaining);
    else
        believe(now, message, remaining);
    if (message.lease == m_known.lease && remaining > Duration(0))
        retract(from.id);
}

/// A peer hears the holder that this node follows, perhaps again.
void LeaseCore::retract(NodeId peer)
{
    m_known.agreed.erase(peer);
    m_known.pledged.erase(peer);
}

/// A peer hears a live holder. That is a reason not to claim, but none to follow. A holder of a higher lease
/// leaves telling the other one to that peer, whose word may be older than this node's lease.
void LeaseCore::believe(Instant now, const Known &hearsay, Duration remaining)
{
    if (m_own && *m_own < hearsay.lease)
        meetHolder(now, {hearsay.lease.holder, hearsay.holder}, hearsay.lease);
    if (m_own)
        return;
    m_candidacy.reset();
    holdBack(now + remaining);
}

/// A peer has followed, or voted for, a lease that it does not hear.
void LeaseCore::learnOfDead(Instant now, NodeId from, const Lease &lease)
{
    if (m_own && !m_lateness && *m_own < lease)
        hold(now, {m_term = ownTerm(m_self), m_self}); // that peer drops anything with a lower lease
    if (m_candidacy && m_candidacy->lease.term <= lease.term) {
        m_candidacy.reset(); // refused; the next claim will be above it
        m_holdBackUntil = now;
    }
    if (!m_own && from == m_known.lease.holder && m_known.lease <= lease) {
        m_known.until = now; // the holder itself says that it no longer holds
        m_known.lost = true;
        m_known.ended = true;
    }
}

/// Rule 5.
void LeaseCore::on(Instant now, const Contender &from, const Claim &message)
{
    const Lease &wanted = message.lease;
    m_term = std::max(m_term, wanted.term);
    if (m_lateness)
        return;
    const bool alive = hearsHolder(now) && m_known.lease.holder != from.id;
    if (m_own || alive) {
        sendKnown(now, from.id);
    } else if (prefersOwnClaim(from, message)) {
        send(from.id, Claim{m_candidacy->lease});
    } else if (wanted.term <= m_known.lease.term || (wanted != m_voted && wanted.term <= m_voted.term)) {
        send(from.id, Known{0, std::max(m_known.lease, m_voted)});
        m_peers.setUntold(from.id);
    } else {
        m_candidacy.reset(); // nobody else ever counted its vote for itself
        m_voted = wanted;
        holdBack(now + m_times.claim() + m_times.rank());
        send(from.id, Vote{wanted}, m_standing.freshness > from.standing.freshness);
    }
}

bool LeaseCore::prefersOwnClaim(const Contender &from, const Claim &claim) const
{
    if (!m_candidacy)
        return false;
    if (m_candidacy->lease.term != claim.lease.term)
        return m_candidacy->lease.term > claim.lease.term;
    return ranksBefore(self(), from);
}

void LeaseCore::on(Instant, const Contender &from, const Vote &message)
{
    if (m_candidacy && message.lease == m_candidacy->lease)
        m_candidacy->awaited.erase(from.id);
}

/// Rule 9. A handover that comes late does not count if this node follows another holder, or follows none and
/// has voted for one. The next term is free only if neither of the two knows of a higher one, or of a node
/// that may claim it unseen.
void LeaseCore::on(Instant now, const Contender &from, const Handover &message)
{
    m_term = std::max(m_term, message.from.term);
    const bool inTime =
        hearsHolder(now) ? m_known.lease.holder == from.id : m_voted.term <= message.from.term;
    const bool isNextFree = !message.own && m_term == message.from.term && reachesAll(now);
    if (!m_own && !m_lateness && inTime && message.from.holder == from.id && m_known.lease <= message.from)
        hold(now, {m_term = termFor(m_self, isNextFree), m_self});
}

void LeaseCore::holdBack(Instant until)
{
    m_holdBackUntil = std::max(m_holdBackUntil, until);
}

} // namespace everbounce
