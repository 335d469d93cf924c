// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/Track.h"

#include <span>

namespace everbounce {

/// How far the track may be from its flight, at whole ticks and in box units: less than any display shows.
constexpr double trackTolerance = 1.0 / 64;

/// Continues a track along stepped states, the first of which is the one at the track's end. The existing
/// track stays as it is: its last run goes on as far as it fits, then come the longest runs that fit,
/// straight ones if they reach as far as curved ones. Each begins where the one before it ends, except for
/// the last bits of a double.
void followStates(Track &track, std::span<const BallState> states);

} // namespace everbounce
