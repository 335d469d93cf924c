// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scene/SvgPart.h"

#include "gui/scene/SceneDrawing.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QQuickWindow>
#include <QSvgRenderer>

namespace everbounce {

/// By its lightness, as a browser takes the colours out of a drawing. Premultiplied, since that is linear.
static void takeColorsOut(QImage &picture)
{
    for (int y = 0; y < picture.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(picture.scanLine(y));
        for (int x = 0; x < picture.width(); ++x) {
            const QRgb pixel = line[x];
            const int light = qRound(0.2126 * qRed(pixel) + 0.7152 * qGreen(pixel) + 0.0722 * qBlue(pixel));
            line[x] = qRgba(light, light, light, qAlpha(pixel));
        }
    }
}

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

void SvgPart::setGray(bool gray)
{
    if (gray == m_gray)
        return;
    m_gray = gray;
    update();
}

QRectF SvgPart::elementBounds() const
{
    return sceneRenderer().boundsOnElement(m_element);
}

void SvgPart::paint(QPainter *painter)
{
    if (m_gray)
        painter->drawImage(QPointF(), grayPicture());
    else
        sceneRenderer().render(painter, m_element, targetRect());
    if (m_cornerRadius <= 0)
        return;
    QPainterPath corners;
    corners.addRect(boundingRect());
    corners.addRoundedRect(targetRect(), m_cornerRadius, m_cornerRadius); // a hole, by the even-odd rule
    painter->setCompositionMode(QPainter::CompositionMode_DestinationOut);
    painter->fillPath(corners, Qt::black);
}

QImage SvgPart::grayPicture() const
{
    const qreal ratio = window() ? window()->effectiveDevicePixelRatio() : 1;
    QImage picture((size() * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    if (picture.isNull())
        return picture;
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    sceneRenderer().render(&painter, m_element, targetRect());
    painter.end();
    takeColorsOut(picture);
    return picture;
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
