// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/network/FreePorts.h"

#include <QTcpServer>
#include <QUdpSocket>

#include <cstddef>
#include <cstdio>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace everbounce::harness {
namespace {

constexpr quint16 first = 16'000;
constexpr quint16 count = 14'000;

/// The next port of a walk through the range that begins elsewhere in each process, for tests may run at the
/// same time.
quint16 nextPort()
{
    static quint32 position = quint32(getpid()) * 97;
    return quint16(first + position++ % count);
}

/// Whether this process has the port to itself among all tests on this machine, until it ends: it holds a
/// socket of that name. Abstract names belong to a network namespace, as ports do, and end with their
/// process.
bool reserve(quint16 port)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const int length = std::snprintf(address.sun_path + 1, sizeof address.sun_path - 1,
                                     "everbounce-test-port-%d", int(port));
    const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const auto size = socklen_t(offsetof(sockaddr_un, sun_path) + 1 + std::size_t(length));
    if (::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), size) == 0)
        return true; // and is never closed
    ::close(descriptor);
    return false;
}

template<typename IsFree>
quint16 search(IsFree isFree)
{
    for (int tries = 0; tries < count; ++tries) {
        const quint16 port = nextPort();
        if (reserve(port) && isFree(port))
            return port;
    }
    qFatal("There is no free port from %d to %d.", first, first + count - 1);
}

} // namespace

quint16 freeTcpPort()
{
    return search([](quint16 port) { return QTcpServer().listen(QHostAddress::AnyIPv4, port); });
}

quint16 freeUdpPort()
{
    return search([](quint16 port) {
        return QUdpSocket().bind(QHostAddress::AnyIPv4, port, QAbstractSocket::DontShareAddress);
    });
}

} // namespace everbounce::harness
