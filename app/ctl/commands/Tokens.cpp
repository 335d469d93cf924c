// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/Tokens.h"

#include "app/ctl/Http.h"
#include "app/ctl/commands/Orders.h"

#include <QDateTime>
#include <QJsonArray>

namespace everbounce::ctl {
namespace {

QString dateOf(const QJsonObject &token)
{
    return QDateTime::fromSecsSinceEpoch(token.value(QLatin1String("until")).toInteger())
        .toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

std::variant<QJsonArray, Failure> all(const QUrl &node, const QByteArray &token)
{
    const Fetched answer = fetch(node, QStringLiteral("api/v1/tokens"), token, aList);
    if (const auto *failure = std::get_if<Failure>(&answer))
        return *failure;
    return QJsonDocument::fromJson(std::get<QByteArray>(answer)).array();
}

} // namespace

int addToken(const QUrl &node, const QString &name, const QString &role, int seconds,
             const QString &tokenFile, bool asJson)
{
    QJsonObject wanted{{QStringLiteral("role"), role}, {QStringLiteral("seconds"), seconds}};
    if (!name.isEmpty())
        wanted.insert(QStringLiteral("name"), name);
    return askAndShow(
        node, tokenFile, asJson,
        [&](const QByteArray &own) {
            return order(node, QStringLiteral("api/v1/tokens"), wanted, own, "token");
        },
        [](const QJsonObject &answer) { print(text(answer, "token") + QLatin1Char('\n')); });
}

int listTokens(const QUrl &node, const QString &tokenFile, bool asJson)
{
    const auto own = tokenFor(node, tokenFile);
    if (const auto *failure = std::get_if<Failure>(&own))
        return report(*failure, asJson);
    const auto answer = all(node, std::get<QByteArray>(own));
    if (const auto *failure = std::get_if<Failure>(&answer))
        return report(*failure, asJson);
    const QJsonArray tokens = std::get<QJsonArray>(answer);
    if (asJson) {
        printJson(QJsonDocument(tokens).toJson(QJsonDocument::Compact));
        return int(Exit::Done);
    }
    QList<QStringList> rows{
        {QStringLiteral("ID"), QStringLiteral("NAME"), QStringLiteral("ROLE"), QStringLiteral("UNTIL")}};
    for (const QJsonValue &token : tokens)
        rows << QStringList{text(token.toObject(), "id"), text(token.toObject(), "name"),
                            text(token.toObject(), "role"), dateOf(token.toObject())};
    print(rows.size() == 1 ? QStringLiteral("No tokens are given out.\n") : table(rows));
    return int(Exit::Done);
}

int revokeToken(const QUrl &node, const QString &id, const QString &tokenFile, bool asJson)
{
    const auto own = tokenFor(node, tokenFile);
    if (const auto *failure = std::get_if<Failure>(&own))
        return report(*failure, asJson);
    const auto answer = all(node, std::get<QByteArray>(own));
    if (const auto *failure = std::get_if<Failure>(&answer))
        return report(*failure, asJson);
    QStringList ids;
    for (const QJsonValue &token : std::get<QJsonArray>(answer)) {
        if (text(token.toObject(), "id") == id || text(token.toObject(), "name") == id)
            ids << text(token.toObject(), "id");
    }
    if (ids.size() != 1)
        return report({Exit::Refused,
                       (ids.isEmpty() ? QStringLiteral("There is no token \"%1\".")
                                      : QStringLiteral("Several tokens are named \"%1\"; give an id."))
                           .arg(id),
                       {}},
                      asJson);
    const Fetched done =
        remove(node, QStringLiteral("api/v1/tokens/") + ids.first(), std::get<QByteArray>(own));
    if (const auto *failure = std::get_if<Failure>(&done))
        return report(*failure, asJson);
    if (asJson)
        printJson(std::get<QByteArray>(done));
    else
        print(QStringLiteral("The token is revoked.\n"));
    return int(Exit::Done);
}

} // namespace everbounce::ctl
