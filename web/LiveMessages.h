// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/NodeView.h"
#include "web/TrackFeed.h"

#include <QByteArray>

// The messages of the live feed, as documented in docs/protocol.md. Pure.

namespace everbounce {

/// Once, first of all: which node this is, and what a viewer needs to draw.
QByteArray helloMessage(const ClusterView &cluster, const FlightView &flight);

/// What a viewer shows of the cluster. Holds nothing that changes by itself, so that equal states give equal
/// messages.
QByteArray clusterMessage(const ClusterView &cluster);

/// How many viewers the whole cluster has.
QByteArray viewersMessage(int online);

/// `now`: the fractional tick at sending; gets three decimals.
QByteArray trackMessage(const TrackUpdate &update, double now);

QByteArray eventMessage(const EventView &event);

/// The ball at a whole tick, within the track.
QByteArray frameMessage(const Track &track, Tick tick);

} // namespace everbounce
