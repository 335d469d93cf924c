// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/RateCap.h"

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
/// refuses whatever else is there. Every frame counts against the rate. Pure.
class FrameCheck
{
public:
    FrameCheck(const FrameLimits &limits, Nanoseconds now);

    /// Takes what belongs to the frame under way, and gives how many bytes that were: after a whole one,
    /// until it is taken away, none, nor after a fault.
    qsizetype take(QByteArrayView bytes, Nanoseconds now);

    bool isWhole() const { return m_needed > 0 && m_frame.size() == m_needed; }

    /// The whole frame, as it came. The next one may come.
    QByteArray takeFrame();

    /// The code to close the WebSocket with; 0 where all is well.
    quint16 fault() const { return m_fault; }

    /// Bytes that this keeps.
    qsizetype held() const { return m_frame.size(); }

private:
    quint16 judgeStart() const;
    quint16 judgeLength(quint64 length) const;
    void readLength(Nanoseconds now);

    FrameLimits m_limits;
    RateCap m_rate;
    QByteArray m_frame;
    qsizetype m_needed = 0;     ///< bytes of the whole frame, once they are known
    quint64 m_messageBytes = 0; ///< of the message under way
    bool m_inMessage = false;   ///< it has more frames to come
    quint16 m_fault = 0;
};

} // namespace everbounce
