// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace everbounce {

// What a node's name and port may be: the same on the command line as in the window's settings. Each words
// for itself what is wrong.

constexpr qsizetype longestNodeName = 64; ///< characters

enum class NameFault { None, TooLong, ControlCharacter };

/// The line that says that a node is ready must stay one line. An empty name is none, and no fault.
NameFault faultOfName(const QString &name);

/// 0 is any free one. None, if the text is no such number.
std::optional<quint16> portFromText(const QString &text);

} // namespace everbounce
