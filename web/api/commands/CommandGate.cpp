// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/commands/CommandGate.h"
#include "engine/base/MonotonicClock.h"
#include "engine/base/cbor/Cbor.h"

#include "web/api/commands/AuditText.h"
#include "web/live/LiveMessages.h"
#include "web/text/Json.h"

#include <QCborMap>
#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUuid>

namespace everbounce {
namespace {

HttpResponse responseTo(const CommandResult &result)
{
    if (!result.ok)
        return problem(result.status, result.problem);
    return {200,
            "application/json",
            json::object({{"ok", json::boolean(true)},
                          {"term", json::integer(result.term)},
                          {"revision", json::integer(result.revision)},
                          {"copies", json::integer(result.copies)}}),
            {}};
}

HttpResponse with(HttpResponse response, const QByteArray &header, const QByteArray &value)
{
    response.headers.append(qMakePair(header, value));
    return response;
}

/// True for what a form on another site's page could have sent: a browser names its origin, and cannot send a
/// form as JSON. Command line tools call everything a form unless told otherwise.
bool mayBeForm(const HttpRequest &request)
{
    const QByteArray type = request.contentType.split(';').first().trimmed().toLower();
    return !request.origin.isNull() && type != "application/json";
}

/// The value of the Idempotency-Key header: bare, or in quotation marks as its draft standard has it. Without
/// the header the command gets an id of its own; nothing if the value is not a valid id.
std::optional<QString> idOf(const QByteArray &header)
{
    if (header.isNull())
        return QUuid::createUuid().toString(QUuid::WithoutBraces);
    const bool quoted = header.size() > 2 && header.startsWith('"') && header.endsWith('"');
    const QString id = QString::fromLatin1(quoted ? header.sliced(1, header.size() - 2) : header);
    return isCommandId(id) ? std::optional(id) : std::nullopt;
}

bool isUuid(const QString &id)
{
    static const QRegularExpression uuid(
        QStringLiteral("\\A[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\\z"));
    return uuid.match(id).hasMatch();
}

QString digestOf(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

/// An id by which HTTP clients mean the same command at every node.
QString clusterId(const QString &key)
{
    return isUuid(key) ? key : digestOf("http/" + key.toLatin1());
}

/// The id of a viewer's command. A UUID is unique in the whole cluster. Anything else (1, 2, 3 ...) only
/// tells one viewer's commands apart, and another command with the same id is another command.
QString clusterId(const QString &id, const QByteArray &viewer, const Command &command)
{
    if (isUuid(id))
        return id;
    const QByteArray what = encodedCbor(encodeCommand(id, command));
    const QByteArray where = toString(command.fault.node).toLatin1();
    return digestOf(viewer + '/' + where + '/' + what);
}

/// What a viewer's command says, for the audit.
QJsonObject toldMembers(const QJsonObject &message)
{
    QJsonObject told = withoutTokens(message);
    for (const char *member : {"type", "id"})
        told.remove(QLatin1String(member));
    return told;
}

QString tooMany(int seconds)
{
    return QStringLiteral("Too many commands. Try again in %1 s.").arg(seconds);
}

} // namespace

CommandGate::CommandGate(const CommandLimits &limits, const ClusterView &cluster, QObject *parent)
    : QObject(parent)
    , m_cluster(cluster)
    , m_caps(limits.each, limits.all, monotonicNow())
    , m_ownCaps(limits.each, limits.all, monotonicNow())
    , m_open(limits.patience, this)
{
}

void CommandGate::addRoutes(Router &router)
{
    const auto post = [&](const char *path, Reader read) {
        router.addLate("POST", QString::fromLatin1(path),
                       [this, read = std::move(read)](const HttpRequest &request, const Reply &reply) {
                           take(request, read, reply);
                       });
    };
    post("/api/v1/behavior", readBehavior);
    post("/api/v1/nudge", [](const QJsonObject &) { return Command::nudge(); });
    post("/api/v1/faults", [this](const QJsonObject &object) { return readFault(object, m_cluster.nodes); });
    post("/api/v1/chaos", readChaos);
}

std::optional<HttpResponse> CommandGate::refusal(const HttpRequest &request)
{
    if (const auto refusal = m_rights.refusal(request))
        return *refusal;
    if (mayBeForm(request))
        return with(problem(415, QStringLiteral("Send commands as application/json.")), "Accept-Post",
                    "application/json");
    if (const auto wait = capsOf(m_rights.identify(request)).refused(request.client, monotonicNow()))
        return with(problem(429, tooMany(*wait)), "Retry-After", QByteArray::number(*wait));
    return std::nullopt;
}

/// Who was only given a token cannot use up what the node's own user and its operator may send.
CommandCaps &CommandGate::capsOf(const Identity &identity)
{
    return identity.isOwn ? m_ownCaps : m_caps;
}

void CommandGate::take(const HttpRequest &request, const Reader &read, const Reply &reply)
{
    const auto refuse = [&](const HttpResponse &response) {
        ++m_refused;
        reply(response);
    };
    if (const auto refused = refusal(request))
        return refuse(*refused);
    const auto id = idOf(request.idempotencyKey);
    if (!id)
        return refuse(problem(400, QStringLiteral("Idempotency-Key takes 1 to %1 letters, digits and . _ : -")
                                           .arg(maxCommandIdLength) +
                                       QLatin1Char('.')));
    const auto object = readObject(request.body);
    if (const auto *refusal = std::get_if<CommandResult>(&object))
        return refuse(responseTo(*refusal));
    const auto command = read(std::get<QJsonObject>(object));
    if (const auto *refusal = std::get_if<CommandResult>(&command))
        return refuse(responseTo(*refusal));
    order(clusterId(*id), std::get<Command>(command),
          [reply](const CommandResult &result) { reply(responseTo(result)); });
}

void CommandGate::receive(const ViewerOrder &viewer, const QString &text)
{
    QByteArray id;
    AuditEntry audit{0, {}, viewer.from};
    const auto tell = [this, viewer, &id, &audit](const CommandResult &result) {
        note(audit, result);
        Q_EMIT answered(viewer.id, resultMessage(id, counted(result)));
    };
    const auto object = readObject(text.toUtf8());
    if (const auto *refusal = std::get_if<CommandResult>(&object))
        return tell(*refusal);
    const QJsonObject message = std::get<QJsonObject>(object);
    const QJsonValue type = message.value(QLatin1String("type"));
    const bool asksForPass = type == QLatin1String("session");
    if (type != QLatin1String("command") && !asksForPass)
        return; // from another version, perhaps
    const auto name = readName(message.value(QLatin1String("id")));
    if (!name)
        return tell(CommandResult::refused(
            400, QStringLiteral("A command needs an \"id\" of its own, such as a UUID.")));
    id = name->json;
    const QJsonValue given = message.value(QLatin1String("token"));
    const QByteArray token = given.isString() ? given.toString().toUtf8() : viewer.session;
    if (asksForPass)
        return givePass(viewer, id, token);
    const Identity identity = viewer.mayCommand ? CommandRights::ownUser() : m_rights.identify(token);
    audit.who = identity.who;
    audit.isByOperator = identity.role == Role::Operator;
    const QJsonObject told = toldMembers(message);
    audit.what =
        QLatin1String("live ") + QString::fromUtf8(QJsonDocument(told).toJson(QJsonDocument::Compact));
    audit.plain = QLatin1String("live") + plainMembers(told);
    if (!viewer.mayCommand) {
        if (const auto refusal = m_rights.refusalOf(token, viewer.countsFor))
            return tell(CommandResult::refused(refusal->status, refusal->sentence));
    }
    if (const auto wait = capsOf(identity).refused(viewer.id, monotonicNow()))
        return tell(CommandResult::refused(429, tooMany(*wait)));
    const auto command = readMessage(message, m_cluster.nodes);
    if (const auto *refusal = std::get_if<CommandResult>(&command))
        return tell(*refusal);
    const QByteArray sender = m_salt + QByteArray::number(viewer.id);
    order(clusterId(name->text, sender, std::get<Command>(command)), std::get<Command>(command),
          [this, viewer = viewer.id, id, audit](const CommandResult &result) {
              note(audit, result);
              Q_EMIT answered(viewer, resultMessage(id, result));
          });
}

/// It costs a node next to nothing, so a stranger's question is only refused: a bound for all that strangers
/// share would be used up by any of them.
void CommandGate::givePass(const ViewerOrder &viewer, const QByteArray &id, const QByteArray &token)
{
    const auto granted = m_rights.pass(token, viewer.countsFor);
    const Identity identity = m_rights.identify(token);
    const AuditEntry audit{
        0, identity.who, viewer.from, QStringLiteral("live session"), 0, identity.role == Role::Operator};
    if (const auto *refused = std::get_if<TokenRefusal>(&granted)) {
        const CommandResult result = CommandResult::refused(refused->status, refused->sentence);
        note(audit, result);
        return Q_EMIT answered(viewer.id, resultMessage(id, counted(result)));
    }
    if (!identity.session) // a pass is only renewed, every few minutes
        note(audit, CommandResult::done(0, 0, 0));
    const auto &pass = std::get<CommandRights::Granted>(granted);
    Q_EMIT answered(viewer.id, sessionMessage(id, nameOf(pass.session.role), identity.who, pass.text));
}

void CommandGate::note(AuditEntry entry, const CommandResult &result)
{
    if (entry.what.isEmpty())
        return; // it was no command
    entry.at = QDateTime::currentMSecsSinceEpoch();
    entry.status = result.ok ? 200 : result.status;
    Q_EMIT audited(entry);
}

/// A client that sends the same command again while it is open waits for the same result.
void CommandGate::order(const QString &id, const Command &command, const Told &told)
{
    if (!m_memory.note(id, command))
        return told(counted(anotherOfThisId()));
    const bool known = m_open.contains(id);
    m_open.add(id, [this, id, told](const std::optional<CommandResult> &result) {
        if (result && !result->ok && result->status < 500)
            m_memory.forget(id);
        told(counted(result.value_or(CommandResult::refused(
            504, QStringLiteral("What became of the command is not known. It may still be carried out.")))));
    });
    if (!known)
        Q_EMIT asked(id, command);
}

void CommandGate::conclude(const QString &id, const CommandResult &result)
{
    m_open.conclude(id, result);
}

CommandResult CommandGate::counted(const CommandResult &result)
{
    ++(result.ok ? m_accepted : m_refused);
    // A refusal without a status is a failure.
    const bool sound = result.ok || (result.status >= 400 && result.status < 600);
    return sound ? result : CommandResult::refused(500, result.problem);
}

} // namespace everbounce
