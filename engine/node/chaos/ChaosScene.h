// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/chaos/ChaosPilot.h"
#include "engine/node/status/ViewerCounts.h"
#include "engine/node/view/LastingFaults.h"

namespace everbounce {

/// The nodes that chaos may strike: which of them are sound, and where somebody watches. `self` is one of
/// `nodes`. Pure.
std::vector<ChaosAim> aimsAmong(NodeId self, const QList<NodeInfo> &nodes, const ViewerCounts &viewers,
                                const LastingFaults &lasting, Instant now);

} // namespace everbounce
