// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/PairingRoutes.h"

#include "web/api/CommandText.h"
#include "web/api/Json.h"

namespace everbounce {
namespace {

constexpr int usualSeconds = 600;
constexpr int fewestSeconds = 10;
constexpr int mostSeconds = 86'400;

HttpResponse done(const QList<json::Member> &more = {})
{
    return {
        200, "application/json", json::object(QList<json::Member>{{"ok", json::boolean(true)}} + more), {}};
}

/// Of `{"seconds": 600}`; nothing if it is out of range.
std::optional<int> readSeconds(const QByteArray &body)
{
    const auto object = readObject(body);
    if (!std::holds_alternative<QJsonObject>(object))
        return std::nullopt;
    const QJsonValue value = std::get<QJsonObject>(object).value(QLatin1String("seconds"));
    if (value.isUndefined() || value.isNull())
        return usualSeconds;
    const double seconds = value.toDouble();
    return seconds >= fewestSeconds && seconds <= mostSeconds ? std::optional(int(seconds)) : std::nullopt;
}

} // namespace

PairingRoutes::PairingRoutes(Refusal refusal, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_refusal(std::move(refusal))
    , m_open(patience, this)
{
}

void PairingRoutes::addTo(Router &router)
{
    const QString invitations = QStringLiteral("/api/v1/pairing/invitations");
    router.addLate("POST", invitations,
                   [this](const HttpRequest &request, const Reply &reply) { invite(request, reply); });
    router.add("DELETE", invitations, [this](const HttpRequest &request) {
        if (const auto refusal = m_refusal(request))
            return *refusal;
        Q_EMIT withdrawalWanted();
        return done();
    });
}

void PairingRoutes::invite(const HttpRequest &request, const Reply &reply)
{
    if (const auto refusal = m_refusal(request))
        return reply(*refusal);
    const auto seconds = readSeconds(request.body);
    if (!seconds)
        return reply(problem(422, QStringLiteral("\"seconds\" must be a number from %1 to %2.")
                                      .arg(fewestSeconds)
                                      .arg(mostSeconds)));
    m_open.add(++m_request, [reply](const std::optional<InvitationView> &invitation) {
        if (!invitation)
            return reply(problem(504, QStringLiteral("The node did not answer in time.")));
        if (!invitation->problem.isEmpty())
            return reply(problem(409, invitation->problem));
        reply(done({{"code", json::string(invitation->code)},
                    {"seconds", json::integer(invitation->seconds)},
                    {"this_machine_only", json::boolean(invitation->isForThisMachineOnly)}}));
    });
    Q_EMIT invitationWanted(m_request, *seconds);
}

void PairingRoutes::takeInvitation(quint64 request, const InvitationView &invitation)
{
    m_open.conclude(request, invitation);
}

} // namespace everbounce
