// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/Topology.h"

#include <QByteArray>
#include <QCborMap>

namespace everbounce {

/// What a node knows about who has links with whom, as it tells its neighbours.
struct Neighbours
{
    struct Item
    {
        NodeId of;
        std::uint64_t version = 0;
        Topology::Nodes neighbours;
    };

    std::vector<Item> items;
    Topology::Nodes gone{}; ///< whose processes are gone
};

/// A message on its way between two nodes that have no working link with each other.
struct Relayed
{
    NodeId from;
    NodeId to;
    int hops = 0; ///< how often it may still be passed on
    QByteArray body;
};

QCborMap encodeNeighbours(const Neighbours &neighbours);

/// Malformed entries, and those beyond the caps, are left out.
Neighbours decodeNeighbours(const QCborMap &message);

QCborMap encodeRelayed(const Relayed &relayed);

/// Nothing if a member is missing or out of range.
std::optional<Relayed> decodeRelayed(const QCborMap &message);

} // namespace everbounce
