// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace everbounce {

/// CLOCK_MONOTONIC of this machine: the clock that every Instant and every TickMapping of this process refers
/// to. Only the edges read it; the pure rooms get the time as an argument.
inline std::chrono::nanoseconds monotonicNow()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace everbounce
