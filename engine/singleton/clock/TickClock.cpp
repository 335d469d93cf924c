// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/clock/TickClock.h"

#include "engine/base/Bounds.h"

#include <algorithm>
#include <cmath>

namespace everbounce {

constexpr double leastDeadBand = 0.02; // ticks; half a millisecond, a thirtieth of a displayed frame
constexpr auto maxTick = double(bounds::maxTick);
constexpr std::size_t maxSamples = 64;

TickClock::TickClock(Nanoseconds tickLength)
    : TickClock(tickLength, Limits())
{
}

TickClock::TickClock(Nanoseconds tickLength, const Limits &limits)
    : m_tickLength(tickLength)
    , m_limits(limits)
{
}

double TickClock::ticksIn(Nanoseconds length) const
{
    return double(length.count()) / double(m_tickLength.count());
}

double TickClock::origin(Nanoseconds at, double tick) const
{
    return tick - ticksIn(at);
}

void TickClock::start(Nanoseconds now, double tick)
{
    step(now, tick);
    m_settled = true;
    m_samples.clear();
}

void TickClock::step(Nanoseconds now, double tick)
{
    m_mapping = TickMapping{.anchor = now, .anchorTick = tick, .tickLength = m_tickLength};
}

void TickClock::freeze()
{
    m_frozen = true;
    m_settled = m_mapping.has_value();
}

void TickClock::follow()
{
    m_frozen = false;
    m_samples.clear();
    m_begun.reset();
}

TickClock::Change TickClock::sample(Nanoseconds now, Nanoseconds roundTrip, double tickAtRemote)
{
    const bool sane = std::isfinite(tickAtRemote) && std::abs(tickAtRemote) < maxTick;
    if (m_frozen || !sane || roundTrip.count() < 0 || roundTrip > m_limits.maxRoundTrip)
        return Change::None;
    while (!m_samples.empty() &&
           (now - m_samples.front().at > m_limits.window || m_samples.size() >= maxSamples))
        m_samples.pop_front();
    m_samples.push_back({now, roundTrip, origin(now - roundTrip / 2, tickAtRemote)});
    const Sample &believed = best();
    if (!m_settled) {
        step(now, believed.origin + ticksIn(now));
        return trySettle(now);
    }
    return correctTo(now, believed.origin + ticksIn(now),
                     std::max(leastDeadBand, ticksIn(believed.roundTrip) * doubt(now)));
}

TickClock::Change TickClock::trySettle(Nanoseconds now)
{
    m_begun = m_begun.value_or(now);
    m_settled = m_samples.size() >= m_limits.enoughSamples || now - *m_begun >= m_limits.patience;
    return m_settled ? Change::Stepped : Change::None;
}

/// Which part of the believed round trip may be noise. The few samples of a new holder may all have been late
/// in one direction, most likely when something has just failed: they count only if they contradict what is
/// known. With more samples, the error of the best one is a fraction of its round trip.
double TickClock::doubt(Nanoseconds now) const
{
    return now - m_samples.front().at < m_limits.seasoning ? 1.0 / 2 : 1.0 / 8;
}

const TickClock::Sample &TickClock::best() const
{
    // The newest of equals, because clocks drift.
    return *std::min_element(m_samples.rbegin(), m_samples.rend(),
                             [](const Sample &a, const Sample &b) { return a.roundTrip < b.roundTrip; });
}

TickClock::Change TickClock::stamp(Nanoseconds now, double tickAtSend)
{
    if (m_frozen || !std::isfinite(tickAtSend) || std::abs(tickAtSend) >= maxTick)
        return Change::None;
    const bool isBehind = !m_mapping || m_mapping->tickAt(now) + leastDeadBand < tickAtSend;
    if (!m_settled) {
        if (isBehind)
            step(now, tickAtSend);
        return trySettle(now);
    }
    if (!isBehind)
        return Change::None;
    return correctTo(now, tickAtSend, leastDeadBand);
}

TickClock::Change TickClock::correctTo(Nanoseconds now, double tick, double deadBand)
{
    const auto settled = [&] {
        return m_mapping->tickAt(now + m_mapping->correctionTime) - ticksIn(m_mapping->correctionTime);
    };
    const double known = m_mapping->tickAt(now);
    const double offset = tick - known;
    if (std::abs(offset) > ticksIn(m_limits.stepOver)) {
        // Another clock, of which nothing more is known: the estimate begins anew.
        m_settled = false;
        m_begun = now;
        m_samples.clear();
        step(now, tick);
        return Change::None;
    }
    // If the current correction leads to the same place, it is left alone.
    if (std::abs(tick - settled()) <= deadBand)
        return Change::None;
    const double correctionTime = std::abs(offset) * double(m_tickLength.count()) / m_limits.maxRateChange;
    m_mapping = TickMapping{.anchor = now,
                            .anchorTick = known,
                            .tickLength = m_tickLength,
                            .correction = offset,
                            .correctionTime = Nanoseconds(std::llround(correctionTime))};
    return Change::Slewed;
}

} // namespace everbounce
