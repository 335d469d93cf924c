// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/TickMapping.h"

#include <algorithm>

namespace everbounce {

/// How long to wait between two pings to one peer: four a second in a small cluster, never more than forty
/// a second in all, except that every peer gets one a second.
inline Nanoseconds pingInterval(int peers)
{
    using namespace std::chrono_literals;
    return std::clamp<Nanoseconds>(Nanoseconds(1s) * peers / 40, 250ms, 1s);
}

} // namespace everbounce
