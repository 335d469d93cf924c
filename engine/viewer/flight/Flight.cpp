// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/flight/Flight.h"

#include "engine/base/Bounds.h"

#include <algorithm>

namespace everbounce {

bool Flight::update(const FlightView &view)
{
    const bool lower = view.lease < m_view.lease;
    // If terms are this far apart, they have begun anew: the higher one was absurd.
    const bool anew = bounds::leaps(m_view.lease.term, view.lease.term);
    if (view.track.empty() || (lower && !anew && !ranOut()))
        return false;
    // Everything began afresh; or the track ends before what was drawn, because clusters that flew apart
    // became one.
    if (lower || double(view.track.end()) < m_drawnTick)
        m_drawnTick = 0;
    m_view = view;
    return true;
}

std::optional<DrawnBall> Flight::at(Nanoseconds instant) const
{
    if (m_view.track.empty())
        return std::nullopt;
    // Corrections of the clock are slewed, so this holds the ball for at most a frame. But a ball that flies
    // backwards is never right, even if a clock was set back by mistake.
    const double ahead = std::min(m_view.clock.tickAt(instant), double(m_view.track.end()));
    const double tick = std::max(m_drawnTick, ahead);
    return DrawnBall{tick, m_view.track.at(tick), m_view.lease.term};
}

bool Flight::hasRunOut(Nanoseconds instant) const
{
    return !m_view.track.empty() && m_view.clock.tickAt(instant) > double(m_view.track.end());
}

std::optional<DrawnBall> Flight::drawAt(Nanoseconds instant)
{
    const auto drawn = at(instant);
    if (drawn)
        m_drawnTick = drawn->tick;
    return drawn;
}

} // namespace everbounce
