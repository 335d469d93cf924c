// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/tokens/Session.h"

#include "engine/base/secrets/Secrets.h"

#include <QCborArray>
#include <QCborValue>

#include <sodium.h>

namespace everbounce {
namespace {

constexpr qsizetype printBytes = 16;
constexpr qsizetype longestName = 64;
constexpr qsizetype sealBytes = crypto_auth_BYTES;
constexpr int members = 8;
constexpr auto base64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray keyedDigest(const QByteArray &key, const QByteArray &text, qsizetype size)
{
    QByteArray digest(size, '\0');
    crypto_generichash(sodiumBytes(digest), std::size_t(size), sodiumBytes(text), std::size_t(text.size()),
                       sodiumBytes(key), std::size_t(key.size()));
    return digest;
}

QByteArray sealOf(const QByteArray &key, const QByteArray &content)
{
    static_assert(crypto_auth_KEYBYTES == 32);
    QByteArray seal(sealBytes, '\0');
    crypto_auth(sodiumBytes(seal), sodiumBytes(content), std::size_t(content.size()), sodiumBytes(key));
    return seal;
}

std::optional<Session> sessionOf(const QCborArray &array)
{
    Session session;
    session.isPass = array[0].toBool();
    session.role = array[1].toBool() ? Role::Operator : Role::Viewer;
    session.number = array[2].toByteArray();
    session.token = array[3].toByteArray();
    session.book = array[4].toByteArray();
    session.name = array[5].toString();
    session.until = array[6].toInteger();
    session.last = array[7].toInteger();
    const bool isSound = array.size() == members && session.number.size() == Session::numberBytes &&
                         session.token.size() == printBytes && session.name.size() <= longestName;
    return isSound ? std::optional(session) : std::nullopt;
}

} // namespace

QByteArray sessionKeyOf(const QByteArray &clusterKey, const QString &clusterName)
{
    return digestOf("everbounce session", {clusterKey, clusterName.toUtf8()});
}

QByteArray SessionSeal::seal(const Session &session) const
{
    if (!isUsable())
        return {};
    const QByteArray content =
        QCborValue(QCborArray{session.isPass, session.role == Role::Operator, session.number, session.token,
                              session.book, session.name, session.until, session.last})
            .toCbor();
    return prefix + (content + sealOf(m_key, content)).toBase64(base64);
}

std::optional<Session> SessionSeal::read(const QByteArray &text, qint64 now) const
{
    if (!isUsable() || !isSealed(text) || text.size() > mostBytes)
        return std::nullopt;
    const auto decoded = QByteArray::fromBase64Encoding(text.mid(sizeof prefix - 1),
                                                        base64 | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() <= sealBytes)
        return std::nullopt;
    const QByteArray content = decoded.decoded.chopped(sealBytes);
    if (crypto_auth_verify(sodiumBytes(decoded.decoded.last(sealBytes)), sodiumBytes(content),
                           std::size_t(content.size()), sodiumBytes(m_key)) != 0)
        return std::nullopt;
    const auto session = sessionOf(QCborValue::fromCbor(content).toArray());
    return session && session->until > now ? session : std::nullopt;
}

QByteArray SessionSeal::printOf(const QByteArray &tokenDigest) const
{
    return keyedDigest(m_key, "token" + tokenDigest, printBytes);
}

QByteArray SessionSeal::tag() const
{
    return keyedDigest(m_key, "tag", printBytes).first(4).toHex();
}

} // namespace everbounce
