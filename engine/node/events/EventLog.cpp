// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/events/EventLog.h"

#include "engine/base/Bounds.h"
#include "engine/node/view/EventTime.h"

#include <algorithm>

namespace everbounce {
namespace {

constexpr qsizetype mostReportedAgain = 50;

} // namespace

std::optional<EventView> EventLog::add(KeyedEvent event)
{
    if (contains(event.key))
        return std::nullopt;
    event.view.id = m_events.isEmpty() ? 1 : m_events.last().view.id + 1;
    append(event);
    return event.view;
}

std::optional<EventView> EventLog::find(const QString &key) const
{
    const auto found = std::ranges::find(m_events, key, &KeyedEvent::key);
    return found == m_events.end() ? std::nullopt : std::optional(found->view);
}

bool isOfLinks(const KeyedEvent &event)
{
    using Kind = EventFacts::Kind;
    const Kind kind = event.view.facts.kind;
    return kind == Kind::Joined || kind == Kind::Left || kind == Kind::Silent || kind == Kind::Heard;
}

bool EventLog::leaps(const QList<KeyedEvent> &part) const
{
    const quint64 last = m_events.isEmpty() ? 0 : m_events.last().view.id;
    const quint64 told = part.isEmpty() ? 0 : part.last().view.id;
    return told > bounds::maxFirstCount && bounds::leaps(told, last);
}

EventLog::Taken EventLog::take(const QList<KeyedEvent> &part)
{
    const quint64 last = m_events.isEmpty() ? 0 : m_events.last().view.id;
    QList<KeyedEvent> fresh;
    for (const KeyedEvent &event : part) {
        if (event.view.id > last)
            fresh << event;
        else if (!m_events.isEmpty() && m_events.first().view.id <= event.view.id &&
                 m_events.at(qsizetype(event.view.id - m_events.first().view.id)) != event)
            return {false, {}};
    }
    const bool behind = !part.isEmpty() && part.last().view.id < last; // the holder knows less than this node
    if (behind || (!fresh.isEmpty() && fresh.first().view.id != last + 1))
        return {false, {}};
    Taken taken;
    for (const KeyedEvent &event : fresh) {
        append(event);
        taken.news << event.view;
    }
    return taken;
}

QList<KeyedEvent> EventLog::replace(const QList<KeyedEvent> &all)
{
    const QList<KeyedEvent> before = std::exchange(m_events, {});
    m_keys.clear();
    for (const KeyedEvent &event : all)
        append(event);
    QList<KeyedEvent> own;
    // Events older than a full list may have been in it and aged out.
    const bool isFull = all.size() >= maxEvents;
    std::copy_if(before.begin(), before.end(), std::back_inserter(own), [&](const KeyedEvent &event) {
        return !(isFull && isBefore(event.view, all.first().view)) && !contains(event.key) &&
               !isOfLinks(event);
    });
    return own.mid(std::max<qsizetype>(0, own.size() - mostReportedAgain));
}

QList<KeyedEvent> EventLog::tail(qsizetype count) const
{
    return m_events.mid(std::max<qsizetype>(0, m_events.size() - count));
}

QList<EventView> EventLog::views() const
{
    QList<EventView> views;
    for (const KeyedEvent &event : m_events)
        views << event.view;
    return views;
}

void EventLog::append(const KeyedEvent &event)
{
    if (m_events.size() == maxEvents)
        m_keys.remove(m_events.takeFirst().key);
    m_events.append(event);
    m_keys.insert(event.key);
}

} // namespace everbounce
