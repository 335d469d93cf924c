// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <utility>

namespace everbounce {

/// Splits a stream into lines that end in CR LF, byte by byte. A line holds no CR, LF or other control
/// character but the tab. Pure.
class LineReader
{
public:
    enum class Step { More, Line, BadByte, TooLong };

    /// In bytes, without its end.
    explicit LineReader(qsizetype longest)
        : m_longest(longest)
    {
    }

    /// After a step other than the first two there are no more lines.
    Step take(char byte)
    {
        if (m_endsNext)
            return byte == '\n' ? Step::Line : Step::BadByte;
        m_endsNext = byte == '\r';
        if (m_endsNext)
            return Step::More;
        const bool isControl = uchar(byte) < 0x20 || byte == 0x7f;
        if (isControl && byte != '\t')
            return Step::BadByte;
        if (m_line.size() == m_longest)
            return Step::TooLong;
        m_line.append(byte);
        return Step::More;
    }

    /// The whole line, after Step::Line; the next one begins.
    QByteArray takeLine()
    {
        m_endsNext = false;
        return std::exchange(m_line, {});
    }

    qsizetype size() const { return m_line.size(); }

private:
    qsizetype m_longest;
    QByteArray m_line;
    bool m_endsNext = false;
};

} // namespace everbounce
