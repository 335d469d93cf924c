// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>

namespace everbounce {

/// CLOCK_MONOTONIC of this machine: the clock that every Instant and every TickMapping of this process refers
/// to. Only the edges read it; the pure rooms get the time as an argument.
inline std::chrono::nanoseconds monotonicNow()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

/// For Qt's timers: whole milliseconds, rounded up, so that a timer is never early.
inline std::chrono::milliseconds toTimer(std::chrono::nanoseconds length)
{
    return std::chrono::ceil<std::chrono::milliseconds>(std::max(length, std::chrono::nanoseconds(0)));
}

} // namespace everbounce
