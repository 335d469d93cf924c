// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/events/EventFeed.h"

#include "engine/ball/flight/BallCodec.h"
#include "engine/base/Bounds.h"
#include "engine/base/Printable.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/node/events/Refusals.h"

namespace everbounce {
namespace {

constexpr QLatin1String kEvent("event");                // to the holder: this happened
constexpr QLatin1String kEvents("events");              // from the holder: a part of the list, or all of it
constexpr QLatin1String kEventsWanted("events-wanted"); // to the holder: all of it, please
constexpr QLatin1String kEventList("list");
constexpr QLatin1String kAll("all");

/// A new holder shows this many of the last events: enough to see that both lists are the same.
constexpr qsizetype shownByNewHolder = 20;
/// Events kept while there is no holder, or none that answers.
constexpr qsizetype mostPending = 100;
/// After this time what may have been lost on the way is sent again.
constexpr std::chrono::milliseconds repairInterval{1000};
constexpr qsizetype maxKeyLength = 64;
constexpr qsizetype maxEventText = 500;
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

QCborMap partMessage(const QList<KeyedEvent> &events, bool all)
{
    QCborArray list;
    for (const KeyedEvent &event : events)
        list.append(encodeEvent(event));
    return {{kType, kEvents}, {kEventList, list}, {kAll, all}};
}

/// Nothing if any part is malformed, or the numbers do not grow by one.
std::optional<QList<KeyedEvent>> decodePart(const QCborArray &list)
{
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

} // namespace

EventFeed::EventFeed(NodeId self, Transport &transport, Clocks clocks, QObject *parent)
    : QObject(parent)
    , m_self(self)
    , m_transport(transport)
    , m_clocks(std::move(clocks))
{
    m_repair.setSingleShot(true);
    m_repair.setInterval(repairInterval);
    connect(&m_repair, &QTimer::timeout, this, &EventFeed::repair);
    transport.on(kEvents, this, &EventFeed::onPart);
    transport.on(kEvent, this, [this](NodeId, const QCborMap &message) { onReported(message); });
    transport.on(kEventsWanted, this, [this](NodeId from) { greet(from); });
}

void EventFeed::report(EventView event, const QString &key)
{
    const QString own = QStringLiteral("%1/%2").arg(toString(m_self)).arg(++m_reported);
    event.at = m_clocks.wall();
    event.tick = m_clocks.tick();
    event.text = printable(event.text, maxEventText);
    hand({key.isEmpty() ? own : key, event});
}

void EventFeed::hand(const KeyedEvent &event)
{
    if (m_log.contains(event.key))
        return;
    if (numbers())
        return number(event);
    if (m_pending.size() == mostPending)
        m_pending.removeFirst();
    m_pending << event;
    m_repair.start();
    if (m_lease)
        m_transport.send(m_lease.holder, {{kType, kEvent}, {kEvent, encodeEvent(event)}});
}

void EventFeed::number(const KeyedEvent &event)
{
    if (!m_log.add(event))
        return;
    m_transport.sendToAll(partMessage(m_log.tail(1), false));
    m_repair.start();
    Q_EMIT happened(m_log.events().last().view);
}

void EventFeed::setLease(const Lease &lease)
{
    if (lease == m_lease)
        return;
    m_lease = lease;
    if (!lease)
        return;
    if (numbers())
        m_transport.sendToAll(partMessage(m_log.tail(shownByNewHolder), false));
    for (const KeyedEvent &event : std::exchange(m_pending, {}))
        hand(event);
}

void EventFeed::greet(NodeId peer)
{
    if (numbers())
        m_transport.send(peer, partMessage(m_log.events(), true));
}

/// Once more: the newest event of the list, which shows a node what it lacks; and events that are not in the
/// list yet.
void EventFeed::repair()
{
    if (numbers()) {
        m_transport.sendToAll(partMessage(m_log.tail(1), false));
        return;
    }
    if (m_pending.isEmpty())
        return;
    m_repair.start();
    if (!m_lease)
        return;
    for (const KeyedEvent &event : m_pending)
        m_transport.send(m_lease.holder, {{kType, kEvent}, {kEvent, encodeEvent(event)}});
}

void EventFeed::onReported(const QCborMap &message)
{
    if (const auto event = decodeEvent(message[kEvent]); event && numbers())
        number(*event);
}

void EventFeed::onPart(NodeId from, const QCborMap &message)
{
    if (!m_lease || from != m_lease.holder || from == m_self)
        return;
    const auto part = decodePart(message[kEventList].toArray());
    if (!part || m_log.leaps(*part))
        return Q_EMIT refused(refusals::eventsOutOfBounds, m_lease.holder);
    const bool all = message[kAll].toBool();
    const EventLog::Taken taken = m_log.take(*part);
    if (!taken.fits && !all) {
        m_transport.send(m_lease.holder, {{kType, kEventsWanted}});
        return;
    }
    QList<KeyedEvent> lost;
    if (!taken.fits)
        lost = m_log.replace(*part);
    if (!taken.fits || (all && !taken.news.isEmpty())) {
        Q_EMIT replaced(m_log.views()); // a whole list also tells a newcomer of what happened long ago
    } else {
        for (const EventView &event : taken.news)
            Q_EMIT happened(event);
    }
    m_pending.removeIf([&](const KeyedEvent &event) {
        return m_log.contains(event.key) || (!taken.fits && isOfLinks(event));
    });
    for (const KeyedEvent &event : lost)
        hand(event);
}

} // namespace everbounce
