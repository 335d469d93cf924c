// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/Liveness.h"

#include <algorithm>

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
    const bool wasSuspect = found->second.suspect;
    found->second = {now, false};
    return wasSuspect;
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

Liveness::Findings Liveness::check(Nanoseconds now, Nanoseconds pingInterval)
{
    forgiveOwnAbsence(now);
    Findings findings;
    const Nanoseconds suspectAfter = std::max(m_limits.suspectAfter, 2 * pingInterval);
    for (auto &[id, peer] : m_peers) {
        const Nanoseconds silence = now - peer.lastHeard;
        if (silence > m_limits.goneAfter) {
            findings.gone.push_back(id);
        } else if (silence > suspectAfter && !peer.suspect) {
            peer.suspect = true;
            findings.suspect.push_back(id);
        }
    }
    return findings;
}

} // namespace everbounce
