// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/text/Json.h"

#include "web/text/Number.h"

#include <cmath>

namespace everbounce::json {

QByteArray string(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    QByteArray result;
    result.reserve(utf8.size() + 2);
    result += '"';
    for (const char c : utf8) {
        if (c == '"' || c == '\\')
            result += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            result += "\\u" + QByteArray::number(int(c), 16).rightJustified(4, '0');
        else
            result += c;
    }
    return result += '"';
}

QByteArray number(double value)
{
    return std::isfinite(value) ? shortestDecimal(value) : QByteArrayLiteral("null");
}

QByteArray boolean(bool value)
{
    return value ? QByteArrayLiteral("true") : QByteArrayLiteral("false");
}

QByteArray object(const QList<Member> &members)
{
    QByteArray result = "{";
    for (const auto &[name, value] : members) {
        if (result.size() > 1)
            result += ',';
        result += '"';
        result += name;
        result += "\":";
        result += value;
    }
    return result += '}';
}

QByteArray array(const QList<QByteArray> &values)
{
    return '[' + values.join(',') + ']';
}

QByteArray strings(const QStringList &texts)
{
    QList<QByteArray> values;
    for (const QString &text : texts)
        values.append(string(text));
    return array(values);
}

} // namespace everbounce::json
