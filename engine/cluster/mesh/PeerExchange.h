// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"
#include "engine/cluster/link/Endpoint.h"

#include <QCborMap>

#include <map>

namespace everbounce {

/// Where peers listen, as one node tells another. Pure.
QCborMap encodePeers(const std::map<NodeId, Endpoint> &peers);

/// What a node at `teller` has sent. A loopback address means the teller's own machine; if that is another
/// machine, the teller's address replaces it. Malformed entries are left out; at most maxToldPeers.
std::map<NodeId, Endpoint> decodePeers(const QCborMap &message, const QHostAddress &teller);

} // namespace everbounce
