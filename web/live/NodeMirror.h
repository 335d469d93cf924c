// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/ViewerUrls.h"
#include "web/api/EventList.h"

namespace everbounce {

/// What a node has last said of itself, on the web thread.
struct NodeMirror
{
    ClusterView cluster;
    FlightView flight;
    EventList events;

    /// As a viewer is to see it who has come by the name or address of a Host header.
    ClusterView clusterSeenUnder(const QByteArray &host) const
    {
        return seenUnder(host, cluster, ownAddresses());
    }

    /// Where the ball is, at the whole tick that is under way; in the middle where that is not known yet.
    Position ballPosition() const;
};

} // namespace everbounce
