// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/flight/CurveFit.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace everbounce {
namespace {

/// A parabola goes through any three points, so over two steps it says nothing: it would round off a bounce.
constexpr std::size_t leastCurvedSteps = 3;
constexpr double correctionTicks = 64;

/// States to follow, and the place where the run that follows them begins.
struct Leg
{
    Position start;
    std::span<const BallState> states;
};

/// A motion on one axis.
struct Motion
{
    double speed = 0;
    double acceleration = 0;
};

double rounded(double value, double unit)
{
    return std::round(value * unit) / unit;
}

/// Runs are made of decimal numbers with few places, which are short in messages. A run that begins on that
/// grid also ends on it, so the next one begins exactly there. Rounding takes a run of 400 ticks to move it
/// by trackTolerance, and does not change whole numbers at all.
double roundedPlace(double place)
{
    return rounded(place, 1e7);
}

double roundedSpeed(double speed)
{
    return rounded(speed, 1e5);
}

/// An acceleration counts by its half.
double roundedAcceleration(double acceleration)
{
    return 2 * rounded(acceleration / 2, 1e7);
}

Segment runOf(const Leg &leg, const Motion &x, const Motion &y)
{
    return {leg.states.front().tick,
            leg.start.x,
            leg.start.y,
            roundedSpeed(x.speed),
            roundedSpeed(y.speed),
            roundedAcceleration(x.acceleration),
            roundedAcceleration(y.acceleration)};
}

/// How much more a run must move per tick to come from its begin to the states. Not over fewer ticks than
/// correctionTicks, since a short run is likely to be continued.
double correctionFor(double start, double state, double time)
{
    return (state - start) / std::max(time, correctionTicks);
}

/// The motion through three positions: now, at `half` and at `time`.
Motion motionThrough(double start, double middle, double end, double half, double time)
{
    const double first = (middle - start) / half;
    const double second = (end - middle) / (time - half);
    const double acceleration = 2 * (second - first) / time;
    return {first - acceleration / 2 * half, acceleration};
}

// A run begins where the one before it ends, which may be a little off the flight. If it then followed a few
// known states exactly, it would be turned or bent as the flight is not, and could not be continued for long.
// So it takes its shape from the states alone, and approaches them little by little.

/// The straight run beside the states, to the one `steps` ahead.
Segment straightRun(const Leg &leg, std::size_t steps)
{
    const BallState &first = leg.states.front();
    const BallState &end = leg.states[steps];
    const double time = double(steps);
    return runOf(leg, {(end.x - first.x) / time + correctionFor(leg.start.x, first.x, time)},
                 {(end.y - first.y) / time + correctionFor(leg.start.y, first.y, time)});
}

/// The parabola through the begin of the run, or a place near it, and two of its states: the one `steps`
/// ahead and the one half way there.
std::pair<Motion, Motion> bentFrom(const Position &place, const Leg &leg, std::size_t steps)
{
    const BallState &middle = leg.states[steps / 2];
    const BallState &end = leg.states[steps];
    const double half = double(steps / 2);
    const double time = double(steps);
    return {motionThrough(place.x, middle.x, end.x, half, time),
            motionThrough(place.y, middle.y, end.y, half, time)};
}

/// The parabola beside three states, the first of them the one at the run's begin.
Segment curvedRun(const Leg &leg, std::size_t steps)
{
    const BallState &first = leg.states.front();
    auto [x, y] = bentFrom({first.x, first.y}, leg, steps);
    x.speed += correctionFor(leg.start.x, first.x, double(steps));
    y.speed += correctionFor(leg.start.y, first.y, double(steps));
    return runOf(leg, x, y);
}

/// The parabola from the run's begin. If the flight is not a parabola this one fits for longer, since it is
/// soon back at the states.
Segment returningRun(const Leg &leg, std::size_t steps)
{
    const auto [x, y] = bentFrom(leg.start, leg, steps);
    return runOf(leg, x, y);
}

bool passes(const Segment &run, const BallState &state)
{
    const Position position = run.at(double(state.tick));
    return std::hypot(position.x - state.x, position.y - state.y) <= trackTolerance;
}

/// How many states after the first one a run passes without a gap.
std::size_t stepsAlong(const Segment &run, std::span<const BallState> states)
{
    const auto next = states.subspan(1);
    const auto missed = std::ranges::find_if_not(next, [&](const auto &state) { return passes(run, state); });
    return std::size_t(missed - next.begin());
}

/// The most steps over which such a run fits, 0 if even `least` are too many. Doubles the length until it no
/// longer fits and then bisects: a run that fits over many steps fits over fewer.
template<typename MakeRun>
std::size_t longestFit(const Leg &leg, std::size_t least, MakeRun makeRun)
{
    const std::size_t tooMany = leg.states.size();
    const auto fits = [&](std::size_t steps) {
        return stepsAlong(makeRun(leg, steps), leg.states.first(steps + 1)) == steps;
    };
    if (least >= tooMany || !fits(least))
        return 0;
    std::size_t good = least;
    std::size_t bad = std::min(2 * good, tooMany);
    while (bad < tooMany && fits(bad)) {
        good = bad;
        bad = std::min(2 * good, tooMany);
    }
    while (bad - good > 1) {
        const std::size_t between = good + (bad - good) / 2;
        (fits(between) ? good : bad) = between;
    }
    return good;
}

/// Appends the longest run along the leg; returns how many steps it takes.
std::size_t appendRun(Track &track, const Leg &leg)
{
    // A single step is always straight, wherever it leads.
    std::size_t steps = std::max<std::size_t>(longestFit(leg, 1, straightRun), 1);
    Segment longest = straightRun(leg, steps);
    for (const auto makeRun : {curvedRun, returningRun}) {
        if (const std::size_t fit = longestFit(leg, leastCurvedSteps, makeRun); fit > steps) {
            steps = fit;
            longest = makeRun(leg, fit);
        }
    }
    track.append(longest, leg.states[steps].tick);
    return steps;
}

} // namespace

void followStates(Track &track, std::span<const BallState> states)
{
    std::size_t done = 0;
    if (!track.empty()) {
        done = stepsAlong(track.segments().back(), states);
        track.prolong(states[done].tick);
    }
    while (done + 1 < states.size()) {
        const BallState &from = states[done];
        const Position start = track.empty() ? Position{from.x, from.y} : track.at(double(from.tick));
        done += appendRun(track, {{roundedPlace(start.x), roundedPlace(start.y)}, states.subspan(done)});
    }
}

} // namespace everbounce
