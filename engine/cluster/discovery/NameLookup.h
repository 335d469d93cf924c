// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QHostAddress>
#include <QList>

namespace everbounce {

/// Every address of a name, as the system knows it now; none if it knows none. Works on a thread of its own
/// that nobody waits for, so that a dead name server does not hold up the end of the program.
QFuture<QList<QHostAddress>> lookUpName(const QString &name);

} // namespace everbounce
