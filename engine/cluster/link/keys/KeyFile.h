// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/keyring/Keyring.h"

#include <QString>

namespace everbounce {

// The file with the cluster's keys: one key of 32 bytes, or a ring once there was another. All nodes of a
// user share it. Everything here blocks as long as a disk takes.

/// The content of a key file, or one sentence that says what is wrong and what to do.
struct KeyFileResult
{
    QByteArray key; ///< the newest
    Keyring ring;
    QString error;
};

/// Reads the keys. Creates the file (mode 0600) and its folder if they do not exist; nodes that start at the
/// same time end up with the same key.
KeyFileResult loadOrCreateKeyFile(const QString &path);

/// Puts another cluster's key in the file's place, whole or not at all; what was there is kept beside it, as
/// PATH.before. The nodes that read the file are a new member then. Returns an empty text, or one sentence.
[[nodiscard]] QString replaceKeyFile(const QString &path, const QByteArray &key);

/// Whether the file's key is of the cluster that the file was of before replaceKeyFile(): the nodes that read
/// it have come back.
bool isBackInCluster(const QString &path);

/// Merges a ring into the file, with what other nodes of this user have written there meanwhile, and flushes
/// it to the disk. Returns what the file holds then. If it belongs to another cluster by now or cannot be
/// written, it is as it was, and `error` says so.
KeyFileResult mergeIntoKeyFile(const QString &path, const Keyring &ring);

/// For a node that was removed: puts a key of its own into the file, unless another node of this user has
/// done so. An empty text, or one sentence.
[[nodiscard]] QString leaveKeyFile(const QString &path, const Keyring &left);

/// The secret of the member that reads this key file: 32 random bytes, in PATH.member. If they cannot be
/// written there, they last for this run only.
QByteArray memberSecret(const QString &path);

/// Random bytes that nobody can guess, for a new key.
QByteArray newClusterKey();

/// Where this user's keys are kept unless `--cluster-key-file` says otherwise.
QString defaultKeyFile();

} // namespace everbounce
