// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/TickMapping.h"

#include <deque>
#include <optional>

namespace everbounce {

/// Estimates the holder's tick mapping on this machine's monotonic clock. Pure.
///
/// It measures the instant of tick 0 on this machine's clock. A ping's round trip bounds the error of its
/// measurement by half its length, so of the recent ones the shortest is believed, as in NTP's clock filter
/// (RFC 5905, section 10). Corrections are spread so that the rate changes by no more than 5 %.
class TickClock
{
public:
    struct Limits
    {
        /// A larger offset is stepped over at once, forward or back: it is more than what is known ahead
        /// could bridge, so viewers that went on slowly would run off its end. It happens only when a machine
        /// slept, or when two clusters became one.
        Nanoseconds stepOver = std::chrono::seconds(2);
        Nanoseconds window = std::chrono::seconds(5);    ///< what counts as recent
        std::size_t enoughSamples = 8;                   ///< for a first mapping
        Nanoseconds patience = std::chrono::seconds(1);  ///< with fewer
        Nanoseconds seasoning = std::chrono::seconds(2); ///< for this long a holder's samples are few
        Nanoseconds maxRoundTrip = std::chrono::seconds(1);
        double maxRateChange = 0.05;
    };
    enum class Change {
        None,
        Slewed,  ///< the mapping bends, without a jump
        Stepped, ///< the first mapping shown, or one too far from the last to be bent
    };

    explicit TickClock(Nanoseconds tickLength);
    TickClock(Nanoseconds tickLength, const Limits &limits);

    /// The mapping to use; nothing before the first sample or stamp.
    const std::optional<TickMapping> &mapping() const { return m_mapping; }

    /// Whether it is good enough to be shown. Until then, at the beginning and after a step, it rests on so
    /// few samples that all may have been late; a holder uses it all the same.
    bool isSettled() const { return m_settled; }

    /// This node is the first of all, and the clock is at `tick` now.
    void start(Nanoseconds now, double tick);

    /// From now on samples are ignored: this node is the holder, and its own mapping is the cluster's.
    void freeze();

    /// From now on another node is the holder; samples of the previous one are forgotten.
    void follow();

    /// A ping to the holder came back at `now`; the holder was at `tickAtRemote` when it answered.
    Change sample(Nanoseconds now, Nanoseconds roundTrip, double tickAtRemote);

    /// A message of the holder came in at `now`; it was at `tickAtSend` when it sent it, and must be further
    /// by now. So this can only show that the mapping is behind.
    Change stamp(Nanoseconds now, double tickAtSend);

private:
    struct Sample
    {
        Nanoseconds at;
        Nanoseconds roundTrip;
        double origin; ///< tick at this clock's 0, as measured
    };

    double origin(Nanoseconds at, double tick) const;
    double doubt(Nanoseconds now) const;
    const Sample &best() const;
    Change correctTo(Nanoseconds now, double tick, double deadBand);
    void step(Nanoseconds now, double tick);
    Change trySettle(Nanoseconds now);
    double ticksIn(Nanoseconds length) const;

    Nanoseconds m_tickLength;
    Limits m_limits;
    std::optional<TickMapping> m_mapping;
    std::deque<Sample> m_samples;
    bool m_frozen = false;
    bool m_settled = false;
    std::optional<Nanoseconds> m_begun; ///< when the first sample or stamp came
};

} // namespace everbounce
