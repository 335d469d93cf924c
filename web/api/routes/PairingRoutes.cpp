// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/routes/PairingRoutes.h"

#include "web/text/Json.h"

#include <QHostAddress>

#include <algorithm>

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

Read<PairingAction> readAction(PairingAction::Kind kind)
{
    return PairingAction{kind};
}

/// `{"address": "192.168.1.7", "port": 40123}`, the latter optional.
Read<PairingAction> readJoin(const QJsonObject &object)
{
    PairingAction action{PairingAction::Kind::Join};
    action.address = object.value(QLatin1String("address")).toString();
    if (QHostAddress(action.address).isNull())
        return CommandResult::refused(422, QStringLiteral("\"address\" must be an address."));
    const QJsonValue port = object.value(QLatin1String("port"));
    if (port.isUndefined() || port.isNull())
        return action;
    action.port = quint16(std::clamp(port.toInt(), 0, 65535));
    if (action.port == 0 || action.port != port.toDouble())
        return CommandResult::refused(422, QStringLiteral("\"port\" must be a number from 1 to 65535."));
    return action;
}

/// `{"digits": "042 137", "same": true}`: yes to those digits and no others.
Read<PairingAction> readAnswer(const QJsonObject &object)
{
    PairingAction action{PairingAction::Kind::Answer};
    action.digits = object.value(QLatin1String("digits")).toString();
    action.same = object.value(QLatin1String("same")).toBool();
    if (action.digits.isEmpty() || !object.value(QLatin1String("same")).isBool())
        return CommandResult::refused(
            422, QStringLiteral("\"digits\" must be those that are shown, \"same\" true or false."));
    return action;
}

const char *stageValue(PairingView::Stage stage)
{
    switch (stage) {
    case PairingView::Stage::Idle:
        return "\"idle\"";
    case PairingView::Stage::Inviting:
        return "\"inviting\"";
    case PairingView::Stage::Asking:
        return "\"asking\"";
    case PairingView::Stage::Comparing:
        return "\"comparing\"";
    case PairingView::Stage::Waiting:
        return "\"waiting\"";
    }
    Q_UNREACHABLE();
}

} // namespace

QByteArray pairingDocument(const PairingView &view)
{
    QList<QByteArray> neighbours;
    for (const NeighbourView &neighbour : view.neighbours)
        neighbours << json::object(
            {{"address", json::string(neighbour.address)}, {"invites", json::boolean(neighbour.invites)}});
    return json::object({{"stage", stageValue(view.stage)},
                         {"newcomer", json::boolean(view.isNewcomer)},
                         {"digits", json::string(view.digits)},
                         {"other", json::string(view.other)},
                         {"address", json::string(view.address)},
                         {"port", json::integer(view.port)},
                         {"news", json::string(view.news)},
                         {"joined", json::boolean(view.hasJoined)},
                         {"neighbours", json::array(neighbours)}});
}

PairingRoutes::PairingRoutes(Refusal refusal, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_refusal(std::move(refusal))
    , m_open(patience, this)
    , m_acting(patience, this)
{
}

void PairingRoutes::attach(PairingInterface *pairing)
{
    const auto queued = Qt::QueuedConnection;
    connect(this, &PairingRoutes::invitationWanted, pairing, &PairingInterface::requestInvitation, queued);
    connect(this, &PairingRoutes::withdrawalWanted, pairing, &PairingInterface::withdrawInvitations, queued);
    connect(this, &PairingRoutes::actionWanted, pairing, &PairingInterface::act, queued);
    connect(pairing, &PairingInterface::invitationReady, this, &PairingRoutes::takeInvitation, queued);
    connect(pairing, &PairingInterface::acted, this, &PairingRoutes::takeActed, queued);
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
    router.add("GET", QStringLiteral("/api/v1/pairing"), [this](const HttpRequest &request) {
        if (const auto refusal = m_refusal(request))
            return *refusal;
        return HttpResponse{200, "application/json", pairingDocument(m_view), {}};
    });
    addAction(router, "invite", [](const QJsonObject &) { return readAction(PairingAction::Kind::Invite); });
    addAction(router, "cancel", [](const QJsonObject &) { return readAction(PairingAction::Kind::Cancel); });
    addAction(router, "join", readJoin);
    addAction(router, "answer", readAnswer);
}

void PairingRoutes::addAction(Router &router, const char *name, const Reader &read)
{
    router.addLate(
        "POST", QStringLiteral("/api/v1/pairing/") + QLatin1String(name),
        [this, read](const HttpRequest &request, const Reply &reply) { act(request, read, reply); });
}

void PairingRoutes::act(const HttpRequest &request, const Reader &read, const Reply &reply)
{
    if (const auto refusal = m_refusal(request))
        return reply(*refusal);
    const auto object = readObject(request.body);
    if (const auto *refusal = std::get_if<CommandResult>(&object))
        return reply(problem(refusal->status, refusal->problem));
    const auto action = read(std::get<QJsonObject>(object));
    if (const auto *refusal = std::get_if<CommandResult>(&action))
        return reply(problem(refusal->status, refusal->problem));
    m_acting.add(++m_request, [reply](const std::optional<QString> &why) {
        if (!why)
            reply(problem(504, QStringLiteral("The node did not answer in time.")));
        else
            reply(why->isEmpty() ? done() : problem(409, *why));
    });
    Q_EMIT actionWanted(m_request, std::get<PairingAction>(action));
}

void PairingRoutes::takeActed(quint64 request, const QString &problem)
{
    m_acting.conclude(request, problem);
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
