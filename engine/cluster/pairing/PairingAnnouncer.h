// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/server/ListenScope.h"

#include <QObject>
#include <QTimer>
#include <QUdpSocket>

namespace everbounce {

/// Tells the network once a second that this node invites, without saying who it is. Lives on the cluster's
/// thread.
class PairingAnnouncer : public QObject
{
    Q_OBJECT
public:
    PairingAnnouncer(const ListenScope &scope, quint16 discoveryPort, QObject *parent);

    /// `door` is the TCP port at which this node can be joined.
    void start(quint16 door);
    void stop() { m_timer.stop(); }

    /// Says nothing until it is started again, there.
    void moveTo(const ListenScope &scope);

    /// Whether this is an announcement of one's own.
    bool isOwn(quint64 id) const { return id == m_id; }

private:
    void announce();

    ListenScope m_scope;
    quint16 m_discoveryPort;
    quint16 m_door = 0;
    quint64 m_id;
    QUdpSocket m_socket;
    QTimer m_timer;
};

} // namespace everbounce
