// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace everbounce {

constexpr qsizetype clusterKeyBytes = 32;

/// The keys derived from the cluster key, one for each use. They also depend on the cluster's name, so nodes
/// of another `--cluster` do not verify.
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

/// Reads the cluster key. Creates the file (mode 0600) and its folder if they do not exist; nodes that start
/// at the same time end up with the same key. Blocks for as long as a small file takes: call it before the
/// event loop runs.
KeyFileResult loadOrCreateKeyFile(const QString &path);

/// Puts another key in the file's place, whole or not at all; the old one is kept beside it, as PATH.before.
/// Returns an empty text, or one sentence. Blocks as long as a small file takes.
[[nodiscard]] QString replaceKeyFile(const QString &path, const QByteArray &key);

/// Where this user's key is kept unless `--cluster-key-file` says otherwise.
QString defaultKeyFile();

} // namespace everbounce
