// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/Flight.h"

#include <algorithm>

namespace everbounce {

bool Flight::update(const FlightView &view)
{
    if (view.track.empty() || view.lease < m_view.lease)
        return false;
    m_view = view;
    return true;
}

std::optional<DrawnBall> Flight::drawAt(Nanoseconds instant)
{
    if (m_view.track.empty())
        return std::nullopt;
    // Corrections of the clock are slewed, so this holds the ball for a frame at most; but a ball that flies
    // backwards is never right, not even where a clock was set back by mistake.
    m_drawnTick = std::max(m_drawnTick, m_view.clock.tickAt(instant));
    return DrawnBall{m_drawnTick, m_view.track.at(m_drawnTick), m_view.lease.term};
}

} // namespace everbounce
