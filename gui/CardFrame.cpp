// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/CardFrame.h"

#include <QPainter>
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
    painter->setBrush(m_fill);
    painter->setPen(QPen(m_border, m_stroke, m_dashed ? Qt::DashLine : Qt::SolidLine));
    const qreal half = m_stroke / 2;
    painter->drawRoundedRect(boundingRect().adjusted(half, half, -half, -half), m_radius, m_radius);
}

} // namespace everbounce
