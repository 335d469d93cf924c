// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickPaintedItem>

namespace everbounce {

/// One element of the scene's drawing as an item. It is drawn anew for each size and device pixel ratio only,
/// so it is sharp, and costs nothing when it is moved.
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

    /// Which part of the drawing the item covers, in the drawing's units. Empty, the default: the element's
    /// bounds, fitted into the item.
    void setSourceRect(const QRectF &rect);

    /// Rounds the corners of what is drawn, logical pixels.
    void setCornerRadius(qreal radius);

    /// What the element covers in the drawing, its strokes included.
    QRectF elementBounds() const;

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void elementChanged();

private:
    /// Where elementBounds() comes to lie in the item.
    QRectF targetRect() const;

    QString m_element;
    QRectF m_sourceRect;
    qreal m_cornerRadius = 0;
};

} // namespace everbounce
