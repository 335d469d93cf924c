// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/LastingFaults.h"
#include "engine/viewer/sides/Sides.h"

#include <optional>
#include <set>
#include <vector>

namespace everbounce {

/// One node as people see it.
struct NodeLook
{
    enum class State { Alive, Suspect, Frozen, Isolated, Lossy, Dying, Gone, Apart };

    NodeInfo node;
    int color = 0; ///< its number
    bool self = false;
    bool holder = false;
    bool holdsApart = false; ///< it holds the lease of another side of a partition
    State state = State::Alive;
    double secondsLeft = 0;            ///< of the fault that it suffers
    bool isGhost = false;              ///< it has left
    bool isFolding = false;            ///< and is about to leave this picture too
    std::optional<double> roundTripMs; ///< from this node, if known

    bool isSound() const { return state == State::Alive; }
};

/// What each node looks like, from what is seen of it and what was done to it. A node that has left stays for
/// a while as a ghost. Pure; instants are of this machine's monotonic clock.
class NodeLooks
{
public:
    static constexpr int fewNodes = 8; ///< more are shown in a small way
    static constexpr std::chrono::seconds ghostLife{10};
    static constexpr std::chrono::milliseconds folding{300}; ///< at the end of it

    /// How many are shown in a large way where all are to be in sight, in a view so many units high; 0: where
    /// one scrolls to them. The page has the same.
    static int fewWithin(double height);
    void setFew(int few) { m_few = few; }
    int few() const { return m_few; }

    void setView(const ClusterView &view, Nanoseconds now);

    /// Something that happened at that instant.
    void addEvent(const EventView &event, Nanoseconds at) { m_faults.note(event.facts, at); }

    /// This viewer's kill is on its way, or it turned out not to be. A node that has left is not asked again.
    void setAskedToDie(NodeId node, bool isAsked);

    /// The other sides of a partition.
    void setSides(const std::vector<Side> &others);

    /// This node first, the others by name, with those that are gone in their places. Of more than few()
    /// holders and those in trouble come before the others.
    std::vector<NodeLook> at(Nanoseconds now) const;

private:
    struct Ghost
    {
        NodeInfo node;
        Nanoseconds since;
    };
    void keepGhosts(const ClusterView &view, Nanoseconds now);
    NodeLook lookOf(const NodeInfo &node, Nanoseconds now) const;
    NodeLook lookOf(const Ghost &ghost, Nanoseconds now) const;
    void giveState(NodeLook &look, bool isSilent, Nanoseconds now) const;
    bool isApart(NodeId node) const;
    std::vector<NodeInfo> strangers() const;
    std::optional<double> roundTripTo(NodeId node) const;

    int m_few = fewNodes;
    ClusterView m_view;
    std::vector<Ghost> m_ghosts;
    LastingFaults m_faults; ///< what was done to them
    std::set<NodeId> m_dying;
    std::vector<NodeInfo> m_apart; ///< nodes of other sides
    std::set<NodeId> m_holdersApart;
};

} // namespace everbounce
