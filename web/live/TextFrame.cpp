// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/live/TextFrame.h"

#include <QtEndian>

#include <limits>

namespace everbounce {
namespace {

template<typename Number>
QByteArray bigEndian(qsizetype number)
{
    QByteArray bytes(sizeof(Number), Qt::Uninitialized);
    qToBigEndian(Number(number), bytes.data());
    return bytes;
}

/// A length up to 125 is in the second byte; 126 and 127 say that it follows, in two bytes or in eight.
QByteArray lengthOf(const QByteArray &text)
{
    if (text.size() < 126)
        return bigEndian<quint8>(text.size());
    if (text.size() <= std::numeric_limits<quint16>::max())
        return '\x7e' + bigEndian<quint16>(text.size());
    return '\x7f' + bigEndian<quint64>(text.size());
}

} // namespace

QByteArray textFrame(const QByteArray &text)
{
    constexpr char finalText = '\x81'; // opcode 1, the last frame of its message
    return finalText + lengthOf(text) + text;
}

} // namespace everbounce
