// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/tls/TlsPair.h"

#include "engine/base/files/FileRenewal.h"
#include "engine/base/files/OutsideFile.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace everbounce {
namespace {

constexpr qint64 mostPemBytes = 256 * 1024;
constexpr int mostIssuers = 16;

struct Free
{
    void operator()(BIO *bio) const { BIO_free(bio); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
template<typename T>
using Owned = std::unique_ptr<T, Free>;

TlsPair failed(const char *option, const QString &path, const QString &why)
{
    return {{}, {}, {}, QStringLiteral("--%1: %2 %3").arg(QLatin1String(option), path, why)};
}

Owned<BIO> reading(const QByteArray &pem)
{
    return Owned<BIO>(BIO_new_mem_buf(pem.constData(), int(pem.size())));
}

/// A key that is encrypted cannot be used: nobody is there to ask.
int noPassword(char *, int, int, void *)
{
    return 0;
}

TlsContext newContext()
{
    TlsContext context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    // A client that renegotiates only costs time. Sessions go on by tickets, so that none of them is kept
    // here.
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                           SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context.get(), 1);
    SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                        SSL_MODE_RELEASE_BUFFERS);
    // Forward secrecy and authenticated encryption; of TLS 1.3 all have both.
    SSL_CTX_set_cipher_list(context.get(), "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_alpn_select_cb(
        context.get(),
        [](SSL *, const unsigned char **chosen, unsigned char *size, const unsigned char *offered,
           unsigned int offeredSize, void *) {
            static constexpr unsigned char http[] = "\x08http/1.1";
            unsigned char *found = nullptr;
            if (SSL_select_next_proto(&found, size, http, sizeof http - 1, offered, offeredSize) !=
                OPENSSL_NPN_NEGOTIATED)
                return SSL_TLSEXT_ERR_NOACK;
            *chosen = found;
            return SSL_TLSEXT_ERR_OK;
        },
        nullptr);
    return context;
}

QString ageProblem(X509 *certificate)
{
    if (X509_cmp_current_time(X509_get0_notAfter(certificate)) < 0)
        return QStringLiteral("has expired");
    if (X509_cmp_current_time(X509_get0_notBefore(certificate)) > 0)
        return QStringLiteral("is not good yet");
    return {};
}

} // namespace

bool isInDate(const TlsContext &context)
{
    X509 *const own = context ? SSL_CTX_get0_certificate(context.get()) : nullptr;
    return own && ageProblem(own).isEmpty();
}

TlsPair readTlsPair(const TlsFiles &files)
{
    constexpr const char *ofCertificate = "tls-certificate";
    constexpr const char *ofKey = "tls-key";
    OutsideFile certificateFile(targetOf(files.certificate)), keyFile(targetOf(files.key));
    if (!certificateFile.isOpen())
        return failed(ofCertificate, files.certificate,
                      QStringLiteral("cannot be used: %1.").arg(certificateFile.problem()));
    if (!keyFile.isOpen())
        return failed(ofKey, files.key, QStringLiteral("cannot be used: %1.").arg(keyFile.problem()));
    if (keyFile.grants(S_IRWXO | S_IWGRP))
        return failed(ofKey, files.key, QStringLiteral("is open to others; run chmod 600 on it."));

    TlsPair pair{newContext(), certificateFile.read(mostPemBytes).value_or(QByteArray()), {}, {}};
    const QByteArray keyText = keyFile.read(mostPemBytes).value_or(QByteArray());
    const Owned<BIO> certificates = reading(pair.certificates);
    const Owned<X509> own(PEM_read_bio_X509(certificates.get(), nullptr, noPassword, nullptr));
    const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(reading(keyText).get(), nullptr, noPassword, nullptr));
    ERR_clear_error();
    if (!own || SSL_CTX_use_certificate(pair.context.get(), own.get()) != 1)
        return failed(ofCertificate, files.certificate,
                      QStringLiteral("holds no certificate in the PEM format that can be used."));
    if (!key)
        return failed(ofKey, files.key,
                      QStringLiteral("holds no key in the PEM format, or one that needs a password."));
    if (X509_check_private_key(own.get(), key.get()) != 1 ||
        SSL_CTX_use_PrivateKey(pair.context.get(), key.get()) != 1)
        return failed(ofKey, files.key, QStringLiteral("is not the key of %1.").arg(files.certificate));
    for (int issuers = 0; issuers < mostIssuers; ++issuers) {
        const Owned<X509> issuer(PEM_read_bio_X509(certificates.get(), nullptr, noPassword, nullptr));
        if (!issuer || SSL_CTX_add1_chain_cert(pair.context.get(), issuer.get()) != 1)
            break;
    }
    ERR_clear_error();
    if (const QString age = ageProblem(own.get()); !age.isEmpty())
        pair.warning = QStringLiteral("The certificate in %1 %2.").arg(files.certificate, age);
    return pair;
}

} // namespace everbounce
