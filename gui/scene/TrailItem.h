// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/flight/WayFlown.h"

#include <QPolygonF>
#include <QQuickPaintedItem>

namespace everbounce {

/// A soft band along the way that the ball flew, with the paint of the drawing: it begins as a point and
/// invisible, and is nearly as wide as the ball and strongest at its end. It covers only what the band needs,
/// so that little is repainted.
class TrailItem : public QQuickPaintedItem
{
    Q_OBJECT
public:
    explicit TrailItem(QQuickItem *parent = nullptr);

    /// `scale` is the box's: logical pixels per unit; `radius` the ball's, in box units.
    void show(const std::vector<WayPoint> &way, qreal scale, qreal radius);

    void paint(QPainter *painter) override;

private:
    QPolygonF m_outline; ///< in the parent's coordinates
    QLineF m_ends;
};

} // namespace everbounce
