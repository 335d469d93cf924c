// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// The words of the house, each with its meaning, in the window's language.
namespace everbounce::words {

/// "term", "revision", …, in the order in which they are explained.
QStringList allWords();

/// As people read it.
QString nameOf(const QString &word);

/// One sentence; empty for any other word.
QString meaningOf(const QString &word);

} // namespace everbounce::words
