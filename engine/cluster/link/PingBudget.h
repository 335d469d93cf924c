// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

#include <algorithm>

namespace everbounce {

/// How long to wait between two pings to one peer: four a second in a small cluster, never more than forty a
/// second in all, but at least one a second to every peer.
inline Nanoseconds pingInterval(int peers)
{
    using namespace std::chrono_literals;
    return std::clamp<Nanoseconds>(Nanoseconds(1s) * peers / 40, 250ms, 1s);
}

/// Whether to ping a peer now. One that speaks anyway needs few pings, for its round trip; one that is silent
/// for an interval gets several before it is suspect; the one that tells the tick is always asked, for the
/// clock's sake.
inline bool isPingDue(Nanoseconds sincePing, Nanoseconds sinceHeard, bool tellsTick, Nanoseconds interval)
{
    using namespace std::chrono_literals;
    constexpr int seldom = 4;
    if (sinceHeard >= interval)
        return sincePing >= std::min<Nanoseconds>(interval, 250ms);
    return sincePing >= (tellsTick ? interval : seldom * interval);
}

} // namespace everbounce
