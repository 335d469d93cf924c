// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/flight/WayFlown.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace everbounce {
namespace {

constexpr double step = 2; // ticks between two points
constexpr int turnSteps = 5;

class Way
{
public:
    Way(double from, double to)
        : m_from(from)
        , m_length(to - from)
    {
    }

    void go(const Segment &segment, double tick)
    {
        const Position speed = segment.speedAt(tick);
        if (speed.x == 0 && speed.y == 0)
            return;
        const WayPoint point{segment.at(tick), std::atan2(speed.y, speed.x), (tick - m_from) / m_length};
        if (!points.empty() && points.back().part == point.part)
            turn(point);
        points.push_back(point);
    }

    std::vector<WayPoint> points;

private:
    void turn(const WayPoint &after)
    {
        const double before = points.back().angle;
        const double by = std::remainder(after.angle - before, 2 * std::numbers::pi); // the shorter way
        for (int i = 1; i < turnSteps; ++i)
            points.push_back({after.at, before + by * i / turnSteps, after.part});
    }

    double m_from;
    double m_length;
};

} // namespace

std::vector<WayPoint> wayFlown(const Track &track, double from, double to)
{
    from = std::max(from, double(track.begin()));
    Way way(from, to);
    const std::vector<Segment> &segments = track.segments();
    for (std::size_t i = 0; i < segments.size() && from < to; ++i) {
        const bool isLast = i + 1 == segments.size();
        const double begin = std::max(double(segments[i].tick), from);
        const double end = isLast ? to : std::min(double(segments[i + 1].tick), to);
        if (begin > end)
            continue;
        for (double tick = begin; tick < end; tick += step)
            way.go(segments[i], tick);
        way.go(segments[i], end);
    }
    return way.points;
}

} // namespace everbounce
