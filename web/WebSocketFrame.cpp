// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/WebSocketFrame.h"

#include <QtEndian>

namespace everbounce {
namespace {

template<typename Integer>
void appendBigEndian(QByteArray &bytes, Integer value)
{
    const Integer big = qToBigEndian(value);
    bytes.append(reinterpret_cast<const char *>(&big), sizeof big);
}

} // namespace

QByteArray textFrame(const QByteArray &utf8)
{
    QByteArray frame;
    frame.reserve(utf8.size() + 10);
    frame.append(char(0x81)); // the last frame of its message, of text
    if (utf8.size() < 126) {
        frame.append(char(utf8.size()));
    } else if (utf8.size() <= 0xffff) {
        frame.append(char(126));
        appendBigEndian(frame, quint16(utf8.size()));
    } else {
        frame.append(char(127));
        appendBigEndian(frame, quint64(utf8.size()));
    }
    return frame + utf8;
}

} // namespace everbounce
