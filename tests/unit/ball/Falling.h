// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/Behavior.h"

namespace everbounce {

/// A behaviour that does not fly straight: falls by `gravity` in each tick, keeps the share `kept` of its
/// speed, and is reflected by all four walls.
struct Falling final : Behavior
{
    explicit Falling(double tickGravity, double keptShare = 1)
        : gravity(tickGravity)
        , kept(keptShare)
    {
    }

    /// The speed of the next step, which would be `due`. At a wall the last step is made backwards instead:
    /// so the ball comes up again as high as it fell from.
    static double nextSpeed(double at, double last, double due, double extent, double radius)
    {
        const bool hits = (due < 0 && at + due <= radius) || (due > 0 && at + due >= extent - radius);
        return hits ? -last : due;
    }

    BallState next(const BallState &state, const Box &box) const override
    {
        BallState to = state;
        to.dx = nextSpeed(state.x, state.dx, state.dx * kept, box.width, box.radius);
        to.dy = nextSpeed(state.y, state.dy, state.dy * kept + gravity, box.height, box.radius);
        to.x += to.dx;
        to.y += to.dy;
        ++to.tick;
        return to;
    }

    double gravity; ///< box units per tick²
    double kept;
};

} // namespace everbounce
