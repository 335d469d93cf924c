// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineF>
#include <QList>
#include <QRectF>

namespace everbounce {

/// The line that joins two of the cards: the shortest between the middles of their edges that crosses no
/// other card and has room for its figure in its middle, or the shortest of all where none is free. Pure.
QLineF linkBetween(const QList<QRectF> &cards, qsizetype one, qsizetype other, const QSizeF &figure = {});

} // namespace everbounce
