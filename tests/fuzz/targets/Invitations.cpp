// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/discovery/InvitingBeacon.h"
#include "engine/cluster/pairing/line/JoinCode.h"
#include "tests/fuzz/targets/Targets.h"

#include <sodium.h>

namespace everbounce::fuzz {
namespace {

void tryLine(const QString &text)
{
    const auto code = JoinCode::fromText(text);
    if (!code)
        return;
    promise(code->port != 0 && !code->addresses.isEmpty() &&
                code->addresses.size() <= JoinCode::mostAddresses &&
                code->secret.size() == JoinCode::secretBytes,
            "a line that was accepted says where to ask, and with what");
    promise(JoinCode::fromText(code->toText()) == code, "a line that was accepted can be printed");
}

/// No input has a valid check sum by chance.
QString lineOf(const QByteArray &bytes)
{
    QByteArray sum(crypto_generichash_BYTES_MIN, '\0');
    crypto_generichash(reinterpret_cast<unsigned char *>(sum.data()), std::size_t(sum.size()),
                       reinterpret_cast<const unsigned char *>(bytes.constData()), std::size_t(bytes.size()),
                       nullptr, 0);
    return QStringLiteral("eb1-") +
           QString::fromLatin1((bytes + sum.first(4))
                                   .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace

void runInvitation(const QByteArray &input)
{
    if (const auto beacon = InvitingBeacon::fromBytes(input))
        promise(beacon->toBytes() == input && beacon->door != 0, "an inviting beacon has one form");
    tryLine(QString::fromLatin1(input));
    tryLine(lineOf(input));
}

} // namespace everbounce::fuzz
