// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/peer/core/LeaseTimes.h"
#include "engine/lease/peer/core/Ranking.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace everbounce {

/// What a node tells a peer: the lease that counts for it, if any does, and how it ranks.
struct Word
{
    Lease inForce;
    Standing standing;

    /// The record's end changes all the time and takes no part in the ranking.
    bool saysTheSameAs(const Word &other) const;
};

/// The peers that a node has links to, what they last said of themselves, and what they were told. A peer
/// counts as reachable if it was heard within a window of time.
class Peers
{
public:
    explicit Peers(const LeaseTimes &times)
        : m_times(times)
    {
    }

    void add(NodeId peer, Instant now) { m_peers[peer] = {.heardAt = now, .speaks = true}; }
    void remove(NodeId peer) { m_peers.erase(peer); }
    bool contains(NodeId peer) const { return m_peers.contains(peer); }

    void heard(NodeId peer, Instant now);
    const Standing &standing(NodeId peer) const { return m_peers.at(peer).standing; }
    void setStanding(NodeId peer, const Standing &standing) { m_peers.at(peer).standing = standing; }

    /// Not reachable until it is heard again.
    void disregard(NodeId peer);

    std::set<NodeId> linked() const;
    std::set<NodeId> reachable(Instant now) const;

    /// A peer has said which lease counts for it, if any does.
    void setInForce(NodeId peer, const Lease &lease) { m_peers.at(peer).inForce = lease; }

    void setTold(NodeId peer, const Word &word, Instant now);
    /// It has been told something else.
    void setUntold(NodeId peer);

    /// Peers to tell this now: those that were not told yet; those that last said that no lease counts for
    /// them, or another one; and those that agree, when it is time to repeat it.
    std::vector<NodeId> toTell(const Word &word, Instant now) const;

    /// How many reachable peers live under such a lease, as they last said.
    std::size_t under(Instant now, const std::function<bool(const Lease &)> &which) const;

    /// The reachable peers that rank before `self`, the best first.
    std::vector<NodeId> before(const Contender &self, Instant now) const;

    /// How many reachable peers rank before `self`: 0 means that it is first.
    int rankOf(const Contender &self, Instant now) const;

    /// The reachable peer to hand a lease over to: the best ranked of those that stay, else of all; or none.
    NodeId successor(Instant now) const;

private:
    struct Peer
    {
        Standing standing;
        Instant heardAt{0};
        bool speaks = false; ///< heard since it was last disregarded
        Lease inForce;       ///< the lease that counts for it, as it last said
        std::optional<Word> told;
        Instant toldAt{0};
    };

    bool isReachable(const Peer &peer, Instant now) const
    {
        return peer.speaks && now - peer.heardAt < m_times.window(m_peers.size());
    }

    LeaseTimes m_times;
    std::map<NodeId, Peer> m_peers;
};

} // namespace everbounce
