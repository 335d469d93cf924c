// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/Tls.h"

#include <QNetworkProxy>
#include <QSslCipher>
#include <QSslPreSharedKeyAuthenticator>

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

void usePsk(QSslSocket *socket, const QByteArray &key)
{
    socket->setProxy(QNetworkProxy::NoProxy);
    socket->setSslConfiguration(pskConfiguration());
    QObject::connect(socket, &QSslSocket::preSharedKeyAuthenticationRequired, socket,
                     [key](QSslPreSharedKeyAuthenticator *authenticator) {
                         authenticator->setIdentity("everbounce");
                         authenticator->setPreSharedKey(key);
                     });
}

} // namespace everbounce
