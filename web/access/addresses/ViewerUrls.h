// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/OwnAddresses.h"
#include "engine/node/view/NodeView.h"

#include <optional>

namespace everbounce {

/// The cluster as a viewer should see it that asked for `host` (a Host header, or only its host): for a node
/// whose page is at several addresses, the URL names one that this viewer reaches. For nodes of this machine
/// that is the address by which the viewer came, for others one of that address's network. `own` are this
/// machine's addresses. Pure.
///
/// If the viewer came by a name, or by an address that is not this machine's, nothing changes.
ClusterView seenUnder(const QHostAddress &host, ClusterView view, const QList<OwnAddress> &own);
ClusterView seenUnder(const QByteArray &host, ClusterView view, const QList<OwnAddress> &own);

/// The address in a Host header, or in its host; null if that is a name.
QHostAddress addressIn(const QByteArray &host);

/// This machine's addresses, where they change what a viewer sees that asked for `host`; none if that is a
/// name or loopback. Then the kernel is not asked for them: at a change of holder each millisecond counts.
QList<OwnAddress> ownAddressesFor(const QHostAddress &host);

/// All that seenUnder() takes from `host`: the address of this machine, other than loopback, by which the
/// viewer came; none if nothing changes.
std::optional<OwnAddress> wayOf(const QHostAddress &host, const QList<OwnAddress> &own);

/// Every URL under which a page of the cluster may be open.
QList<QUrl> allUrls(const ClusterView &view);

/// Of these, those of pages that are at every address of their machine.
QList<QUrl> urlsEverywhere(const ClusterView &view);

} // namespace everbounce
