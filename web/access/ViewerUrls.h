// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/OwnAddresses.h"
#include "engine/node/view/NodeView.h"

#include <optional>

namespace everbounce {

/// The cluster as a viewer is to see it who has asked for `host`, a Host header or its host alone: of a node
/// whose page is at several addresses its URL names one that this viewer reaches. That is the address by
/// which the viewer has come, for all nodes of this machine, and one of that address's network, for the
/// others. `own` are this machine's addresses. Pure.
///
/// Where the viewer has come by a name, or by an address that is not this machine's, all stays as it is.
ClusterView seenUnder(const QHostAddress &host, ClusterView view, const QList<OwnAddress> &own);
ClusterView seenUnder(const QByteArray &host, ClusterView view, const QList<OwnAddress> &own);

/// The address in a Host header, or in its host alone; null where that is a name.
QHostAddress addressIn(const QByteArray &host);

/// All that seenUnder() depends on of `host`: the address of this machine, other than loopback, by which the
/// viewer has come; none where all stays as it is.
std::optional<OwnAddress> wayOf(const QHostAddress &host, const QList<OwnAddress> &own);

/// Every URL under which a page of the cluster may be open.
QList<QUrl> allUrls(const ClusterView &view);

} // namespace everbounce
