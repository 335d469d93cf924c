// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/TrailItem.h"

#include "gui/SceneDrawing.h"

#include <QPainter>
#include <QtMath>

namespace everbounce {

constexpr qreal strongest = 0.36; ///< opacity at the ball
constexpr qreal widest = 0.9;     ///< of the ball's radius
constexpr qreal thinnest = 0.25;
constexpr qreal grain = 64; ///< sizes are multiples of it: each new one needs a new picture

TrailItem::TrailItem(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
}

void TrailItem::show(std::vector<QPointF> places, qreal radius)
{
    m_places = std::move(places);
    m_radius = radius;
    setVisible(m_places.size() > 1);
    if (!isVisible())
        return;
    QRectF bounds(m_places.front(), QSizeF());
    for (const QPointF &place : m_places)
        bounds |= QRectF(place, QSizeF(0.1, 0.1));
    bounds.adjust(-radius, -radius, radius, radius);
    setPosition(QPointF(qFloor(bounds.x()), qFloor(bounds.y())));
    setSize({grain * qCeil((bounds.width() + 1) / grain), grain * qCeil((bounds.height() + 1) / grain)});
    update();
}

void TrailItem::paint(QPainter *painter)
{
    // Each disc replaces what is below it instead of adding to it, so that the band has no beads.
    painter->setCompositionMode(QPainter::CompositionMode_Source);
    painter->setPen(Qt::NoPen);
    QColor color = ballColor();
    const qreal last = qreal(m_places.size() - 1);
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        const qreal part = qreal(i) / last;
        color.setAlphaF(float(strongest * part * part));
        painter->setBrush(color);
        const qreal radius = m_radius * (thinnest + (widest - thinnest) * part);
        painter->drawEllipse(m_places[i] - position(), radius, radius);
    }
}

} // namespace everbounce
