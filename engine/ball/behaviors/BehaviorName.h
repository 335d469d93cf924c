// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QStringView>

namespace everbounce {

constexpr qsizetype maxBehaviorNameLength = 63;

/// A letter, then letters, digits, underscores and hyphens; at most 63 characters, all of them ASCII.
bool isBehaviorName(QStringView name);

/// Listed on every node on purpose, and on none: for a demonstration of a fault that is safe.
constexpr QLatin1String kMissingBehavior("NonExistentBehavior");

/// A name that no file may bear: of a behaviour that is part of the program, or the missing one.
bool isReservedName(QStringView name);

} // namespace everbounce
