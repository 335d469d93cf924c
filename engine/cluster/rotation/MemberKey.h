// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <array>
#include <optional>

namespace everbounce {

/// The key pair of a member, by which it is told the cluster's keys: X25519, with libsodium's sealed boxes.
class MemberKey
{
public:
    /// From 32 secret bytes, always the same pair.
    explicit MemberKey(const QByteArray &secret);
    ~MemberKey();
    Q_DISABLE_COPY_MOVE(MemberKey)

    QByteArray publicKey() const;

    /// What somebody has sealed to this member; nothing if it was not this one.
    std::optional<QByteArray> open(const QByteArray &box) const;

    /// A box that only the member with this public key can open. Does not say who has sealed it. Empty if
    /// that is no public key.
    static QByteArray seal(const QByteArray &member, const QByteArray &content);

private:
    std::array<unsigned char, 32> m_public{};
    std::array<unsigned char, 32> m_secret{};
};

} // namespace everbounce
