// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scene/TrailItem.h"

#include "gui/scene/SceneDrawing.h"

#include <QPainter>
#include <QtMath>

namespace everbounce {

constexpr qreal widest = 0.9; ///< of the ball's radius
constexpr qreal grain = 64;   ///< sizes are multiples of it: each new one needs a new picture

static QPointF pointOf(const Position &position)
{
    return {position.x, position.y};
}

static QPolygonF outlineOf(const std::vector<WayPoint> &way, qreal scale, qreal radius)
{
    QPolygonF left;
    QPolygonF right;
    for (const WayPoint &point : way) {
        const QPointF aside = QPointF(-qSin(point.angle), qCos(point.angle)) * (widest * radius * point.part);
        left.append((pointOf(point.at) + aside) * scale);
        right.prepend((pointOf(point.at) - aside) * scale);
    }
    return left + right;
}

TrailItem::TrailItem(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
}

void TrailItem::show(const std::vector<WayPoint> &way, qreal scale, qreal radius)
{
    setVisible(way.size() > 1);
    if (!isVisible())
        return;
    m_outline = outlineOf(way, scale, radius);
    m_ends = {pointOf(way.front().at) * scale, pointOf(way.back().at) * scale};
    const QRectF bounds = m_outline.boundingRect();
    setPosition(QPointF(qFloor(bounds.x()), qFloor(bounds.y())));
    setSize({grain * qCeil((bounds.width() + 1) / grain), grain * qCeil((bounds.height() + 1) / grain)});
    update();
}

void TrailItem::paint(QPainter *painter)
{
    painter->translate(-position());
    QLinearGradient paint(m_ends.p1(), m_ends.p2());
    paint.setStops(trailPaint());
    painter->setPen(Qt::NoPen);
    painter->setBrush(paint);
    painter->drawPolygon(m_outline, Qt::WindingFill);
}

} // namespace everbounce
