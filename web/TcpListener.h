// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/Http.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QPair>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace everbounce {

class TcpListener;

/// What may come in from outside, and how fast it must.
struct ConnectionLimits
{
    int connections = 12'000;                      ///< open at once; more are closed as they come
    qint64 requestBytes = 64 * 1024;               ///< head and body
    std::chrono::milliseconds requestTime{10'000}; ///< to complete a request, from the last one on
    std::chrono::seconds silence{30};              ///< of the other side's kernel, when it owes an answer
};

/// An accepted connection. Speaks HTTP until it becomes a WebSocket.
class Connection final : public QTcpSocket
{
    Q_OBJECT
public:
    explicit Connection(TcpListener *listener);
    ~Connection() override;

    /// Unlike all other connections of this listener.
    quint64 number() const { return m_number; }

    /// It has completed a request, which gets a place among the answers: they go out in the order of the
    /// requests, whenever they come. More than a few unanswered requests end the connection.
    quint64 requestCompleted();

    /// The answer in that place, as it goes over the wire; `last` closes the connection after it.
    void answer(quint64 place, const QByteArray &wire, bool last);

    /// Sends behind what is waiting already, as much as the kernel takes now.
    void sendAtOnce(const QByteArray &bytes);

    /// Whether the request that came last was one of HTTP/1.0, which the parser does not tell.
    bool speaksHttp10() const { return m_speaksHttp10; }

    bool owesAnswers() const { return !m_owed.isEmpty(); }

    /// It was granted to become a WebSocket, by this request.
    void grantUpgrade(const HttpRequest &request) { m_upgrade = std::make_unique<HttpRequest>(request); }

    /// It has become a WebSocket: the limits of requests no longer apply. Gives the request that it was
    /// granted by; none where it was not.
    std::unique_ptr<HttpRequest> becameWebSocket();

private:
    friend class TcpListener;

    struct Owed
    {
        quint64 place = 0;
        std::optional<QByteArray> wire; ///< once it is known
        bool last = false;
    };

    void countReceived();
    void noteVersion();
    void refuseTooMuch();
    void throwAway();
    void allowTime();
    void sendAnswers();

    QPointer<TcpListener> m_listener; ///< null once that is being destroyed
    QPair<QHostAddress, quint16> m_peer;
    quint64 m_number;
    qint64 m_received = 0;   ///< bytes of the request under way
    QByteArray m_lineEnd;    ///< the last bytes of its first line, as far as that has come
    bool m_lineRead = false; ///< all of that
    bool m_speaksHttp10 = false;
    qint64 m_thrownAway = 0; ///< bytes of what was refused
    QDeadlineTimer m_deadline;
    QList<Owed> m_owed; ///< answers that are due, in the order of their requests
    quint64 m_nextPlace = 0;
    std::unique_ptr<HttpRequest> m_upgrade;
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
    quint64 m_lastNumber = 0;
    QHash<QPair<QHostAddress, quint16>, Connection *> m_connections;
    QTimer m_sweep; ///< one for all: a timer a connection would cost more than the connection
};

} // namespace everbounce
