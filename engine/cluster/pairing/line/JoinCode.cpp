// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/line/JoinCode.h"

#include "engine/base/secrets/Secrets.h"

#include <QtEndian>

#include <sodium.h>

namespace everbounce {
namespace {

// The bytes behind the prefix, in base64url: secret, port, for each address its length (4 or 16) and its
// bytes, and the check sum of all that.
constexpr QLatin1String prefix("eb1-");
constexpr qsizetype checkBytes = 4;
constexpr qsizetype mostText = 256;
constexpr auto encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray checkSum(const QByteArray &bytes)
{
    QByteArray sum(crypto_generichash_BYTES_MIN, '\0');
    crypto_generichash(sodiumBytes(sum), std::size_t(sum.size()), sodiumBytes(bytes),
                       std::size_t(bytes.size()), nullptr, 0);
    return sum.first(checkBytes);
}

QByteArray bytesOf(const QHostAddress &address)
{
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        return {reinterpret_cast<const char *>(bytes.c), sizeof bytes.c};
    }
    QByteArray bytes(4, '\0');
    qToBigEndian(address.toIPv4Address(), bytes.data());
    return bytes;
}

QHostAddress addressOf(const QByteArray &bytes)
{
    if (bytes.size() == 4)
        return QHostAddress(qFromBigEndian<quint32>(bytes.constData()));
    return bytes.size() == 16 ? QHostAddress(reinterpret_cast<const quint8 *>(bytes.constData()))
                              : QHostAddress();
}

/// Nothing if they do not fill the bytes exactly.
std::optional<QList<QHostAddress>> readAddresses(QByteArray bytes)
{
    QList<QHostAddress> addresses;
    while (!bytes.isEmpty()) {
        const qsizetype length = bytes.front();
        const QHostAddress address = addressOf(bytes.mid(1, length));
        if (address.isNull() || addresses.size() == JoinCode::mostAddresses)
            return std::nullopt;
        addresses << address;
        bytes = bytes.mid(1 + length);
    }
    return addresses;
}

} // namespace

QString JoinCode::toText() const
{
    QByteArray bytes = secret;
    bytes.resize(secretBytes + 2);
    qToBigEndian(port, bytes.data() + secretBytes);
    for (const QHostAddress &address : addresses.first(std::min(addresses.size(), mostAddresses))) {
        const QByteArray plain = bytesOf(address);
        bytes += char(plain.size()) + plain;
    }
    return prefix + QString::fromLatin1((bytes + checkSum(bytes)).toBase64(encoding));
}

QString JoinCode::codeIn(const QString &line)
{
    for (const QString &word : line.simplified().split(u' ')) {
        if (word.startsWith(prefix))
            return word;
    }
    return line.trimmed();
}

std::optional<JoinCode> JoinCode::fromText(const QString &text)
{
    if (text.size() > mostText || !text.startsWith(prefix))
        return std::nullopt;
    const QByteArray written = text.sliced(prefix.size()).toLatin1();
    const auto decoded =
        QByteArray::fromBase64Encoding(written, encoding | QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray all = decoded ? *decoded : QByteArray();
    // The last character has bits to spare, so another one may read the same.
    if (all.size() < secretBytes + 2 + checkBytes || all.toBase64(encoding) != written)
        return std::nullopt;
    const QByteArray bytes = all.chopped(checkBytes);
    const auto addresses = readAddresses(bytes.mid(secretBytes + 2));
    const auto port = qFromBigEndian<quint16>(bytes.constData() + secretBytes);
    if (checkSum(bytes) != all.last(checkBytes) || !addresses || addresses->isEmpty() || port == 0)
        return std::nullopt;
    return JoinCode{bytes.first(secretBytes), port, *addresses};
}

} // namespace everbounce
