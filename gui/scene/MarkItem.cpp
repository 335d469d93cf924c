// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scene/MarkItem.h"

#include <QEasingCurve>
#include <QPainter>

namespace everbounce {

// As in the page's style sheet.
constexpr qreal markRadius = 14; ///< box units
constexpr qreal outline = 3;
constexpr qreal smallest = 0.3;
constexpr qreal largest = 1.6;
constexpr qreal strongest = 0.9;
constexpr qreal ofStill = 0.4;
constexpr int steps = 60; ///< of a life: each is a repaint, and more would not be seen

/// Style sheets call this ease-out.
static qreal eased(qreal part)
{
    static const QEasingCurve curve = [] {
        QEasingCurve easeOut(QEasingCurve::BezierSpline);
        easeOut.addCubicBezierSegment({0, 0}, {0.58, 1}, {1, 1});
        return easeOut;
    }();
    return curve.valueForProgress(part);
}

MarkItem::MarkItem(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    setVisible(false);
}

void MarkItem::setColor(const QColor &color)
{
    if (color == m_color)
        return;
    m_color = color;
    update();
}

void MarkItem::show(const QPointF &centre, qreal scale, qreal age, bool still)
{
    const qreal side = largest * (2 * markRadius + outline) * scale;
    setSize({side, side});
    setPosition(centre - QPointF(side, side) / 2);
    const qreal part = eased(std::floor(age * steps) / steps);
    setScale(still ? 1 / largest : (smallest + (largest - smallest) * part) / largest);
    setOpacity(still ? ofStill : strongest * (1 - part));
    setVisible(age < 1);
}

void MarkItem::paint(QPainter *painter)
{
    const qreal unit = width() / (2 * markRadius + outline);
    painter->setPen(QPen(m_color, outline * unit));
    painter->drawEllipse(boundingRect().center(), markRadius * unit, markRadius * unit);
}

} // namespace everbounce
