// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace everbounce {

/// A text as a QR code, in SVG: black on white, with the quiet zone of four modules that readers need. Empty
/// if the text is too long for one. Pure.
QByteArray qrCode(const QByteArray &text);

} // namespace everbounce
