// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace everbounce {

/// A whole text message as one frame from a server (RFC 6455, section 5.2). A server's frames are not masked,
/// so that one and the same frame can go to every viewer; QWebSocket would encode and copy the text again for
/// each of them.
QByteArray textFrame(const QByteArray &utf8);

} // namespace everbounce
