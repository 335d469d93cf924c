// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/MonotonicClock.h"

namespace everbounce {

/// The time of day at an instant of the monotonic clock, since 1970, UTC, by the wall clock as it was when
/// this process first asked. It is for reading, and goes on evenly when somebody sets the wall clock.
inline std::chrono::nanoseconds steadyWallTime(std::chrono::nanoseconds instant)
{
    using namespace std::chrono;
    static const nanoseconds epoch =
        duration_cast<nanoseconds>(system_clock::now().time_since_epoch()) - monotonicNow();
    return epoch + instant;
}

} // namespace everbounce
