// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

namespace everbounce {

/// What has just happened. A viewer that comes from a node which has just died has missed that news, so it is
/// sent again. Instants are of the monotonic clock, so setting the wall clock does not matter. Pure.
class RecentEvents
{
public:
    static constexpr std::chrono::seconds length{3};

    static bool isRecent(Nanoseconds instant, Nanoseconds now) { return instant >= now - length; }

    /// Something that happened at an instant was announced now.
    void add(const EventView &event, Nanoseconds instant, Nanoseconds now)
    {
        m_events.removeIf([now](const auto &known) { return !isRecent(known.second, now); });
        if (isRecent(instant, now))
            m_events.append({event, instant});
    }
    void clear() { m_events.clear(); }

    /// The recent events, in the order in which they were announced.
    QList<EventView> at(Nanoseconds now) const
    {
        QList<EventView> recent;
        for (const auto &[event, instant] : m_events) {
            if (isRecent(instant, now))
                recent << event;
        }
        return recent;
    }

private:
    QList<std::pair<EventView, Nanoseconds>> m_events;
};

} // namespace everbounce
