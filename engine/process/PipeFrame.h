// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCborValue>

#include <optional>

namespace everbounce {

/// Frames on an engine's pipes: four bytes of length, big-endian, then one CBOR value.
QByteArray encodeFrame(const QCborValue &value);

/// Cuts frames out of a stream of bytes.
class PipeReader
{
public:
    /// The longest frame; a longer one can only be a fault of the other side.
    static constexpr quint32 maxLength = 1 << 20;

    void feed(const QByteArray &bytes) { m_buffer += bytes; }

    /// The next whole frame, if one has come.
    std::optional<QCborValue> next();

    /// The stream cannot be understood any more.
    bool broken() const { return m_broken; }

private:
    QByteArray m_buffer;
    bool m_broken = false;
};

} // namespace everbounce
