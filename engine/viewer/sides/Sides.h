// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <map>
#include <optional>
#include <vector>

namespace everbounce {

/// One side of a partition.
struct Side
{
    NodeId teller; ///< the node whose feed shows it; none for the own side
    Lease lease;
    QString holder;        ///< its name
    QList<NodeInfo> nodes; ///< of that side, as it sees them

    bool operator==(const Side &) const = default;
};

/// All that a viewer knows of a partition.
struct SidesView
{
    std::optional<Side> own; ///< nothing while the own node tells nothing
    std::vector<Side> others;
    bool healed = false; ///< there were several a moment ago

    bool isSplit() const { return !others.empty(); }
    bool operator==(const SidesView &) const = default;
};

/// The sides of a partition, as far as a viewer reaches them: its own, and those of which lost nodes tell.
/// Pure; instants are of this machine's monotonic clock. The page's sides.js does the same
/// (tests/vectors/sides.json).
class Sides
{
public:
    static constexpr std::chrono::milliseconds patience{1000}; ///< by then a change of holder is settled
    static constexpr std::chrono::milliseconds reunion{3000};  ///< by then it is known whether both are one
    static constexpr std::chrono::milliseconds told{8000};

    /// What the viewer's own node shows; nothing while it shows nothing.
    void noteOwn(const std::optional<ClusterView> &view, Nanoseconds now);
    void noteOther(NodeId teller, const ClusterView &view, Nanoseconds now);

    /// Until when that node knows the flight.
    void noteFlight(NodeId teller, Nanoseconds end, Nanoseconds now);

    /// That node's feed has ended.
    void forget(NodeId teller, Nanoseconds now);

    /// Ask a few times a second.
    SidesView at(Nanoseconds now);

private:
    struct Other
    {
        ClusterView view;
        Nanoseconds end{0};
        std::optional<Nanoseconds> since; ///< that it has been a side
    };
    void look(Nanoseconds now);
    bool isSide(const Other &other, Nanoseconds now) const;
    bool isOne(NodeId teller) const;
    std::vector<NodeId> split(Nanoseconds now) const;

    std::optional<ClusterView> m_own;
    std::map<NodeId, Other> m_others;
    std::vector<NodeId> m_order;          ///< in which they were first heard
    std::map<NodeId, Nanoseconds> m_seen; ///< when each last was a side
    std::optional<Nanoseconds> m_healed;
};

} // namespace everbounce
