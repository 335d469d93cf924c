// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace everbounce {

/// Replaces a file's content as a whole, so that a sound file is never lost to a bad one: writes another file
/// beside it, flushes that to the disk, reads it back, and only then replaces the old one and flushes the
/// directory. Returns an empty text, or what failed; then the old file is as it was. Blocks as long as the
/// disk does. QSaveFile (Qt 6.4) does none of this: on a full disk its flush fails unseen.
[[nodiscard]] QString replaceFile(const QString &fileName, const QByteArray &content);

/// Cuts a file at this byte, adds to it, and flushes it to the disk; from 0 on it is created if needed.
/// Returns an empty text, or what failed: the file is shorter, or it may end with a part of the content now.
/// Blocks as long as the disk does.
[[nodiscard]] QString replaceEndOfFile(const QString &fileName, qint64 from, const QByteArray &content);

/// The time, in UTC, as a part of a file's name: later ones come later in order, too.
QString timeInFileName();

/// Removes what a process left behind that was killed while it replaced this file.
void removeLeftovers(const QString &fileName);

} // namespace everbounce
