// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scene/SvgPart.h"

#include "gui/scene/SceneDrawing.h"

#include <QPainter>
#include <QPainterPath>
#include <QSvgRenderer>

namespace everbounce {

SvgPart::SvgPart(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
}

void SvgPart::setElement(const QString &element)
{
    if (element == m_element)
        return;
    m_element = element;
    update();
    Q_EMIT elementChanged();
}

void SvgPart::setSourceRect(const QRectF &rect)
{
    if (rect == m_sourceRect)
        return;
    m_sourceRect = rect;
    update();
}

void SvgPart::setCornerRadius(qreal radius)
{
    if (radius == m_cornerRadius)
        return;
    m_cornerRadius = radius;
    update();
}

QRectF SvgPart::elementBounds() const
{
    return sceneRenderer().boundsOnElement(m_element);
}

void SvgPart::paint(QPainter *painter)
{
    sceneRenderer().render(painter, m_element, targetRect());
    if (m_cornerRadius <= 0)
        return;
    QPainterPath corners;
    corners.addRect(boundingRect());
    corners.addRoundedRect(targetRect(), m_cornerRadius, m_cornerRadius); // a hole, by the even-odd rule
    painter->setCompositionMode(QPainter::CompositionMode_DestinationOut);
    painter->fillPath(corners, Qt::black);
}

QRectF SvgPart::targetRect() const
{
    const QRectF bounds = elementBounds();
    if (m_sourceRect.isEmpty()) {
        QRectF fitted(QPointF(), bounds.size().scaled(size(), Qt::KeepAspectRatio));
        fitted.moveCenter(boundingRect().center());
        return fitted;
    }
    QTransform toItem;
    toItem.scale(width() / m_sourceRect.width(), height() / m_sourceRect.height());
    toItem.translate(-m_sourceRect.x(), -m_sourceRect.y());
    return toItem.mapRect(bounds);
}

} // namespace everbounce
