// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/view/History.h"

#include "engine/node/view/EventTime.h"

#include <QDateTime>

#include <algorithm>

namespace everbounce {
namespace {

bool isDrawn(const EventView &event)
{
    using Kind = EventFacts::Kind;
    const Kind kind = event.facts.kind;
    return kind == Kind::Lease || kind == Kind::Fault || kind == Kind::EngineLost || kind == Kind::Restored;
}

/// By the wall clock where a node of an older version told no tick.
Nanoseconds placeOf(const EventView &event, Nanoseconds now)
{
    return instantOf(event, now, QDateTime::currentMSecsSinceEpoch());
}

} // namespace

void History::add(const EventView &event, Nanoseconds now)
{
    const Nanoseconds instant = placeOf(event, now);
    m_newest = std::max(m_newest, instant);
    if (isDrawn(event))
        keep(event, instant);
    forgetBefore(now - length);
}

void History::take(const QList<EventView> &list, Nanoseconds now)
{
    // A full list may have lost events that this node never saw.
    if (list.size() >= maxEvents && placeOf(list.first(), now) > m_newest)
        m_knownSince = placeOf(list.first(), now);
    for (const EventView &event : list)
        add(event, now);
}

QList<EventView> History::events(Nanoseconds now)
{
    forgetBefore(now - length);
    QList<EventView> events;
    for (const Kept &kept : m_kept)
        events << kept.event;
    return events;
}

Nanoseconds History::knownSince(Nanoseconds now) const
{
    return std::max(m_knownSince, now - length);
}

void History::keep(const EventView &event, Nanoseconds instant)
{
    m_kept.removeIf([&](const Kept &kept) { return isSameEvent(kept.event, event); });
    const auto later = std::ranges::find_if(m_kept, [&](const Kept &kept) { return kept.instant > instant; });
    m_kept.insert(later, {event, instant});
}

void History::forgetBefore(Nanoseconds oldest)
{
    if (m_kept.size() > most) {
        oldest = std::max(oldest, m_kept.at(m_kept.size() - most).instant);
        m_knownSince = std::max(m_knownSince, oldest);
    }
    const auto isLease = [](const Kept &kept) { return kept.event.facts.kind == EventFacts::Kind::Lease; };
    const auto old = std::ranges::find_if(m_kept, [&](const Kept &kept) { return kept.instant >= oldest; });
    const auto underWay = std::find_if(std::make_reverse_iterator(old), m_kept.rend(), isLease);
    if (underWay == m_kept.rend()) {
        m_kept.erase(m_kept.begin(), old);
        return;
    }
    const Kept lease = *underWay;
    m_kept.erase(m_kept.begin(), old);
    m_kept.prepend(lease);
}

} // namespace everbounce
