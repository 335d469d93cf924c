// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/routes/SharingRoutes.h"

#include "web/access/tokens/Role.h"
#include "web/text/Json.h"

namespace everbounce {
namespace {

/// `{"on": true}`.
Read<bool> readOn(const QByteArray &body)
{
    const auto read = readObject(body);
    if (const auto *refusal = std::get_if<CommandResult>(&read))
        return *refusal;
    const QJsonValue on = std::get<QJsonObject>(read).value(QLatin1String("on"));
    if (!on.isBool())
        return CommandResult::refused(422, QStringLiteral("\"on\" must be true or false."));
    return on.toBool();
}

/// `{"role": "viewer"}`; an empty text without one.
Read<QString> readRole(const QByteArray &body)
{
    const auto read = readObject(body);
    if (const auto *refusal = std::get_if<CommandResult>(&read))
        return *refusal;
    const QJsonValue role = std::get<QJsonObject>(read).value(QLatin1String("role"));
    if (role.isUndefined() || role.isNull())
        return QString();
    if (!roleOf(role.toString()))
        return CommandResult::refused(422, QStringLiteral("The \"role\" of a link is viewer or operator."));
    return role.toString();
}

} // namespace

QByteArray sharingDocument(const SharingView &view)
{
    QStringList addresses;
    for (const QUrl &url : view.addresses)
        addresses << QString::fromLatin1(url.toEncoded());
    return json::object({{"on", json::boolean(view.isOn)},
                         {"fixed", json::string(view.fixed)},
                         {"addresses", json::strings(addresses)}});
}

SharingRoutes::SharingRoutes(Refusal refusal, MakeLink makeLink, std::chrono::milliseconds patience,
                             QObject *parent)
    : QObject(parent)
    , m_refusal(std::move(refusal))
    , m_makeLink(std::move(makeLink))
    , m_sharing(patience, this)
{
}

void SharingRoutes::attach(SharingInterface *sharing)
{
    const auto queued = Qt::QueuedConnection;
    connect(this, &SharingRoutes::wanted, sharing, &SharingInterface::share, queued);
    connect(sharing, &SharingInterface::shared, this, &SharingRoutes::takeShared, queued);
}

void SharingRoutes::addTo(Router &router)
{
    const QString path = QStringLiteral("/api/v1/sharing");
    router.add("GET", path, [this](const HttpRequest &request) {
        if (const auto refusal = m_refusal(request))
            return *refusal;
        return HttpResponse{200, "application/json", sharingDocument(m_view), {}};
    });
    router.addLate("POST", path,
                   [this](const HttpRequest &request, const Reply &reply) { share(request, reply); });
    router.add("POST", path + QLatin1String("/links"),
               [this](const HttpRequest &request) { return link(request); });
}

void SharingRoutes::share(const HttpRequest &request, const Reply &reply)
{
    if (const auto refusal = m_refusal(request))
        return reply(*refusal);
    const auto on = readOn(request.body);
    if (const auto *refusal = std::get_if<CommandResult>(&on))
        return reply(problem(refusal->status, refusal->problem));
    m_sharing.add(++m_request, [reply](const std::optional<QString> &why) {
        if (!why)
            reply(problem(504, QStringLiteral("The node did not answer in time.")));
        else if (!why->isEmpty())
            reply(problem(409, *why));
        else
            reply({200, "application/json", json::object({{"ok", json::boolean(true)}}), {}});
    });
    Q_EMIT wanted(m_request, std::get<bool>(on));
}

void SharingRoutes::takeShared(quint64 request, const QString &problem)
{
    m_sharing.conclude(request, problem);
}

HttpResponse SharingRoutes::link(const HttpRequest &request)
{
    if (const auto refusal = m_refusal(request))
        return *refusal;
    const auto role = readRole(request.body);
    if (const auto *refusal = std::get_if<CommandResult>(&role))
        return problem(refusal->status, refusal->problem);
    const PageLink link = m_makeLink(std::get<QString>(role));
    if (!link.problem.isEmpty())
        return problem(409, link.problem);
    return {200,
            "application/json",
            json::object({{"ok", json::boolean(true)},
                          {"url", json::string(QString::fromLatin1(link.url.toEncoded()))},
                          {"svg", json::string(QString::fromLatin1(link.svg))}}),
            {{"Cache-Control", "no-store"}}};
}

} // namespace everbounce
