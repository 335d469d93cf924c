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

/// Listens there, without a port at the first free one. Empty if it does, else one sentence.
QString listenOn(QTcpServer &server, const QHostAddress &address, std::optional<quint16> port);

} // namespace everbounce
