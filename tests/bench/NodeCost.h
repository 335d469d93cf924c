// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/harness/NodeProcess.h"

namespace everbounce::bench {

/// Memory that a node and its engine processes take, in MiB, each shared page divided among those who share
/// it.
double mebibytes(const harness::NodeProcess &node);

/// Processor time that they have used so far.
std::chrono::nanoseconds processorTimeOf(const harness::NodeProcess &node);

} // namespace everbounce::bench
