// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/sender/RunToken.h"

#include <QRandomGenerator>

#include <array>

namespace everbounce {
namespace {

QByteArray randomText()
{
    std::array<quint32, 8> bits{};
    QRandomGenerator::system()->fillRange(bits.data(), qsizetype(bits.size()));
    return QByteArray(reinterpret_cast<const char *>(bits.data()), sizeof bits)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

RunToken::RunToken()
    : m_text(randomText())
{
}

QString RunToken::write(const QString &directory, quint16 port)
{
    return m_file.write(runTokenFile(directory, port), m_text + '\n');
}

QString runTokenFile(const QString &directory, quint16 port)
{
    return QStringLiteral("%1/%2.token").arg(directory, QString::number(port));
}

QString runCertificateFile(const QString &directory, quint16 port)
{
    return QStringLiteral("%1/%2.pem").arg(directory, QString::number(port));
}

} // namespace everbounce
