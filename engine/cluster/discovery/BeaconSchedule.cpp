// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/discovery/BeaconSchedule.h"

#include <algorithm>

namespace everbounce {

using namespace std::chrono_literals;

constexpr Nanoseconds leastGap = 50ms;
constexpr Nanoseconds firstGap = 100ms; // doubled for each quick round
constexpr int quickRounds = 3;

BeaconSchedule::BeaconSchedule(Nanoseconds now)
    : m_last(now - leastGap)
    , m_due(now)
{
}

void BeaconSchedule::sent(Nanoseconds now, double jitter, std::size_t nodes)
{
    const double scale = std::clamp(double(nodes) / 10, 1.0, 4.0);
    const auto steadyGap = std::chrono::duration_cast<Nanoseconds>((800ms + 400ms * jitter) * scale);
    m_last = now;
    m_due = now + (m_rounds < quickRounds ? firstGap * (1 << m_rounds) : steadyGap);
    m_rounds = std::min(m_rounds + 1, quickRounds);
}

void BeaconSchedule::newcomer(Nanoseconds now)
{
    m_due = std::min(m_due, std::max(now, m_last + leastGap));
}

} // namespace everbounce
