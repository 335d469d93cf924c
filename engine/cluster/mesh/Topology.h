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

/// Who has a sound link with whom, as each node says of itself, and so the way to a node that this one has no
/// link with. A link counts only where both its ends list it. Pure.
///
/// Bounded: a node more than there may be links, so many neighbours each. What nodes say has a version, one
/// more each time; it need not outlive the process, for ids are new at every start.
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

    /// What an announcement has changed. Fewer: a neighbour is missing that was there before.
    enum class News { None, More, Fewer };

    void begin(NodeId self);

    /// This node's own neighbours.
    News setOwn(Nodes neighbours);

    /// What another node says of itself, heard from whomever. An older version is no news.
    News learn(NodeId of, std::uint64_t version, Nodes neighbours);

    /// Somebody tells of this node what it never said, under that version: true where its own entry got a
    /// newer one by that, and is to be told again.
    bool outbid(std::uint64_t version);

    /// The node's process is gone; gives whether it was known. Only a newer version brings it back: who said
    /// so was wrong then.
    bool bury(NodeId id);

    /// Whom to hand a message for that node, on a shortest way; of several such ways all nodes that know the
    /// same choose alike. Nothing where no way of at most `longestWay` links leads there.
    std::optional<NodeId> nextHop(NodeId to) const;

    /// All that a way leads to, in order.
    Nodes reachable() const;

    bool lists(NodeId of, NodeId neighbour) const;
    bool isEdge(NodeId one, NodeId other) const { return lists(one, other) && lists(other, one); }
    const std::map<NodeId, Entry> &entries() const { return m_entries; }

    /// Those that no way has led to for a while; to be called now and then.
    void forgetUnreachable(Nanoseconds now);

    static constexpr int longestWay = 9;

private:
    News replace(Entry &entry, std::uint64_t version, Nodes neighbours);
    void findWays() const;

    NodeId m_self;
    std::map<NodeId, Entry> m_entries;
    std::map<NodeId, std::uint64_t> m_buried; ///< and their last version
    std::deque<NodeId> m_burials;             ///< the last of them
    mutable std::map<NodeId, NodeId> m_ways;  ///< the first node on the way to each
    mutable bool m_waysAreOld = true;
};

} // namespace everbounce
