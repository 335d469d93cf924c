// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QQuickPaintedItem>

namespace everbounce {

/// The ring that appears for a while where the ball met a wall. It grows and fades or, with reduced motion,
/// just stays there. Painted once for each size and colour.
class MarkItem : public QQuickPaintedItem
{
    Q_OBJECT
public:
    explicit MarkItem(QQuickItem *parent = nullptr);

    void setColor(const QColor &color);

    /// Around a place in the parent's coordinates, `scale` logical pixels per box unit; `age` is the part of
    /// its life that is over.
    void show(const QPointF &centre, qreal scale, qreal age, bool still);

    void paint(QPainter *painter) override;

private:
    QColor m_color = Qt::blue;
};

} // namespace everbounce
