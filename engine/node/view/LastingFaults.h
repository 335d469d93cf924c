// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <algorithm>
#include <map>

namespace everbounce {

/// Which nodes are frozen, cut off or in a lossy network, and until when, according to the events. Pure;
/// instants are of this machine's monotonic clock.
class LastingFaults
{
public:
    /// When each fault of a node ends.
    struct Ends
    {
        Instant frozen{0};
        Instant isolated{0};
        Instant lossy{0};

        Instant last() const { return std::max({frozen, isolated, lossy}); }
    };

    /// Something happened at that instant.
    void note(const EventFacts &facts, Instant at);

    /// All in the past if it suffers none.
    Ends of(NodeId node) const;

    /// Whether a node suffers a fault now.
    bool lasts(NodeId node, Instant now) const { return of(node).last() > now; }

private:
    std::map<NodeId, Ends> m_ends;
};

} // namespace everbounce
