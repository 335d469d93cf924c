// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/routes/ScriptRoutes.h"

#include "web/api/EntityTags.h"
#include "web/api/commands/CommandText.h"
#include "web/live/LiveMessages.h"
#include "web/text/Json.h"

namespace everbounce {
namespace {

constexpr QLatin1String root("/api/v1/behaviors/");

HttpResponse late()
{
    return problem(504, QStringLiteral("The node did not answer in time."));
}

/// Of `{"text": "…"}`.
Read<QByteArray> readText(const QByteArray &body)
{
    const auto object = readObject(body);
    if (const auto *refusal = std::get_if<CommandResult>(&object))
        return *refusal;
    const QJsonValue text = std::get<QJsonObject>(object).value(QLatin1String("text"));
    if (!text.isString())
        return CommandResult::refused(422, QStringLiteral("\"text\" must be the text of a script."));
    return text.toString().toUtf8();
}

/// Of If-Match and If-None-Match; nothing if one of them is malformed.
std::optional<ScriptCondition> conditionOf(const HttpRequest &request)
{
    ScriptCondition condition;
    if (!request.ifMatch.isNull()) {
        condition.isOneOf = readEntityTags(request.ifMatch, TagComparison::Strong);
        if (!condition.isOneOf)
            return std::nullopt;
    }
    if (!request.ifNoneMatch.isNull()) {
        condition.isNoneOf = readEntityTags(request.ifNoneMatch, TagComparison::Weak);
        if (!condition.isNoneOf)
            return std::nullopt;
    }
    return condition;
}

HttpResponse responseTo(const ScriptPreview &preview)
{
    if (preview.problem.isEmpty())
        return {200, "application/json", previewDocument(preview), {}};
    HttpResponse refusal = problem(preview.status, preview.problem);
    if (preview.line > 0) // an extension member, as RFC 9457 has it
        refusal.body.insert(refusal.body.size() - 1, ",\"line\":" + QByteArray::number(preview.line));
    return refusal;
}

HttpResponse responseTo(const QString &name, const ScriptAnswer &script)
{
    if (!script.problem.isEmpty())
        return problem(script.status, script.problem);
    return {200, "application/json", scriptDocument(name, script), {{"ETag", '"' + script.version + '"'}}};
}

QString nameIn(const QString &path)
{
    return path.sliced(root.size()).section(u'/', 0, 0);
}

} // namespace

QByteArray previewDocument(const ScriptPreview &preview)
{
    QList<QByteArray> segments;
    for (const Segment &segment : preview.path.segments())
        segments.append(segmentArray(segment));
    return json::object({{"ok", json::boolean(true)},
                         {"begin", json::integer(preview.path.begin())},
                         {"end", json::integer(preview.path.end())},
                         {"segments", json::array(segments)}});
}

QByteArray scriptDocument(const QString &name, const ScriptAnswer &script)
{
    QList<QByteArray> versions;
    for (const ScriptVersion &each : script.versions)
        versions.append(json::object({{"version", json::string(QString::fromLatin1(each.version))},
                                      {"at", json::integer(each.at)},
                                      {"bytes", json::integer(each.bytes)}}));
    return json::object(
        {{"name", json::string(name)},
         {"text", json::string(QString::fromUtf8(script.text))},
         {"version", json::string(QString::fromLatin1(script.version))},
         {"versions", json::array(versions)},
         {"read_only", script.readOnly.isEmpty() ? QByteArray("null") : json::string(script.readOnly)}});
}

ScriptRoutes::ScriptRoutes(Refusal refusal, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_refusal(std::move(refusal))
    , m_previews(patience, this)
    , m_edits(patience, this)
{
}

void ScriptRoutes::attach(ScriptsInterface *scripts)
{
    connect(this, &ScriptRoutes::previewWanted, scripts, &ScriptsInterface::preview, Qt::QueuedConnection);
    connect(this, &ScriptRoutes::editWanted, scripts, &ScriptsInterface::edit, Qt::QueuedConnection);
    connect(
        scripts, &ScriptsInterface::previewed, this,
        [this](quint64 request, const ScriptPreview &preview) { m_previews.conclude(request, preview); },
        Qt::QueuedConnection);
    connect(
        scripts, &ScriptsInterface::edited, this,
        [this](quint64 request, const ScriptAnswer &answer) { m_edits.conclude(request, answer); },
        Qt::QueuedConnection);
}

void ScriptRoutes::addTo(Router &router)
{
    router.addLate("POST", QString(root) + QLatin1String("preview"),
                   [this](const HttpRequest &request, const Reply &reply) { preview(request, reply); });
    const auto add = [&](const char *method, const char *path, ScriptOrder::Kind kind) {
        router.addLate(
            method, QString(root) + QLatin1String(path),
            [this, kind](const HttpRequest &request, const Reply &reply) { edit(request, kind, reply); });
    };
    add("GET", "{name}", ScriptOrder::Kind::Read);
    add("PUT", "{name}", ScriptOrder::Kind::Save);
    add("POST", "{name}/back", ScriptOrder::Kind::GoBack);
}

void ScriptRoutes::preview(const HttpRequest &request, const Reply &reply)
{
    if (const auto refusal = m_refusal(request))
        return reply(*refusal);
    const auto text = readText(request.body);
    if (const auto *refusal = std::get_if<CommandResult>(&text))
        return reply(problem(refusal->status, refusal->problem));
    m_previews.add(++m_request, [reply](const std::optional<ScriptPreview> &preview) {
        reply(preview ? responseTo(*preview) : late());
    });
    Q_EMIT previewWanted(m_request, QStringLiteral("web %1").arg(request.client), std::get<QByteArray>(text));
}

void ScriptRoutes::edit(const HttpRequest &request, ScriptOrder::Kind kind, const Reply &reply)
{
    if (const auto refusal = m_refusal(request))
        return reply(*refusal);
    ScriptOrder order{kind, nameIn(request.path), {}, {}};
    if (kind == ScriptOrder::Kind::Save) {
        const auto text = readText(request.body);
        if (const auto *refusal = std::get_if<CommandResult>(&text))
            return reply(problem(refusal->status, refusal->problem));
        order.text = std::get<QByteArray>(text);
    }
    if (kind != ScriptOrder::Kind::Read) {
        const auto condition = conditionOf(request);
        if (!condition)
            return reply(problem(400, QStringLiteral("If-Match and If-None-Match take * or entity tags, such "
                                                     "as the one in the ETag header.")));
        order.condition = *condition;
    }
    m_edits.add(++m_request, [reply, name = order.name](const std::optional<ScriptAnswer> &answer) {
        reply(answer ? responseTo(name, *answer) : late());
    });
    Q_EMIT editWanted(m_request, order);
}

} // namespace everbounce
