// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/TcpListener.h"

#include "web/Http.h"

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace everbounce {
namespace {

/// What the kernel may hold back for a viewer that does not read, in bytes.
constexpr int sendBuffer = 64 * 1024;

/// A peer that has vanished without a word is given up after this time of unanswered data.
void giveUpUnanswered([[maybe_unused]] qintptr descriptor)
{
#ifdef TCP_USER_TIMEOUT
    const unsigned int milliseconds = 30'000;
    setsockopt(int(descriptor), IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds, sizeof milliseconds);
#endif
}

} // namespace

Connection::Connection(TcpListener *listener)
    : QTcpSocket(listener)
    , m_listener(listener)
    , m_deadline(listener->limits().requestTime)
{
    // Connected before the parser is, so that this runs first at each arrival.
    connect(this, &QIODevice::readyRead, this, &Connection::countReceived);
}

Connection::~Connection()
{
    // Its place may be taken already by the next connection from the same address and port.
    if (m_listener && m_listener->connectionFrom(m_peer.first, m_peer.second) == this)
        m_listener->m_connections.remove(m_peer);
}

void Connection::requestCompleted()
{
    m_received = 0;
    m_deadline.setRemainingTime(m_listener->limits().requestTime);
}

void Connection::becameWebSocket()
{
    m_deadline = QDeadlineTimer(QDeadlineTimer::Forever);
}

void Connection::countReceived()
{
    m_received += bytesAvailable();
    if (m_received < m_listener->limits().requestBytes || state() != ConnectedState)
        return;
    write(serialized(problem(413, QStringLiteral("A request may have %1 bytes, head and body together.")
                                      .arg(m_listener->limits().requestBytes))));
    flush();
    disconnectFromHost();
}

TcpListener::TcpListener(const ConnectionLimits &limits, QObject *parent)
    : QTcpServer(parent)
    , m_limits(limits)
{
    setListenBacklogSize(1024); // many viewers may come back at once when another node dies
    m_sweep.setInterval(limits.requestTime / 4);
    connect(&m_sweep, &QTimer::timeout, this, &TcpListener::abortLate);
}

Connection *TcpListener::connectionFrom(const QHostAddress &address, quint16 port) const
{
    return m_connections.value({address, port});
}

void TcpListener::incomingConnection(qintptr descriptor)
{
    auto *connection = new Connection(this);
    if (!connection->setSocketDescriptor(descriptor) || connectionCount() >= m_limits.connections) {
        delete connection;
        return;
    }
    connection->m_peer = {connection->peerAddress(), connection->peerPort()};
    m_connections.insert(connection->m_peer, connection);
    connection->setReadBufferSize(m_limits.requestBytes);
    connection->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connection->setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, sendBuffer);
    giveUpUnanswered(descriptor);
    if (!m_sweep.isActive())
        m_sweep.start();
    addPendingConnection(connection);
}

void TcpListener::abortLate()
{
    bool waiting = false;
    const QList<Connection *> connections = m_connections.values(); // aborting one takes it out of the table
    for (Connection *connection : connections) {
        if (connection->m_deadline.isForever())
            continue;
        waiting = true;
        if (connection->m_deadline.hasExpired())
            connection->abort();
    }
    if (!waiting)
        m_sweep.stop();
}

} // namespace everbounce
