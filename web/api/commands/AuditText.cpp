// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/commands/AuditText.h"

#include "web/access/tokens/TokenBook.h"
#include "web/api/commands/AuditLog.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace everbounce {
namespace {

bool isSecret(const QString &member)
{
    return member.contains(QLatin1String("token"), Qt::CaseInsensitive) ||
           member.contains(QLatin1String("pass"), Qt::CaseInsensitive);
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
