// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/PastFlight.h"

#include <algorithm>
#include <cmath>

namespace everbounce {

void PastFlight::update(const FlightView &view, Nanoseconds now)
{
    if (view.track.empty() || view.lease < m_lease)
        return;
    m_lease = view.lease;
    m_box = view.box;
    m_tickLength = view.clock.tickLength;
    m_track.merge(view.track);
    const double oldest = view.clock.tickAt(now) - ticksIn(kept);
    if (oldest > double(m_track.begin()))
        m_track.forgetBefore(std::min(Tick(oldest), m_track.end()));
}

double PastFlight::ticksIn(Nanoseconds length) const
{
    return double(length.count()) / double(m_tickLength.count());
}

std::vector<WayPoint> PastFlight::trail(double tick, Nanoseconds length) const
{
    return wayFlown(m_track, tick - ticksIn(length), tick);
}

/// Whether a velocity turned away from a wall that was no more than one step away: the ball turns before it
/// would cross.
static bool hasTurned(double before, double after, double away)
{
    return before != 0 && before * after <= 0 && away <= std::abs(before) + 1;
}

std::vector<Bounce> PastFlight::bounces(double tick, Nanoseconds length) const
{
    std::vector<Bounce> bounces;
    const auto &segments = m_track.segments();
    for (std::size_t i = 1; i < segments.size(); ++i) {
        const double when = double(segments[i].tick);
        if (when <= tick - ticksIn(length) || when > tick)
            continue;
        const Position here = segments[i].at(when);
        const Position before = segments[i - 1].speedAt(when);
        const Position after = segments[i].speedAt(when);
        const double awayX = before.x > 0 ? m_box.width - m_box.radius - here.x : here.x - m_box.radius;
        const double awayY = before.y > 0 ? m_box.height - m_box.radius - here.y : here.y - m_box.radius;
        if (hasTurned(before.x, after.x, awayX))
            bounces.push_back({when, {before.x > 0 ? m_box.width : 0, here.y}});
        if (hasTurned(before.y, after.y, awayY))
            bounces.push_back({when, {here.x, before.y > 0 ? m_box.height : 0}});
    }
    return bounces;
}

double PastFlight::speedAt(double tick) const
{
    if (m_track.empty())
        return 0;
    const double when = std::clamp(tick, double(m_track.begin()), double(m_track.end()));
    const Position aTick = m_track.segmentAt(when).speedAt(when);
    return std::hypot(aTick.x, aTick.y) * 1e9 / double(m_tickLength.count());
}

} // namespace everbounce
