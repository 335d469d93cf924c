// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QHostAddress>
#include <QList>

namespace everbounce {

/// Every address of a name, as the system knows it now; none where it knows none. Works on a thread of its
/// own, which nobody waits for: a name server that is gone must not hold up the end of the program.
QFuture<QList<QHostAddress>> lookUpName(const QString &name);

} // namespace everbounce
