// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/routes/KeyRoutes.h"

#include "web/text/Json.h"

#include <QDateTime>

#include <algorithm>

namespace everbounce {
namespace {

/// A rotation waits for every node, and is asked for by people.
constexpr qsizetype mostRotations = 4;

QByteArray ageOf(const KeysView::Key &key, qint64 now)
{
    return key.madeAt > 0 ? json::integer(std::max<qint64>(now - key.madeAt, 0) / 1000)
                          : QByteArrayLiteral("null");
}

QByteArray roleOf(const KeysView::Key &key, bool isNewest)
{
    return isNewest ? "\"newest\"" : key.isClosed ? "\"closed\"" : "\"older\"";
}

/// `{"without": "second"}`; an empty text if nobody is to be left out.
Read<QString> readWithout(const QByteArray &body)
{
    constexpr qsizetype longestName = 96;
    const auto read = readObject(body);
    if (const auto *refusal = std::get_if<CommandResult>(&read))
        return *refusal;
    const QJsonValue value = std::get<QJsonObject>(read).value(QLatin1String("without"));
    if (value.isUndefined() || value.isNull())
        return QString();
    const QString text = value.toString();
    if (text.isEmpty() || text.size() > longestName)
        return CommandResult::refused(422, QStringLiteral("\"without\" must be the name or id of a node."));
    return text;
}

QByteArray objectOf(const KeysView::Member &member)
{
    return json::object({{"member", json::string(member.id)},
                         {"name", json::string(member.name)},
                         {"own", json::boolean(member.isOwn)},
                         {"here", json::boolean(member.isHere)},
                         {"nodes", json::strings(member.nodes)}});
}

} // namespace

QByteArray keysDocument(const KeysView &keys, qint64 now)
{
    QList<QByteArray> objects;
    for (const KeysView::Key &key : keys.keys)
        objects << json::object({{"key", json::string(key.id)},
                                 {"generation", json::integer(key.generation)},
                                 {"age_s", ageOf(key, now)},
                                 {"role", roleOf(key, objects.isEmpty())}});
    QList<QByteArray> members;
    for (const KeysView::Member &member : keys.members)
        members << objectOf(member);
    return json::object({{"keys", json::array(objects)},
                         {"members", json::array(members)},
                         {"behind", json::strings(keys.behind)}});
}

KeyRoutes::KeyRoutes(Refusal refusal, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_refusal(std::move(refusal))
    , m_lists(patience, this)
    , m_rotations(patience, this)
{
}

void KeyRoutes::attach(NodeInterface *node)
{
    const auto queued = Qt::QueuedConnection;
    connect(this, &KeyRoutes::keysWanted, node, &NodeInterface::requestKeys, queued);
    connect(this, &KeyRoutes::rotationWanted, node, &NodeInterface::rotateKey, queued);
    connect(node, &NodeInterface::keysReady, this, &KeyRoutes::takeKeys, queued);
    connect(node, &NodeInterface::keyRotated, this, &KeyRoutes::takeRotated, queued);
}

void KeyRoutes::addTo(Router &router)
{
    router.addLate("GET", QStringLiteral("/api/v1/keys"),
                   [this](const HttpRequest &request, const Reply &reply) { list(request, reply); });
    router.addLate("POST", QStringLiteral("/api/v1/keys/rotate"),
                   [this](const HttpRequest &request, const Reply &reply) { rotate(request, reply); });
}

void KeyRoutes::list(const HttpRequest &request, const Reply &reply)
{
    if (const auto refusal = m_refusal(request))
        return reply(*refusal);
    m_lists.add(++m_request, [reply](const std::optional<KeysView> &keys) {
        if (!keys)
            reply(problem(504, QStringLiteral("The node did not answer in time.")));
        else if (!keys->problem.isEmpty())
            reply(problem(409, keys->problem));
        else
            reply({200, "application/json", keysDocument(*keys, QDateTime::currentMSecsSinceEpoch()), {}});
    });
    Q_EMIT keysWanted(m_request);
}

void KeyRoutes::rotate(const HttpRequest &request, const Reply &reply)
{
    if (const auto refusal = m_refusal(request))
        return reply(*refusal);
    const auto without = readWithout(request.body);
    if (const auto *refusal = std::get_if<CommandResult>(&without))
        return reply(problem(refusal->status, refusal->problem));
    if (m_rotations.size() >= mostRotations)
        return reply(problem(503, QStringLiteral("The key is being changed already.")));
    m_rotations.add(++m_request, [reply](const std::optional<KeyRotated> &result) {
        if (!result)
            reply(problem(
                504, QStringLiteral("The node did not answer in time. Look whether the key has changed.")));
        else if (result->status != 200)
            reply(problem(result->status, result->problem));
        else
            reply({200,
                   "application/json",
                   json::object({{"ok", json::boolean(true)},
                                 {"generation", json::integer(result->generation)},
                                 {"copies", json::integer(result->copies)}}),
                   {}});
    });
    Q_EMIT rotationWanted(m_request, std::get<QString>(without));
}

void KeyRoutes::takeKeys(quint64 request, const KeysView &keys)
{
    m_lists.conclude(request, keys);
}

void KeyRoutes::takeRotated(quint64 request, const KeyRotated &result)
{
    m_rotations.conclude(request, result);
}

} // namespace everbounce
