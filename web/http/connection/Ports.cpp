// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/connection/Ports.h"

#include "web/http/connection/SocketChannel.h"

#include <QTcpServer>

namespace everbounce {

PortProblem listenOn(QTcpServer &server, const QHostAddress &address, std::optional<quint16> port)
{
    const QString giveFreeOne = QStringLiteral(" Give a free one with --http-port.");
    for (int next = port.value_or(firstPort); next <= (port ? int(*port) : lastPort); ++next) {
        if (server.listen(address, quint16(next))) {
            boundBuffers(server.socketDescriptor()); // of connections that still wait to be accepted
            return {};
        }
        if (server.serverError() != QAbstractSocket::AddressInUseError)
            return {QStringLiteral("Cannot listen on %1, port %2: %3.")
                        .arg(address.toString(), QString::number(next), server.errorString()),
                    QStringLiteral(" Give another address with --listen or another port with --http-port.")};
    }
    if (port)
        return {
            QStringLiteral("Port %1 on %2 is in use by another program.").arg(*port).arg(address.toString()),
            giveFreeOne};
    return {QStringLiteral("The ports %1 to %2 on %3 are all in use.")
                .arg(firstPort)
                .arg(lastPort)
                .arg(address.toString()),
            giveFreeOne};
}

} // namespace everbounce
