// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/digits/PairingKeys.h"

#include "engine/base/secrets/Secrets.h"

#include <QString>
#include <QtEndian>

#include <sodium.h>

namespace everbounce {
namespace {

static_assert(crypto_kx_PUBLICKEYBYTES == Ephemeral::publicBytes && crypto_kx_SECRETKEYBYTES == 32);
static_assert(crypto_kx_SESSIONKEYBYTES == 32 && crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32);

using Nonce = std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES>;

Nonce nonceOf(quint64 number)
{
    Nonce nonce{};
    qToLittleEndian(number, nonce.data());
    return nonce;
}

/// One key of the exchange, bound to all that was said and to the secret.
void bind(std::array<unsigned char, 32> &key, const QByteArray &transcript, const QByteArray &secret)
{
    const QByteArray context = digestOf("everbounce pairing key", {transcript, secret});
    std::array<unsigned char, 32> bound{};
    crypto_generichash(bound.data(), bound.size(), sodiumBytes(context), std::size_t(context.size()),
                       key.data(), key.size());
    key = bound;
    sodium_memzero(bound.data(), bound.size());
}

QString digitsOf(const QByteArray &transcript)
{
    const QByteArray digest = digestOf("everbounce pairing digits", {transcript});
    const quint64 number = qFromBigEndian<quint64>(digest.constData()) % 1'000'000;
    const QString digits = QString::number(number).rightJustified(6, u'0');
    return digits.first(3) + u' ' + digits.last(3);
}

} // namespace

Ephemeral::Ephemeral()
{
    useSodium();
    crypto_kx_keypair(m_public.data(), m_secret.data());
}

Ephemeral::~Ephemeral()
{
    sodium_memzero(m_secret.data(), m_secret.size());
}

QByteArray Ephemeral::publicKey() const
{
    return {reinterpret_cast<const char *>(m_public.data()), publicBytes};
}

std::optional<PairingKeys> PairingKeys::derive(PairingRole role, const Ephemeral &own,
                                               const QByteArray &other, const QByteArray &transcript,
                                               const QByteArray &secret)
{
    PairingKeys keys;
    const auto session =
        role == PairingRole::Inviter ? crypto_kx_server_session_keys : crypto_kx_client_session_keys;
    if (other.size() != Ephemeral::publicBytes ||
        session(keys.m_receiveKey.data(), keys.m_sendKey.data(), own.m_public.data(), own.m_secret.data(),
                sodiumBytes(other)) != 0)
        return std::nullopt;
    bind(keys.m_sendKey, transcript, secret);
    bind(keys.m_receiveKey, transcript, secret);
    keys.m_digits = digitsOf(transcript);
    return keys;
}

PairingKeys::~PairingKeys()
{
    sodium_memzero(m_sendKey.data(), m_sendKey.size());
    sodium_memzero(m_receiveKey.data(), m_receiveKey.size());
}

QByteArray PairingKeys::seal(const QByteArray &message)
{
    QByteArray sealed(message.size() + qsizetype(crypto_aead_xchacha20poly1305_ietf_ABYTES), '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(sodiumBytes(sealed), nullptr, sodiumBytes(message),
                                               std::size_t(message.size()), nullptr, 0, nullptr,
                                               nonceOf(m_sent++).data(), m_sendKey.data());
    return sealed;
}

std::optional<QByteArray> PairingKeys::open(const QByteArray &sealed)
{
    constexpr auto overhead = qsizetype(crypto_aead_xchacha20poly1305_ietf_ABYTES);
    if (sealed.size() < overhead)
        return std::nullopt;
    QByteArray message(sealed.size() - overhead, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(sodiumBytes(message), nullptr, nullptr,
                                                   sodiumBytes(sealed), std::size_t(sealed.size()), nullptr,
                                                   0, nonceOf(m_received).data(), m_receiveKey.data()) != 0)
        return std::nullopt;
    ++m_received;
    return message;
}

} // namespace everbounce
