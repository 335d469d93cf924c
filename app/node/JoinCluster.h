// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/Options.h"
#include "engine/cluster/pairing/digits/PairingExchange.h"

#include <QHostAddress>

QT_FORWARD_DECLARE_CLASS(QEventLoop)

namespace everbounce {

struct JoinResult
{
    bool joined = false; ///< now, not before
    QString problem;     ///< one sentence; then nothing was changed
};

/// Joins a cluster by the code of `--join`, unless this node did so before, and keeps its key and name in
/// place of those that it had. Runs `loop` until that is done, some seconds at most; whoever ends it before
/// ends the joining. `name` is shown at the inviter.
[[nodiscard]] JoinResult joinIfAsked(const Options &options, const QString &name, QEventLoop &loop);

/// Keeps what pairing by digits has brought, on any thread. An empty text, or one sentence.
[[nodiscard]] QString keepGain(const Options &options, const ClusterMembership &gained,
                               const QHostAddress &inviter);

/// Keeps what a node of another cluster has stored in this directory: its files go to a new folder below it,
/// "before-joining-" and the time; of these the last ten are kept. Their cluster's ball is not to come into
/// the one that was joined. Once for each cluster that the reader of this key file comes into: what is there
/// later is of that one. Whoever joins the cluster that it was in anyway keeps its files where they are.
void setStateAside(const QString &stateDir, const QString &keyFile);

/// Lets the cluster that was joined last count, unless the options name another: its name, and its inviter as
/// one more peer.
void useKeptMembership(Options &options);

} // namespace everbounce
