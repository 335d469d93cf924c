// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <functional>
#include <optional>
#include <vector>

namespace everbounce {

/// The nodes that the viewer's own node has lost, and when to ask each how it is. Pure; instants are of this
/// machine's monotonic clock. The page's lost-nodes.js does the same (tests/vectors/lost-nodes.json).
class LostNodes
{
public:
    static constexpr std::chrono::milliseconds firstPause{1000};
    static constexpr std::chrono::milliseconds mostPause{30'000};
    static constexpr std::chrono::minutes remembered{10};
    static constexpr std::size_t most = 8;

    /// The nodes that the own node shows now.
    void note(const QList<NodeInfo> &nodes, Nanoseconds now);
    bool has(NodeId id) const;

    /// The next node to ask; `isKnown` says of which enough is known.
    std::optional<NodeInfo> next(Nanoseconds now, const std::function<bool(NodeId)> &isKnown) const;

    /// It did not answer, or no longer does.
    void failed(NodeId id, Nanoseconds now);
    void answered(NodeId id);

private:
    struct Lost
    {
        NodeInfo node;
        Nanoseconds since;
        Nanoseconds due;
        Nanoseconds pause = firstPause;
    };
    void add(const NodeInfo &node, Nanoseconds now);

    QList<NodeInfo> m_last;   ///< as the own node last showed
    std::vector<Lost> m_lost; ///< the longest lost first
};

} // namespace everbounce
