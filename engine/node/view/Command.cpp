// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/view/Command.h"

namespace everbounce {
namespace {

constexpr QLatin1String kFault("fault");
constexpr QLatin1String kDuration("ms");
constexpr QLatin1String kChaos("chaos");

/// The node is left out: the message goes to it.
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

} // namespace

Order orderOf(const Command &command)
{
    if (command.kind != Command::Kind::SetBehavior)
        return encodeBallOrder({});
    return encodeBallOrder({BallOrder::Kind::SelectBehavior, command.behavior, command.tryAgain});
}

QCborMap encodeCommand(const QString &id, const Command &command, quint64 attempt)
{
    if (command.kind == Command::Kind::SetChaos)
        return encodeCommand(id, QCborMap{{kChaos, command.on}}, attempt);
    if (command.kind != Command::Kind::InjectFault)
        return encodeCommand(id, orderOf(command).content, attempt);
    const FaultOrder &fault = command.fault;
    return encodeCommand(
        id, {{kFault, QLatin1String(infoOf(fault.fault).name)}, {kDuration, qint64(fault.duration.count())}},
        attempt);
}

std::optional<CommandMessage> decodeCommand(const QCborMap &map)
{
    const auto message = decodeOrderMessage(map);
    const auto content = message ? decodeContent(message->content) : std::nullopt;
    return content ? std::optional(CommandMessage{message->id, *content, message->attempt}) : std::nullopt;
}

} // namespace everbounce
