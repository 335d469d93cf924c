// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/syntax/RequestHead.h"

// Messages that a connection writes itself. Pure.

namespace everbounce {

/// The answer to an invalid request. It is the last one.
QByteArray refusal(const HttpFault &fault);

/// All that Qt needs to know of a request: that there is one, and the key of a handshake. Qt keeps what it
/// gets until the next request, and as long as a WebSocket is open.
QByteArray requestForQt(const RequestHead &head);

/// The last frame of a WebSocket, with a reason as in RFC 6455.
QByteArray closeFrame(quint16 code);

} // namespace everbounce
