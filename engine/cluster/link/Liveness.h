// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"
#include "engine/base/Time.h"

#include <map>
#include <vector>

namespace everbounce {

/// When each peer was heard, and which have been silent for too long. Pure.
class Liveness
{
public:
    struct Limits
    {
        Nanoseconds suspectAfter = std::chrono::milliseconds(500);
        Nanoseconds goneAfter = std::chrono::seconds(3);
        Nanoseconds checkEvery = std::chrono::milliseconds(125);
        Nanoseconds oftenAfter = std::chrono::milliseconds(300); ///< see expectOften()

        /// A peer is given up as much later as by default.
        static Limits forSuspicionAfter(Nanoseconds silence)
        {
            const Limits usual;
            return {silence, silence + usual.goneAfter - usual.suspectAfter, usual.checkEvery};
        }
    };
    struct Findings
    {
        std::vector<NodeId> suspect; ///< newly suspect
        std::vector<NodeId> gone;    ///< to be given up
    };

    explicit Liveness(const Limits &limits);

    void add(NodeId peer, Nanoseconds now) { m_peers[peer] = {now, false}; }
    void remove(NodeId peer) { m_peers.erase(peer); }

    /// True if the peer was suspect until now.
    bool heard(NodeId peer, Nanoseconds now);

    /// The peer speaks more often than others, so it is suspect sooner: after `oftenAfter`, or after twice
    /// the longest of its last pauses where that is longer.
    void expectOften(NodeId peer, bool often);

    /// The peer is not suspect before then: there is another way to it now.
    void spareUntil(NodeId peer, Nanoseconds then);

    /// How long the peer has not been heard; 0 if it is not known.
    Nanoseconds silence(NodeId peer, Nanoseconds now) const;

    /// Call it every `checkEvery`. A late call means that this node itself did not run: the time in which it
    /// could not hear anybody counts as nobody's silence. `pingInterval` is how often peers have reason to
    /// speak; a peer becomes suspect after two of them at the earliest.
    Findings check(Nanoseconds now, Nanoseconds pingInterval);

private:
    struct Peer
    {
        Nanoseconds lastHeard{0};
        bool suspect = false;
        bool often = false;
        Nanoseconds pause{0}; ///< the longest of the last ones; older ones count less and less
    };

    Nanoseconds patienceFor(const Peer &peer, Nanoseconds pingInterval) const;
    void forgiveOwnAbsence(Nanoseconds now);

    Limits m_limits;
    Nanoseconds m_lastCheck{0};
    std::map<NodeId, Peer> m_peers;
};

} // namespace everbounce
