// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace everbounce {

/// A text from outside as it may be shown anywhere, even on a terminal: one line of at most `most` UTF-16
/// units, without control characters, halves of characters, and marks that change the direction of writing.
inline QString printable(const QString &text, qsizetype most)
{
    const auto turns = [](char16_t c) {
        return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
               (c >= 0x2066 && c <= 0x2069);
    };
    const auto isHarmful = [&turns](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line ||
               c.category() == QChar::Separator_Paragraph || turns(c.unicode());
    };
    QString shown;
    for (qsizetype i = 0; i < text.size() && shown.size() < most; ++i) {
        const QChar c = text.at(i);
        const bool isPair = c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        if (isPair && shown.size() + 2 > most)
            break;
        if (isPair)
            shown.append(c).append(text.at(++i));
        else if (c.isSurrogate() || isHarmful(c))
            shown += c.isSpace() ? QLatin1Char(' ') : QLatin1Char('?');
        else
            shown += c;
    }
    return shown;
}

} // namespace everbounce
