// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QString>

#include <optional>

QT_FORWARD_DECLARE_CLASS(QTcpServer)

namespace everbounce {

/// The ports that a node tries in turn if none was given.
constexpr quint16 firstPort = 4000;
constexpr quint16 lastPort = 4015;

/// Why no port could be opened; empty where one was.
struct PortProblem
{
    QString what;   ///< one sentence
    QString wayOut; ///< advice for the person who starts the node: a sentence, with a space before it
};

/// Listens there, without a port at the first free one.
PortProblem listenOn(QTcpServer &server, const QHostAddress &address, std::optional<quint16> port);

} // namespace everbounce
