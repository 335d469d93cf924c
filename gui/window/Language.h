// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/words/SentenceWords.h"

#include <QStringList>
#include <QTranslator>

namespace everbounce {

/// The language of the program's own texts, and of what nodes say. Lives on the main thread.
class Language
{
public:
    /// Everything is said in it from now on: "en", "de", or by anything else the first that the system's user
    /// reads and the program speaks. Returns the one it is.
    QString use(const QString &choice);

private:
    QTranslator m_german;
    words::SentenceTranslator m_sentences;
};

/// "en" or "de", by what somebody wants to read, the most wanted first, such as "de-AT".
QString spokenOf(const QStringList &wanted);

} // namespace everbounce
