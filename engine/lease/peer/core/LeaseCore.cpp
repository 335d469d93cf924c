// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/peer/core/LeaseCore.h"

#include <algorithm>
#include <utility>

namespace everbounce {

/// A lease is this many times as long as the worst lateness of this node
/// (docs/decisions/0020-lease-length.md).
constexpr int margin = 8;

LeaseCore::LeaseCore(NodeId self, LeaseTimes times)
    : m_self(self)
    , m_times(times)
    , m_punctuality(times.longest() / margin)
    , m_peers(times)
{
}

void LeaseCore::setKnownTerm(std::uint64_t term)
{
    m_term = std::max(m_term, term);
}

/// Every event goes through here: first what has changed by time alone, then the event, then what follows
/// from it.
LeaseCore::Actions LeaseCore::during(Instant now, const std::function<void()> &handle)
{
    noticeLateness(now);
    measureLateness(now);
    if (m_own && now >= m_expiry)
        stepDown(now);
    if (m_abstainUntil && now >= *m_abstainUntil)
        m_abstainUntil.reset();
    handle();
    if (m_started) {
        settle(now);
        m_wakeAt = wakeDue(now);
    }
    return std::exchange(m_actions, {});
}

LeaseCore::Actions LeaseCore::start(Instant now)
{
    return during(now, [&] {
        m_started = true;
        m_beatAt = now;
        m_gatherUntil = now + m_times.gather;
        holdBack(now + m_times.listen);
    });
}

LeaseCore::Actions LeaseCore::setGathering(Instant now, bool gathering)
{
    return during(now, [&] {
        if (std::exchange(m_gathering, gathering) && !gathering && !m_known.lease)
            // Time for the gathered peers to say what they know.
            holdBack(std::min(now + m_times.claim(), m_gatherUntil));
    });
}

LeaseCore::Actions LeaseCore::linkUp(Instant now, NodeId peer, bool takesLengths)
{
    return during(now, [&] {
        m_peers.add(peer, now);
        if (takesLengths) {
            m_rigid.erase(peer);
        } else {
            m_rigid.insert(peer);
            m_times.needed = Duration(0);
            m_expiry = std::min(m_expiry, now + m_times.lease);
        }
        m_missing.erase(peer);
        if (peer == m_known.lease.holder)
            m_known.lost = false;
        introduce(now, peer);
        if (m_candidacy) {
            m_candidacy->awaited.insert(peer); // it may hold, or claim, too
            send(peer, Claim{m_candidacy->lease});
        }
    });
}

LeaseCore::Actions LeaseCore::linkDown(Instant now, NodeId peer, LinkLoss loss)
{
    return during(now, [&] {
        m_peers.remove(peer);
        m_rigid.erase(peer);
        if (loss == LinkLoss::Silent && m_missing.size() < mostMissing)
            m_missing.insert(peer);
        m_known.witnesses.erase(peer);
        if (m_candidacy)
            m_candidacy->awaited.erase(peer);
        if (m_lateness) {
            // Its peers have most likely given this node up: it comes back like one that starts, and accuses
            // nobody.
            m_lateness->unanswered.erase(peer);
            holdBack(now + m_times.listen);
        } else if (loss == LinkLoss::Closed && peer == m_known.lease.holder && hearsHolder(now)) {
            m_known.lost = true;
            m_known.hushUntil = now + m_times.hush();
            m_known.witnesses = m_peers.reachable(now);
            tellOfLoss(now);
        }
    });
}

LeaseCore::Actions LeaseCore::heard(Instant now, NodeId peer)
{
    return during(now, [&] { m_peers.heard(peer, now); });
}

LeaseCore::Actions LeaseCore::wake(Instant now)
{
    return during(now, [] {});
}

LeaseCore::Actions LeaseCore::setStanding(Instant now, const Standing &standing)
{
    return during(now, [&] { m_standing = standing; });
}

LeaseCore::Actions LeaseCore::release(Instant now)
{
    return during(now, [&] {
        const NodeId successor = m_peers.successor(now);
        if (!successor || m_lateness)
            return;
        m_abstainUntil = now + m_times.abstain();
        m_candidacy.reset();
        if (m_own)
            handOver(now, successor);
    });
}

void LeaseCore::acted(Instant now)
{
    if (!mayAct(now))
        return;
    m_expiry = now + m_times.length();
    m_beatAt = now + m_times.renewal();
    m_wakeAt = wakeDue(now);
}

LeaseCore::Actions LeaseCore::raise(Instant now)
{
    return during(now, [&] {
        if (m_own && !m_lateness)
            hold(now, {++m_term, m_self});
    });
}

bool LeaseCore::mayAct(Instant now) const
{
    return m_own && now < m_expiry && !m_lateness;
}

Lease LeaseCore::leaseInForce(Instant now) const
{
    if (m_own)
        return now < m_expiry ? *m_own : Lease{};
    return now < m_known.until ? m_known.lease : Lease{};
}

/// Rule 1. If the lease were too short for the machine, others would take a live holder for dead.
void LeaseCore::measureLateness(Instant now)
{
    const Duration late = m_wakeAt ? now - *m_wakeAt : Duration(0);
    m_punctuality.note(now, late);
    m_times.needed = m_rigid.empty() ? m_punctuality.worst(now) * margin : Duration(0);
    if (late > m_times.unread())
        forgiveSilence(now, *m_wakeAt);
}

/// Rule 8. The holder's silence counts only while this node could hear it: not since `due`, when it did not
/// run, and not before it has read what has arrived meanwhile.
void LeaseCore::forgiveSilence(Instant now, Instant due)
{
    if (m_own || m_known.lost || due > m_known.until)
        return;
    const Instant heard = m_known.until + (std::min(now, m_known.until) - due);
    m_known.until =
        std::max(m_known.until, std::min(std::max(heard, now + m_times.reading()), m_known.latest));
}

/// Rule 8. Not only wake() can reveal this: after a freeze any event may come first. A holder whose lease has
/// not run out has missed nothing, and renews at once.
void LeaseCore::noticeLateness(Instant now)
{
    if (!m_wakeAt || now < *m_wakeAt + m_times.late() || (m_own && now < m_expiry))
        return;
    m_candidacy.reset();
    m_lateness = Lateness{now + m_times.length(), ++m_nonce, m_peers.linked()};
    for (const NodeId peer : m_lateness->unanswered)
        send(peer, Ask{m_nonce});
}

/// Does what is due.
void LeaseCore::settle(Instant now)
{
    if (m_lateness && (m_lateness->unanswered.empty() || now >= m_lateness->until))
        m_lateness.reset();
    if (now >= m_beatAt)
        beat(now);
    noticeVacancy(now);
    if (!m_candidacy && now >= claimDue(now))
        claim(now);
    if (m_candidacy && m_candidacy->awaited.empty())
        hold(now, m_candidacy->lease);
    else if (m_candidacy && now >= m_candidacy->deadline)
        hold(now, {m_term = ownTerm(), m_self}); // a peer that has not voted may claim for itself
    if (const Lease inForce = leaseInForce(now); inForce != m_shown) {
        m_shown = inForce;
        m_actions.push_back(HolderChanged{inForce});
    }
}

/// The holder renews. The others show that they are alive and say what they know, and repeat questions that
/// were not answered. Late nodes say nothing, but go on waking up, so that a second freeze is noticed. While
/// the holder has just been lost nobody speaks: among many nodes, what each tells all others would delay the
/// few messages that settle it.
void LeaseCore::beat(Instant now)
{
    if (!m_own && m_known.lost && now < m_known.hushUntil) {
        m_beatAt = m_known.hushUntil;
        return;
    }
    m_beatAt = now + m_times.renewal();
    m_quietBeat = !m_quietBeat;
    if (m_lateness)
        return;
    if (m_own) {
        m_expiry = now + m_times.length();
        for (const NodeId peer : m_peers.linked())
            introduce(now, peer);
    } else if (!m_quietBeat) {
        for (const NodeId peer : m_peers.toTell(word(now), now))
            tell(now, peer);
    }
    if (m_known.lost && now < m_known.until) {
        for (const NodeId witness : m_known.witnesses) {
            if (!m_known.agreed.contains(witness))
                send(witness, Lost{m_known.lease});
        }
    }
}

/// Rule 3. All survivors of a killed holder notice at the same moment. The node that is to claim first asks
/// all others; they tell it and the next in rank. Asking everybody by everybody is left for later, in case
/// that was not enough.
void LeaseCore::tellOfLoss(Instant now)
{
    constexpr std::size_t informed = 2;
    const std::vector<NodeId> before = m_peers.before(self(), now);
    if (before.empty()) {
        for (const NodeId witness : m_known.witnesses)
            send(witness, Lost{m_known.lease});
    }
    for (std::size_t i = 0; i < std::min(before.size(), informed); ++i) {
        send(before[i], Lost{m_known.lease, true, i == 0 ? pledgeTo(before[i]) : Lease()});
        m_known.told.insert(before[i]);
    }
}

/// Rule 5. A vote for the lease that the first in rank will most likely want; none if that needs this node's
/// replica first.
Lease LeaseCore::pledgeTo(NodeId first)
{
    if (m_candidacy || m_standing.freshness > m_peers.standing(first).freshness)
        return {};
    return m_voted = {++m_term, first};
}

/// Rule 3. From now on the old holder is waited for only if it speaks again.
void LeaseCore::noticeVacancy(Instant now)
{
    if (m_own || !m_known.lease)
        return;
    if (m_known.lost && now < m_known.until && std::ranges::includes(m_known.agreed, m_known.witnesses)) {
        m_known.until = now;
        m_known.ended = true;
        m_holdBackUntil = now; // whatever was heard about that lease before is out of date
    }
    if (now >= m_known.until && !m_known.lost) {
        m_known.lost = true;
        m_peers.disregard(m_known.lease.holder);
    }
}

/// The next term that is this node's own: its id modulo 1024. If other claimants may be out of reach, each
/// takes a term of its own, so that one term and revision name one state.
std::uint64_t LeaseCore::ownTerm() const
{
    constexpr std::uint64_t owners = 1024;
    const std::uint64_t next = m_term + 1;
    return next + (m_self.value % owners + owners - next % owners) % owners;
}

/// Whether nobody else can claim unseen: the old holder is known to have stopped, or all nodes but it are in
/// reach.
bool LeaseCore::isSoleClaimant(Instant now) const
{
    if (m_term == 0 || m_known.ended)
        return true;
    if (!m_known.lease)
        return false; // it begins with the terms of an earlier life
    std::set<NodeId> others = m_peers.linked();
    others.insert(m_missing.begin(), m_missing.end());
    others.erase(m_known.lease.holder);
    return std::ranges::includes(m_peers.reachable(now), others);
}

void LeaseCore::claim(Instant now)
{
    m_term = isSoleClaimant(now) ? m_term + 1 : ownTerm();
    m_candidacy = Candidacy{{m_term, m_self}, now + m_times.claim(), m_peers.reachable(now)};
    for (const NodeId peer : m_peers.linked()) {
        const auto pledge = m_known.pledged.find(peer);
        if (pledge != m_known.pledged.end() && pledge->second == m_candidacy->lease)
            m_candidacy->awaited.erase(peer);
        else
            send(peer, Claim{m_candidacy->lease});
    }
}

void LeaseCore::hold(Instant now, Lease lease)
{
    m_candidacy.reset();
    m_abstainUntil.reset();
    m_known = Knowledge{lease, m_standing};
    m_own = lease;
    m_expiry = now + m_times.length();
    m_beatAt = now + m_times.renewal();
    m_actions.push_back(BecameHolder{lease});
    for (const NodeId peer : m_peers.linked())
        send(peer, renewal());
}

void LeaseCore::stepDown(Instant now)
{
    m_actions.push_back(StoppedHolding{*m_own});
    m_own.reset();
    m_known.until = now;
    m_known.lost = true;
}

/// Rule 9. This node follows its successor at once, and so reports no vacancy to the others.
void LeaseCore::handOver(Instant now, NodeId successor)
{
    const Lease from = *m_own;
    send(successor, Handover{from}, true);
    stepDown(now);
    m_term = std::max(m_term, from.term + 1);
    m_known = Knowledge{{from.term + 1, successor}, {}, now + m_times.length()};
    // The others must not wait for this node if the successor dies at once.
    for (const NodeId peer : m_peers.linked()) {
        if (peer != successor)
            tell(now, peer);
    }
}

/// When this node is to claim, if nothing else happens: when the lease that it knows has run out, plus a
/// tenth of a lease for each reachable peer that ranks before it.
Instant LeaseCore::claimDue(Instant now) const
{
    if (m_own || m_lateness)
        return Instant::max();
    Instant vacant = std::max(m_known.until, m_holdBackUntil);
    if (m_gathering && !m_known.lease)
        vacant = std::max(vacant, m_gatherUntil);
    if (m_abstainUntil && *m_abstainUntil > vacant && !m_peers.reachable(now).empty())
        vacant = *m_abstainUntil;
    // Mostly it is too far off to matter before the next beat. Ranking looks at every peer, so it is left out
    // then.
    if (vacant > now && vacant >= m_beatAt)
        return vacant;
    return vacant + m_peers.rankOf(self(), now) * m_times.rank();
}

Instant LeaseCore::wakeDue(Instant now) const
{
    Instant due = m_beatAt;
    if (m_lateness)
        due = std::min(due, m_lateness->until);
    if (m_candidacy)
        due = std::min(due, m_candidacy->deadline);
    else
        due = std::min(due, claimDue(now));
    if (m_known.until > now)
        due = std::min(due, m_known.until);
    return due;
}

bool LeaseCore::hearsHolder(Instant now) const
{
    return !m_own && !m_known.lost && now < m_known.until;
}

Known LeaseCore::known(Instant now, std::uint64_t nonce) const
{
    if (m_own)
        return {nonce, *m_own, m_expiry - now, m_standing};
    const Duration remaining = hearsHolder(now) ? m_known.until - now : Duration(0);
    return {nonce, m_known.lease, remaining, m_known.holder};
}

void LeaseCore::send(NodeId to, const LeaseBody &body, bool withRecord)
{
    m_actions.push_back(Send{to, {standing(), body}, withRecord});
}

Renewal LeaseCore::renewal() const
{
    return {m_known.lease, m_times.length() == m_times.lease ? Duration(0) : m_times.length()};
}

/// Tells a peer what this node is: the holder, or else what it knows.
void LeaseCore::introduce(Instant now, NodeId peer)
{
    if (m_own && !m_lateness)
        send(peer, renewal());
    else
        tell(now, peer);
}

/// Tells a peer what this node knows, and remembers that it did.
void LeaseCore::tell(Instant now, NodeId peer, std::uint64_t nonce)
{
    send(peer, known(now, nonce));
    m_peers.setTold(peer, word(now), now);
}

} // namespace everbounce
