// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/Transport.h"
#include "engine/lease/LeaseKeeper.h"
#include "engine/singleton/replica/Replica.h"
#include "engine/singleton/replica/Replicator.h"

#include <functional>
#include <memory>

namespace everbounce {

/// Which node may act, and which nodes have the record. An answer to one often brings an answer to the other,
/// so one object makes both.
struct Coordination
{
    std::unique_ptr<LeaseKeeper> keeper;
    std::unique_ptr<Replicator> replicator;
};

/// What keeper and replicator need; the transport and the replica outlive them.
struct CoordinationNeeds
{
    NodeId self;
    Duration lease;
    double horizon; ///< how far ahead holders compute, in ticks
    Transport &transport;
    Replica &replica;
    StateCheck check;
    Agreement agreement;                           ///< what nodes must have alike to take part
    std::size_t stretchesTold = Lineage::mostTold; ///< of a record's lineage
};

/// Makes both, as children of this object.
using Coordinate = std::function<Coordination(const CoordinationNeeds &, QObject *parent)>;

/// Makes both for the nodes' own lease, with which the record travels.
Coordination coordinateByPeers(const CoordinationNeeds &needs, QObject *parent);

} // namespace everbounce
