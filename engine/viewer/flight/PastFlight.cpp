// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/flight/PastFlight.h"

#include "engine/base/Bounds.h"

#include <algorithm>
#include <cmath>

namespace everbounce {

void PastFlight::update(const FlightView &view, Nanoseconds now)
{
    const bool anew = bounds::leaps(m_lease.term, view.lease.term);
    if (view.track.empty() || (view.lease < m_lease && !anew))
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

std::vector<Bounce> PastFlight::bounces(double tick, Nanoseconds length) const
{
    std::vector<Bounce> bounces = bouncesOf(m_track, m_box);
    std::erase_if(bounces, [&](const Bounce &bounce) {
        return bounce.tick <= tick - ticksIn(length) || bounce.tick > tick;
    });
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
