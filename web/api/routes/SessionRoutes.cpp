// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/routes/SessionRoutes.h"

#include "web/api/commands/CommandText.h"
#include "web/text/Json.h"

#include <QDateTime>
#include <QSet>

#include <algorithm>

namespace everbounce {
namespace {

struct CookiePlace
{
    QByteArray name;
    QByteArray path; ///< with whose pages it is sent
};

/// Below which the cluster's page is for whoever came by that name: other pages of that site are none of it.
QByteArray pathUnder(const QByteArray &host, const QList<QUrl> &publicUrls)
{
    QSet<QByteArray> paths;
    for (const QUrl &url : publicUrls) {
        if (url.authority().toUtf8().compare(host, Qt::CaseInsensitive) == 0)
            paths << url.path(QUrl::FullyEncoded).toUtf8();
    }
    const QByteArray path = paths.size() == 1 ? *paths.cbegin() : QByteArray();
    if (path.contains(';')) // which ends a cookie's path
        return "/";
    return path.endsWith('/') ? path : path + '/';
}

/// No script can read it, and no other site's page has it sent along. It holds for all ports of its host.
QByteArray sessionCookie(const HttpRequest &request, const CookiePlace &cookie, const QByteArray &value,
                         qint64 seconds)
{
    QByteArrayList parts{cookie.name + '=' + value, "Path=" + cookie.path,
                         "Max-Age=" + QByteArray::number(seconds), "HttpOnly", "SameSite=Strict"};
    if (request.encrypted || request.passedOnEncrypted)
        parts << "Secure";
    return parts.join("; ");
}

HttpResponse sessionDocument(const Identity &identity, const QByteArray &pass)
{
    QList<json::Member> members{{"role", json::string(nameOf(identity.role))},
                                {"who", json::string(identity.who)}};
    if (identity.session)
        members << json::Member{"until", json::integer(identity.session->until)};
    if (!pass.isEmpty())
        members << json::Member{"pass", json::string(QString::fromLatin1(pass))};
    return {200, "application/json", json::object(members), {{"Cache-Control", "no-store"}}};
}

/// For the session that somebody has; empty if they have none.
QByteArray passFor(CommandRights &rights, const HttpRequest &request, const Identity &identity)
{
    if (!identity.session)
        return {};
    const auto granted = rights.pass(rights.tokenOf(request), request.countsFor);
    const auto *pass = std::get_if<CommandRights::Granted>(&granted);
    return pass ? pass->text : QByteArray();
}

HttpResponse showSession(CommandRights &rights, const HttpRequest &request, const QByteArray &)
{
    if (const auto refused = rights.refusalToTell(request))
        return *refused;
    const Identity identity = rights.identify(request);
    return sessionDocument(identity, passFor(rights, request, identity));
}

/// Only a page's script can send JSON, and only one of this cluster.
HttpResponse openSession(CommandRights &rights, const HttpRequest &request, const QByteArray &path)
{
    const auto read = readObject(request.body);
    if (const auto *refusal = std::get_if<CommandResult>(&read))
        return problem(refusal->status, refusal->problem);
    const QJsonValue given = std::get<QJsonObject>(read).value(QLatin1String("token"));
    if (!given.isUndefined() && !given.isString())
        return problem(422, QStringLiteral("\"token\" must be a text."));
    const QByteArray token = given.isString() ? given.toString().toUtf8() : rights.tokenOf(request);
    const auto granted = rights.openSession(token, request.countsFor);
    if (const auto *refused = std::get_if<TokenRefusal>(&granted))
        return responseTo(*refused, !token.isNull());
    const auto &opened = std::get<CommandRights::Granted>(granted);
    const auto pass = rights.pass(opened.text, request.countsFor);
    const auto *withPass = std::get_if<CommandRights::Granted>(&pass);
    HttpResponse response =
        sessionDocument(rights.identify(opened.text), withPass ? withPass->text : QByteArray());
    const qint64 seconds = opened.session.until - QDateTime::currentSecsSinceEpoch();
    response.headers.append(
        qMakePair(QByteArray("Set-Cookie"), sessionCookie(request, {rights.cookieName(), path}, opened.text,
                                                          std::max<qint64>(1, seconds))));
    return response;
}

HttpResponse endSession(CommandRights &rights, const HttpRequest &request, const QByteArray &path)
{
    const auto session = rights.identify(rights.tokenOf(request)).session;
    const auto refused = session ? rights.endSession(*session) : std::nullopt;
    HttpResponse response =
        refused ? responseTo(*refused, true)
                : HttpResponse{200, "application/json", json::object({{"ok", json::boolean(true)}}), {}};
    response.headers.append(
        qMakePair(QByteArray("Set-Cookie"), sessionCookie(request, {rights.cookieName(), path}, {}, 0)));
    return response;
}

} // namespace

void addSessionRoutes(Router &router, CommandRights &rights, const QList<QUrl> &publicUrls)
{
    const auto add = [&](const char *method, auto answer) {
        router.add(method, QStringLiteral("/api/v1/session"),
                   [&rights, &publicUrls, answer](const HttpRequest &request) {
                       return answer(rights, request, pathUnder(request.host, publicUrls));
                   });
    };
    add("GET", showSession);
    add("POST", openSession);
    add("DELETE", endSession);
}

} // namespace everbounce
