// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/RequestHead.h"

// What a connection says of itself. Pure.

namespace everbounce {

/// The answer to what is no request. It is the last one.
QByteArray refusal(const HttpFault &fault);

/// All that Qt has to know of a request, as it keeps what it is told until the next one comes, and for as
/// long as there is a WebSocket: that there is one, and how the handshake is answered.
QByteArray requestForQt(const RequestHead &head);

/// The last frame of a WebSocket, for a reason after RFC 6455.
QByteArray closeFrame(quint16 code);

} // namespace everbounce
