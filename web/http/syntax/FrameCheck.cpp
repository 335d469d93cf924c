// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/syntax/FrameCheck.h"

#include <algorithm>
#include <utility>

namespace everbounce {
namespace {

// RFC 6455, section 7.4.1
constexpr quint16 protocolError = 1002;
constexpr quint16 policyViolated = 1008;
constexpr quint16 tooBig = 1009;

constexpr qsizetype maskBytes = 4;

bool isControl(QByteArrayView frame)
{
    return frame[0] & 0x08;
}

bool isFinal(QByteArrayView frame)
{
    return frame[0] & 0x80;
}

/// Bytes of a frame's head without its mask: the length takes one, three or nine of them.
qsizetype startBytes(QByteArrayView frame)
{
    const int shortLength = frame[1] & 0x7f;
    return shortLength < 126 ? 2 : shortLength == 126 ? 4 : 10;
}

quint64 lengthOf(QByteArrayView frame)
{
    const qsizetype start = startBytes(frame);
    quint64 length = start == 2 ? frame[1] & 0x7f : 0;
    for (qsizetype i = 2; i < start; ++i)
        length = length << 8 | uchar(frame[i]);
    return length;
}

/// As a client sends it, with a mask that changes nothing.
QByteArray frameOf(int kind, const QByteArray &payload)
{
    const qsizetype size = payload.size(); // at most that of a message
    QByteArray frame;
    frame.append(char(0x80 | kind));
    frame.append(char(0x80 | (size < 126 ? size : 126)));
    if (size >= 126)
        frame.append(char(size >> 8)).append(char(size));
    return frame + QByteArray(maskBytes, '\0') + payload;
}

/// The frames of one message as one.
QByteArray joined(const QByteArray &frames)
{
    QByteArray payload;
    for (QByteArrayView rest = frames; !rest.isEmpty();) {
        const QByteArrayView mask = rest.sliced(startBytes(rest), maskBytes);
        const QByteArrayView masked = rest.sliced(startBytes(rest) + maskBytes, qsizetype(lengthOf(rest)));
        for (qsizetype i = 0; i < masked.size(); ++i)
            payload.append(char(masked[i] ^ mask[i % maskBytes]));
        rest = rest.sliced(startBytes(rest) + maskBytes + masked.size());
    }
    return frameOf(frames[0] & 0x0f, payload);
}

} // namespace

FrameCheck::FrameCheck(const FrameLimits &limits, Nanoseconds now)
    : m_limits(limits)
    , m_rate(limits.rate, now)
{
}

qsizetype FrameCheck::take(QByteArrayView bytes, Nanoseconds now)
{
    qsizetype taken = 0;
    while (taken < bytes.size() && !isWhole() && !m_fault) {
        if (m_needed == 0) {
            m_frame.append(bytes[taken++]);
            readLength(now);
            continue;
        }
        const qsizetype part = std::min(bytes.size() - taken, m_needed - m_frame.size());
        m_frame.append(bytes.sliced(taken, part));
        taken += part;
        if (isWhole() && !isFinal(m_frame))
            keepPart();
    }
    return taken;
}

void FrameCheck::keepPart()
{
    m_inMessage = true;
    m_messageBytes += lengthOf(m_frame);
    m_message += m_frame;
    m_frame = {};
    m_needed = 0;
}

QByteArray FrameCheck::takeFrame()
{
    m_needed = 0;
    if (isControl(m_frame))
        return std::exchange(m_frame, {});
    m_messageBytes = 0;
    const QByteArray frames = std::exchange(m_message, {}) + std::exchange(m_frame, {});
    return std::exchange(m_inMessage, false) ? joined(frames) : frames;
}

void FrameCheck::readLength(Nanoseconds now)
{
    if (m_frame.size() < 2)
        return;
    if (m_frame.size() == 2) {
        m_fault = judgeStart();
        if (!m_fault && !m_rate.admits(now))
            m_fault = policyViolated;
    }
    if (m_fault || m_frame.size() < startBytes(m_frame))
        return;
    const quint64 length = lengthOf(m_frame);
    m_fault = judgeLength(length);
    if (!m_fault)
        m_needed = startBytes(m_frame) + maskBytes + qsizetype(length);
}

quint16 FrameCheck::judgeStart() const
{
    const int kind = m_frame[0] & 0x0f;
    const bool isKnown = kind <= 2 || (kind >= 8 && kind <= 10);
    const bool isReserved = m_frame[0] & 0x70;
    const bool isMasked = m_frame[1] & 0x80;
    if (!isKnown || isReserved || !isMasked)
        return protocolError;
    if (isControl(m_frame))
        return isFinal(m_frame) && startBytes(m_frame) == 2 ? 0 : protocolError;
    const bool continues = kind == 0;
    return continues == m_inMessage ? 0 : protocolError;
}

quint16 FrameCheck::judgeLength(quint64 length) const
{
    const qsizetype start = startBytes(m_frame);
    if ((start == 4 && length < 126) || (start == 10 && (length <= 0xffff || length >> 63)))
        return protocolError;
    const bool fits = length <= m_limits.frameBytes &&
                      (isControl(m_frame) || length + m_messageBytes <= m_limits.messageBytes);
    return fits ? 0 : tooBig;
}

} // namespace everbounce
