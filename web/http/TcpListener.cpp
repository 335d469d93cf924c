// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/TcpListener.h"

#include <algorithm>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// Connections that are accepted in one turn of the event loop: however fast they come, the others have
/// theirs.
constexpr int mostAtOnce = 64;
constexpr int waitingConnections = 1024; // many viewers may come back at once when another node dies

/// After an error, too few free files say.
constexpr auto acceptPause = 100ms;

ConnectionPlaces::Limits placesOf(int connections)
{
    return {.all = connections, .share = std::max(1, connections / 4 * 3)};
}

} // namespace

TcpListener::TcpListener(const ConnectionLimits &limits, QObject *parent)
    : QTcpServer(parent)
    , m_limits(limits)
    , m_places(placesOf(limits.connections))
{
    setListenBacklogSize(waitingConnections);
    m_nextTurn.setSingleShot(true);
    m_relief.setSingleShot(true);
    m_sweep.setInterval(std::min<std::chrono::milliseconds>(limits.requestTime / 4, 500ms));
    connect(&m_nextTurn, &QTimer::timeout, this, &TcpListener::acceptAgain);
    connect(&m_relief, &QTimer::timeout, this, &TcpListener::dropGreatest);
    connect(&m_sweep, &QTimer::timeout, this, &TcpListener::dropLate);
    connect(this, &QTcpServer::acceptError, this, [this] { m_nextTurn.start(acceptPause); });
}

Connection *TcpListener::connectionFrom(const QHostAddress &address, quint16 port) const
{
    return m_connections.value({address, port});
}

void TcpListener::incomingConnection(qintptr descriptor)
{
    pauseAfterMany();
    auto *connection = new Connection(this, descriptor);
    if (connection->peerPort() == 0) // gone already
        return delete connection;
    const auto admission = m_places.admit(connection->place(),
                                          Origin::of(connection->peerAddress(), connection->localAddress()));
    if (admission.displaced)
        reinterpret_cast<Connection *>(quintptr(*admission.displaced))->drop();
    if (!admission.admitted)
        return delete connection;
    admit(connection);
}

void TcpListener::admit(Connection *connection)
{
    m_connections.insert(connection->m_peer, connection);
    connection->m_channel.setOptions(m_limits.silence);
    watchDeadlines();
    addPendingConnection(connection);
    connection->m_channel.setReading(true);
}

void TcpListener::forget(Connection *connection)
{
    m_places.leave(connection->place());
    noteHeld(-std::exchange(connection->m_held, 0));
    // Its entry may have been taken already by the next connection from the same address and port.
    if (connectionFrom(connection->m_peer.first, connection->m_peer.second) == connection)
        m_connections.remove(connection->m_peer);
}

// QTcpServer accepts whatever waits before it returns, but for as many as may be pending.
void TcpListener::pauseAfterMany()
{
    if (++m_acceptedNow == mostAtOnce)
        setMaxPendingConnections(0);
    if (!m_nextTurn.isActive())
        m_nextTurn.start(0ms);
}

void TcpListener::acceptAgain()
{
    m_acceptedNow = 0;
    setMaxPendingConnections(waitingConnections);
    if (isListening())
        resumeAccepting();
}

void TcpListener::watchDeadlines()
{
    if (!m_sweep.isActive())
        m_sweep.start();
}

void TcpListener::dropLate()
{
    bool waiting = false;
    const QList<Connection *> connections = m_connections.values(); // dropping one takes it out of the table
    for (Connection *connection : connections) {
        if (connection->m_deadline.isForever())
            continue;
        waiting = true;
        if (connection->m_deadline.hasExpired())
            connection->drop();
    }
    if (!waiting)
        m_sweep.stop();
}

void TcpListener::noteHeld(qsizetype more)
{
    m_held += more;
    if (m_held > m_limits.heldBytes && !m_relief.isActive())
        m_relief.start(0ms);
}

/// Those who hold the most, until there is room again.
void TcpListener::dropGreatest()
{
    QList<Connection *> greatest = m_connections.values();
    std::ranges::sort(greatest, std::greater(), &Connection::held);
    for (Connection *connection : std::as_const(greatest)) {
        if (m_held <= m_limits.heldBytes / 4 * 3)
            return;
        connection->drop();
    }
}

} // namespace everbounce
