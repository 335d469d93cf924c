// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/TickMapping.h"

#include <algorithm>

namespace everbounce {

/// CLOCK_MONOTONIC of this machine, which every instant of this room refers to.
inline Nanoseconds steadyNow()
{
    return std::chrono::duration_cast<Nanoseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

/// For Qt's timers: whole milliseconds, rounded up, so that a timer is never early.
inline std::chrono::milliseconds toTimer(Nanoseconds length)
{
    return std::chrono::ceil<std::chrono::milliseconds>(std::max(length, Nanoseconds(0)));
}

} // namespace everbounce
