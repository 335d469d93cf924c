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
            m_known.told.clear(); // of an earlier loss, after which the holder was heard again
            m_known.witnesses = m_peers.reachable(now);
            announceLoss(now);
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
            hold(now, {m_term = termFor(m_self, reachesAll(now)), m_self});
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
        hold(now, {m_term = ownTerm(m_self), m_self}); // a peer that has not voted may claim for itself
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
            sendKnown(now, peer);
    }
    if (m_known.lost && now < m_known.until) {
        for (const NodeId witness : m_known.witnesses) {
            if (!m_known.agreed.contains(witness))
                send(witness, Lost{m_known.lease});
        }
    }
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

void LeaseCore::send(NodeId to, const LeaseBody &body, bool withPayload)
{
    m_actions.push_back(Send{to, {standing(), body}, withPayload});
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
        sendKnown(now, peer);
}

/// Tells a peer what this node knows, and remembers that it did.
void LeaseCore::sendKnown(Instant now, NodeId peer, std::uint64_t nonce)
{
    send(peer, known(now, nonce));
    m_peers.setTold(peer, word(now), now);
}

} // namespace everbounce
