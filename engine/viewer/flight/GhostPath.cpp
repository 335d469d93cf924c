// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/flight/GhostPath.h"

namespace everbounce {

static GhostStroke strokeOf(const Segment &run, double end)
{
    // The tangents at both ends of a parabola meet halfway in time.
    const double half = (end - double(run.tick)) / 2;
    const Position meeting{run.x + run.dx * half, run.y + run.dy * half};
    return {run.straight() ? std::nullopt : std::optional(meeting), run.at(end)};
}

std::vector<GhostStroke> ghostStrokes(const Track &track)
{
    std::vector<GhostStroke> strokes;
    const std::vector<Segment> &runs = track.segments();
    for (std::size_t i = 0; i < runs.size(); ++i)
        strokes.push_back(strokeOf(runs[i], double(i + 1 < runs.size() ? runs[i + 1].tick : track.end())));
    return strokes;
}

} // namespace everbounce
