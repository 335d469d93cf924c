// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace everbounce {

/// Creates a file that this user alone may read (mode 0600), and flushes it to the disk. False, with errno
/// set, if there is one already or it cannot be written whole.
[[nodiscard]] bool createPrivateFile(const QByteArray &path, const QByteArray &content);

/// A name beside a file, for a draft of it, that nothing else has.
QByteArray draftBeside(const QByteArray &path);

/// Creates the folder of a file with mode 0700, and those above it, where they do not exist.
void createPrivateFolderOf(const QString &path);

} // namespace everbounce
