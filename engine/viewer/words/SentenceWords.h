// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// What a node says to the people at it, in the window's language.
namespace everbounce::words {

/// A sentence as a node sends it, translated if it is one of those known here.
QString sentenceOf(const QString &sent);

} // namespace everbounce::words
