// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"
#include "engine/lease/Backing.h"
#include "engine/lease/Lease.h"
#include "engine/node/view/NodeView.h"

namespace everbounce {

/// What a node has counted of one ball since its start.
struct BallCounts
{
    quint64 leaseChanges = 0;
    quint64 engineRestarts = 0;
    quint64 publications = 0;
    quint64 commandsMerged = 0;
    Nanoseconds vacant{0}; ///< time in which no holder was known, after the first one
};

/// One ball as this node knows it now, for its figures.
struct BallFacts
{
    Lease lease;
    bool isHolder = false;
    Nanoseconds leaseLength{0};
    quint64 revision = 0;
    double tick = 0;
    Tick trackEnd = 0;
    BallCounts counts;
};

/// One ball as this node knows it now, for the view of the cluster.
struct BallPart
{
    Lease lease; ///< term 0: no holder is known
    quint64 revision = 0;
    QString behavior; ///< as it is listed
    QString lastGood;
    bool onTrial = false;
    QList<BehaviorInfo> behaviors;
    Backing backing; ///< of its lease
};

} // namespace everbounce
