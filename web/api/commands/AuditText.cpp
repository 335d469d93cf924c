// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/commands/AuditText.h"

#include "web/access/tokens/TokenBook.h"
#include "web/api/commands/AuditLog.h"
#include "web/text/Json.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace everbounce {
namespace {

bool isSecret(const QString &member)
{
    return member.contains(QLatin1String("token"), Qt::CaseInsensitive) ||
           member.contains(QLatin1String("pass"), Qt::CaseInsensitive);
}

bool isPlainWord(const QString &text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) {
        return c.isLetterOrNumber() || QStringLiteral("._:/-").contains(c);
    });
}

QString plainText(const QString &text)
{
    constexpr qsizetype longest = 60;
    const QString shown = text.size() > longest ? text.first(longest) + u'…' : text;
    return isPlainWord(shown) ? shown : QString::fromUtf8(json::string(shown));
}

QString plainValue(const QJsonValue &value)
{
    if (value.isString())
        return plainText(value.toString());
    if (value.isObject() || value.isArray())
        return value.isArray() ? QStringLiteral("[…]") : QStringLiteral("{…}");
    return value.toVariant().isNull() ? QStringLiteral("null") : value.toVariant().toString();
}

QJsonValue withoutTokensIn(const QJsonValue &value)
{
    if (value.isObject())
        return withoutTokens(value.toObject());
    if (!value.isArray())
        return value;
    QJsonArray told;
    for (const QJsonValue &each : value.toArray())
        told << withoutTokensIn(each);
    return told;
}

} // namespace

QJsonObject withoutTokens(const QJsonObject &object)
{
    QJsonObject told;
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (!isSecret(member.key()))
            told.insert(member.key(), withoutTokensIn(member.value()));
    }
    return told;
}

QString plainMembers(const QJsonObject &object)
{
    QString text;
    for (auto member = object.begin(); member != object.end(); ++member)
        text += u' ' + plainText(member.key()) + u'=' + plainValue(member.value());
    return text;
}

QString plainBody(const QByteArray &body)
{
    return plainMembers(withoutTokens(QJsonDocument::fromJson(body).object()));
}

QString toldPath(const QString &path)
{
    const QLatin1String tokens("/api/v1/tokens/");
    const bool isId = path.size() - tokens.size() <= TokenBook::longestId;
    return path.startsWith(tokens) && !isId ? tokens + QStringLiteral("…") : path;
}

QString toldBody(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return {};
    const QJsonObject told = withoutTokens(document.object());
    const bool isAsItCame = told == document.object();
    const QByteArray text = isAsItCame ? body : QJsonDocument(told).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(text.left(AuditLog::longestWhat));
}

} // namespace everbounce
