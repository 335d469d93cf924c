// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/connection/Connection.h"
#include "web/http/connection/ConnectionEnds.h"
#include "web/http/connection/ConnectionPlaces.h"
#include "web/http/connection/HandshakeBudget.h"

#include <QHash>
#include <QSet>
#include <QTcpServer>
#include <QTimer>

#include <chrono>

namespace everbounce {

/// Limits on what may come in from outside, and how fast it must.
struct ConnectionLimits
{
    int connections = 12'000; ///< open at once; the node's own user gets a few more
    int handshakes = 512;     ///< of TLS, begun and not complete; the same
    HandshakeBudget::Limits handshakeTime;
    RequestLimits request;
    FrameLimits frames;
    std::chrono::milliseconds requestTime{10'000}; ///< to complete a request, counted from the last one
    std::chrono::seconds silence{30}; ///< of the other side's kernel, when it owes an acknowledgement
    /// Of unread answers and messages, and of unfinished and waiting requests, of all connections, here and
    /// in the kernel.
    qsizetype heldBytes = 24 * 1024 * 1024;

    /// The user at the other end of a connection within this machine.
    Sender::Owner owner = peerOwner;
};

/// Accepts connections within limits. QtHttpServer has none of its own.
class TcpListener final : public QTcpServer
{
    Q_OBJECT
public:
    explicit TcpListener(const ConnectionLimits &limits, QObject *parent = nullptr);

    const ConnectionLimits &limits() const { return m_limits; }
    /// Connections from now on begin with TLS, under this certificate.
    void setTls(const TlsContext &tls) { m_tls = tls; }

    /// The user of this machine needs a token as well: a proxy is in front of this node, and may be that
    /// user's.
    void requireProof() { m_requiresProof = true; }

    /// These are believed for whom they pass on requests. They never are the user of this machine.
    void setTrustedProxies(const TrustedProxies &proxies) { m_trusted = proxies; }

    /// Ends the connections of other machines.
    void dropOthers();

    int connectionCount() const { return int(m_connections.size()); }

    /// The connection with these ends, or null.
    Connection *connectionBetween(const ConnectionEnds &ends) const { return m_byEnds.value(ends); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    friend class Connection;

    Origin originOf(const Connection &connection) const;
    void admit(Connection *connection);
    bool trusts(const QHostAddress &peer) const { return m_trusted.contains(peer); }
    std::optional<uid_t> userTrustedAt(const QHostAddress &peer) const;
    PassedOn passedOn(const PassedOnFields &fields) const { return readPassedOn(fields, m_trusted); }
    bool countPassedOn(Connection *connection);
    bool countHandshake(Connection *connection);
    bool affordsHandshake(const Connection &connection);
    void spendOnHandshake(const Connection &connection, Nanoseconds time);
    void forget(Connection *connection);
    void watchDeadlines();
    void noteHeld(qsizetype more);

    void pauseAfterMany();
    void acceptAgain();
    void dropLate();
    void dropGreatest();

    ConnectionLimits m_limits;
    TlsContext m_tls; ///< null: none is expected
    TrustedProxies m_trusted;
    bool m_requiresProof = false;
    quint64 m_lastNumber = 0;
    std::optional<uid_t> m_ownUser = ownUser();
    QSet<Connection *> m_connections;
    QHash<ConnectionEnds, Connection *> m_byEnds;
    ConnectionPlaces m_places;
    ConnectionPlaces m_handshakes;
    HandshakeBudget m_handshakeTime;
    qsizetype m_held = 0;  ///< bytes, of all connections
    int m_acceptedNow = 0; ///< in this turn of the event loop
    QTimer m_nextTurn{this};
    QTimer m_relief{this};
    QTimer m_sweep{this}; ///< one for all: a timer per connection would cost more than the connection
};

} // namespace everbounce
