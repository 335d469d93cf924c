// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/Transport.h"
#include "engine/node/ball/BallFacts.h"
#include "engine/node/chaos/ChaosState.h"
#include "engine/node/status/LinkTimes.h"

// The view of the cluster, put together from what the parts of a node know. Pure.

namespace everbounce {

struct ClusterParts
{
    QString clusterName;
    QList<NodeInfo> nodes; ///< this node first
    BallPart ball;
    const LinkTimes &links;
    ChaosState chaos;
    NodeColorList colors;
    QStringList warnings; ///< beside those that follow from the other parts
};

ClusterView viewOf(const ClusterParts &parts);

/// A peer that is silent is suspect.
NodeInfo infoOf(const PeerInfo &peer, bool isSuspect, int viewers);

/// This node. `pages`: the addresses of a page that is at every address of its machine, the best one first.
NodeInfo infoOf(const SelfInfo &self, const QList<QHostAddress> &pages, int viewers);

} // namespace everbounce
