// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

namespace everbounce {

/// What has just happened. A viewer that comes from a node which has just died has missed the news of that:
/// it is told again. Instants are of the monotonic clock, so it does not matter who sets the wall clock.
/// Pure.
class RecentEvents
{
public:
    static constexpr std::chrono::seconds length{3};

    static bool isRecent(Nanoseconds instant, Nanoseconds now) { return instant >= now - length; }

    /// Something happened at an instant, which is told now.
    void add(const EventView &event, Nanoseconds instant, Nanoseconds now)
    {
        m_events.removeIf([now](const auto &known) { return !isRecent(known.second, now); });
        if (isRecent(instant, now))
            m_events.append({event, instant});
    }
    void clear() { m_events.clear(); }

    /// What is recent now, in the order in which it was told.
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
