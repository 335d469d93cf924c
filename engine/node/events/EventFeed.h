// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Refusal.h"
#include "engine/cluster/mesh/Transport.h"
#include "engine/node/events/EventLog.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace everbounce {

/// Keeps one list of events for the whole cluster: nodes report what they see to the holder, which numbers it
/// and announces it to all. While nobody can number an event it is kept. Lives on the cluster's thread.
class EventFeed : public QObject
{
    Q_OBJECT
public:
    /// When something happens.
    struct Clocks
    {
        std::function<qint64()> wall; ///< milliseconds since 1970
        std::function<double()> tick; ///< of the cluster; 0 if it is not known
    };

    EventFeed(NodeId self, Transport &transport, Clocks clocks, QObject *parent = nullptr);

    /// Something happens now; the number and times of `event` are set here. Events with one key are one
    /// event, whoever reports it; without a key it is an event of its own.
    void report(EventView event, const QString &key = {});

    /// The holder from now on, or none (term 0).
    void setLease(const Lease &lease);

    /// A peer has come: the holder tells it everything.
    void greet(NodeId peer);

    const EventLog &log() const { return m_log; }

Q_SIGNALS:
    void happened(const everbounce::EventView &event);
    void replaced(const QList<everbounce::EventView> &events);

    /// A list was not believed.
    void refused(everbounce::Refusal refusal, everbounce::NodeId from);

private:
    bool numbers() const { return m_lease && m_lease.holder == m_self; }
    void number(const KeyedEvent &event);
    void hand(const KeyedEvent &event);
    void onReported(const QCborMap &message);
    void onPart(NodeId from, const QCborMap &message);
    void repair();

    NodeId m_self;
    Transport &m_transport;
    Clocks m_clocks;
    EventLog m_log;
    Lease m_lease;
    QList<KeyedEvent> m_pending; ///< reported, and not yet seen in the list
    quint64 m_reported = 0;
    QTimer m_repair; ///< runs while something may have been lost
};

} // namespace everbounce
