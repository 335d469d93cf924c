// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/events/EventFeed.h"

#include "engine/base/Printable.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/node/events/EventCodec.h"
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

QCborMap partMessage(const QList<KeyedEvent> &events, bool all)
{
    return {{kType, kEvents}, {kEventList, encodeEvents(events)}, {kAll, all}};
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
    const auto part = decodeEvents(message[kEventList]);
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
