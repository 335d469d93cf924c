// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <optional>

namespace everbounce {

/// What a track message says. The receiver drops its own segments from the first one's tick on, appends
/// these, and takes over the end.
struct TrackUpdate
{
    Lease lease;
    quint64 revision = 0;
    Tick end = 0;
    std::vector<Segment> segments;
};

/// Works out, once for all viewers, what of the flight they have not been sent yet. Pure.
class TrackFeed
{
public:
    /// The next flight: what is new in it, or nothing if viewers could not tell the difference.
    std::optional<TrackUpdate> advance(const FlightView &flight);

    /// For a viewer that has nothing: everything that was sent, from the segment at `now` on.
    TrackUpdate whole(double now) const;

private:
    Lease m_lease;
    quint64 m_revision = 0;
    Track m_sent;
};

} // namespace everbounce
