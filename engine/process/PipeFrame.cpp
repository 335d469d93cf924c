// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/process/PipeFrame.h"

#include <QtEndian>

namespace everbounce {
namespace {

constexpr qsizetype headSize = sizeof(quint32);

} // namespace

QByteArray encodeFrame(const QCborValue &value)
{
    const QByteArray body = value.toCbor();
    QByteArray frame(headSize, Qt::Uninitialized);
    qToBigEndian(quint32(body.size()), frame.data());
    return frame + body;
}

std::optional<QCborValue> PipeReader::next()
{
    if (m_broken || m_buffer.size() < headSize)
        return std::nullopt;
    const auto length = qFromBigEndian<quint32>(m_buffer.constData());
    m_broken = length > maxLength;
    if (m_broken || m_buffer.size() < headSize + qsizetype(length))
        return std::nullopt;
    const QCborValue value = QCborValue::fromCbor(m_buffer.mid(headSize, length));
    m_buffer.remove(0, headSize + qsizetype(length));
    return value;
}

} // namespace everbounce
