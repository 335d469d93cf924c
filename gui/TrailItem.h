// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickPaintedItem>

#include <vector>

namespace everbounce {

/// A soft band through places, thin and faint at the first, as wide as the ball and strongest at the last. It
/// covers no more than the band needs, so that little is painted anew in each frame.
class TrailItem : public QQuickPaintedItem
{
    Q_OBJECT
public:
    explicit TrailItem(QQuickItem *parent = nullptr);

    /// Places in the parent's coordinates; `radius` is the ball's.
    void show(std::vector<QPointF> places, qreal radius);

    void paint(QPainter *painter) override;

private:
    std::vector<QPointF> m_places;
    qreal m_radius = 0;
};

} // namespace everbounce
