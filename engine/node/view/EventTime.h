// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/TickMapping.h"
#include "engine/node/view/NodeView.h"

#include <optional>

// When an event happened. Cluster time tells: the tick at which it happened, which is the same on every node.
// The wall clocks of two machines may be hours apart, and each may be set at any time.

namespace everbounce {

/// The instant of an event on this machine's monotonic clock, by its tick. Nothing where it bears none, this
/// node knows no ticks yet, or the tick lies ahead: then it is one of another flight.
std::optional<Nanoseconds> instantByTick(const EventView &event, const std::optional<TickMapping> &clock,
                                         Nanoseconds now);

/// The best that is known: EventView::instant, or what the wall clocks say where nodes of older versions tell
/// no ticks. `wallNow` is in milliseconds since 1970. Never after `now`.
Nanoseconds instantOf(const EventView &event, Nanoseconds now, qint64 wallNow);
/// The same now.
Nanoseconds instantOf(const EventView &event);

/// Whether one event happened before another one.
bool isBefore(const EventView &one, const EventView &other);

} // namespace everbounce
