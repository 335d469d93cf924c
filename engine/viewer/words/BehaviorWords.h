// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// What behaviours do, in the window's language.
namespace everbounce::words {

/// A description as nodes send it, translated if it is that of a behaviour that comes with the program.
QString descriptionOf(const QString &sent);

} // namespace everbounce::words
