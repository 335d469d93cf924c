// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDeadlineTimer>
#include <QHash>
#include <QPair>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>

namespace everbounce {

class TcpListener;

/// What may come in from outside, and how fast it must.
struct ConnectionLimits
{
    int connections = 12'000;                      ///< open at once; more are closed as they come
    qint64 requestBytes = 64 * 1024;               ///< head and body
    std::chrono::milliseconds requestTime{10'000}; ///< to complete a request, from the last one on
};

/// An accepted connection. Speaks HTTP until it becomes a WebSocket.
class Connection final : public QTcpSocket
{
    Q_OBJECT
public:
    explicit Connection(TcpListener *listener);
    ~Connection() override;

    /// It has completed a request: it gets time for another one.
    void requestCompleted();

    /// It has become a WebSocket: the limits of requests no longer apply.
    void becameWebSocket();

private:
    friend class TcpListener;
    void countReceived();

    QPointer<TcpListener> m_listener; ///< null once that is being destroyed
    QPair<QHostAddress, quint16> m_peer;
    qint64 m_received = 0; ///< bytes of the request under way
    QDeadlineTimer m_deadline;
};

/// Accepts connections within limits. QtHttpServer's parser has none of its own, so they are kept here.
class TcpListener final : public QTcpServer
{
    Q_OBJECT
public:
    explicit TcpListener(const ConnectionLimits &limits, QObject *parent = nullptr);

    const ConnectionLimits &limits() const { return m_limits; }
    int connectionCount() const { return int(m_connections.size()); }

    /// The connection from that address and port, or null.
    Connection *connectionFrom(const QHostAddress &address, quint16 port) const;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    friend class Connection;
    void abortLate();

    ConnectionLimits m_limits;
    QHash<QPair<QHostAddress, quint16>, Connection *> m_connections;
    QTimer m_sweep; ///< one for all: a timer a connection would cost more than the connection
};

} // namespace everbounce
