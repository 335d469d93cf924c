// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/connection/SocketChannel.h"

#include <QObject>
#include <QPointer>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace everbounce {
namespace {

/// How much the kernel may hold of what a viewer does not read, and of what it sends, in bytes with its own
/// overhead. They are set, since it would let them grow to megabytes, and a container's limit counts them.
constexpr int sendBuffer = 32 * 1024;
constexpr int receiveBuffer = 32 * 1024;

/// Within this machine a segment could fill the buffer. Then each waits for an acknowledgement, which comes
/// 40 ms late while there is no second one.
constexpr int longestSegment = 4 * 1024;

/// How long the kernel goes on to send what is left of a closed connection, without an acknowledgement.
constexpr int closedTime = 5'000; // ms

/// So little is not counted: it is there for a moment after each message.
constexpr qsizetype uncounted = 4 * 1024;

void setOption(qintptr descriptor, int level, int option, int value)
{
    ::setsockopt(int(descriptor), level, option, &value, sizeof value);
}

SocketEnd endOf(const sockaddr_storage &storage)
{
    const auto *address = reinterpret_cast<const sockaddr *>(&storage);
    const quint16 port = storage.ss_family == AF_INET6
                             ? reinterpret_cast<const sockaddr_in6 *>(&storage)->sin6_port
                             : reinterpret_cast<const sockaddr_in *>(&storage)->sin_port;
    QHostAddress host(address);
    bool isIPv4 = false; // perhaps written as IPv6
    const quint32 number = host.toIPv4Address(&isIPv4);
    return {isIPv4 ? QHostAddress(number) : host, ntohs(port)};
}

template<typename Ask>
SocketEnd endBy(Ask ask, qintptr descriptor)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (ask(int(descriptor), reinterpret_cast<sockaddr *>(&storage), &size) != 0)
        return {};
    return endOf(storage);
}

} // namespace

void boundBuffers(qintptr descriptor)
{
    setOption(descriptor, SOL_SOCKET, SO_SNDBUF, sendBuffer / 2); // the kernel doubles them
    setOption(descriptor, SOL_SOCKET, SO_RCVBUF, receiveBuffer / 2);
    setOption(descriptor, IPPROTO_TCP, TCP_MAXSEG, longestSegment);
}

SocketChannel::SocketChannel(qintptr descriptor)
    : m_descriptor(descriptor)
    , m_readable(std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read))
{
    m_readable->setEnabled(false);
    ::fcntl(int(descriptor), F_SETFL, ::fcntl(int(descriptor), F_GETFL) | O_NONBLOCK);
}

SocketChannel::~SocketChannel()
{
    close();
}

void SocketChannel::watch(std::function<void()> readable, std::function<void()> writable)
{
    QObject::connect(m_readable.get(), &QSocketNotifier::activated, m_readable.get(),
                     [this] { onReadable(); });
    m_onReadable = std::move(readable);
    m_onWritable = std::move(writable);
}

void SocketChannel::setReading(bool wanted)
{
    if (!m_readable)
        return;
    m_readable->setEnabled(wanted);
    m_readsOn = m_readsOn && wanted;
    if (!wanted || !m_tls || !m_tls->holdsBytes() || m_readsOn)
        return;
    // The kernel no longer has these bytes, and says nothing of them.
    m_readsOn = true;
    QMetaObject::invokeMethod(
        m_readable.get(),
        [this, notifier = m_readable.get()] {
            if (notifier->isEnabled()) // and so this is still there
                onReadable();
        },
        Qt::QueuedConnection);
}

/// May be the last call for this object.
void SocketChannel::onReadable()
{
    m_readsOn = false;
    const QPointer<QSocketNotifier> notifier = m_readable.get();
    m_onReadable();
    if (notifier && notifier->isEnabled())
        setReading(true);
}

void SocketChannel::onWritable()
{
    if (unsent() > 0)
        return m_onWritable();
    m_writable->setEnabled(false);
    onReadable(); // TLS had to write before it could read on
}

void SocketChannel::waitToWrite()
{
    if (!m_writable) {
        m_writable = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Write);
        QObject::connect(m_writable.get(), &QSocketNotifier::activated, m_writable.get(),
                         [this] { onWritable(); });
    }
    m_writable->setEnabled(true);
}

// A host that loses power says nothing. Its connection is given up after this long without an
// acknowledgement, or without room for data; when nothing is sent, the kernel asks after as long a time. That
// costs this process no timer, no message and no turn of the event loop.
void SocketChannel::setOptions(std::chrono::seconds silence)
{
    const auto set = [this](int level, int option, int value) {
        setOption(m_descriptor, level, option, value);
    };
    const int seconds = std::max(1, int(silence.count()));
    set(IPPROTO_TCP, TCP_NODELAY, 1);
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, seconds * 1000);
    set(IPPROTO_TCP, TCP_KEEPIDLE, seconds);
    set(IPPROTO_TCP, TCP_KEEPINTVL, std::max(1, seconds / 3));
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    boundBuffers(m_descriptor);
}

