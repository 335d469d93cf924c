// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCborMap>

namespace everbounce {

/// How many viewers the sender has, and the round trips of its links.
QCborMap statusMessage(int viewers, const QCborMap &links);

} // namespace everbounce
