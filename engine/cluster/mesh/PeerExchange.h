// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"
#include "engine/cluster/link/Endpoint.h"

#include <QCborMap>

#include <map>

namespace everbounce {

/// Where peers listen, as one node tells another. Pure.
QCborMap encodePeers(const std::map<NodeId, Endpoint> &peers);

/// What a node at `teller` has told. A loopback address means the teller's own machine, so where the teller
/// is on another one its own address takes that place. What is malformed is left out; at most maxToldPeers.
std::map<NodeId, Endpoint> decodePeers(const QCborMap &message, const QHostAddress &teller);

} // namespace everbounce
