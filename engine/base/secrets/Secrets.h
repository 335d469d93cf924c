// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace everbounce {

/// Before anything else of libsodium is used; again and again, from any thread.
void useSodium();

/// As libsodium takes bytes.
inline const unsigned char *sodiumBytes(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}
inline unsigned char *sodiumBytes(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

/// Random bytes from the system.
QByteArray randomBytes(qsizetype count);

/// A digest of 32 bytes over the label and these parts, with the length of each: BLAKE2b.
QByteArray digestOf(const char *label, const QList<QByteArray> &parts);

} // namespace everbounce
