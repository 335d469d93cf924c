// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/Track.h"

#include <vector>

namespace everbounce {

/// The ball turned away from a wall.
struct Bounce
{
    double tick = 0;
    Position at; ///< the place on the wall

    bool operator==(const Bounce &) const = default;
};

/// The bounces of a track, in the order of their ticks; a corner counts twice. A turn in the middle of the
/// box is none. Pure.
std::vector<Bounce> bouncesOf(const Track &track, const Box &box);

} // namespace everbounce
