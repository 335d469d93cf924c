// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/Track.h"

#include <algorithm>

namespace everbounce {
namespace {

/// True where `next` begins in the middle of the run `before`: a flight computed again from there.
bool continues(const Segment &before, const Segment &next)
{
    return before.dx == next.dx && before.dy == next.dy &&
           before.at(double(next.tick)) == Position{next.x, next.y};
}

} // namespace

Position Segment::at(double when) const
{
    const double passed = when - double(tick);
    return {x + dx * passed, y + dy * passed};
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

void Track::append(const BallState &from, const BallState &to)
{
    // A run goes on only where its formula gives the very position that stepping gave, bit for bit: an
    // accumulated sum and a product differ for speeds that are no multiples of a power of two.
    if (!empty() && m_segments.back().at(double(to.tick)) == Position{to.x, to.y}) {
        m_end = to.tick;
        return;
    }
    m_segments.push_back({from.tick, from.x, from.y, to.x - from.x, to.y - from.y});
    m_end = to.tick;
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
    auto first = newer.m_segments.begin();
    if (!empty() && first != newer.m_segments.end() && continues(m_segments.back(), *first))
        ++first;
    m_segments.insert(m_segments.end(), first, newer.m_segments.end());
    m_end = newer.m_end;
}

} // namespace everbounce
