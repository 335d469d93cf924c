// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickPaintedItem>

namespace everbounce {

/// One element of the scene's drawing as an item. It is drawn again only for another size or device pixel
/// ratio, so it is sharp, and moving it costs nothing.
class SvgPart : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    /// The id of the element.
    Q_PROPERTY(QString element READ element WRITE setElement NOTIFY elementChanged FINAL)
public:
    explicit SvgPart(QQuickItem *parent = nullptr);

    QString element() const { return m_element; }
    void setElement(const QString &element);

    /// The part of the drawing that the item covers, in the drawing's units. Empty, the default: the
    /// element's bounds, fitted into the item.
    void setSourceRect(const QRectF &rect);

    /// Draws it without its colours.
    void setGray(bool gray);

    /// Rounds the corners of what is drawn, logical pixels.
    void setCornerRadius(qreal radius);

    /// The element's extent in the drawing, including its strokes.
    QRectF elementBounds() const;

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void elementChanged();

private:
    /// Where elementBounds() lies in the item.
    QRectF targetRect() const;
    QImage grayPicture() const;

    QString m_element;
    QRectF m_sourceRect;
    qreal m_cornerRadius = 0;
    bool m_gray = false;
};

} // namespace everbounce
