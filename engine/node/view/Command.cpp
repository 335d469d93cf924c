// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/view/Command.h"

#include "engine/ball/flight/BallCodec.h"

namespace everbounce {
namespace {

constexpr QLatin1String kType("t");
constexpr QLatin1String kCommand("command");
constexpr QLatin1String kResult("result");
constexpr QLatin1String kId("id");
constexpr QLatin1String kAttempt("attempt");
constexpr QLatin1String kNudge("nudge");
constexpr QLatin1String kBehavior("behavior");
constexpr QLatin1String kTryAgain("try_again");
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
    if (map[kNudge].toBool())
        return Command::nudge();
    if (map[kFault].isString())
        return decodeFault(map);
    const QString behavior = map[kBehavior].toString();
    if (behavior.isEmpty() || behavior.size() > maxBehaviorNameLength)
        return std::nullopt;
    return Command::setBehavior(behavior, map[kTryAgain].toBool());
}

} // namespace

std::uint32_t contentDigest(const Command &command)
{
    constexpr std::uint32_t basis = 2166136261;
    constexpr std::uint32_t prime = 16777619;
    QByteArray content = command.kind == Command::Kind::SetBehavior ? "behavior " : "nudge";
    content += command.tryAgain ? "again " : "";
    content += command.behavior.toUtf8();
    std::uint32_t digest = basis; // FNV-1a: an id is for its sender's own good, nobody gains by a collision
    for (const char byte : content)
        digest = (digest ^ std::uint8_t(byte)) * prime;
    return digest == 0 ? 1 : digest;
}

CommandResult anotherOfThisId()
{
    return CommandResult::refused(
        422, QStringLiteral("This id stands for another command. Give each command an id of its own."));
}

QCborMap encodeCommand(const QString &id, const Command &command, quint64 attempt)
{
    QCborMap map{{kType, kCommand}, {kId, id}};
    if (attempt != 0)
        map[kAttempt] = encodeUnsigned(attempt);
    switch (command.kind) {
    case Command::Kind::Nudge:
        map[kNudge] = true;
        break;
    case Command::Kind::SetBehavior:
        map[kBehavior] = command.behavior;
        if (command.tryAgain)
            map[kTryAgain] = true;
        break;
    case Command::Kind::InjectFault:
        map[kFault] = QLatin1String(infoOf(command.fault.fault).name);
        map[kDuration] = qint64(command.fault.duration.count());
        break;
    }
    return map;
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
