// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/commands/CommandText.h"

#include "web/text/Json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace everbounce {
namespace {

using std::chrono::milliseconds;

CommandResult wrong(const QString &sentence)
{
    return CommandResult::refused(422, sentence);
}

/// A client's text, short enough to be repeated in an answer.
QString quoted(const QString &text)
{
    return QLatin1Char('"') + text.left(maxBehaviorNameLength) + QLatin1Char('"');
}

/// Reads members one by one, and keeps the first problem.
class Members
{
public:
    explicit Members(const QJsonObject &object)
        : m_object(object)
    {
    }

    QString text(const char *name)
    {
        const QJsonValue value = member(name);
        if (!value.isNull() && !value.isString())
            fail(QStringLiteral("\"%1\" must be a text.").arg(QLatin1String(name)));
        return value.toString();
    }

    bool flag(const char *name)
    {
        const QJsonValue value = member(name);
        if (!value.isNull() && !value.isBool())
            fail(QStringLiteral("\"%1\" must be true or false.").arg(QLatin1String(name)));
        return value.toBool();
    }

    std::optional<double> number(const char *name)
    {
        const QJsonValue value = member(name);
        if (value.isNull())
            return std::nullopt;
        if (!value.isDouble())
            fail(QStringLiteral("\"%1\" must be a number.").arg(QLatin1String(name)));
        return value.toDouble();
    }

    void fail(const QString &sentence)
    {
        if (m_problem.isEmpty())
            m_problem = sentence;
    }

    Read<Command> orProblem(const Command &command) const
    {
        return m_problem.isEmpty() ? Read<Command>(command) : Read<Command>(wrong(m_problem));
    }

private:
    QJsonValue member(const char *name) const
    {
        const QJsonValue value = m_object.value(QLatin1String(name));
        return value.isUndefined() ? QJsonValue() : value;
    }

    const QJsonObject &m_object;
    QString m_problem;
};

/// The node with that id, or else with that name; several with one name cannot be told apart.
NodeId nodeNamed(const QString &text, const QList<NodeInfo> &nodes, Members &members)
{
    NodeId found;
    int count = 0;
    for (const NodeInfo &node : nodes) {
        if (node.id == nodeIdFromString(text))
            return node.id;
        if (node.name != text)
            continue;
        found = node.id;
        ++count;
    }
    if (count == 0)
        members.fail(QStringLiteral("There is no node %1 in the cluster now.").arg(quoted(text)));
    if (count > 1)
        members.fail(
            QStringLiteral("%1 nodes are called %2: give the id of one.").arg(count).arg(quoted(text)));
    return found;
}

/// A fault without a length ignores it.
milliseconds durationOf(const FaultInfo &info, std::optional<double> seconds, Members &members)
{
    if (!seconds || !info.seconds)
        return milliseconds(0);
    const double least = std::chrono::duration<double>(shortestFault).count();
    const double most = std::chrono::duration<double>(longestFault).count();
    if (*seconds < least || *seconds > most) {
        members.fail(QStringLiteral("\"seconds\" takes %1 to %2.").arg(least).arg(most));
        return milliseconds(0);
    }
    return milliseconds(qRound64(*seconds * 1000));
}

/// Qt takes no document that is a number, a text, true, false or null; in an array it takes each.
bool isValue(const QByteArray &json)
{
    return QJsonDocument::fromJson('[' + json + ']').array().size() == 1;
}

} // namespace

Read<QJsonObject> readObject(const QByteArray &text)
{
    if (text.isEmpty())
        return QJsonObject();
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError && !isValue(text))
        return CommandResult::refused(
            400,
            QStringLiteral("This is not JSON: %1 at byte %2.").arg(error.errorString()).arg(error.offset));
    if (!document.isObject())
        return CommandResult::refused(400, QStringLiteral("A JSON object is expected, such as {}."));
    return document.object();
}

Read<Command> readBehavior(const QJsonObject &object)
{
    Members members(object);
    const QString name = members.text("name");
    const bool tryAgain = members.flag("try_again");
    if (name.isEmpty() || name.size() > maxBehaviorNameLength)
        members.fail(QStringLiteral("\"name\" must be the name of a behaviour."));
    return members.orProblem(Command::setBehavior(name, tryAgain));
}

Read<Command> readFault(const QJsonObject &object, const QList<NodeInfo> &nodes)
{
    Members members(object);
    const QString name = members.text("fault");
    const QString node = members.text("node");
    const auto seconds = members.number("seconds");
    const auto fault = faultFromName(name);
    if (!fault) {
        members.fail(name.isEmpty() ? QStringLiteral("\"fault\" must be the name of a fault.")
                                    : QStringLiteral("There is no fault %1.").arg(quoted(name)));
        return members.orProblem({});
    }
    FaultOrder order{.fault = *fault};
    order.duration = durationOf(infoOf(*fault), seconds, members);
    // If it is empty by mistake, it must not break whichever node holds the lease.
    const QJsonValue named = object.value(QLatin1String("node"));
    if (!named.isUndefined() && !named.isNull())
        order.node = nodeNamed(node, nodes, members);
    return members.orProblem(Command::injectFault(order));
}

Read<Command> readChaos(const QJsonObject &object)
{
    const QJsonValue on = object.value(QLatin1String("on"));
    if (!on.isBool())
        return wrong(QStringLiteral("\"on\" must be true or false."));
    return Command::setChaos(on.toBool());
}

Read<Command> readMessage(const QJsonObject &message, const QList<NodeInfo> &nodes)
{
    const QString command = message.value(QLatin1String("command")).toString();
    if (command == QLatin1String("nudge"))
        return Command::nudge();
    if (command == QLatin1String("behavior"))
        return readBehavior(message);
    if (command == QLatin1String("fault"))
        return readFault(message, nodes);
    if (command == QLatin1String("chaos"))
        return readChaos(message);
    return wrong(QStringLiteral("\"command\" must be behavior, nudge, fault or chaos."));
}

std::optional<CommandName> readName(const QJsonValue &value)
{
    constexpr qint64 mostExact = qint64(1) << 53; // up to the largest number that every JSON reader can hold
    const qint64 number = value.toInteger(-1);
    if (number >= 0 && number <= mostExact)
        return CommandName{QLatin1Char('#') + QString::number(number), json::integer(number)};
    if (isCommandId(value.toString()))
        return CommandName{value.toString(), json::string(value.toString())};
    return std::nullopt;
}

bool isCommandId(const QString &text)
{
    static const QRegularExpression safe(
        QStringLiteral("\\A[A-Za-z0-9._:-]{1,%1}\\z").arg(maxCommandIdLength));
    return safe.match(text).hasMatch();
}

} // namespace everbounce
