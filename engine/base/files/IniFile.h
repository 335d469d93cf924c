// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QVariant>

#include <utility>

namespace everbounce {

/// Changes an INI file, as QSettings reads it: puts values in the place of those under their keys; one that
/// is not valid removes its key. Values are texts, lists of texts, numbers, sizes, true and false. The file
/// is replaced as a whole, by replaceFile(): what QSettings itself writes (Qt 6.4) is an empty file where the
/// disk is full, and nothing says so. Returns an empty text, or what failed; then the file is as it was.
/// Blocks as long as the disk does.
[[nodiscard]] QString changeIniFile(const QString &path, const QList<std::pair<QString, QVariant>> &changes);

} // namespace everbounce
