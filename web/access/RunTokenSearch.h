// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace everbounce {

/// The token that a node on this machine has written down, by the host and the port of its address. Empty
/// where the host is not this machine by a loopback address, where none can be read, or where the token's
/// file belongs to another user than whoever listens there now: nobody is given a token that is not their
/// own.
QByteArray findRunToken(const QString &host, quint16 port);

} // namespace everbounce
