// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

namespace everbounce {

/// How one machine's monotonic clock maps to ticks, as a value that any thread can keep: a straight line, and
/// a correction that is spread evenly over some time, so that ticks never jump or go back.
struct TickMapping
{
    Nanoseconds anchor{0}; ///< the instant at which the line passes `anchorTick`
    double anchorTick = 0; ///< ticks
    Nanoseconds tickLength{std::chrono::milliseconds(30)};
    double correction = 0; ///< ticks, added between anchor and anchor + correctionTime
    Nanoseconds correctionTime{0};

    /// The fractional tick at an instant.
    double tickAt(Nanoseconds instant) const;

    /// The instant of a fractional tick, once the correction is over. For setting timers, where a little
    /// early or late does no harm.
    Nanoseconds instantOf(double tick) const;

    bool operator==(const TickMapping &) const = default;
};

} // namespace everbounce
