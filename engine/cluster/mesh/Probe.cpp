// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/Probe.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 250ms;

/// A connection that is still there after this time was not made to a dying process. On a busy machine
/// whoever learns of the death runs before the dying process goes on to close its port.
constexpr auto lasting = 150ms;

/// Writes an endpoint in the kernel's form, and returns its length.
socklen_t toKernel(const Endpoint &at, sockaddr_storage &storage)
{
    bool isIpv4 = false;
    const quint32 ipv4 = at.address.toIPv4Address(&isIpv4);
    if (isIpv4) {
        auto *const address = reinterpret_cast<sockaddr_in *>(&storage);
        address->sin_family = AF_INET;
        address->sin_port = htons(at.port);
        address->sin_addr.s_addr = htonl(ipv4);
        return sizeof *address;
    }
    auto *const address = reinterpret_cast<sockaddr_in6 *>(&storage);
    const Q_IPV6ADDR ipv6 = at.address.toIPv6Address();
    const QByteArray zone = at.address.scopeId().toUtf8();
    address->sin6_family = AF_INET6;
    address->sin6_port = htons(at.port);
    std::memcpy(&address->sin6_addr, &ipv6, sizeof ipv6);
    address->sin6_scope_id = zone.toUInt();
    if (address->sin6_scope_id == 0 && !zone.isEmpty())
        address->sin6_scope_id = ::if_nametoindex(zone.constData());
    return sizeof *address;
}

int errorOf(int socket)
{
    int error = 0;
    socklen_t length = sizeof error;
    return ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : errno;
}

} // namespace

Probe::Probe(const Endpoint &at, QObject *parent)
    : QObject(parent)
    , m_at(at)
{
    for (QTimer *timer : {&m_deadline, &m_lasts}) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, [this] { conclude(false); });
    }
}

Probe::~Probe()
{
    close();
}

void Probe::start()
{
    m_deadline.start(patience);
    dial();
}

void Probe::dial()
{
    sockaddr_storage address{};
    const socklen_t length = toKernel(m_at, address);
    m_socket = ::socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_socket < 0)
        return conclude(false);
    int error = ::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), length) == 0 ? 0 : errno;
    if (error == EINPROGRESS)
        error = errorOf(m_socket); // within one machine the answer is already there
    if (error != 0)
        return onFailed(error);
    await(QSocketNotifier::Write, &Probe::onDialled);
}

/// A connection that is reset at once was made to a process on its way out, whose port closes next.
void Probe::onFailed(int error)
{
    if (error != ECONNRESET)
        return conclude(error == ECONNREFUSED);
    close();
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_deadline.isActive())
                dial();
        },
        Qt::QueuedConnection);
}

void Probe::onDialled()
{
    if (const int error = errorOf(m_socket))
        return onFailed(error);
    m_lasts.start(lasting);
    await(QSocketNotifier::Read, &Probe::onReadable);
}

/// A listener says nothing before it is spoken to, so this is the end of the connection.
void Probe::onReadable()
{
    char byte = 0;
    if (::recv(m_socket, &byte, 1, 0) > 0)
        return conclude(false);
    m_lasts.stop();
    close();
    dial();
}

void Probe::await(QSocketNotifier::Type what, void (Probe::*then)())
{
    stopWaiting();
    m_notifier = new QSocketNotifier(m_socket, what, this);
    connect(m_notifier, &QSocketNotifier::activated, this, then);
}

void Probe::stopWaiting()
{
    if (!m_notifier)
        return;
    m_notifier->setEnabled(false);
    std::exchange(m_notifier, nullptr)->deleteLater(); // this may be its signal
}

void Probe::close()
{
    stopWaiting();
    if (m_socket >= 0)
        ::close(std::exchange(m_socket, -1));
}

void Probe::conclude(bool refused)
{
    m_deadline.stop();
    m_lasts.stop();
    close();
    Q_EMIT done(refused);
}

} // namespace everbounce
