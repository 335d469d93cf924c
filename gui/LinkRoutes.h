// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineF>
#include <QList>
#include <QRectF>

namespace everbounce {

/// The line that joins two of the cards: the shortest between the middles of their edges that crosses no
/// other card. From one row to another it leaves below and arrives above, where that way is free. Pure.
QLineF linkBetween(const QList<QRectF> &cards, qsizetype one, qsizetype other);

} // namespace everbounce
