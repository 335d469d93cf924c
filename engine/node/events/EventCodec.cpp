// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/events/EventCodec.h"

#include "engine/base/Bounds.h"
#include "engine/base/CborNumbers.h"
#include "engine/base/Printable.h"

namespace everbounce {
namespace {

constexpr qsizetype maxKeyLength = 64;
constexpr qsizetype maxNodeLength = 96;
constexpr qsizetype maxFaultLength = 32;
constexpr double mostSeconds = 1e6;

QCborArray encodeFacts(const EventFacts &facts)
{
    return {int(facts.kind), encodeUnsigned(facts.node.value), encodeUnsigned(facts.term), facts.seconds,
            facts.fault};
}

/// Unknown facts are no reason to lose the event: a later version may add some.
EventFacts decodeFacts(const QCborValue &value)
{
    const qint64 kind = value[0].toInteger(0);
    const double seconds = value[3].toDouble();
    if (kind <= 0 || kind > qint64(EventFacts::Kind::Fault))
        return {};
    return {EventFacts::Kind(kind),
            {decodeUnsigned(value[1]).value_or(0)},
            decodeCount(value[2]).value_or(0),
            seconds > 0 && seconds < mostSeconds ? seconds : 0,
            printable(value[4].toString(), maxFaultLength)};
}

/// 0 if a node of an older version sent none, or if it is impossible.
double decodeEventTick(const QCborValue &value)
{
    const double tick = value.toDouble();
    return tick > 0 && tick <= double(bounds::maxTick) ? tick : 0;
}

} // namespace

QCborArray encodeEvent(const KeyedEvent &event)
{
    return {encodeUnsigned(event.view.id), event.key,       event.view.at,
            int(event.view.level),         event.view.text, event.view.node,
            encodeFacts(event.view.facts), event.view.tick};
}

std::optional<KeyedEvent> decodeEvent(const QCborValue &value)
{
    const auto id = decodeCount(value[0]);
    KeyedEvent event{value[1].toString(), {}};
    const qint64 at = value[2].toInteger(-1);
    const qint64 level = value[3].toInteger(-1);
    if (!id || event.key.isEmpty() || event.key.size() > maxKeyLength || at < 0 || at > bounds::maxWallTime ||
        level < 0 || level > int(EventView::Level::Error))
        return std::nullopt;
    event.view = {*id,
                  at,
                  EventView::Level(level),
                  printable(value[4].toString(), maxEventText),
                  printable(value[5].toString(), maxNodeLength),
                  decodeFacts(value[6]),
                  decodeEventTick(value[7]),
                  {}};
    return event;
}

QCborArray encodeEvents(const QList<KeyedEvent> &events)
{
    QCborArray list;
    for (const KeyedEvent &event : events)
        list.append(encodeEvent(event));
    return list;
}

std::optional<QList<KeyedEvent>> decodeEvents(const QCborValue &value)
{
    const QCborArray list = value.toArray();
    if (list.size() > maxEvents)
        return std::nullopt;
    QList<KeyedEvent> events;
    for (const QCborValue &item : list) {
        const auto event = decodeEvent(item);
        if (!event || (!events.isEmpty() && event->view.id != events.last().view.id + 1))
            return std::nullopt;
        events << *event;
    }
    return events;
}

} // namespace everbounce
