// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/etcd/EtcdOptions.h"

#include "engine/base/files/FileRenewal.h"
#include "engine/base/files/OutsideFile.h"
#include "engine/lease/etcd/EtcdLease.h"
#include "engine/lease/etcd/EtcdMembers.h"

#include <QSslCertificate>
#include <QSslKey>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>

namespace everbounce {
namespace {

constexpr qsizetype mostMembers = 9;
constexpr qint64 mostBytes = 1024 * 1024;
constexpr qsizetype longestPassword = 1024;

bool isSecure(const QUrl &member)
{
    return member.scheme() == QLatin1String("https");
}

bool isSamePlace(const QUrl &one, const QUrl &other)
{
    const auto port = [](const QUrl &url) { return url.port(isSecure(url) ? 443 : 80); };
    return one.host() == other.host() && port(one) == port(other);
}

/// A member that counted twice would count as two on whose disks a record is.
QString readMembers(const QString &where, QList<QUrl> &members)
{
    for (const QString &text : where.split(QLatin1Char(','))) {
        const QUrl url(text, QUrl::StrictMode);
        const bool isWeb = isSecure(url) || url.scheme() == QLatin1String("http");
        const bool isPlain =
            url.path().size() <= 1 && !url.hasQuery() && !url.hasFragment() && url.userInfo().isEmpty();
        if (!url.isValid() || !isWeb || url.host().isEmpty() || url.port() == 0 || !isPlain)
            return QStringLiteral("--coordination takes addresses such as https://a.example:2379, not '%1'.")
                .arg(text);
        if (std::ranges::any_of(members, [&url](const QUrl &other) { return isSamePlace(url, other); }))
            return QStringLiteral("--coordination names the member %1 of etcd twice.").arg(url.authority());
        members << url;
    }
    if (members.size() > mostMembers)
        return QStringLiteral("--coordination takes at most %1 members of etcd.").arg(mostMembers);
    for (const QUrl &url : members) {
        if (isSecure(url) != isSecure(members.first()))
            return QStringLiteral("--coordination takes either http or https for all members of etcd.");
    }
    return {};
}

/// `isSecret`: others must not be able to read it.
QString readFile(const char *option, const QString &path, bool isSecret, QByteArray &content)
{
    if (path.isEmpty())
        return {};
    OutsideFile file(targetOf(path));
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

/// The texts of etcd's options, and the files that they name.
class Texts
{
public:
    explicit Texts(const CoordinationTexts &texts)
        : m_texts(texts)
    {
    }

    QString of(const char *option) const { return m_texts.value(QLatin1String(option)); }
    bool has(const char *option) const { return !of(option).isEmpty(); }
    bool hasTls() const
    {
        return has("coordination-ca") || has("coordination-cert") || has("coordination-key");
    }

    QStringList files() const
    {
        QStringList named;
        for (const char *option :
             {"coordination-password-file", "coordination-ca", "coordination-cert", "coordination-key"}) {
            if (has(option))
                named << of(option);
        }
        return named;
    }

    QString readPem(const char *option, const char *what, bool isSecret, QByteArray &content) const
    {
        const QString problem = readFile(option, of(option), isSecret, content);
        if (!problem.isEmpty() || !has(option) || content.contains(what))
            return problem;
        return QStringLiteral("--%1: %2 is no file in the PEM format.")
            .arg(QLatin1String(option), of(option));
    }

    QString readPassword(QString &password) const
    {
        const char *const option = "coordination-password-file";
        QByteArray content;
        if (const QString problem = readFile(option, of(option), true, content); !problem.isEmpty())
            return problem;
        while (content.endsWith('\n') || content.endsWith('\r'))
            content.chop(1);
        if (content.size() > longestPassword)
            return QStringLiteral("--%1: %2 holds more than a password.")
                .arg(QLatin1String(option), of(option));
        password = QString::fromUtf8(content);
        return {};
    }

private:
    const CoordinationTexts &m_texts;
};

QString readTakeover(const Texts &texts, bool &takesOver)
{
    const QString takeover = texts.of("coordination-takeover");
    takesOver = takeover != QLatin1String("off");
    return takeover.isEmpty() || !takesOver || takeover == QLatin1String("on")
               ? QString()
               : QStringLiteral("--coordination-takeover takes on or off, not '%1'.").arg(takeover);
}

QString fitOf(const Texts &texts, const QList<QUrl> &members)
{
    if (texts.has("coordination-user") != texts.has("coordination-password-file"))
        return QStringLiteral("--coordination-user and --coordination-password-file go together.");
    if (texts.has("coordination-cert") != texts.has("coordination-key"))
        return QStringLiteral("--coordination-cert and --coordination-key go together.");
    if (texts.hasTls() && !isSecure(members.first()))
        return QStringLiteral("--coordination-ca, -cert and -key are for members with https addresses.");
    return {};
}

struct FreeTls
{
    void operator()(BIO *bio) const { BIO_free(bio); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
template<typename T>
using OwnedTls = std::unique_ptr<T, FreeTls>;

OwnedTls<BIO> readingPem(const QByteArray &pem)
{
    return OwnedTls<BIO>(BIO_new_mem_buf(pem.constData(), int(pem.size())));
}

/// Whether the first certificate is that of this key. Qt cannot tell.
bool belongTogether(const QByteArray &certificates, const QByteArray &key)
{
    const OwnedTls<X509> own(
        PEM_read_bio_X509(readingPem(certificates).get(), nullptr, nullptr, const_cast<char *>("")));
    const OwnedTls<EVP_PKEY> secret(
        PEM_read_bio_PrivateKey(readingPem(key).get(), nullptr, nullptr, const_cast<char *>("")));
    const bool isItsKey = own && secret && X509_check_private_key(own.get(), secret.get()) == 1;
    ERR_clear_error();
    return isItsKey;
}

QString readFaults(const Texts &texts, QString &pipe)
{
    pipe = texts.of("etcd-faults");
    return pipe.isEmpty() || isPipe(pipe)
               ? QString()
               : QStringLiteral("--etcd-faults takes the pipe of packaging/etcd-members, and %1 is none.")
                     .arg(pipe);
}

} // namespace

QString readEtcdOptions(const QString &members, const CoordinationTexts &given, EtcdOptions &options)
{
    const Texts texts(given);
    options.user = texts.of("coordination-user");
    options.files = texts.files();
    QString problem = readTakeover(texts, options.takesOver);
    if (problem.isEmpty())
        problem = readMembers(members, options.members);
    if (problem.isEmpty())
        problem = fitOf(texts, options.members);
    if (problem.isEmpty())
        problem = texts.readPassword(options.password);
    if (problem.isEmpty())
        problem = texts.readPem("coordination-ca", "-----BEGIN CERTIFICATE", false, options.authorities);
    if (problem.isEmpty())
        problem = texts.readPem("coordination-cert", "-----BEGIN CERTIFICATE", false, options.certificate);
    if (problem.isEmpty())
        problem = texts.readPem("coordination-key", "PRIVATE KEY", true, options.key);
    if (problem.isEmpty())
        problem = readFaults(texts, options.faults);
    return problem;
}

QString refuseEtcdOptions(const CoordinationTexts &given)
{
    const Texts texts(given);
    bool takesOver = true;
    if (const QString problem = readTakeover(texts, takesOver); !problem.isEmpty())
        return problem;
    if (texts.hasTls() || texts.has("coordination-user") || texts.has("coordination-password-file"))
        return QStringLiteral(
            "--coordination-user, -password-file, -ca, -cert and -key are for --coordination etcd:...");
    return texts.has("etcd-faults") ? QStringLiteral("--etcd-faults is for --coordination etcd:...")
                                    : QString();
}

QString toEtcdSettings(const EtcdOptions &options, EtcdSettings &settings)
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
    if (!belongTogether(options.certificate, options.key))
        return QStringLiteral(
            "The key of --coordination-key is not that of the certificate of --coordination-cert.");
    tls.setLocalCertificateChain(certificates);
    tls.setPrivateKey(key);
    return {};
}

} // namespace everbounce
