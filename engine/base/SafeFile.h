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

/// Adds to the end of a file, which is created if needed, and flushes it to the disk. Returns an empty text,
/// or what failed; then the file may end with a part of it. Blocks as long as the disk does.
[[nodiscard]] QString appendToFile(const QString &fileName, const QByteArray &content);

/// Removes what a process left behind that was killed while it replaced this file.
void removeLeftovers(const QString &fileName);

} // namespace everbounce
