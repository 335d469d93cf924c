// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <concepts>
#include <utility>

// JSON text, written directly as UTF-8. Unlike QJsonDocument it keeps the documented order of members, and
// writes every double as the shortest decimal that reads back the same.

namespace everbounce::json {

QByteArray string(const QString &text);
QByteArray number(double value); ///< null if the value is not finite
template<std::integral Integer>
QByteArray integer(Integer value)
{
    return QByteArray::number(value);
}
QByteArray boolean(bool value);

/// The values are already JSON texts; the names are plain ASCII.
using Member = std::pair<const char *, QByteArray>;
QByteArray object(const QList<Member> &members);
QByteArray array(const QList<QByteArray> &values);
QByteArray strings(const QStringList &texts);

} // namespace everbounce::json
