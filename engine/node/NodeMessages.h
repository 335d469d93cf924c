// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCborMap>

namespace everbounce {

/// How many viewers the sender has, whether its own window is one of them, and the round trips of its links.
QCborMap statusMessage(int viewers, bool window, const QCborMap &links);

} // namespace everbounce
