// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/Track.h"

#include <optional>
#include <vector>

namespace everbounce {

/// A stroke of a drawn path: from where the last one ended, straight or as a quadratic Bézier curve.
struct GhostStroke
{
    std::optional<Position> by; ///< the control point; nothing if it is straight
    Position to;

    bool operator==(const GhostStroke &) const = default;
};

/// The path of a flight as it is drawn. A parabola is such a curve exactly. Empty for an empty track; it
/// begins where the track does. Pure.
std::vector<GhostStroke> ghostStrokes(const Track &track);

} // namespace everbounce
