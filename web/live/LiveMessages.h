// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/Command.h"
#include "engine/node/view/NodeView.h"
#include "web/live/TrackFeed.h"

#include <QByteArray>

// The messages of the live feed, as documented in docs/protocol.md. Pure.

namespace everbounce {

/// What a viewer may do here.
struct HelloAccess
{
    bool mayCommand = false;  ///< without a token
    bool takesTokens = false; ///< there is a token that could be entered
    QList<QUrl> publicUrls{}; ///< where a load balancer shows the cluster
};

/// Once, first of all: which node this is, what a viewer needs to draw, and what it may do.
QByteArray helloMessage(const ClusterView &cluster, const FlightView &flight, const HelloAccess &access);

/// Whether there is a token that could be entered, once that has changed.
QByteArray tokensMessage(bool takes);

/// What a viewer shows of the cluster. Holds nothing that changes by itself, so that equal states give equal
/// messages.
QByteArray clusterMessage(const ClusterView &cluster);

/// The round trips of all links.
QByteArray linksMessage(const QList<LinkInfo> &links);

/// The round trip of one link that is new or has changed.
QByteArray linkMessage(const LinkInfo &link);

/// How many viewers the whole cluster has, and each of its nodes.
QByteArray viewersMessage(const ClusterView &cluster);

/// What becomes of chaos.
QByteArray chaosMessage(const ChaosView &chaos);

/// A run of the flight as a JSON array: tick, x, y, dx, dy, and if it is curved ax and ay.
QByteArray segmentArray(const Segment &segment);

/// `now`: the fractional tick at sending; gets three decimals.
QByteArray trackMessage(const TrackUpdate &update, double now);

QByteArray eventMessage(const EventView &event);

/// The answer to a viewer that showed a token: what it may do, and the pass that it can show instead.
QByteArray sessionMessage(const QByteArray &id, const QString &role, const QString &who,
                          const QByteArray &pass);

/// The type of a viewer's message, an empty text if it has none.
QString typeOfMessage(const QString &text);

/// The answer to a viewer that asks for the tick; gets three decimals.
QByteArray tickMessage(double now);

/// The result of the command with this id, which is a JSON value; without an id, of a message that has none.
QByteArray resultMessage(const QByteArray &id, const CommandResult &result);

/// The ball at a whole tick, within the track.
QByteArray frameMessage(const Track &track, Tick tick);

} // namespace everbounce
