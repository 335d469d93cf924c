// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/flight/Track.h"

#include <algorithm>

namespace everbounce {
Position Segment::at(double when) const
{
    const double passed = when - double(tick);
    return {x + (dx + ax / 2 * passed) * passed, y + (dy + ay / 2 * passed) * passed};
}

Position Segment::speedAt(double when) const
{
    const double passed = when - double(tick);
    return {dx + ax * passed, dy + ay * passed};
}

Track::Track(std::vector<Segment> segments, Tick end)
    : m_segments(std::move(segments))
    , m_end(end)
{
}

const Segment &Track::segmentAt(double tick) const
{
    const auto later = std::upper_bound(m_segments.begin(), m_segments.end(), tick,
                                        [](double when, const Segment &s) { return when < double(s.tick); });
    return later == m_segments.begin() ? m_segments.front() : *std::prev(later);
}

Position Track::at(double tick) const
{
    return segmentAt(tick).at(std::clamp(tick, double(begin()), double(m_end)));
}

void Track::append(const Segment &run, Tick end)
{
    m_segments.push_back(run);
    m_end = end;
}

void Track::cut(Tick tick)
{
    while (!empty() && m_segments.back().tick >= tick)
        m_segments.pop_back();
    m_end = std::min(m_end, tick);
}

void Track::forgetBefore(Tick tick)
{
    const auto ended = [&](std::size_t i) {
        return i + 1 < m_segments.size() && m_segments[i + 1].tick <= tick;
    };
    std::size_t count = 0;
    while (ended(count))
        ++count;
    m_segments.erase(m_segments.begin(), m_segments.begin() + std::ptrdiff_t(count));
}

void Track::merge(const Track &newer)
{
    if (empty() || newer.begin() > m_end) {
        *this = newer;
        return;
    }
    if (!newer.empty())
        cut(newer.begin());
    m_segments.insert(m_segments.end(), newer.m_segments.begin(), newer.m_segments.end());
    m_end = newer.m_end;
}

BallState stateOnTrack(const Track &track, Tick tick, const Random &random)
{
    const Tick reached = tick > track.begin() ? tick : tick + 1;
    const Position here = track.at(double(tick));
    const Position from = track.at(double(reached - 1));
    const Position to = track.at(double(reached));
    return {tick, here.x, here.y, to.x - from.x, to.y - from.y, random};
}

} // namespace everbounce
