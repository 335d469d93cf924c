// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/scene/SvgPart.h"

#include <functional>
#include <optional>

namespace everbounce {

/// The scene's ball. Where the window is painted by software, a frame can take long on a busy machine, and
/// nearly all of that before the ball's turn: the trail, the box, waiting for the display server. So there
/// the ball's place is settled at the last moment, when it is painted.
class BallItem : public SvgPart
{
    Q_OBJECT
public:
    /// How far the ball is to be painted from where its item is, logical pixels; nothing: as far as before.
    /// Called while a frame is painted, on the main thread.
    using Shift = std::function<std::optional<QPointF>()>;

    BallItem(Shift shift, QQuickItem *parent);

    /// Moves the item, from where the ball is to be shifted anew.
    void place(const QPointF &position);

    /// The farthest shift, logical pixels: so much more around the item is painted anew with each frame.
    qreal reach() const { return m_reach; }
    void setReach(qreal reach);

    /// Where the ball is to be painted now, from where its item is.
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
