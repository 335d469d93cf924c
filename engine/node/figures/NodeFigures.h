// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/ClusterCounters.h"
#include "engine/cluster/mesh/SentCounts.h"
#include "engine/node/ball/BallFacts.h"
#include "engine/node/events/Refusals.h"

namespace everbounce {

/// Commands that were accepted at this node.
struct CommandCounts
{
    quint64 done = 0;
    quint64 refused = 0;
};

struct RoundTrip
{
    NodeId peer;
    QString name;
    Nanoseconds length{0};
};

/// All that a node's figures are made of.
struct NodeFacts
{
    BallFacts ball;
    qsizetype peers = 0;
    int viewers = 0;
    int viewersOnline = 0; ///< of the whole cluster
    Nanoseconds uptime{0};
    CommandCounts commands;
    quint64 events = 0;
    QList<RoundTrip> roundTrips;
    SentCounts sent;
    ClusterCounters counters;
    Refusals refusals;
};

/// The figures of a node, for its metrics. Pure.
QList<Metric> figuresOf(const NodeFacts &facts);

} // namespace everbounce
