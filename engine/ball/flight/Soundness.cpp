// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/flight/Soundness.h"

#include <cmath>

namespace everbounce {
namespace {

constexpr double radiiBeyond = 3; // of the ball's centre, beyond a firm wall

bool isInside(const Position &place, const Box &box, Walls walls)
{
    const auto isBetween = [&](double where, double side) {
        const double beyond = walls == Walls::Crossed ? side : radiiBeyond * box.radius;
        return where >= -beyond && where <= side + beyond;
    };
    return isBetween(place.x, box.width) && isBetween(place.y, box.height);
}

/// The tick at which a parabola turns on one axis, or the run's begin if it does not turn within the run.
double turningTick(const Segment &run, double speed, double gain, double end)
{
    const double turn = gain == 0 ? -1 : -speed / gain;
    return turn > 0 && double(run.tick) + turn < end ? double(run.tick) + turn : double(run.tick);
}

bool isSound(const Segment &run, double end, const Box &box, Walls walls)
{
    const auto isInBox = [&](double tick) { return isInside(run.at(tick), box, walls); };
    const auto isSlow = [&](double tick) {
        const Position speed = run.speedAt(tick);
        return isWithinSpeed(speed.x, speed.y, box);
    };
    const auto begin = double(run.tick);
    return isInBox(begin) && isInBox(end) && isInBox(turningTick(run, run.dx, run.ax, end)) &&
           isInBox(turningTick(run, run.dy, run.ay, end)) && isSlow(begin) && isSlow(end);
}

} // namespace

bool isWithinSpeed(double dx, double dy, const Box &box)
{
    return std::abs(dx) <= box.width && std::abs(dy) <= box.height;
}

bool isSound(const BallState &state, const Box &box, Walls walls)
{
    return isInside({state.x, state.y}, box, walls) && isWithinSpeed(state.dx, state.dy, box);
}

bool isSound(const Track &track, const Box &box, Walls walls)
{
    const auto &runs = track.segments();
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const Tick end = i + 1 < runs.size() ? runs[i + 1].tick : track.end();
        if (!isSound(runs[i], double(end), box, walls))
            return false;
    }
    return true;
}

} // namespace everbounce
