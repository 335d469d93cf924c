// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/Fault.h"
#include "engine/node/view/NodeView.h"
#include "web/text/Json.h"

#include <QByteArray>

// The documents of the HTTP interface, as JSON. Pure: the time is an argument.

namespace everbounce {

/// `GET /api/v1/cluster`.
QByteArray clusterDocument(const ClusterView &view, Nanoseconds now);

/// `GET /api/v1/ball`: the ball at the current whole tick. The track must not be empty.
QByteArray ballDocument(const FlightView &flight, Nanoseconds now);

/// `GET /api/v1/events`: an array, oldest first.
QByteArray eventsDocument(const QList<EventView> &events, quint64 since);

/// `GET /api/v1/history`: what a recorder draws of the last hour, and how far back that reaches.
QByteArray historyDocument(const QList<EventView> &events, Nanoseconds reach);

/// One event, as it is in that array; `type` comes first if it is a message of its own.
QByteArray eventObject(const EventView &event, const char *type = nullptr);

/// `GET /api/v1/faults`: an array, in this order.
QByteArray faultsDocument(const QList<FaultInfo> &offered);

/// `GET /api/v1/chaos`.
QByteArray chaosDocument(const ChaosView &chaos, Nanoseconds now);

/// The members of that which do not change by themselves; `type` comes first where it is a message of its
/// own.
QByteArray chaosObject(const ChaosView &chaos, const char *type = nullptr);

/// All behaviours as JSON, as they are in the cluster's document.
QByteArray behaviorsArray(const QList<BehaviorInfo> &behaviors);

/// The links as JSON, each `{"a","b","round_trip_ms"}`.
QByteArray linksArray(const QList<LinkInfo> &links);

/// One link, as it is in that array; `type` comes first if it is a message of its own.
QByteArray linkObject(const LinkInfo &link, const char *type = nullptr);

/// The id of a node as JSON; null for none.
QByteArray nodeIdValue(NodeId id);

/// A node as JSON, with what one of the documents says of it beside what all say.
QByteArray nodeObject(const NodeInfo &node, NodeId holder, const QList<json::Member> &more);

} // namespace everbounce
