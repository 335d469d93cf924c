// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/words/SentenceBook.h"

#include <QTranslator>

/// What nodes say in English, in the window's language.
namespace everbounce::words {

/// A sentence as a node sends it, in the language that is spoken, if it is known.
QString sentenceOf(const QString &sent);

/// While it is installed, sentences of nodes are said as its book has them.
class SentenceTranslator : public QTranslator
{
    Q_OBJECT
public:
    using QTranslator::QTranslator;

    /// Reads the lists in a directory. False if there are none, or one of them cannot be used.
    bool loadLists(const QString &directory);

    bool isEmpty() const override { return m_book.isEmpty(); }
    QString translate(const char *context, const char *source, const char *disambiguation = nullptr,
                      int n = -1) const override;

private:
    SentenceBook m_book;
};

} // namespace everbounce::words
