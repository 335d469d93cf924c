// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/keys/ClusterKey.h"

#include <QByteArray>
#include <QSslConfiguration>
#include <QSslSocket>

#include <functional>

namespace everbounce {

/// TLS with a pre-shared key and forward secrecy, nothing else: without the key there is no connection, and
/// there are no certificates. TLS 1.2, because Qt offers no pre-shared keys for 1.3.
QSslConfiguration pskConfiguration();

/// Whether this machine's TLS library can do that.
bool pskSupported();

/// Makes the socket use one of these keys, the newest first, on whichever side of the connection it is: the
/// accepting side names those that it has, the dialling side takes the newest that both have. A side that
/// names none, from an older version, has the newest, or no connection. `chosen` gets the id of the key, in
/// the handshake.
void usePsk(QSslSocket *socket, const QList<ClusterKeys> &keys,
            const std::function<void(const QByteArray &id)> &chosen = {});

} // namespace everbounce
