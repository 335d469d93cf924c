// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/TcpListener.h"

#include <algorithm>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// What the kernel may hold back for a viewer that does not read, in bytes.
constexpr int sendBuffer = 64 * 1024;

/// Requests on one connection that may wait for their answers.
constexpr qsizetype mostOwed = 16;

/// What goes on coming of a request that was refused is read and thrown away, so much and so long at most:
/// where a connection is closed with data unread, its kernel resets it, and the refusal is lost.
constexpr qint64 mostThrownAway = 8 * 1024 * 1024;
constexpr auto throwAwayTime = 2s;

/// A host that loses its power says nothing. Its connection is given up where data, or room for data, is
/// waited for in vain so long; and where nothing is sent, the kernel asks it after as long a time. That costs
/// this process nothing: no timer, no message, no turn of the event loop.
void giveUpSilent([[maybe_unused]] qintptr descriptor, [[maybe_unused]] std::chrono::seconds silence)
{
#ifdef Q_OS_LINUX
    const auto set = [descriptor](int level, int option, int value) {
        setsockopt(int(descriptor), level, option, &value, sizeof value);
    };
    const int seconds = std::max(1, int(silence.count()));
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, seconds * 1000);
    set(IPPROTO_TCP, TCP_KEEPIDLE, seconds);
    set(IPPROTO_TCP, TCP_KEEPINTVL, std::max(1, seconds / 3));
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
#endif
}

} // namespace

Connection::Connection(TcpListener *listener)
    : QTcpSocket(listener)
    , m_listener(listener)
    , m_number(++listener->m_lastNumber)
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

quint64 Connection::requestCompleted()
{
    m_received = 0;
    m_lineEnd.clear();
    m_lineRead = false;
    allowTime();
    if (m_owed.size() >= mostOwed)
        disconnectFromHost();
    m_owed.append({++m_nextPlace, {}, false});
    return m_nextPlace;
}

void Connection::answer(quint64 place, const QByteArray &wire, bool last)
{
    const auto owed = std::find_if(m_owed.begin(), m_owed.end(),
                                   [place](const Owed &answer) { return answer.place == place; });
    if (owed == m_owed.end() || state() != ConnectedState)
        return;
    owed->wire = wire;
    owed->last = last;
    sendAnswers();
}

void Connection::sendAnswers()
{
    while (!m_owed.isEmpty() && m_owed.first().wire) {
        const Owed next = m_owed.takeFirst();
        write(*next.wire);
        flush(); // what is left may be lost where Qt closes the connection after this
        allowTime();
        if (next.last)
            return disconnectFromHost();
    }
}

// Straight to the kernel where nothing waits: of what Qt does for a write, buffers and signals, none is
// needed.
void Connection::sendAtOnce(const QByteArray &bytes)
{
    qsizetype sent = 0;
    if (bytesToWrite() == 0)
        sent = std::max<qsizetype>(0, ::send(int(socketDescriptor()), bytes.data(), std::size_t(bytes.size()),
                                             MSG_NOSIGNAL | MSG_DONTWAIT));
    if (sent < bytes.size())
        write(bytes.sliced(sent)); // finds out what is wrong, too, where something is
}

void Connection::allowTime()
{
    if (m_listener)
        m_deadline.setRemainingTime(m_listener->limits().requestTime);
}

std::unique_ptr<HttpRequest> Connection::becameWebSocket()
{
    m_deadline = QDeadlineTimer(QDeadlineTimer::Forever);
    return std::move(m_upgrade);
}

void Connection::countReceived()
{
    noteVersion();
    m_received += bytesAvailable();
    if (m_received >= m_listener->limits().requestBytes && state() == ConnectedState)
        refuseTooMuch();
}

void Connection::noteVersion()
{
    if (m_lineRead)
        return;
    const QByteArray bytes = peek(bytesAvailable());
    const qsizetype end = bytes.indexOf('\n');
    m_lineEnd = (m_lineEnd + bytes.left(end < 0 ? bytes.size() : end)).right(16);
    m_lineRead = end >= 0;
    m_speaksHttp10 = m_lineEnd.trimmed().endsWith("HTTP/1.0");
}

void Connection::refuseTooMuch()
{
    disconnect(this, &QIODevice::readyRead, nullptr, nullptr); // the parser sees no more of it
    if (isTransactionStarted())
        commitTransaction();
    m_owed.clear();
    connect(this, &QIODevice::readyRead, this, &Connection::throwAway);
    write(serialized(problem(413, QStringLiteral("A request may have %1 bytes, head and body together.")
                                      .arg(m_listener->limits().requestBytes))));
    flush();
    const auto endWriting = [this] {
        if (bytesToWrite() == 0)
            ::shutdown(int(socketDescriptor()), SHUT_WR);
    };
    connect(this, &QIODevice::bytesWritten, this, endWriting);
    endWriting();
    QTimer::singleShot(throwAwayTime, this, &QAbstractSocket::abort);
    throwAway();
}

void Connection::throwAway()
{
    m_thrownAway += std::max<qint64>(0, skip(bytesAvailable()));
    if (m_thrownAway > mostThrownAway)
        abort();
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
    giveUpSilent(descriptor, m_limits.silence);
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
