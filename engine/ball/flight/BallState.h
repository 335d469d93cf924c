// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Random.h"
#include "engine/base/Time.h"

namespace everbounce {

/// The box the ball flies in, and the ball's size, in box units.
struct Box
{
    double width = 800;
    double height = 400;
    double radius = 20;

    bool operator==(const Box &) const = default;
};

/// Everything that the flight depends on: two equal states under one behaviour have the same future.
struct BallState
{
    Tick tick = 0;
    double x = 400; ///< centre, box units
    double y = 200;
    double dx = 4; ///< box units per tick, of the last step
    double dy = 3;
    Random random;

    bool operator==(const BallState &) const = default;
};

/// Where a ball is, in box units.
struct Position
{
    double x = 0;
    double y = 0;

    bool operator==(const Position &) const = default;
};

} // namespace everbounce
