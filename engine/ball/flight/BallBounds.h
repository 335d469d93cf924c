// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Bounds.h"

// The bounds of values that only a ball has; see docs/decisions/0012.

namespace everbounce::bounds {

/// The farthest that a flight may be computed ahead, in ticks: half an hour. Every permitted horizon is
/// shorter.
constexpr std::uint64_t maxLookAhead = 60'000;

/// Sides of the box, in box units; and the least radius of the ball.
constexpr double maxBoxSide = 1e6;
constexpr double minRadius = 1e-3;

/// Any place, speed or gain of speed, before its box is known.
constexpr double maxLength = 1e9;

} // namespace everbounce::bounds
