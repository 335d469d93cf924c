// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslConfiguration>
#include <QSslSocket>

namespace everbounce {

/// TLS with a pre-shared key and forward secrecy, nothing else: without the key there is no connection, and
/// there are no certificates. TLS 1.2, because Qt offers no pre-shared keys for 1.3.
QSslConfiguration pskConfiguration();

/// Whether this machine's TLS library can do that.
bool pskSupported();

/// Makes the socket use `key`, on whichever side of the connection it is.
void usePsk(QSslSocket *socket, const QByteArray &key);

} // namespace everbounce
