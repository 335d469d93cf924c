// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/BallState.h"

#include <vector>

namespace everbounce {

/// A straight run of the flight: from (x, y) at `tick` on, the ball moves by (dx, dy) a tick.
struct Segment
{
    Tick tick = 0;
    double x = 0;
    double y = 0;
    double dx = 0;
    double dy = 0;

    /// Where this run is at a tick, fractional ones included.
    Position at(double when) const;

    bool operator==(const Segment &) const = default;
};

/// The flight, computed ahead: segments in the order of their ticks, each valid up to the next one's first
/// tick, the last one up to `end`. At whole ticks it equals stepping the behaviour, to the bit.
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

    /// Appends the step between two neighbouring states; `from` must lie at end (or the track be empty).
    void append(const BallState &from, const BallState &to);

    /// Forgets everything after `tick`: the flight goes on from there in another way.
    void cut(Tick tick);

    /// Forgets the segments that ended before `tick`.
    void forgetBefore(Tick tick);

    /// Takes over a later publication: what `newer` covers replaces what was known from its first tick on.
    /// Where the two do not touch, only `newer` is left. A run that both know stays one segment.
    void merge(const Track &newer);

    bool operator==(const Track &) const = default;

private:
    std::vector<Segment> m_segments;
    Tick m_end = 0;
};

} // namespace everbounce
