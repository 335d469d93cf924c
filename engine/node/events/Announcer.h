// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/TickMapping.h"
#include "engine/node/NodeNames.h"
#include "engine/node/events/EventFeed.h"
#include "engine/node/events/Refusals.h"
#include "engine/node/view/LastingFaults.h"

namespace everbounce {

/// Announces what happens at this node to all nodes. What any of them announces it writes to the log, places
/// on this machine's clock and passes on to viewers. If several nodes see the same thing, each reports it
/// under one key, so that it is announced even if the first of them dies before it could. Lives on the
/// cluster's thread.
class Announcer : public QObject
{
    Q_OBJECT
public:
    /// The clock that all nodes share; nothing as long as this node does not know it.
    using SharedClock = std::function<std::optional<TickMapping>()>;

    /// `wallClock`: milliseconds since 1970. `names` and `transport` outlive this object.
    Announcer(const NodeNames &names, Transport &transport, std::function<qint64()> wallClock,
              SharedClock clock, QObject *parent = nullptr);

    EventFeed &feed() { return m_feed; }

    /// Reports that something has happened. `key`: several nodes may report it, and the list has it once.
    void announce(EventView::Level level, const QString &text, const EventFacts &facts = {},
                  const QString &key = {});
    void warn(const QString &sentence) { announce(EventView::Level::Warning, sentence); }

    /// Announced once, and shown as long as this node runs.
    void warnLastingly(const QString &sentence);
    const QStringList &lastingWarnings() const { return m_lastingWarnings; }

    /// A value that no honest node sends is worth an event, but only once: its sender could fill every list
    /// of events.
    void noteRefusal(Refusal refusal, NodeId from);
    const Refusals &refusals() const { return m_refusals; }

    /// The nodes that suffer a fault, as the events tell.
    const LastingFaults &lasting() const { return m_lasting; }

    /// How many events have been heard.
    quint64 heard() const { return m_heard; }

    /// Shows all events anew: the list is another one, or their times have only now become known.
    void placeAnew();

Q_SIGNALS:
    void happened(const everbounce::EventView &event);
    void replaced(const QList<everbounce::EventView> &events);
    void lastingWarningsChanged();

private:
    double tickNow() const;
    EventView placed(EventView event);
    void onHappened(const EventView &event);

    const NodeNames &m_names;
    SharedClock m_clock;
    EventFeed m_feed;
    LastingFaults m_lasting;
    Refusals m_refusals;
    QStringList m_lastingWarnings;
    quint64 m_heard = 0;
};

} // namespace everbounce
