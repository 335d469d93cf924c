// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace everbounce {

/// A text message as a server puts it on the wire (RFC 6455, section 5.2): one frame, not masked, so that the
/// same bytes serve every viewer. Pure. `text` is UTF-8.
QByteArray textFrame(const QByteArray &text);

} // namespace everbounce
