// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/syntax/BodyReader.h"

#include "web/access/sender/ForwardingHeaders.h"
#include "web/http/syntax/HttpSyntax.h"
#include "web/http/syntax/RequestHead.h"

#include <algorithm>

namespace everbounce {
namespace {

constexpr HttpFault badChunks{400, "The chunks of this request are malformed."};
constexpr HttpFault tooMuch{413, "This request is too long."};

/// Beyond every bound, and far from overflow.
constexpr qsizetype tooLong = qsizetype(1) << 40;

/// A number in hex digits, at least one; negative if it is not one.
qsizetype hexNumber(QByteArrayView digits)
{
    qsizetype number = digits.isEmpty() ? -1 : 0;
    for (const char c : digits) {
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0)
            return -1;
        number = std::min(tooLong, number * 16 + digit);
    }
    return number;
}

} // namespace

BodyReader BodyReader::ofLength(qsizetype length)
{
    BodyReader reader;
    reader.m_part = length > 0 ? Part::Length : Part::End;
    reader.m_left = length;
    return reader;
}

BodyReader BodyReader::inChunks(qsizetype most)
{
    BodyReader reader;
    reader.m_part = Part::Size;
    reader.m_most = most;
    return reader;
}

qsizetype BodyReader::take(QByteArrayView bytes)
{
    qsizetype taken = 0;
    while (taken < bytes.size() && m_part != Part::End && !m_fault) {
        if (m_part == Part::Length || m_part == Part::Chunk)
            taken += takeBytes(bytes.sliced(taken));
        else
            takeByte(bytes[taken++]);
    }
    return taken;
}

qsizetype BodyReader::takeBytes(QByteArrayView bytes)
{
    const qsizetype taken = std::min(m_left, bytes.size());
    m_body.append(bytes.first(taken));
    m_left -= taken;
    if (m_left == 0)
        m_part = m_part == Part::Length ? Part::End : Part::ChunkEnd;
    return taken;
}

void BodyReader::takeByte(char byte)
{
    if (++m_between > m_most) {
        m_fault = tooMuch;
        return;
    }
    const LineReader::Step step = m_line.take(byte);
    if (step == LineReader::Step::Line)
        endLine(m_line.takeLine());
    else if (step == LineReader::Step::TooLong)
        m_fault = {431, "A line of this request is too long."};
    else if (step == LineReader::Step::BadByte || (m_part == Part::ChunkEnd && m_line.size() > 0))
        m_fault = badChunks;
}

void BodyReader::endLine(const QByteArray &line)
{
    if (m_part == Part::Size)
        return beginChunk(line);
    if (m_part == Part::ChunkEnd)
        m_part = Part::Size;
    else if (line.isEmpty())
        m_part = Part::End;
    else if (const auto trailer = readField(line))
        m_forwarded = m_forwarded || tellsOfForwarding(trailer->name);
    else
        m_fault = badChunks;
}

void BodyReader::beginChunk(QByteArrayView line)
{
    const auto isExtension = [](char c) { return c == ';' || c == ' ' || c == '\t'; };
    const qsizetype digits = std::find_if(line.begin(), line.end(), isExtension) - line.begin();
    m_left = hexNumber(line.first(digits));
    if (m_left < 0 || !syntax::isChunkExtension(line.sliced(digits)))
        m_fault = badChunks;
    else if (m_left > m_most - m_body.size())
        m_fault = tooMuch;
    else
        m_part = m_left > 0 ? Part::Chunk : Part::Trailer;
}

} // namespace everbounce
