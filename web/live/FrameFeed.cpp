// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/live/FrameFeed.h"

#include "engine/base/Bounds.h"

#include <algorithm>

namespace everbounce {
namespace {

/// Half a minute by default. After a longer absence it goes on with the present: old frames are of no use,
/// and there could be too many to send.
constexpr double mostCaughtUp = 1000;

} // namespace

void FrameFeed::begin(double now)
{
    m_next = std::max(m_next, static_cast<Tick>(std::clamp(now, 0.0, double(bounds::maxTick))));
}

std::optional<Tick> FrameFeed::takeDue(const Track &track, double now)
{
    if (track.empty() || !(now >= 0 && now <= double(bounds::maxTick)))
        return std::nullopt;
    // Beyond the track only if the clock was set back, or if another flight took this one's place.
    if (m_next > track.end() + 1)
        m_next = static_cast<Tick>(now);
    m_next = std::max(m_next, track.begin());
    if (const double reached = std::min(now, double(track.end())); reached - double(m_next) > mostCaughtUp)
        m_next = static_cast<Tick>(reached);
    if (double(m_next) > now || m_next > track.end())
        return std::nullopt;
    return m_next++;
}

} // namespace everbounce
