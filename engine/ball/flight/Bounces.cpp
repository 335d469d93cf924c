// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/flight/Bounces.h"

#include <cmath>

namespace everbounce {

/// Whether a velocity turned away from a wall at most one step away: the ball turns before it would cross.
static bool hasTurned(double before, double after, double away)
{
    return before != 0 && before * after <= 0 && away <= std::abs(before) + 1;
}

std::vector<Bounce> bouncesOf(const Track &track, const Box &box)
{
    std::vector<Bounce> bounces;
    const auto &segments = track.segments();
    for (std::size_t i = 1; i < segments.size(); ++i) {
        const double when = double(segments[i].tick);
        const Position here = segments[i].at(when);
        const Position before = segments[i - 1].speedAt(when);
        const Position after = segments[i].speedAt(when);
        const double awayX = before.x > 0 ? box.width - box.radius - here.x : here.x - box.radius;
        const double awayY = before.y > 0 ? box.height - box.radius - here.y : here.y - box.radius;
        if (hasTurned(before.x, after.x, awayX))
            bounces.push_back({when, {before.x > 0 ? box.width : 0, here.y}});
        if (hasTurned(before.y, after.y, awayY))
            bounces.push_back({when, {here.x, before.y > 0 ? box.height : 0}});
    }
    return bounces;
}

} // namespace everbounce
