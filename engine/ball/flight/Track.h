// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BallState.h"

#include <vector>

namespace everbounce {

/// A run of the flight: the ball leaves (x, y) at `tick` with (dx, dy) per tick, and gains (ax, ay) per tick
/// in each tick. Straight if (ax, ay) is 0, else a parabola.
struct Segment
{
    Tick tick = 0;
    double x = 0;
    double y = 0;
    double dx = 0;
    double dy = 0;
    double ax = 0; ///< box units per tick²
    double ay = 0;

    bool straight() const { return ax == 0 && ay == 0; }

    /// Where this run is at a tick, fractional ones included.
    Position at(double when) const;

    /// How much the ball moves per tick there, as at().
    Position speedAt(double when) const;

    bool operator==(const Segment &) const = default;
};

/// The flight, computed ahead: segments in the order of their ticks, each valid up to the next one's first
/// tick, the last one up to `end`. At whole ticks it equals stepping the behaviour: to the bit for runs of
/// whole-numbered speed, else within trackTolerance.
class Track
{
public:
    Track() = default;
    Track(std::vector<Segment> segments, Tick end);

    bool empty() const { return m_segments.empty(); }
    Tick begin() const { return empty() ? m_end : m_segments.front().tick; }
    Tick end() const { return m_end; }
    const std::vector<Segment> &segments() const { return m_segments; }

    /// The run that a tick falls into, clamped to the track's ends. The track must not be empty.
    const Segment &segmentAt(double tick) const;

    /// Where the ball is at a tick, clamped to begin…end. The track must not be empty.
    Position at(double tick) const;

    /// Appends a run that begins at the end (anywhere if the track is empty) and lasts until `end`.
    void append(const Segment &run, Tick end);

    /// The last run lasts until `end`, which must not lie before the present one.
    void prolong(Tick end) { m_end = end; }

    /// Forgets everything after `tick`: from there the flight takes another way.
    void cut(Tick tick);

    /// Forgets the segments that ended before `tick`.
    void forgetBefore(Tick tick);

    /// Takes over a later publication: from its first tick on, `newer` replaces what was known. If the two do
    /// not touch, only `newer` is left.
    void merge(const Track &newer);

    bool operator==(const Track &) const = default;

private:
    std::vector<Segment> m_segments;
    Tick m_end = 0;
};

/// The state of a ball on a track, as far as the track tells: its place at `tick`, and how much it moved in
/// the step that led there (at the track's begin, in the next one). The track must not be empty.
BallState stateOnTrack(const Track &track, Tick tick, const Random &random);

} // namespace everbounce
