// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/Ranking.h"

#include <map>
#include <optional>
#include <set>

namespace everbounce {

/// The peers that a node has links to, and what they last said of themselves. A peer counts as reachable
/// while it was heard within a lease's time.
class Peers
{
public:
    explicit Peers(Duration window)
        : m_window(window)
    {
    }

    void add(NodeId peer, Instant now) { m_peers[peer] = {{}, now, true}; }
    void remove(NodeId peer) { m_peers.erase(peer); }
    bool contains(NodeId peer) const { return m_peers.contains(peer); }

    void heard(NodeId peer, Instant now);
    void setStanding(NodeId peer, const Standing &standing) { m_peers.at(peer).standing = standing; }

    /// Not reachable before it is heard again.
    void disregard(NodeId peer);

    std::set<NodeId> linked() const;
    std::set<NodeId> reachable(Instant now) const;

    /// How many reachable peers rank before `self`: 0 is the first.
    int rankOf(const Contender &self, Instant now) const;

    /// The reachable peer to hand a lease over to: the best ranked of those that stay, else of all; or none.
    NodeId successor(Instant now) const;

private:
    struct Peer
    {
        Standing standing;
        Instant heardAt{0};
        bool speaks = false; ///< heard since it was last disregarded
    };

    bool isReachable(const Peer &peer, Instant now) const
    {
        return peer.speaks && now - peer.heardAt < m_window;
    }

    Duration m_window;
    std::map<NodeId, Peer> m_peers;
};

} // namespace everbounce
