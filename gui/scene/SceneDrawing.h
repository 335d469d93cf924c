// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QColor>

QT_BEGIN_NAMESPACE
class QSvgRenderer;
QT_END_NAMESPACE

namespace everbounce {

/// The scene's drawing, the same as the page's. Main thread, or the rendering thread while the main one is
/// blocked.
QSvgRenderer &sceneRenderer();

/// Gives the box's floor and grid other colours than those of the drawing, as the page's style sheet does.
/// Repaint whatever shows the box. Main thread.
void colorScene(const QColor &floor, const QColor &grid);

/// The gradient of the trail, from 0 at its beginning to 1 at the ball.
const QGradientStops &trailPaint();

} // namespace everbounce
