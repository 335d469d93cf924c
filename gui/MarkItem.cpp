// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/MarkItem.h"

#include "gui/SceneDrawing.h"

#include <QPainter>

namespace everbounce {

constexpr qreal radius = 13; ///< box units
constexpr qreal stroke = 2.5;
constexpr int steps = 24; ///< of fading: each is a repaint, and more are not seen

MarkItem::MarkItem(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    setVisible(false);
}

void MarkItem::show(const QPointF &centre, qreal scale, qreal strength)
{
    const qreal side = 2 * (radius + stroke) * scale;
    setSize({side, side});
    setPosition(centre - QPointF(side, side) / 2);
    setOpacity(std::ceil(strength * steps) / steps);
    setVisible(strength > 0);
}

void MarkItem::paint(QPainter *painter)
{
    const qreal scale = width() / (2 * (radius + stroke));
    QColor color = ballColor();
    color.setAlphaF(0.16F);
    painter->setBrush(color);
    color.setAlphaF(0.85F);
    painter->setPen(QPen(color, stroke * scale));
    painter->drawEllipse(boundingRect().center(), radius * scale, radius * scale);
}

} // namespace everbounce
