// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/Track.h"

#include <vector>

namespace everbounce {

/// A point of the way that the ball flew.
struct WayPoint
{
    Position at;
    double angle = 0; ///< the direction of the flight there, in radians
    double part = 0;  ///< of the way's time: 0 at its beginning, 1 at its end

    bool operator==(const WayPoint &) const = default;
};

/// The way between two ticks, as far as the track tells: every other tick, and each corner with several
/// directions, from the incoming to the outgoing one, so that a band goes round it. Empty while the ball
/// rests.
std::vector<WayPoint> wayFlown(const Track &track, double from, double to);

} // namespace everbounce
