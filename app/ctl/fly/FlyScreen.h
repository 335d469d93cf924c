// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/fly/Canvas.h"
#include "engine/viewer/flight/FlightRecorder.h"
#include "engine/viewer/look/NodeLooks.h"

#include <optional>

namespace everbounce::ctl {

/// What the terminal viewer shows, all of it as of one instant.
struct FlyState
{
    ClusterView cluster;
    Box box;
    std::optional<Position> ball;
    std::vector<Position> trail; ///< oldest first
    std::vector<NodeLook> nodes;
    std::vector<Position> sideBalls; ///< of other sides of a partition
    QString sides;                   ///< what is said of them
    RecordedSpan span;
    const FlightRecorder *names = nullptr; ///< of nodes in it
    QString news;                          ///< the last event
    bool isHeard = true;
};

/// Draws it in a terminal of any size: the scene, the cluster beside it or below, the recorder, and a line
/// with the keys. Pure.
Canvas drawFly(const FlyState &state, int columns, int rows);

} // namespace everbounce::ctl
