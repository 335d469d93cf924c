// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/sides/SideRingItem.h"

#include <QPainter>
#include <QPen>

namespace everbounce {

SideRingItem::SideRingItem(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    connect(this, &SideRingItem::changed, this, [this] { update(); });
}

/// As in the page: of 52 units across, a circle of radius 24, three wide.
void SideRingItem::paint(QPainter *painter)
{
    const qreal unit = width() / 52;
    QPen pen(m_color, 3 * unit, Qt::CustomDashLine, Qt::FlatCap);
    pen.setDashPattern({7.0 / 3, 5.0 / 3}); // in widths of the pen
    painter->setPen(pen);
    painter->drawEllipse(QPointF(width() / 2, height() / 2), 24 * unit, 24 * unit);
}

} // namespace everbounce
