// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/Liveness.h"

#include <algorithm>
#include <utility>

namespace everbounce {

Liveness::Liveness(const Limits &limits)
    : m_limits(limits)
{
}

bool Liveness::heard(NodeId peer, Nanoseconds now)
{
    const auto found = m_peers.find(peer);
    if (found == m_peers.end())
        return false;
    Peer &known = found->second;
    known.pause = std::max(now - known.lastHeard, known.pause * 7 / 8);
    known.lastHeard = now;
    return std::exchange(known.suspect, false);
}

void Liveness::expectOften(NodeId peer, bool often)
{
    if (const auto found = m_peers.find(peer); found != m_peers.end())
        found->second.often = often;
}

void Liveness::spareUntil(NodeId peer, Nanoseconds then)
{
    if (const auto found = m_peers.find(peer); found != m_peers.end())
        found->second.lastHeard = std::max(found->second.lastHeard, then - m_limits.suspectAfter);
}

Nanoseconds Liveness::silence(NodeId peer, Nanoseconds now) const
{
    const auto found = m_peers.find(peer);
    return found == m_peers.end() ? Nanoseconds(0) : now - found->second.lastHeard;
}

void Liveness::forgiveOwnAbsence(Nanoseconds now)
{
    const Nanoseconds late = now - m_lastCheck - m_limits.checkEvery;
    const bool first = m_lastCheck == Nanoseconds(0);
    m_lastCheck = now;
    if (first || late <= m_limits.checkEvery)
        return;
    for (auto &[id, peer] : m_peers)
        peer.lastHeard = std::min(now, peer.lastHeard + late);
}

Nanoseconds Liveness::patienceFor(const Peer &peer, Nanoseconds pingInterval) const
{
    const Nanoseconds usually = std::max(m_limits.suspectAfter, 2 * pingInterval);
    return peer.often ? std::min(usually * 3 / 5, std::max(m_limits.oftenAfter, 2 * peer.pause)) : usually;
}

Liveness::Findings Liveness::check(Nanoseconds now, Nanoseconds pingInterval)
{
    forgiveOwnAbsence(now);
    Findings findings;
    for (auto &[id, peer] : m_peers) {
        const Nanoseconds silence = now - peer.lastHeard;
        if (silence > m_limits.goneAfter) {
            findings.gone.push_back(id);
        } else if (silence > patienceFor(peer, pingInterval) && !peer.suspect) {
            peer.suspect = true;
            findings.suspect.push_back(id);
        }
    }
    return findings;
}

} // namespace everbounce
