// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/peer/core/Peers.h"

#include <algorithm>

namespace everbounce {

bool Word::saysTheSameAs(const Word &other) const
{
    return inForce == other.inForce && !ranksBefore({{}, standing}, {{}, other.standing}) &&
           !ranksBefore({{}, other.standing}, {{}, standing});
}

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

void Peers::setTold(NodeId peer, const Word &word, Instant now)
{
    if (const auto found = m_peers.find(peer); found != m_peers.end()) {
        found->second.told = word;
        found->second.toldAt = now;
    }
}

void Peers::setUntold(NodeId peer)
{
    if (const auto found = m_peers.find(peer); found != m_peers.end())
        found->second.told.reset();
}

std::vector<NodeId> Peers::toTell(const Word &word, Instant now) const
{
    const Duration repetition = m_times.repetition(m_peers.size());
    std::vector<NodeId> result;
    for (const auto &[id, peer] : m_peers) {
        const bool told = peer.told && peer.told->saysTheSameAs(word);
        const bool agrees = word.inForce && peer.inForce == word.inForce;
        if (!told || !agrees || now - peer.toldAt >= repetition)
            result.push_back(id);
    }
    return result;
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

std::size_t Peers::under(Instant now, const std::function<bool(const Lease &)> &which) const
{
    return std::size_t(std::ranges::count_if(m_peers, [&](const auto &entry) {
        const Peer &peer = entry.second;
        return isReachable(peer, now) && peer.inForce && which(peer.inForce);
    }));
}

std::vector<NodeId> Peers::before(const Contender &self, Instant now) const
{
    std::vector<Contender> better;
    for (const auto &[id, peer] : m_peers) {
        if (const Contender other{id, peer.standing}; isReachable(peer, now) && ranksBefore(other, self))
            better.push_back(other);
    }
    std::ranges::sort(better, ranksBefore);
    std::vector<NodeId> result;
    for (const Contender &other : better)
        result.push_back(other.id);
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
