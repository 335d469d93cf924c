// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/keys/Tls.h"

#include <QNetworkProxy>
#include <QSslCipher>
#include <QSslPreSharedKeyAuthenticator>

#include <algorithm>

namespace everbounce {
namespace {

QList<QSslCipher> pskCiphers()
{
    QList<QSslCipher> ciphers;
    for (const auto &name :
         {QStringLiteral("ECDHE-PSK-CHACHA20-POLY1305"), QStringLiteral("DHE-PSK-AES256-GCM-SHA384")}) {
        const QSslCipher cipher(name);
        if (!cipher.isNull())
            ciphers.append(cipher);
    }
    return ciphers;
}

/// The identity of nodes that know one key only.
constexpr QByteArrayView onlyKey("everbounce");

QByteArray idsOf(const QList<ClusterKeys> &keys)
{
    QByteArrayList ids;
    for (const ClusterKeys &key : keys)
        ids.append(key.id);
    return ids.join(' ');
}

/// The newest key that the other side names, too. Null if there is none.
const ClusterKeys *commonKey(const QList<ClusterKeys> &keys, const QByteArray &named)
{
    if (named.isEmpty() || named == onlyKey)
        return &keys.first();
    const QByteArrayList ids = named.split(' ');
    const auto found =
        std::ranges::find_if(keys, [&](const ClusterKeys &key) { return ids.contains(key.id); });
    return found == keys.end() ? nullptr : &*found;
}

} // namespace

QSslConfiguration pskConfiguration()
{
    QSslConfiguration configuration;
    configuration.setProtocol(QSsl::TlsV1_2);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setCiphers(pskCiphers());
    configuration.setSslOption(QSsl::SslOptionDisableSessionTickets, true);
    return configuration;
}

bool pskSupported()
{
    return QSslSocket::supportsSsl() && !pskCiphers().isEmpty();
}

void usePsk(QSslSocket *socket, const QList<ClusterKeys> &keys,
            const std::function<void(const QByteArray &id)> &chosen)
{
    QSslConfiguration configuration = pskConfiguration();
    configuration.setPreSharedKeyIdentityHint(idsOf(keys));
    socket->setProxy(QNetworkProxy::NoProxy);
    socket->setSslConfiguration(configuration);
    QObject::connect(socket, &QSslSocket::preSharedKeyAuthenticationRequired, socket,
                     [socket, keys, chosen](QSslPreSharedKeyAuthenticator *authenticator) {
                         const bool dials = socket->mode() == QSslSocket::SslClientMode;
                         const QByteArray hint = authenticator->identityHint();
                         const auto *key = commonKey(keys, dials ? hint : authenticator->identity());
                         if (!key)
                             return; // without a key the handshake fails
                         if (dials)
                             authenticator->setIdentity(hint.isEmpty() ? onlyKey.toByteArray() : key->id);
                         authenticator->setPreSharedKey(key->link);
                         if (chosen)
                             chosen(key->id);
                     });
}

} // namespace everbounce
