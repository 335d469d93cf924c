// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/NodeTrust.h"

#include "web/access/sender/RunTokenSearch.h"

#include <QSslCertificate>
#include <QSslConfiguration>

namespace everbounce::ctl {
namespace {

bool trustsOthers = false;

QByteArray certificatesOf(const QUrl &node)
{
    constexpr int usual = 80, usualEncrypted = 443;
    const bool isEncrypted = node.scheme() == QLatin1String("https");
    return findRunCertificates(node.host(), quint16(node.port(isEncrypted ? usualEncrypted : usual)));
}

} // namespace

bool trustOnly(const QString &caFile)
{
    const QList<QSslCertificate> authorities = QSslCertificate::fromPath(caFile);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(authorities);
    QSslConfiguration::setDefaultConfiguration(tls);
    trustsOthers = true;
    return !authorities.isEmpty();
}

QUrl asServed(const QUrl &node)
{
    if (node.scheme() != QLatin1String("http") || certificatesOf(node).isEmpty())
        return node;
    QUrl served = node;
    served.setScheme(QStringLiteral("https"));
    served.setPort(node.port(80));
    return served;
}

QList<QSslError> toleratedAt(const QUrl &node)
{
    QList<QSslError> tolerated;
    if (trustsOthers || node.scheme() != QLatin1String("https"))
        return tolerated;
    for (const QSslCertificate &certificate : QSslCertificate::fromData(certificatesOf(node))) {
        for (const auto error :
             {QSslError::HostNameMismatch, QSslError::SelfSignedCertificate,
              QSslError::SelfSignedCertificateInChain, QSslError::UnableToGetLocalIssuerCertificate,
              QSslError::UnableToVerifyFirstCertificate, QSslError::CertificateUntrusted,
              QSslError::CertificateExpired, QSslError::CertificateNotYetValid, QSslError::InvalidPurpose,
              QSslError::InvalidCaCertificate})
            tolerated << QSslError(error, certificate);
    }
    return tolerated;
}

} // namespace everbounce::ctl
