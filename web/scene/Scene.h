// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BallState.h"

#include <QByteArray>

namespace everbounce {

/// The scene's path among the program's resources: an SVG document with the parts `box` and `ball`.
constexpr char sceneResource[] = ":/everbounce/scene.svg";

/// The value of the ball's `transform` attribute, as every viewer sees it: "translate(404 203)".
QByteArray ballTransform(const Position &position);

/// The scene as a complete SVG document, with the ball at a place.
QByteArray sceneWithBallAt(const Position &position);

} // namespace everbounce
