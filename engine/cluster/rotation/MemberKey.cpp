// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/rotation/MemberKey.h"

#include "engine/base/secrets/Secrets.h"

#include <sodium.h>

namespace everbounce {

static_assert(crypto_box_PUBLICKEYBYTES == 32 && crypto_box_SECRETKEYBYTES == 32);

MemberKey::MemberKey(const QByteArray &secret)
{
    Q_ASSERT(secret.size() == qsizetype(crypto_box_SEEDBYTES));
    useSodium();
    crypto_box_seed_keypair(m_public.data(), m_secret.data(), sodiumBytes(secret));
}

MemberKey::~MemberKey()
{
    sodium_memzero(m_secret.data(), m_secret.size());
}

QByteArray MemberKey::publicKey() const
{
    return {reinterpret_cast<const char *>(m_public.data()), qsizetype(m_public.size())};
}

std::optional<QByteArray> MemberKey::open(const QByteArray &box) const
{
    if (box.size() < qsizetype(crypto_box_SEALBYTES))
        return std::nullopt;
    QByteArray content(box.size() - qsizetype(crypto_box_SEALBYTES), '\0');
    const bool isOpen = crypto_box_seal_open(sodiumBytes(content), sodiumBytes(box), std::size_t(box.size()),
                                             m_public.data(), m_secret.data()) == 0;
    return isOpen ? std::optional(content) : std::nullopt;
}

QByteArray MemberKey::seal(const QByteArray &member, const QByteArray &content)
{
    QByteArray box(content.size() + qsizetype(crypto_box_SEALBYTES), '\0');
    const bool isSealed = member.size() == qsizetype(crypto_box_PUBLICKEYBYTES) &&
                          crypto_box_seal(sodiumBytes(box), sodiumBytes(content), std::size_t(content.size()),
                                          sodiumBytes(member)) == 0;
    return isSealed ? box : QByteArray();
}

} // namespace everbounce
