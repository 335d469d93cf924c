// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/secrets/Secrets.h"

#include <QtEndian>

#include <array>
#include <sodium.h>

namespace everbounce {

void useSodium()
{
    if (sodium_init() < 0)
        qFatal("libsodium cannot be used on this machine");
}

QByteArray randomBytes(qsizetype count)
{
    useSodium();
    QByteArray random(count, '\0');
    randombytes_buf(random.data(), std::size_t(count));
    return random;
}

QByteArray digestOf(const char *label, const QList<QByteArray> &parts)
{
    QByteArray digest(32, '\0');
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, std::size_t(digest.size()));
    for (const QByteArray &part : QList<QByteArray>{label} + parts) {
        std::array<unsigned char, 8> length{};
        qToBigEndian(quint64(part.size()), length.data());
        crypto_generichash_update(&state, length.data(), length.size());
        crypto_generichash_update(&state, sodiumBytes(part), std::size_t(part.size()));
    }
    crypto_generichash_final(&state, sodiumBytes(digest), std::size_t(digest.size()));
    return digest;
}

} // namespace everbounce
