// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace everbounce {

constexpr qsizetype clusterKeyBytes = 32;

/// What the cluster key is used for, one key for each use. They depend on the cluster's name too, so nodes
/// of another `--cluster` simply do not verify.
struct ClusterKeys
{
    QByteArray beacon; ///< HMAC of beacons
    QByteArray link;   ///< pre-shared key of links
};
ClusterKeys deriveKeys(const QByteArray &clusterKey, const QString &clusterName);

/// The content of a key file, or one sentence that says what is wrong and what to do.
struct KeyFileResult
{
    QByteArray key;
    QString error;
};

/// Reads the cluster key. Creates the file, with mode 0600, and its folder where they do not exist; nodes
/// that start at the same time end with the same key. Blocks for the time of a small file: call it before
/// the event loop runs.
KeyFileResult loadOrCreateKeyFile(const QString &path);

/// Where the key of this user is kept unless `--cluster-key-file` says otherwise.
QString defaultKeyFile();

} // namespace everbounce
