// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/SentCounts.h"
#include "engine/node/view/NodeView.h"

namespace everbounce {

/// What a node sent to the others, for its metrics.
QList<Metric> trafficFigures(const SentCounts &sent);

} // namespace everbounce
