// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/TickMapping.h"
#include "tests/cluster/harness/ReferenceFlight.h"

#include <span>

namespace everbounce::bench {

/// The flight as it would go on if nothing failed, at instants of this machine's monotonic clock.
class UnfailedFlight
{
public:
    /// `clock` says which tick it is while nothing has failed yet.
    UnfailedFlight(harness::ReferenceFlight &flight, const TickMapping &clock)
        : m_flight(flight)
        , m_clock(clock)
    {
    }

    const TickMapping &clock() const { return m_clock; }

    Position at(Nanoseconds instant) const;

    /// How far behind the ball is that is seen at a place near its path; less than 0 where it is ahead.
    Nanoseconds lag(Nanoseconds instant, Position seen) const;

    /// How far the ball flies between two instants, along its way, in box units.
    double moved(Nanoseconds from, Nanoseconds to) const;

private:
    Position atTick(double tick) const;

    harness::ReferenceFlight &m_flight;
    TickMapping m_clock;
};

/// One frame as a viewer has drawn it.
struct DrawnFrame
{
    Nanoseconds at{0}; ///< monotonic clock
    Position position; ///< in box units
};

/// What a viewer of that many frames saw.
struct Sight
{
    int frames = 0;
    double rate = 0;     ///< frames in a second
    int dropped = 0;     ///< frames that the display had time for, but did not draw
    int stalled = 0;     ///< times that the ball stood over drawn frames for longer than two frame times
    int jumps = 0;       ///< movements of more than twice what the flight moves in that time
    double distance = 0; ///< the largest one from the unfailed flight, in box units
    Nanoseconds lag{0};  ///< how far the ball is usually behind the unfailed flight, or ahead (less than 0)
    Nanoseconds longestRest{0}; ///< the longest time without a movement, whatever the reason
};

/// The usual time between two frames: the median. There must be two frames at least.
Nanoseconds frameTimeOf(std::span<const DrawnFrame> frames);

/// Judges what a viewer drew, in order of time, on a display with a frame each `frameTime`. Pure.
Sight analyze(std::span<const DrawnFrame> frames, Nanoseconds frameTime, const UnfailedFlight &flight);

} // namespace everbounce::bench
