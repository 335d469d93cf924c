// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/routes/TokenRoutes.h"

#include "web/api/commands/CommandText.h"
#include "web/text/Json.h"

namespace everbounce {
namespace {

constexpr qint64 shortestToken = 60;
constexpr qint64 longestToken = 366 * 86'400LL;

HttpResponse tokenDocument(const QByteArray &body)
{
    return {200, "application/json", body, {}};
}

QList<json::Member> membersOf(const IssuedToken &token)
{
    return {{"id", json::string(token.id)},
            {"name", json::string(token.name)},
            {"role", json::string(nameOf(token.role))},
            {"until", json::integer(token.until)}};
}

HttpResponse list(TokenBook &tokens)
{
    QList<QByteArray> all;
    for (const IssuedToken &token : tokens.list())
        all << json::object(membersOf(token));
    return tokenDocument(json::array(all));
}

/// Nothing if it is none. Only where it is missing is it the operator's: a slip must not give more.
std::optional<Role> roleIn(const QJsonValue &value)
{
    return value.isUndefined() ? Role::Operator : roleOf(value.toString());
}

/// "viewer", or "viewer-2" if there is one already.
QString unusedName(const QString &role, TokenBook &tokens)
{
    QStringList used;
    for (const IssuedToken &token : tokens.list())
        used << token.name;
    QString name = role;
    for (int number = 2; used.contains(name); ++number)
        name = QStringLiteral("%1-%2").arg(role).arg(number);
    return name;
}

HttpResponse add(TokenBook &tokens, const HttpRequest &request)
{
    const auto read = readObject(request.body);
    if (const auto *refusal = std::get_if<CommandResult>(&read))
        return problem(refusal->status, refusal->problem);
    const QJsonObject object = std::get<QJsonObject>(read);
    const auto role = roleIn(object.value(QLatin1String("role")));
    if (!role)
        return problem(422, QStringLiteral("The \"role\" of a token is viewer or operator."));
    const QJsonValue named = object.value(QLatin1String("name"));
    const QString name = named.isUndefined() ? unusedName(nameOf(*role), tokens) : named.toString().trimmed();
    const double seconds = object.value(QLatin1String("seconds")).toDouble();
    if (name.isEmpty() || name.size() > 64 || !(seconds >= shortestToken && seconds <= longestToken))
        return problem(422, QStringLiteral("A token takes a \"name\" of up to 64 characters, and \"seconds\" "
                                           "from %1 to %2.")
                                .arg(shortestToken)
                                .arg(longestToken));
    const TokenBook::Added added = tokens.add(name, qint64(seconds), *role);
    if (!added.problem.isEmpty())
        return problem(409, added.problem);
    return tokenDocument(
        json::object(QList<json::Member>{{"ok", json::boolean(true)}} + membersOf(added.token) +
                     QList<json::Member>{{"token", json::string(QString::fromLatin1(added.text))}}));
}

HttpResponse revoke(TokenBook &tokens, const HttpRequest &request)
{
    QString why;
    if (!tokens.revoke(request.path.section(u'/', -1), &why))
        return problem(404, QStringLiteral("There is no such token."));
    return why.isEmpty() ? tokenDocument(json::object({{"ok", json::boolean(true)}})) : problem(503, why);
}

} // namespace

void addTokenRoutes(Router &router, TokenBook &tokens,
                    const std::function<std::optional<HttpResponse>(const HttpRequest &)> &refusal)
{
    const auto guarded = [&](const char *method, const char *path, auto answer) {
        router.add(method, QString::fromLatin1(path),
                   [&tokens, refusal, answer](const HttpRequest &request) -> HttpResponse {
                       if (const auto refused = refusal(request))
                           return *refused;
                       return answer(tokens, request);
                   });
    };
    guarded("GET", "/api/v1/tokens", [](TokenBook &all, const HttpRequest &) { return list(all); });
    guarded("POST", "/api/v1/tokens", add);
    guarded("DELETE", "/api/v1/tokens/{id}", revoke);
}

} // namespace everbounce
