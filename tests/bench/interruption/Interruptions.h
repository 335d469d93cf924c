// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/interruption/Stage.h"

namespace everbounce::bench {

/// One way to interrupt a flight, again and again.
struct Interruption
{
    const char *name; ///< in the samples
    const char *what; ///< in the table
    PagePlace place;
    void (*happen)(Stage &stage); ///< breaks something, and lets the viewers watch the effects
};

/// All rows of the table; the first one is no interruption, for comparison.
std::span<const Interruption> allInterruptions();
/// The rows for a cluster whose lease is in etcd.
std::span<const Interruption> etcdInterruptions();

} // namespace everbounce::bench
