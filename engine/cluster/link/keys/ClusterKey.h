// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/keyring/Keyring.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace everbounce {

constexpr qsizetype clusterKeyBytes = Keyring::keyBytes;

/// The keys derived from the cluster key, one for each use. They also depend on the cluster's name, so nodes
/// of another `--cluster` do not verify.
struct ClusterKeys
{
    QByteArray beacon; ///< HMAC of beacons
    QByteArray link;   ///< pre-shared key of links
    QByteArray id;     ///< see Keyring::idOf()
};
ClusterKeys deriveKeys(const QByteArray &clusterKey, const QString &clusterName);

/// Derives them from all keys of a ring, the newest first.
QList<ClusterKeys> deriveKeys(const Keyring &ring, const QString &clusterName);

} // namespace everbounce
