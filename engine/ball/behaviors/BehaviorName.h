// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QStringView>

namespace everbounce {

constexpr qsizetype longestBehaviorName = 63;

/// A letter, then letters, digits, underscores and hyphens; at most 63 characters, all of them ASCII.
bool isBehaviorName(QStringView name);

/// Listed on every node on purpose, and available on none: it demonstrates a safe failure.
constexpr QLatin1String kMissingBehavior("NonExistentBehavior");

/// A name that no file may have: that of a built-in behaviour, or the missing one.
bool isReservedName(QStringView name);

} // namespace everbounce
