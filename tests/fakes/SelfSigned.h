// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

#include <memory>

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace everbounce {

/// A certificate for localhost and 127.0.0.1 with its key, made anew for a test, both in the PEM format.
struct SelfSigned
{
    QByteArray certificate;
    QByteArray key;

    /// Good from a while ago until that many days from now.
    explicit SelfSigned(int days = 7)
        : SelfSigned(days, nullptr, false)
    {
    }

    /// One that issues others.
    static SelfSigned authority() { return SelfSigned(7, nullptr, true); }

    /// A certificate that is not self-signed after all, but by this one.
    SelfSigned issue(int days) const { return SelfSigned(days, this, false); }

private:
    SelfSigned(int days, const SelfSigned *issuer, bool isAuthority)
    {
        const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pair(EVP_EC_gen("P-256"), EVP_PKEY_free);
        const std::unique_ptr<X509, decltype(&X509_free)> made(X509_new(), X509_free);
        constexpr long day = 86'400;
        X509_set_version(made.get(), 2);
        ASN1_INTEGER_set(X509_get_serialNumber(made.get()), long(quintptr(pair.get()) % 1'000'000) + 1);
        X509_gmtime_adj(X509_getm_notBefore(made.get()), -100 * day);
        X509_gmtime_adj(X509_getm_notAfter(made.get()), days * day);
        X509_set_pubkey(made.get(), pair.get());
        X509_NAME *name = X509_get_subject_name(made.get());
        nameIt(name, issuer ? "issued for an everbounce test" : "everbounce test");
        extend(made.get(), NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
        if (isAuthority)
            extend(made.get(), NID_basic_constraints, "critical,CA:TRUE");
        const std::unique_ptr<X509_NAME, decltype(&X509_NAME_free)> by(X509_NAME_new(), X509_NAME_free);
        nameIt(by.get(), "everbounce test");
        X509_set_issuer_name(made.get(), by.get());
        const auto issuerKey = issuer ? keyFrom(issuer->key) : KeyPointer(nullptr, EVP_PKEY_free);
        X509_sign(made.get(), issuer ? issuerKey.get() : pair.get(), EVP_sha256());
        certificate = pemOf([&](BIO *bio) { PEM_write_bio_X509(bio, made.get()); });
        key = pemOf([&](BIO *bio) {
            PEM_write_bio_PrivateKey(bio, pair.get(), nullptr, nullptr, 0, nullptr, nullptr);
        });
    }

public:
    /// Writes both, the key so that only its owner can read it. A file that is there is replaced as a whole.
    bool write(const QString &certificateFile, const QString &keyFile) const
    {
        return replace(certificateFile, certificate) && replace(keyFile, key);
    }

    static bool replace(const QString &path, const QByteArray &content)
    {
        QFile file(path + QLatin1String(".new"));
        if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
            file.write(content) != content.size())
            return false;
        file.close();
        return ::rename(QFile::encodeName(file.fileName()).constData(),
                        QFile::encodeName(path).constData()) == 0;
    }

private:
    using KeyPointer = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

    static void nameIt(X509_NAME *name, const char *text)
    {
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>(text),
                                   -1, -1, 0);
    }

    static void extend(X509 *certificate, int kind, const char *text)
    {
        X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, text);
        X509_add_ext(certificate, extension, -1);
        X509_EXTENSION_free(extension);
    }

    static KeyPointer keyFrom(const QByteArray &pem)
    {
        const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(pem.constData(), int(pem.size())),
                                                            BIO_free);
        return {PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr), EVP_PKEY_free};
    }

    template<typename Write>
    static QByteArray pemOf(Write write)
    {
        const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), BIO_free);
        write(bio.get());
        char *text = nullptr;
        const long size = BIO_get_mem_data(bio.get(), &text);
        return QByteArray(text, qsizetype(size));
    }
};

} // namespace everbounce
