// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/History.h"
#include "web/access/addresses/ViewerUrls.h"
#include "web/api/EventList.h"

namespace everbounce {

/// What a node last said of itself, on the web thread.
struct NodeMirror
{
    ClusterView cluster;
    FlightView flight;
    EventList events;
    History history;

    /// As a viewer should see it that came by the name or address in a Host header.
    ClusterView clusterSeenUnder(const QByteArray &host) const
    {
        return seenUnder(host, cluster, ownAddressesFor(addressIn(host)));
    }

    /// Where the ball is, at the current whole tick; in the middle if that is not known yet.
    Position ballPosition() const;
};

} // namespace everbounce
