// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/EventList.h"

#include <algorithm>

namespace everbounce {

void EventList::append(const EventView &event)
{
    if (m_events.size() == maxEvents)
        m_events.removeFirst();
    m_events.append(event);
}

QList<EventView> EventList::replace(const QList<EventView> &events)
{
    const QList<EventView> known = m_events;
    m_events = events.sliced(std::max<qsizetype>(0, events.size() - maxEvents));
    QList<EventView> fresh = m_events;
    fresh.removeIf([&known](const EventView &event) {
        return std::any_of(known.begin(), known.end(),
                           [&event](const EventView &old) { return isSameEvent(event, old); });
    });
    return fresh;
}

} // namespace everbounce
