// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/syntax/RequestReader.h"

#include <algorithm>
#include <utility>

namespace everbounce {
namespace {

constexpr HttpFault badByte{400,
                            "The head of a request has a control character, or a line that does not end in "
                            "CR LF."};
constexpr HttpFault badField{400, "Each line of the head after the first is NAME: VALUE."};
constexpr HttpFault longStart{414, "The first line of this request is too long."};
constexpr HttpFault longLine{431, "A line of the head is too long."};
constexpr HttpFault longHead{431, "The head of this request is too long."};
constexpr HttpFault manyFields{431, "This request has too many fields."};
constexpr HttpFault tooMuch{413, "This request is too long."};

} // namespace

RequestReader::RequestReader(const RequestLimits &limits)
    : m_limits(limits)
    , m_line(limits.lineBytes)
{
}

qsizetype RequestReader::take(QByteArrayView bytes)
{
    qsizetype taken = 0;
    while (taken < bytes.size() && !m_headRead && !m_fault)
        takeByte(bytes[taken++]);
    if (!m_headRead || m_fault)
        return taken;
    taken += m_body.take(bytes.sliced(taken));
    m_fault = m_body.fault();
    return taken;
}

bool RequestReader::takeContinue()
{
    return std::exchange(m_continueDue, false) && m_body.body().isEmpty() && !m_fault;
}

void RequestReader::takeByte(char byte)
{
    const LineReader::Step step = m_line.take(byte);
    if (step == LineReader::Step::BadByte)
        m_fault = badByte;
    else if (step == LineReader::Step::TooLong)
        m_fault = m_head.method.isEmpty() ? longStart : longLine;
    else if (++m_headBytes > m_limits.headBytes)
        m_fault = longHead;
    else if (step == LineReader::Step::Line)
        endLine(m_line.takeLine());
}

// One empty line may come before the first: some clients end their last request with one (RFC 9112, section
// 2.2).
void RequestReader::endLine(const QByteArray &line)
{
    const bool isFirst = m_head.method.isEmpty();
    if (isFirst && line.isEmpty() && m_headBytes == 2)
        return;
    if (isFirst) {
        m_fault = m_head.readStart(line);
        return;
    }
    if (line.isEmpty())
        return endHead();
    if (m_head.fields.size() == m_limits.fields) {
        m_fault = manyFields;
        return;
    }
    if (auto field = readField(line))
        m_head.fields.append(*std::move(field));
    else
        m_fault = badField;
}

qsizetype RequestReader::mostBytes() const
{
    return m_head.target.startsWith("/api/v1/behaviors/") ? m_limits.scriptBytes : m_limits.bytes;
}

void RequestReader::endHead()
{
    m_headRead = true;
    m_fault = m_head.settle();
    const qsizetype room = std::max<qsizetype>(0, mostBytes() - m_headBytes);
    if (!m_fault && m_head.bodyLength > room)
        m_fault = tooMuch;
    m_body = m_head.chunked ? BodyReader::inChunks(room) : BodyReader::ofLength(m_head.bodyLength);
    m_continueDue = m_head.awaitsContinue;
}

} // namespace everbounce
