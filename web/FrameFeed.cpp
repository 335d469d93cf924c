// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/FrameFeed.h"

#include <algorithm>

namespace everbounce {

void FrameFeed::begin(double now)
{
    m_next = std::max(m_next, static_cast<Tick>(std::max(now, 0.0)));
}

std::optional<Tick> FrameFeed::takeDue(const Track &track, double now)
{
    if (track.empty())
        return std::nullopt;
    // Beyond the track only where the clock was set back, or where another flight took this one's place.
    if (m_next > track.end() + 1)
        m_next = static_cast<Tick>(std::max(now, 0.0));
    m_next = std::max(m_next, track.begin());
    if (double(m_next) > now || m_next > track.end())
        return std::nullopt;
    return m_next++;
}

} // namespace everbounce
