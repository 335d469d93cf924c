// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/Connection.h"
#include "web/http/ConnectionPlaces.h"

#include <QHash>
#include <QPair>
#include <QTcpServer>
#include <QTimer>

#include <chrono>

namespace everbounce {

/// What may come in from outside, and how fast it must.
struct ConnectionLimits
{
    int connections = 12'000; ///< open at once; this machine gets a few more
    RequestLimits request;
    FrameLimits frames;
    std::chrono::milliseconds requestTime{10'000}; ///< to complete a request, from the last one on
    std::chrono::seconds silence{30};              ///< of the other side's kernel, when it owes an answer
    qsizetype heldBytes = 24 * 1024 * 1024; ///< of unread answers and unfinished requests, of all connections
};

/// Accepts connections within limits. QtHttpServer has none of its own, so they are kept here.
class TcpListener final : public QTcpServer
{
    Q_OBJECT
public:
    explicit TcpListener(const ConnectionLimits &limits, QObject *parent = nullptr);

    const ConnectionLimits &limits() const { return m_limits; }
    int connectionCount() const { return int(m_connections.size()); }

    /// Only what is kept for this machine is left: there is no place for another viewer.
    bool isFull() const { return m_places.count() > m_limits.connections; }

    /// The connection from that address and port, or null.
    Connection *connectionFrom(const QHostAddress &address, quint16 port) const;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    friend class Connection;

    void admit(Connection *connection);
    void forget(Connection *connection);
    void watchDeadlines();
    void noteHeld(qsizetype more);

    void pauseAfterMany();
    void acceptAgain();
    void dropLate();
    void dropGreatest();

    ConnectionLimits m_limits;
    quint64 m_lastNumber = 0;
    QHash<QPair<QHostAddress, quint16>, Connection *> m_connections;
    ConnectionPlaces m_places;
    qsizetype m_held = 0;  ///< bytes, of all connections
    int m_acceptedNow = 0; ///< in this turn of the event loop
    QTimer m_nextTurn{this};
    QTimer m_relief{this};
    QTimer m_sweep{this}; ///< one for all: a timer a connection would cost more than the connection
};

} // namespace everbounce
