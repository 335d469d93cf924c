// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/view/EventTime.h"

#include "engine/base/MonotonicClock.h"

#include <QDateTime>

#include <algorithm>

namespace everbounce {

using namespace std::chrono_literals;

/// Clocks of one cluster are no further apart.
constexpr auto mostAhead = 2s;

std::optional<Nanoseconds> instantByTick(const EventView &event, const std::optional<TickMapping> &clock,
                                         Nanoseconds now)
{
    if (event.tick <= 0 || !clock)
        return std::nullopt;
    const Nanoseconds instant = clock->instantOf(event.tick);
    return instant > now + mostAhead ? std::nullopt : std::optional(std::min(instant, now));
}

Nanoseconds instantOf(const EventView &event, Nanoseconds now, qint64 wallNow)
{
    if (event.instant)
        return std::min(*event.instant, now);
    return now - std::chrono::milliseconds(std::max<qint64>(wallNow - event.at, 0));
}

Nanoseconds instantOf(const EventView &event)
{
    return instantOf(event, monotonicNow(), QDateTime::currentMSecsSinceEpoch());
}

bool isBefore(const EventView &one, const EventView &other)
{
    return one.tick > 0 && other.tick > 0 ? one.tick < other.tick : one.at < other.at;
}

} // namespace everbounce
