// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/cluster/CardFrame.h"

#include "gui/cluster/NodePattern.h"

#include <QPainter>
#include <QPen>

namespace everbounce {

CardFrame::CardFrame(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    connect(this, &CardFrame::changed, this, [this] { update(); });
}

QPainterPath CardFrame::edge() const
{
    QPainterPath path;
    const QList<qreal> dashes = dashesOf(m_pattern);
    if (dashes.isEmpty())
        path.addRect(QRectF(0, 0, m_edgeWidth, height()));
    qreal y = 0;
    for (qsizetype i = 0; !dashes.isEmpty() && m_edgeWidth > 0 && y < height(); ++i) {
        const qreal length = dashes.at(i % dashes.size()) * m_edgeWidth / 4;
        if (i % 2 == 0)
            path.addRect(QRectF(0, y, m_edgeWidth, length));
        y += length;
    }
    return path;
}

void CardFrame::paint(QPainter *painter)
{
    const qreal half = m_stroke / 2;
    QPainterPath outline;
    outline.addRoundedRect(boundingRect().adjusted(half, half, -half, -half), m_radius, m_radius);
    painter->fillPath(outline, m_fill);
    painter->fillPath(outline & edge(), m_edge);
    painter->strokePath(outline, QPen(m_border, m_stroke, m_line, Qt::FlatCap));
}

} // namespace everbounce
