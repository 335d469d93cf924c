// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/Track.h"

namespace everbounce {

/// Whether a ball moves by no more than its box per tick, on either axis. False for NaN.
bool isWithinSpeed(double dx, double dy, const Box &box);

/// How far beyond the walls a ball may be.
enum class Walls {
    Firm,   ///< some radii: where a track is a fitted curve, and behaviours on trial
    Crossed ///< the box's own length: once in weeks a random rebound may drive the ball that far out, and it
            ///< comes back
};

/// Whether a ball can be there: in its box, moving by no more than the box per tick.
bool isSound(const BallState &state, const Box &box, Walls walls);

/// Whether that is so at every place of a track.
bool isSound(const Track &track, const Box &box, Walls walls);

} // namespace everbounce
