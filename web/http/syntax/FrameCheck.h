// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/RateLimit.h"

#include <QByteArray>
#include <QByteArrayView>

namespace everbounce {

struct FrameLimits
{
    quint64 frameBytes = 16 * 1024; ///< of a frame's payload
    quint64 messageBytes = 16 * 1024;
    Rate rate{300, 100}; ///< of frames, whatever their kind
};

/// Reads the frames that a client sends over a WebSocket to the letter of RFC 6455, one after the other, and
/// refuses everything else. The frames of one message go on as one, so that nobody else keeps a part of it,
/// nor judges a character by its first half; control frames in between go first. Every frame counts against
/// the rate. Pure.
class FrameCheck
{
public:
    FrameCheck(const FrameLimits &limits, Nanoseconds now);

    /// Takes what belongs to the current message, or to a frame between its parts, and returns how many bytes
    /// that were. Takes nothing after a whole one until that is taken away, nor after a fault.
    qsizetype take(QByteArrayView bytes, Nanoseconds now);

    bool isWhole() const { return m_needed > 0 && m_frame.size() == m_needed; }

    /// The whole message in one frame, or the frame in between. The next ones may come.
    QByteArray takeFrame();

    /// The code to close the WebSocket with; 0 if all is well.
    quint16 fault() const { return m_fault; }

    /// Bytes that this keeps.
    qsizetype held() const { return m_message.size() + m_frame.size(); }

private:
    quint16 judgeStart() const;
    quint16 judgeLength(quint64 length) const;
    void readLength(Nanoseconds now);
    void keepPart();

    FrameLimits m_limits;
    RateLimit m_rate;
    QByteArray m_message; ///< the frames of the current one, except the last
    QByteArray m_frame;
    qsizetype m_needed = 0;     ///< bytes of the whole frame, once they are known
    quint64 m_messageBytes = 0; ///< of the current message
    bool m_inMessage = false;   ///< it has more frames to come
    quint16 m_fault = 0;
};

} // namespace everbounce
