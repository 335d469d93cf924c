// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/syntax/HttpFault.h"
#include "web/http/syntax/LineReader.h"

#include <QByteArrayView>

namespace everbounce {

/// Reads the body of a request, with a known length or in chunks (RFC 9112, sections 6 and 7). Pure.
class BodyReader
{
public:
    /// No body.
    BodyReader() = default;

    static BodyReader ofLength(qsizetype length);

    /// `most`: bytes of all chunks together, and as many of their framing.
    static BodyReader inChunks(qsizetype most);

    /// Takes what belongs to the body, and returns how many bytes that were.
    qsizetype take(QByteArrayView bytes);

    bool isWhole() const { return m_part == Part::End && !m_fault; }
    const HttpFault &fault() const { return m_fault; }
    const QByteArray &body() const { return m_body; }

    /// A trailer says that the request was passed on for somebody else.
    bool isForwarded() const { return m_forwarded; }

private:
    enum class Part { Length, Size, Chunk, ChunkEnd, Trailer, End };

    qsizetype takeBytes(QByteArrayView bytes);
    void takeByte(char byte);
    void endLine(const QByteArray &line);
    void beginChunk(QByteArrayView line);

    Part m_part = Part::End;
    qsizetype m_left = 0; ///< bytes of the body, or of this chunk
    qsizetype m_most = 0;
    qsizetype m_between = 0; ///< bytes of lines
    LineReader m_line{256};
    QByteArray m_body;
    bool m_forwarded = false;
    HttpFault m_fault;
};

} // namespace everbounce
