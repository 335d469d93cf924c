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
    m_next = std::max(m_next, track.begin());
    if (double(m_next) > now || m_next > track.end())
        return std::nullopt;
    return m_next++;
}

} // namespace everbounce
