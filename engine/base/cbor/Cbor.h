// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCborMap>
#include <QCborValue>

namespace everbounce {

/// The value that the bytes hold; undefined if they are malformed or end too soon. Of such bytes Qt returns
/// what it could read, and reads beyond the end of a map that ends with half a member (QCborMap::operator[],
/// Qt 6.4). So nothing may look into that.
inline QCborValue parsedCbor(const QByteArray &bytes)
{
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(bytes, &error);
    return error.error == QCborError::NoError ? value : QCborValue();
}

/// The map as bytes.
inline QByteArray encodedCbor(const QCborMap &map)
{
    return map.toCborValue().toCbor();
}

} // namespace everbounce
