// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/TickMapping.h"
#include "engine/node/view/NodeView.h"

#include <optional>

// When an event happened, by cluster time: its tick, which is the same on every node. The wall clocks of two
// machines may be hours apart, and may be set at any time.

namespace everbounce {

/// The instant of an event on this machine's monotonic clock, by its tick. Nothing if it has no tick, if this
/// node knows no ticks yet, or if the tick lies ahead: then it belongs to another flight.
std::optional<Nanoseconds> instantByTick(const EventView &event, const std::optional<TickMapping> &clock,
                                         Nanoseconds now);

/// The best estimate: EventView::instant, or the wall clocks' if a node of an older version sent no tick.
/// `wallNow` is in milliseconds since 1970. Never after `now`.
Nanoseconds instantOf(const EventView &event, Nanoseconds now, qint64 wallNow);
/// The best estimate by the clocks as they are now.
Nanoseconds instantOf(const EventView &event);

/// Whether one event happened before another.
bool isBefore(const EventView &one, const EventView &other);

} // namespace everbounce
