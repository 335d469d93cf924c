// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/EventList.h"

namespace everbounce {

/// What a node has last said of itself, on the web thread.
struct NodeMirror
{
    ClusterView cluster;
    FlightView flight;
    EventList events;

    /// Where the ball is, at the whole tick that is under way; in the middle where that is not known yet.
    Position ballPosition() const;
};

} // namespace everbounce
