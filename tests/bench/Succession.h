// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/harness/TestCluster.h"

namespace everbounce::bench {

/// Waits until a viewer of another node than `gone` gets a message of a higher term than `term`; gives the
/// monotonic time at which the first one did.
std::chrono::nanoseconds heardOfSuccessor(harness::TestCluster &cluster, int gone, quint64 term);

/// Kills the holder. Gives the milliseconds until a viewer hears of its successor. The node stays down.
double killHolder(harness::TestCluster &cluster);

} // namespace everbounce::bench
