// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

namespace everbounce {

/// What a flight recorder draws of the last hour: leases, faults, and engines lost and replaced. The
/// cluster's list of events is too short for that. Instants are of the monotonic clock, as instantOf() tells
/// them.
class History
{
public:
    static constexpr std::chrono::hours length{1};
    static constexpr qsizetype most = 1000; ///< events; of more the oldest are forgotten

    /// Something has just happened.
    void add(const EventView &event, Nanoseconds now);

    /// The cluster's list, which this node has taken over or whose times it has only now learnt. What it knew
    /// besides is kept: of what has aged out of the list nobody else tells.
    void take(const QList<EventView> &list, Nanoseconds now);

    /// In the order of their instants. Those older than an hour have gone, but for the lease of that time.
    QList<EventView> events(Nanoseconds now);

    /// Nothing is missing from then on: an hour ago, or when this node last came to a list that reached less
    /// far back than what it knew.
    Nanoseconds knownSince(Nanoseconds now) const;

private:
    void keep(const EventView &event, Nanoseconds instant);
    void forgetBefore(Nanoseconds oldest);

    struct Kept
    {
        EventView event; ///< with its instant
        Nanoseconds instant{0};
    };
    QList<Kept> m_kept;          ///< by their instants
    Nanoseconds m_newest{0};     ///< of all events, of whatever kind
    Nanoseconds m_knownSince{0}; ///< 0: since the cluster's first event
};

} // namespace everbounce
