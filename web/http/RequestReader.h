// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/BodyReader.h"
#include "web/http/RequestHead.h"

namespace everbounce {

struct RequestLimits
{
    qsizetype lineBytes = 8'000; ///< of the start line, and of a field
    qsizetype fields = 96;       ///< Qt's parser drops all of them where there are more than 100
    qsizetype headBytes = 16'384;
    qsizetype bytes = 64 * 1024; ///< head and body
};

/// Reads one request from a stream to the letter of RFC 9112, and refuses whatever else is on it. However the
/// stream is cut into pieces, the verdict is the same. Pure.
class RequestReader
{
public:
    explicit RequestReader(const RequestLimits &limits = {});

    /// Takes what belongs to the request, and gives how many bytes that were: after a whole one, or a fault,
    /// none.
    qsizetype take(QByteArrayView bytes);

    bool isWhole() const { return m_headRead && m_body.isWhole() && !m_fault; }
    const HttpFault &fault() const { return m_fault; }

    /// The head is there, and who sent it holds the body back until it is asked for. Told once.
    bool takeContinue();

    /// Of the request, once it is whole.
    const RequestHead &head() const { return m_head; }
    const QByteArray &body() const { return m_body.body(); }

    /// Something in it tells that it was passed on for somebody else, in the head or behind the body.
    bool isForwarded() const { return m_head.isForwarded() || m_body.isForwarded(); }

    /// Bytes that this keeps, with what it costs to keep each field.
    qsizetype held() const { return m_headBytes + m_head.fields.size() * fieldCost + m_body.body().size(); }

private:
    /// Of a name and a value by themselves, beside their letters.
    static constexpr qsizetype fieldCost = 160;

    void takeByte(char byte);
    void endLine(const QByteArray &line);
    void endHead();

    RequestLimits m_limits;
    LineReader m_line;
    RequestHead m_head;
    BodyReader m_body;
    HttpFault m_fault;
    qsizetype m_headBytes = 0;
    bool m_headRead = false;
    bool m_continueDue = false;
};

} // namespace everbounce
