// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/view/Command.h"

#include "engine/base/CborNumbers.h"

namespace everbounce {
namespace {

constexpr QLatin1String kType("t");
constexpr QLatin1String kCommand("command");
constexpr QLatin1String kResult("result");
constexpr QLatin1String kId("id");
constexpr QLatin1String kAttempt("attempt");
constexpr QLatin1String kFault("fault");
constexpr QLatin1String kDuration("ms");
constexpr QLatin1String kRevision("revision");
constexpr QLatin1String kStatus("status");
constexpr QLatin1String kProblem("problem");

/// The id of a message of this type, or an empty text.
QString idOf(const QCborMap &map, QLatin1String type)
{
    const QString id = map[kId].toString();
    return map[kType].toString() == type && id.size() <= maxCommandIdLength ? id : QString();
}

/// The node is not told: the message goes to it.
std::optional<Command> decodeFault(const QCborMap &map)
{
    const auto fault = faultFromName(map[kFault].toString());
    const std::chrono::milliseconds duration(map[kDuration].toInteger());
    if (!fault || duration < duration.zero() || duration > longestFault)
        return std::nullopt;
    return Command::injectFault({*fault, {}, duration});
}

std::optional<Command> decodeContent(const QCborMap &map)
{
    if (map[kFault].isString())
        return decodeFault(map);
    const auto order = decodeBallOrder(map);
    if (!order)
        return std::nullopt;
    if (order->kind == BallOrder::Kind::Nudge)
        return Command::nudge();
    return Command::setBehavior(order->behavior, order->tryAgain);
}

QCborMap addressed(QCborMap content, const QString &id, quint64 attempt)
{
    content[kType] = kCommand;
    content[kId] = id;
    if (attempt != 0)
        content[kAttempt] = encodeUnsigned(attempt);
    return content;
}

} // namespace

Order orderOf(const Command &command)
{
    if (command.kind != Command::Kind::SetBehavior)
        return encodeBallOrder({});
    return encodeBallOrder({BallOrder::Kind::SelectBehavior, command.behavior, command.tryAgain});
}

QCborMap encodeCommand(const QString &id, const Order &order, quint64 attempt)
{
    return addressed(order.content, id, attempt);
}

QCborMap encodeCommand(const QString &id, const Command &command, quint64 attempt)
{
    if (command.kind != Command::Kind::InjectFault)
        return encodeCommand(id, orderOf(command), attempt);
    const FaultOrder &fault = command.fault;
    return addressed(
        {{kFault, QLatin1String(infoOf(fault.fault).name)}, {kDuration, qint64(fault.duration.count())}}, id,
        attempt);
}

std::optional<CommandMessage> decodeCommand(const QCborMap &map)
{
    const QString id = idOf(map, kCommand);
    const auto content = id.isEmpty() ? std::nullopt : decodeContent(map);
    if (!content)
        return std::nullopt;
    return CommandMessage{id, *content, decodeUnsigned(map[kAttempt]).value_or(0)};
}

QCborMap encodeResult(const QString &id, const CommandResult &result)
{
    QCborMap map{{kType, kResult}, {kId, id}, {kStatus, result.status}};
    if (result.ok)
        map[kRevision] = encodeUnsigned(result.revision);
    else
        map[kProblem] = result.problem;
    return map;
}

std::optional<WithId<CommandResult>> decodeResult(const QCborMap &map)
{
    const QString id = idOf(map, kResult);
    if (id.isEmpty())
        return std::nullopt;
    if (const auto revision = decodeCount(map[kRevision]))
        return WithId<CommandResult>{id, CommandResult::done(*revision)};
    const qint64 status = map[kStatus].toInteger();
    if (status < 400 || status > 599)
        return std::nullopt;
    return WithId<CommandResult>{id, CommandResult::refused(int(status), map[kProblem].toString().left(500))};
}

} // namespace everbounce
