// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scene/RingItem.h"

#include <QPainter>
#include <QPen>

#include <algorithm>

namespace everbounce {

RingItem::RingItem(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    connect(this, &RingItem::changed, this, [this] { update(); });
}

void RingItem::paint(QPainter *painter)
{
    const qreal stroke = std::max(2.0, width() / 7);
    const QRectF circle = boundingRect().adjusted(stroke, stroke, -stroke, -stroke);
    painter->setPen(QPen(m_ground, stroke));
    painter->drawEllipse(circle);
    constexpr int degree = 16; // as QPainter counts
    painter->setPen(QPen(m_color, stroke, Qt::SolidLine, Qt::FlatCap));
    painter->drawArc(circle, 90 * degree, -qRound(360 * degree * m_part));
}

} // namespace everbounce
