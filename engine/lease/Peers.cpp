// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/Peers.h"

namespace everbounce {

void Peers::heard(NodeId peer, Instant now)
{
    if (const auto found = m_peers.find(peer); found != m_peers.end()) {
        found->second.heardAt = now;
        found->second.speaks = true;
    }
}

void Peers::disregard(NodeId peer)
{
    if (const auto found = m_peers.find(peer); found != m_peers.end())
        found->second.speaks = false;
}

std::set<NodeId> Peers::linked() const
{
    std::set<NodeId> result;
    for (const auto &[id, peer] : m_peers)
        result.insert(id);
    return result;
}

std::set<NodeId> Peers::reachable(Instant now) const
{
    std::set<NodeId> result;
    for (const auto &[id, peer] : m_peers) {
        if (isReachable(peer, now))
            result.insert(id);
    }
    return result;
}

int Peers::rankOf(const Contender &self, Instant now) const
{
    int rank = 0;
    for (const auto &[id, peer] : m_peers) {
        if (isReachable(peer, now) && ranksBefore({id, peer.standing}, self))
            ++rank;
    }
    return rank;
}

NodeId Peers::successor(Instant now) const
{
    std::optional<Contender> best;
    for (const auto &[id, peer] : m_peers) {
        const Contender candidate{id, peer.standing};
        if (!isReachable(peer, now))
            continue;
        const bool stays = best && best->standing.draining && !peer.standing.draining;
        const bool leaves = best && !best->standing.draining && peer.standing.draining;
        if (!best || stays || (!leaves && ranksBefore(candidate, *best)))
            best = candidate;
    }
    return best ? best->id : NodeId{};
}

} // namespace everbounce
