// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/FreePorts.h"

#include <QTcpServer>
#include <QUdpSocket>

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

template<typename IsFree>
quint16 search(IsFree isFree)
{
    for (int tries = 0; tries < count; ++tries) {
        const quint16 port = nextPort();
        if (isFree(port))
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
