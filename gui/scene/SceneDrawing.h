// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QColor>

QT_BEGIN_NAMESPACE
class QSvgRenderer;
QT_END_NAMESPACE

namespace everbounce {

/// The scene's drawing, the one that pages show too. Main thread, or the rendering thread while the main one
/// stands still.
QSvgRenderer &sceneRenderer();

/// Gives the box's floor and the grid on it other colours than the drawing has by itself, as the page's style
/// sheet does. Whatever shows the box is to be painted anew. Main thread.
void colorScene(const QColor &floor, const QColor &grid);

/// The gradient of the trail, from its beginning, 0, to the ball, 1.
const QGradientStops &trailPaint();

} // namespace everbounce