SocketEnd SocketChannel::peer() const
{
    return endBy(::getpeername, m_descriptor);
}

SocketEnd SocketChannel::local() const
{
    return endBy(::getsockname, m_descriptor);
}

bool SocketChannel::begins()
{
    if (!m_context)
        return true;
    constexpr char handshake = 0x16; // no request begins with it
    char first = 0;
    const auto got = ::recv(int(m_descriptor), &first, 1, MSG_PEEK | MSG_DONTWAIT);
    if (got < 0 && isSocketBusy(errno))
        return false;
    if (got == 1 && first == handshake)
        m_tls = std::make_unique<TlsStream>(m_context, int(m_descriptor));
    m_context.reset();
    return true;
}

SocketChannel::Read SocketChannel::peek(QByteArray &into)
{
    if (!begins())
        return Read::Nothing;
    if (m_tls) {
        const Read read = m_tls->peek(into);
        if (m_tls->waitsToWrite())
            waitToWrite();
        return read;
    }
    const auto got =
        ::recv(int(m_descriptor), into.data(), std::size_t(into.size()), MSG_PEEK | MSG_DONTWAIT);
    if (got < 0 && isSocketBusy(errno))
        return Read::Nothing;
    into.truncate(std::max<qsizetype>(0, got));
    return got > 0 ? Read::Bytes : Read::End;
}

void SocketChannel::take(qsizetype bytes)
{
    if (m_tls)
        return m_tls->take(bytes);
    char dropped[4096];
    while (bytes > 0) {
        const auto got =
            ::recv(int(m_descriptor), dropped, std::min(sizeof dropped, std::size_t(bytes)), MSG_DONTWAIT);
        if (got <= 0)
            return;
        bytes -= got;
    }
}

bool SocketChannel::send(QByteArrayView bytes)
{
    qsizetype sent = 0;
    if (unsent() == 0) {
        sent = sendNow(bytes);
        if (sent < 0)
            return false;
    }
    if (sent == bytes.size())
        return true;
    m_unsent.append(bytes.sliced(sent));
    waitToWrite();
    return true;
}

qsizetype SocketChannel::flush()
{
    const qsizetype sent = sendNow(QByteArrayView(m_unsent).sliced(m_sent));
    if (sent < 0)
        return sent;
    m_sent += sent;
    if (unsent() == 0) {
        m_unsent = {};
        m_sent = 0;
        m_writable->setEnabled(false);
    } else if (m_sent > m_unsent.size() / 2) {
        m_unsent = m_unsent.sliced(m_sent);
        m_sent = 0;
    }
    return sent;
}

qsizetype SocketChannel::sendNow(QByteArrayView bytes)
{
    qsizetype sent = 0;
    if (m_tls) {
        sent = m_tls->send(bytes);
    } else {
        sent =
            ::send(int(m_descriptor), bytes.data(), std::size_t(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && isSocketBusy(errno))
            return 0;
    }
    m_sentSince += std::max<qsizetype>(0, sent);
    return sent;
}

// The kernel is asked once in some thousand bytes: it does not say when the other side has read.
qsizetype SocketChannel::inKernel()
{
    if (m_sentSince > uncounted)
        askKernel();
    const qsizetype sent = m_inKernel + m_sentSince;
    const bool isRead = !m_readable || m_readable->isEnabled();
    return (sent > uncounted ? sent : 0) + (isRead ? 0 : receiveBuffer);
}

/// By its memory, not by SIOCOUTQ: a message of a byte takes a kilobyte.
void SocketChannel::askKernel()
{
    std::array<quint32, SK_MEMINFO_VARS> memory{};
    socklen_t size = sizeof memory;
    ::getsockopt(int(m_descriptor), SOL_SOCKET, SO_MEMINFO, memory.data(), &size);
    m_inKernel = memory[SK_MEMINFO_WMEM_QUEUED];
    m_sentSince = 0;
}

void SocketChannel::endWriting()
{
    if (m_tls)
        m_tls->endWriting();
    ::shutdown(int(m_descriptor), SHUT_WR);
}

void SocketChannel::close()
{
    end(uncounted);
}

void SocketChannel::abort()
{
    end(0);
}

/// A closed socket keeps what was not read until its timeout, and nobody counts it any more. If that is more
/// than `left` bytes, the connection is reset, which frees them.
void SocketChannel::end(qsizetype left)
{
    if (!isOpen())
        return;
    askKernel();
    const linger reset{1, 0};
    if (m_inKernel > left)
        ::setsockopt(int(m_descriptor), SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    setOption(m_descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, closedTime);
    // The caller may be one of them: it is freed later.
    for (auto *notifier : {&m_readable, &m_writable}) {
        if (*notifier) {
            (*notifier)->setEnabled(false);
            notifier->release()->deleteLater();
        }
    }
    if (m_tls && unsent() == 0)
        m_tls->endWriting();
    m_unsent = {};
    m_sent = m_inKernel = m_sentSince = 0;
    ::close(int(std::exchange(m_descriptor, -1)));
}

} // namespace everbounce
