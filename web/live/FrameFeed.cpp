// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/live/FrameFeed.h"

#include "engine/base/Bounds.h"

#include <algorithm>

namespace everbounce {
namespace {

/// Half a minute by default. Who was away for longer goes on with what is now: a frame of long ago is of no
/// use, and there could be more of them than anybody can be sent.
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
    // Beyond the track only where the clock was set back, or where another flight took this one's place.
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
