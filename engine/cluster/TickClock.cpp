// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/TickClock.h"

#include <algorithm>
#include <cmath>

namespace everbounce {

constexpr double leastDeadBand = 0.02; // ticks; half a millisecond, a thirtieth of a displayed frame
constexpr double maxTick = 9e15;       // whole ticks are exact in a double up to here
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
    m_mapping = TickMapping{.anchor = now, .anchorTick = tick, .tickLength = m_tickLength};
    m_samples.clear();
}

void TickClock::freeze()
{
    m_frozen = true;
}

void TickClock::follow()
{
    m_frozen = false;
    m_samples.clear();
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
    // What is left of the error of a good measurement is a fraction of its round trip; correcting less than
    // that would only chase noise.
    const double deadBand = std::max(leastDeadBand, ticksIn(believed.roundTrip) / 8);
    return correctTo(now, believed.origin + ticksIn(now), deadBand);
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
    if (m_mapping && m_mapping->tickAt(now) + leastDeadBand >= tickAtSend)
        return Change::None;
    return correctTo(now, tickAtSend, leastDeadBand);
}

TickClock::Change TickClock::correctTo(Nanoseconds now, double tick, double deadBand)
{
    const auto settled = [&] {
        return m_mapping->tickAt(now + m_mapping->correctionTime) - ticksIn(m_mapping->correctionTime);
    };
    const double known = m_mapping ? m_mapping->tickAt(now) : tick;
    const double offset = tick - known;
    if (!m_mapping || std::abs(offset) > ticksIn(m_limits.stepOver)) {
        m_mapping = TickMapping{.anchor = now, .anchorTick = tick, .tickLength = m_tickLength};
        return Change::Stepped;
    }
    // Where the correction under way leads to the same place, it is left alone.
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
