// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"
#include "engine/base/Time.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace everbounce {

/// Which nodes have a sound link with which, as each says of itself, and so the way to a node that this one
/// has no link with. A link counts only if both ends list it. Pure.
///
/// Bounded: one node more than there may be links, each with as many neighbours. An announcement has a
/// version, one more each time; it need not outlive the process, since ids are new at every start.
class Topology
{
public:
    using Nodes = std::vector<NodeId>; ///< in order, each once

    struct Entry
    {
        std::uint64_t version = 0;
        Nodes neighbours;
        std::optional<Nanoseconds> unreachableSince{};
    };

    /// What an announcement has changed. Fewer: a former neighbour is missing.
    enum class News { None, More, Fewer };

    void begin(NodeId self);

    /// This node's own neighbours.
    News setOwn(Nodes neighbours);

    /// What another node says of itself, whichever node passed it on. An older version is ignored, and one
    /// that leaps: the node could never outbid it.
    News learn(NodeId of, std::uint64_t version, Nodes neighbours);

    /// Another node passes on an announcement of this node: true if it never made it, so that its own now
    /// gets a higher version, and must be announced again.
    bool outbid(std::uint64_t version, Nodes neighbours);

    /// The node's process is gone; returns whether it was known. Only a newer version brings it back: then
    /// the news was wrong.
    bool bury(NodeId id);

    /// The neighbour to hand a message for that node to, on a shortest way. All nodes that know the same
    /// choose alike among several. Nothing if no way of at most `longestWay` links leads there.
    std::optional<NodeId> nextHop(NodeId to) const;

    /// All nodes that a way leads to, in order.
    Nodes reachable() const;

    bool lists(NodeId of, NodeId neighbour) const;
    bool isEdge(NodeId one, NodeId other) const { return lists(one, other) && lists(other, one); }
    const std::map<NodeId, Entry> &entries() const { return m_entries; }

    /// Those that no way has led to for a while; call it now and then.
    void forgetUnreachable(Nanoseconds now);

    static constexpr int longestWay = 9;

private:
    News replace(Entry &entry, std::uint64_t version, Nodes neighbours);
    void findWays() const;

    NodeId m_self;
    std::map<NodeId, Entry> m_entries;
    std::map<NodeId, std::uint64_t> m_buried; ///< with their last version
    std::deque<NodeId> m_burials;             ///< the last of them
    mutable std::map<NodeId, NodeId> m_ways;  ///< the first node on the way to each
    mutable bool m_waysAreOld = true;
};

} // namespace everbounce
