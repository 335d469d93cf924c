// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options/CoordinationOptions.h"

#include "engine/base/files/OutsideFile.h"
#include "engine/lease/etcd/EtcdLease.h"

#include <QSslCertificate>
#include <QSslKey>

namespace everbounce {
namespace {

constexpr qsizetype mostMembers = 9;
constexpr qint64 mostBytes = 1024 * 1024;
constexpr qsizetype longestPassword = 1024;

const QLatin1String etcdPrefix("etcd:");

QString readMembers(const QString &where, QList<QUrl> &members)
{
    if (where.isEmpty() || where == QLatin1String("peers"))
        return {};
    if (!where.startsWith(etcdPrefix))
        return QStringLiteral("--coordination takes peers or etcd:URL,URL,..., not '%1'.").arg(where);
    for (const QString &text : where.mid(etcdPrefix.size()).split(QLatin1Char(','))) {
        const QUrl url(text, QUrl::StrictMode);
        const bool isWeb = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
        const bool isPlain = url.path().size() <= 1 && url.query().isEmpty() && url.userInfo().isEmpty();
        if (!url.isValid() || !isWeb || url.host().isEmpty() || !isPlain)
            return QStringLiteral("--coordination takes addresses such as https://a.example:2379, not '%1'.")
                .arg(text);
        members << url;
    }
    if (members.size() > mostMembers)
        return QStringLiteral("--coordination takes at most %1 members of etcd.").arg(mostMembers);
    const bool isSecure = members.first().scheme() == QLatin1String("https");
    for (const QUrl &url : members) {
        if ((url.scheme() == QLatin1String("https")) != isSecure)
            return QStringLiteral("--coordination takes either http or https for all members of etcd.");
    }
    return {};
}

/// `isSecret`: others must not be able to read it.
QString readFile(const char *option, const QString &path, bool isSecret, QByteArray &content)
{
    if (path.isEmpty())
        return {};
    OutsideFile file(path);
    const auto failed = [&](const QString &why) {
        return QStringLiteral("--%1: %2 %3").arg(QLatin1String(option), path, why);
    };
    if (!file.isOpen())
        return failed(QStringLiteral("cannot be used: %1.").arg(file.problem()));
    if (isSecret && file.grants(S_IRWXG | S_IRWXO))
        return failed(QStringLiteral("is open to others; run chmod 600 on it."));
    content = file.read(mostBytes).value_or(QByteArray());
    return content.trimmed().isEmpty() ? failed(QStringLiteral("holds nothing that can be used."))
                                       : QString();
}

QString readPem(const char *option, const QString &path, const char *what, bool isSecret, QByteArray &content)
{
    const QString problem = readFile(option, path, isSecret, content);
    if (!problem.isEmpty() || path.isEmpty() || content.contains(what))
        return problem;
    return QStringLiteral("--%1: %2 is no file in the PEM format.").arg(QLatin1String(option), path);
}

QString readPassword(const QString &path, QString &password)
{
    QByteArray content;
    if (const QString problem = readFile("coordination-password-file", path, true, content);
        !problem.isEmpty())
        return problem;
    while (content.endsWith('\n') || content.endsWith('\r'))
        content.chop(1);
    if (content.size() > longestPassword)
        return QStringLiteral("--coordination-password-file: %1 holds more than a password.").arg(path);
    password = QString::fromUtf8(content);
    return {};
}

QString fitOf(const CoordinationTexts &texts, const CoordinationOptions &options)
{
    const bool isSecure = options.isEtcd() && options.members.first().scheme() == QLatin1String("https");
    const bool hasTls =
        !texts.authoritiesFile.isEmpty() || !texts.certificateFile.isEmpty() || !texts.keyFile.isEmpty();
    if (!options.isEtcd() && (hasTls || !texts.user.isEmpty() || !texts.passwordFile.isEmpty()))
        return QStringLiteral(
            "--coordination-user, -password-file, -ca, -cert and -key are for --coordination etcd:...");
    if (texts.user.isEmpty() != texts.passwordFile.isEmpty())
        return QStringLiteral("--coordination-user and --coordination-password-file go together.");
    if (texts.certificateFile.isEmpty() != texts.keyFile.isEmpty())
        return QStringLiteral("--coordination-cert and --coordination-key go together.");
    if (hasTls && !isSecure)
        return QStringLiteral("--coordination-ca, -cert and -key are for members with https addresses.");
    return {};
}

} // namespace

QString readCoordination(const CoordinationTexts &texts, CoordinationOptions &options)
{
    if (!texts.takeover.isEmpty() && texts.takeover != QLatin1String("on") &&
        texts.takeover != QLatin1String("off"))
        return QStringLiteral("--coordination-takeover takes on or off, not '%1'.").arg(texts.takeover);
    options.takesOver = texts.takeover != QLatin1String("off");
    options.user = texts.user;
    QString problem = readMembers(texts.where, options.members);
    if (problem.isEmpty())
        problem = fitOf(texts, options);
    if (problem.isEmpty())
        problem = readPassword(texts.passwordFile, options.password);
    if (problem.isEmpty())
        problem = readPem("coordination-ca", texts.authoritiesFile, "-----BEGIN CERTIFICATE", false,
                          options.authorities);
    if (problem.isEmpty())
        problem = readPem("coordination-cert", texts.certificateFile, "-----BEGIN CERTIFICATE", false,
                          options.certificate);
    if (problem.isEmpty())
        problem = readPem("coordination-key", texts.keyFile, "PRIVATE KEY", true, options.key);
    return problem;
}

QString toEtcdSettings(const CoordinationOptions &options, EtcdSettings &settings)
{
    settings.access.members = options.members;
    settings.access.user = options.user;
    settings.access.password = options.password;
    settings.takesOver = options.takesOver;
    QSslConfiguration &tls = settings.access.tls;
    tls = QSslConfiguration::defaultConfiguration();
    if (!options.authorities.isEmpty()) {
        const auto authorities = QSslCertificate::fromData(options.authorities, QSsl::Pem);
        if (authorities.isEmpty())
            return QStringLiteral("The file of --coordination-ca holds no certificate that can be read.");
        tls.setCaCertificates(authorities);
    }
    if (options.certificate.isEmpty())
        return {};
    const auto certificates = QSslCertificate::fromData(options.certificate, QSsl::Pem);
    QSslKey key(options.key, QSsl::Rsa);
    if (key.isNull())
        key = QSslKey(options.key, QSsl::Ec);
    if (certificates.isEmpty() || key.isNull())
        return QStringLiteral(
            "The files of --coordination-cert and --coordination-key hold no certificate and key "
            "that can be read.");
    tls.setLocalCertificateChain(certificates);
    tls.setPrivateKey(key);
    return {};
}

} // namespace everbounce
