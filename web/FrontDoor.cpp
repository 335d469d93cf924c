// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/FrontDoor.h"

#include "engine/base/MonotonicClock.h"
#include "engine/base/OwnAddresses.h"
#include "web/api/commands/AuditText.h"
#include "web/live/FeedRequest.h"

#include <QUrlQuery>

namespace everbounce {
namespace {

/// For that long browsers come by https only, whatever they are told to do. They do not heed it for
/// addresses, and for "localhost" it would lock out every other server of the machine.
constexpr char strictTransport[] = "max-age=15552000";

/// HAProxy's check if no path is configured.
bool isBareCheck(const HttpRequest &request)
{
    return request.host.isEmpty() && request.method == "OPTIONS" && request.path == QLatin1String("/");
}

/// Load balancers ask like this whether a node is there, many with HTTP/1.0 and without a name. The answer is
/// no secret, and a page of another site that has rebound a name sends that name.
bool isHealthCheck(const HttpRequest &request)
{
    const bool isAboutHealth =
        request.path == QLatin1String("/healthz") || request.path == QLatin1String("/readyz");
    return isBareCheck(request) || (request.host.isEmpty() && isAboutHealth);
}

bool isForLocalhost(const HttpRequest &request)
{
    return QUrl::fromEncoded("http://" + request.host).host() == QLatin1String("localhost");
}

/// Whether a request only looks, or has a text looked at: those come one a pause in typing.
bool onlyReads(const HttpRequest &request)
{
    return request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS" ||
           request.path == QLatin1String("/api/v1/behaviors/preview");
}

HttpResponse withStrictTransport(HttpResponse response)
{
    response.headers.append(qMakePair(QByteArray("Strict-Transport-Security"), QByteArray(strictTransport)));
    return response;
}

} // namespace

FrontDoor::FrontDoor(const AccessRules &rules, const Router &router, CommandRights &rights, QObject *parent)
    : QObject(parent)
    , m_rules(rules)
    , m_router(router)
    , m_rights(rights)
{
}

std::optional<HttpResponse> FrontDoor::refusal(const HttpRequest &request) const
{
    if (!m_rules.hostAllowed(request.host) && !isHealthCheck(request))
        return problem(403, QStringLiteral("This node does not answer to the name in the Host header."));
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if ((request.webSocket || !reads) && isOfAnotherSite(request))
        return problem(403, QStringLiteral("Pages of other sites may not use this node."));
    return std::nullopt;
}

bool FrontDoor::isOfAnotherSite(const HttpRequest &request) const
{
    if (request.origin.isNull()) // then no browser sends it, or one that says so
        return !request.fetchSite.isNull() && request.fetchSite != "same-origin" &&
               request.fetchSite != "none";
    if (m_rules.originAllowed(request.origin, request.host))
        return false;
    const Origin::Kind from = request.countsFor.kind;
    const bool isFromHere = from == Origin::Kind::OwnUser || from == Origin::Kind::Account;
    return !isFromHere || !m_rules.isPageOfThisMachine(request.origin, ownAddresses());
}

/// For who speaks plain HTTP to a node with a certificate. Nothing that matters is said to them, and nothing
/// taken.
HttpResponse FrontDoor::toHttps(const HttpRequest &request) const
{
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (request.host.isEmpty())
        return problem(400, QStringLiteral("This node speaks HTTPS."));
    HttpResponse response =
        problem(reads ? 307 : 400, QStringLiteral("This node speaks HTTPS: ask again at https://%1.")
                                       .arg(QString::fromUtf8(request.host)));
    if (!reads)
        return response;
    QUrl target = QUrl::fromEncoded("https://" + request.host);
    target.setPath(request.path);
    target.setQuery(request.query);
    response.headers.append(qMakePair(QByteArray("Location"), target.toEncoded()));
    return response;
}

/// Whatever was to do something, and whatever was refused to somebody.
void FrontDoor::note(const HttpRequest &request, const Identity &asker, const HttpResponse &response)
{
    const int status = response.status;
    if (onlyReads(request) && status != 401 && status != 403 && status != 429)
        return;
    const Identity who = grantedBy(response, onlyReads(request) ? m_rights.identify(request) : asker);
    const bool isAboutSession = request.path == QLatin1String("/api/v1/session");
    const QByteArray body = isAboutSession ? QByteArray() : request.body;
    const QString what = QString::fromLatin1(request.method) + u' ' + toldPath(request.path);
    keep({QDateTime::currentMSecsSinceEpoch(), who.who, addressOf(request),
          QString(what + u' ' + toldBody(body)).trimmed(), status, who.role == Role::Operator,
          what + plainBody(body)});
}

/// Whoever logs in was nobody before.
Identity FrontDoor::grantedBy(const HttpResponse &response, const Identity &asker) const
{
    for (const auto &[name, value] : response.headers) {
        if (name != "Set-Cookie")
            continue;
        const Identity granted = m_rights.identify(m_rights.sessionIn(value));
        return granted.session ? granted : asker;
    }
    return asker;
}

void FrontDoor::keep(const AuditEntry &entry)
{
    if (const auto kept = m_audit.add(entry, monotonicNow()))
        Q_EMIT audited(eventOf(*kept));
}

void FrontDoor::answer(const HttpRequest &request, const Reply &reply)
{
    // Afterwards their session may be over, or their token revoked.
    const Identity asker = onlyReads(request) ? Identity() : m_rights.identify(request);
    const Reply counting = [this, reply, request, asker](const HttpResponse &response) {
        m_figures.count(response.status);
        note(request, asker, response);
        reply(request.encrypted && !isForLocalhost(request) ? withStrictTransport(response) : response);
    };
    if (request.webSocket)
        return counting(refusedUpgrade(request));
    if (const auto refused = refusal(request))
        return counting(*refused);
    if (m_isEncrypted && !request.encrypted)
        return counting(toHttps(request));
    if (isBareCheck(request))
        return counting({200, "text/plain; charset=utf-8", {}, {}});
    m_router.answer(request, counting);
}

HttpResponse FrontDoor::upgrade(const HttpRequest &request) const
{
    if (const auto refused = refusal(request))
        return *refused;
    if (m_isEncrypted && !request.encrypted)
        return problem(400, QStringLiteral("This node speaks HTTPS: its live feed is at wss://, not ws://."));
    if (request.path != QLatin1String("/live"))
        return problem(404, QStringLiteral("The live feed is at /live."));
    return openFeed(request);
}

HttpResponse FrontDoor::refusedUpgrade(const HttpRequest &request) const
{
    const HttpResponse response = upgrade(request);
    return response.status != 101 ? response
                                  : problem(503, QStringLiteral("This node cannot open the live feed now."));
}

} // namespace everbounce
