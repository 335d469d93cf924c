// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace everbounce {

/// A point of this machine's monotonic clock (monotonicNow(); its origin means nothing), or a length of time.
using Nanoseconds = std::chrono::nanoseconds;
using Instant = std::chrono::nanoseconds;
using Duration = std::chrono::nanoseconds;

/// The number of steps since the singleton was born, which all nodes share; a step is 30 ms by default. Never
/// goes back.
using Tick = std::uint64_t;

} // namespace everbounce
