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
    double part = 0;  ///< of the time that the way took: 0 at its beginning, 1 at its end

    bool operator==(const WayPoint &) const = default;
};

/// The way between two ticks, as far as the track tells it: every other tick, and each corner with several
/// directions, from that in which the ball came to that in which it left, so that a band goes round it. Where
/// the ball rests there is no way.
std::vector<WayPoint> wayFlown(const Track &track, double from, double to);

} // namespace everbounce
