// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickPaintedItem>

namespace everbounce {

/// The ring that shows for a while where the ball met a wall. Painted once for each size.
class MarkItem : public QQuickPaintedItem
{
    Q_OBJECT
public:
    explicit MarkItem(QQuickItem *parent = nullptr);

    /// Around a place in the parent's coordinates, `scale` logical pixels to a box unit.
    void show(const QPointF &centre, qreal scale, qreal strength);

    void paint(QPainter *painter) override;
};

} // namespace everbounce
