// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace everbounce {

/// A message on a link or an engine's pipe: its length as four bytes, most significant first, then its bytes.
QByteArray framed(const QByteArray &message);

/// Cuts a stream of bytes into messages. Pure.
class FrameReader
{
public:
    explicit FrameReader(qsizetype cap = 0)
        : m_cap(cap)
    {
    }

    /// Sets the longest frame from now on; a longer one ends the stream.
    void setCap(qsizetype bytes) { m_cap = bytes; }

    void append(const QByteArray &bytes) { m_buffer.append(bytes); }

    /// The next whole message, or nothing if it is not complete yet.
    std::optional<QByteArray> next();

    /// A frame longer than the cap was announced: the connection cannot go on.
    bool failed() const { return m_failed; }

private:
    qsizetype m_cap;
    QByteArray m_buffer;
    qsizetype m_start = 0; ///< of what is not yet handed out
    bool m_failed = false;
};

} // namespace everbounce
