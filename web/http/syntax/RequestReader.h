// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/syntax/BodyReader.h"
#include "web/http/syntax/RequestHead.h"

namespace everbounce {

struct RequestLimits
{
    qsizetype lineBytes = 8'000; ///< of the start line, and of a field
    qsizetype fields = 96;       ///< Qt's parser drops all of them if there are more than 100
    qsizetype headBytes = 16'384;
    qsizetype bytes = 64 * 1024;        ///< head and body
    qsizetype scriptBytes = 144 * 1024; ///< the same where a script may come: 64 KiB, escaped as JSON
};

/// Reads one request from a stream to the letter of RFC 9112, and refuses everything else. The result does
/// not depend on how the stream is cut into pieces. Pure.
class RequestReader
{
public:
    explicit RequestReader(const RequestLimits &limits = {});

    /// Takes what belongs to the request, and returns how many bytes that were; none after a whole one, or a
    /// fault.
    qsizetype take(QByteArrayView bytes);

    bool isWhole() const { return m_headRead && m_body.isWhole() && !m_fault; }
    const HttpFault &fault() const { return m_fault; }

    /// The head is there, and the client waits to be asked for the body. True once.
    bool takeContinue();

    /// Of the request, once it is whole.
    const RequestHead &head() const { return m_head; }
    const QByteArray &body() const { return m_body.body(); }

    /// Something in the head or after the body says that it was passed on for somebody else.
    bool isForwarded() const { return m_head.isForwarded() || m_body.isForwarded(); }

    /// Bytes that are kept for it, including the overhead of each field.
    qsizetype held() const { return m_headBytes + m_head.fields.size() * fieldCost + m_body.body().size(); }

private:
    /// Of a name and a value, beside their letters.
    static constexpr qsizetype fieldCost = 160;

    void takeByte(char byte);
    void endLine(const QByteArray &line);
    void endHead();
    qsizetype mostBytes() const;

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
