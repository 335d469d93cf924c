// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCborValue>

namespace everbounce {

/// The value that the bytes hold; undefined where they are malformed or end too soon. Of such bytes Qt gives
/// what it could read, and a map that ends with half a member is read beyond its end (QCborMap::operator[],
/// Qt 6.4): so nothing may look into that.
inline QCborValue parsedCbor(const QByteArray &bytes)
{
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(bytes, &error);
    return error.error == QCborError::NoError ? value : QCborValue();
}

} // namespace everbounce
