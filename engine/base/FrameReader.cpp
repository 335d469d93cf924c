// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/FrameReader.h"

#include <QtEndian>

namespace everbounce {

constexpr qsizetype lengthBytes = 4;

QByteArray framed(const QByteArray &message)
{
    QByteArray frame(lengthBytes, Qt::Uninitialized);
    qToBigEndian(quint32(message.size()), frame.data());
    return frame += message;
}

std::optional<QByteArray> FrameReader::next()
{
    const qsizetype there = m_buffer.size() - m_start;
    if (m_failed || there < lengthBytes)
        return std::nullopt;
    const qsizetype length = qFromBigEndian<quint32>(m_buffer.constData() + m_start);
    m_failed = length > m_cap;
    if (m_failed || there < lengthBytes + length)
        return std::nullopt;
    QByteArray message = m_buffer.mid(m_start + lengthBytes, length);
    m_start += lengthBytes + length;
    // Moving the rest to the front only once it is the smaller part keeps the work proportional to the bytes.
    if (m_start * 2 >= m_buffer.size()) {
        m_buffer.remove(0, m_start);
        m_start = 0;
    }
    return message;
}

} // namespace everbounce
