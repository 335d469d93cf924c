// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/scene/SvgPart.h"

#include <functional>
#include <optional>

namespace everbounce {

/// The scene's ball. In a window painted by software a frame can take long on a busy machine, and nearly all
/// of that before the ball's turn: the trail, the box, waiting for the display server. So there the ball's
/// place is decided at the last moment, when it is painted.
class BallItem : public SvgPart
{
    Q_OBJECT
public:
    /// How far from its item to paint the ball, in logical pixels; nothing: as far as before. Called while a
    /// frame is painted, on the main thread.
    using Shift = std::function<std::optional<QPointF>()>;

    BallItem(Shift shift, QQuickItem *parent);

    /// Moves the item, from which the ball is then shifted again.
    void place(const QPointF &position);

    /// The farthest shift, in logical pixels: this much more around the item is repainted with each frame.
    qreal reach() const { return m_reach; }
    void setReach(qreal reach);

    /// Where to paint the ball now, relative to its item.
    QPointF settle();

protected:
    QSGNode *updatePaintNode(QSGNode *old, UpdatePaintNodeData *data) override;

private:
    QPixmap picture();

    Shift m_askShift;
    QPointF m_shift;
    qreal m_reach = 0;
};

} // namespace everbounce
