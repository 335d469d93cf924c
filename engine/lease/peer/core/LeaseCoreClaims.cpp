// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/peer/core/LeaseCore.h"

#include <algorithm>

// How a lease falls vacant, and who holds the next one.

namespace everbounce {

/// Rule 3. All survivors of a killed holder notice at the same moment. The node that is to claim first asks
/// all others; they tell it, the next in rank, and whoever has asked them before they noticed. Asking
/// everybody by everybody is left for later, in case that was not enough.
void LeaseCore::announceLoss(Instant now)
{
    constexpr std::size_t informed = 2;
    const std::vector<NodeId> before = m_peers.before(self(), now);
    if (before.empty()) {
        for (const NodeId witness : m_known.witnesses)
            send(witness, Lost{m_known.lease});
    }
    for (std::size_t i = 0; i < std::min(before.size(), informed); ++i) {
        send(before[i], Lost{m_known.lease, true, i == 0 ? pledgeTo(now, before[i]) : Lease()});
        m_known.told.insert(before[i]);
    }
    // Each of them was told that the holder is heard, and so waits for this node.
    for (const NodeId peer : m_known.asked) {
        if (!before.empty() && m_known.told.insert(peer).second)
            send(peer, Lost{m_known.lease, true});
    }
}

/// Rule 5. A vote for the lease that the first in rank will most likely want; none if that needs this node's
/// replica first.
Lease LeaseCore::pledgeTo(Instant now, NodeId first)
{
    if (m_candidacy || m_standing.freshness > m_peers.standing(first).freshness)
        return {};
    m_term = termFor(first, reachesAll(now)); // it claims only once it knows that the holder has ended
    return m_voted = {m_term, first};
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

/// The next term that is the claimant's own: its id modulo 1024. If other claimants may be out of reach, each
/// takes a term of its own, so that one term and revision name one state.
std::uint64_t LeaseCore::ownTerm(NodeId claimant) const
{
    constexpr std::uint64_t owners = 1024;
    const std::uint64_t next = m_term + 1;
    return next + (claimant.value % owners + owners - next % owners) % owners;
}

std::uint64_t LeaseCore::termFor(NodeId claimant, bool isNextFree) const
{
    return isNextFree ? m_term + 1 : ownTerm(claimant);
}

/// Whether nobody else can claim unseen. A holder that is only silent may be with others, of whom this node
/// has not heard; and both sides of a partition may see that one has ended.
bool LeaseCore::isSoleClaimant(Instant now) const
{
    return m_term == 0 || (m_known.ended && reachesAll(now));
}

/// Whether all nodes that this one knows are in reach, but for the holder, and no higher term is known than
/// the holder's: of an earlier life, or from hearsay. Whoever took that may have gone on from there.
bool LeaseCore::reachesAll(Instant now) const
{
    std::set<NodeId> others = m_peers.linked();
    others.insert(m_missing.begin(), m_missing.end());
    others.erase(m_known.lease.holder);
    return m_term == m_known.lease.term && std::ranges::includes(m_peers.reachable(now), others);
}

void LeaseCore::claim(Instant now)
{
    m_term = termFor(m_self, isSoleClaimant(now));
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
    m_known.ended = true;
}

/// Rule 9. This node follows its successor at once, and so reports no vacancy to the others.
void LeaseCore::handOver(Instant now, NodeId successor)
{
    const Lease from = *m_own;
    send(successor, Handover{from, !reachesAll(now)}, true);
    stepDown(now);
    m_term = std::max(m_term, from.term + 1);
    m_known = Knowledge{{from.term + 1, successor}, {}, now + m_times.length()};
    // The others must not wait for this node if the successor dies at once.
    for (const NodeId peer : m_peers.linked()) {
        if (peer != successor)
            sendKnown(now, peer);
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

} // namespace everbounce
