// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/cluster/CardFrame.h"

#include <QPainter>
#include <QPainterPath>
#include <QPen>

namespace everbounce {

CardFrame::CardFrame(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    connect(this, &CardFrame::changed, this, [this] { update(); });
}

void CardFrame::paint(QPainter *painter)
{
    const qreal half = m_stroke / 2;
    QPainterPath outline;
    outline.addRoundedRect(boundingRect().adjusted(half, half, -half, -half), m_radius, m_radius);
    painter->fillPath(outline, m_fill);
    QPainterPath edge;
    edge.addRect(QRectF(0, 0, m_edgeWidth, height()));
    painter->fillPath(outline & edge, m_edge);
    painter->strokePath(outline, QPen(m_border, m_stroke, m_line, Qt::FlatCap));
}

} // namespace everbounce
