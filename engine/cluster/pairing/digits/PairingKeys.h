// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <optional>

// The cryptography of pairing, all of it libsodium's: X25519 (crypto_kx), BLAKE2b (crypto_generichash) and
// XChaCha20-Poly1305 (crypto_aead). See docs/protocol.md.

namespace everbounce {

/// The part that one side plays. The newcomer dials, and gets the key.
enum class PairingRole { Inviter, Newcomer };

/// A key pair that is used once and then forgotten.
class Ephemeral
{
public:
    Ephemeral();
    ~Ephemeral();
    Q_DISABLE_COPY_MOVE(Ephemeral)

    static constexpr qsizetype publicBytes = 32;
    QByteArray publicKey() const;

private:
    friend class PairingKeys;
    std::array<unsigned char, 32> m_public;
    std::array<unsigned char, 32> m_secret;
};

/// What both sides derive from one exchange, if nobody stands between them: a key for each direction, and six
/// digits for people to compare.
class PairingKeys
{
public:
    /// `transcript` is a digest of all that was said; `secret` is known to both before, or empty. Nothing if
    /// the other side's key is none.
    static std::optional<PairingKeys> derive(PairingRole role, const Ephemeral &own, const QByteArray &other,
                                             const QByteArray &transcript, const QByteArray &secret);
    ~PairingKeys();

    /// The next message to the other side.
    QByteArray seal(const QByteArray &message);

    /// The next one from the other side; nothing if it is not that, whole and unchanged.
    std::optional<QByteArray> open(const QByteArray &sealed);

    /// "042 137": the same on both sides, unless somebody stands between them.
    QString digits() const { return m_digits; }

private:
    using Key = std::array<unsigned char, 32>;

    Key m_sendKey{};
    Key m_receiveKey{};
    quint64 m_sent = 0; ///< the number of a message is its nonce: each comes once, in order
    quint64 m_received = 0;
    QString m_digits;
};

} // namespace everbounce
