// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/Bounces.h"
#include "engine/node/view/NodeView.h"
#include "engine/viewer/flight/WayFlown.h"

#include <optional>
#include <vector>

namespace everbounce {

/// What a viewer shows of the flight beside the ball: where it has just been, and where it met the walls.
/// Read from the publications, which reach back a few seconds. Pure.
class PastFlight
{
public:
    static constexpr std::chrono::milliseconds kept{3000};

    /// Takes over a publication that came at `now`, unless its lease is lower or there is no flight in it.
    void update(const FlightView &view, Nanoseconds now);

    /// The way flown in the `length` before a tick; a shorter one if less is known.
    std::vector<WayPoint> trail(double tick, Nanoseconds length) const;

    /// Those in the `length` before a tick, oldest first.
    std::vector<Bounce> bounces(double tick, Nanoseconds length) const;

    /// How fast the flight is at a tick, in box units a second; beyond its known end as fast as at that end.
    double speedAt(double tick) const;

    Nanoseconds tickLength() const { return m_tickLength; }

private:
    double ticksIn(Nanoseconds length) const;

    Lease m_lease;
    Box m_box;
    Track m_track;
    Nanoseconds m_tickLength{std::chrono::milliseconds(30)};
};

} // namespace everbounce
