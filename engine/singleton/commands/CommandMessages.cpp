// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/commands/CommandMessages.h"

#include "engine/base/cbor/CborNumbers.h"

#include <algorithm>

namespace everbounce {
namespace {

constexpr QLatin1String kType("t");
constexpr QLatin1String kId("id");
constexpr QLatin1String kAttempt("attempt");
constexpr QLatin1String kRevision("revision");
constexpr QLatin1String kTerm("term");
constexpr QLatin1String kCopies("copies");
constexpr QLatin1String kStatus("status");
constexpr QLatin1String kProblem("problem");
constexpr qsizetype maxProblemLength = 500;
constexpr qint64 mostCopies = 1024;

/// The id of a message of this type, or an empty text.
QString idOf(const QCborMap &map, QLatin1String type)
{
    const QString id = map[kId].toString();
    return map[kType].toString() == type && id.size() <= maxCommandIdLength ? id : QString();
}

} // namespace

QCborMap encodeCommand(const QString &id, const QCborMap &content, quint64 attempt)
{
    QCborMap map = content;
    map[kType] = kCommandType;
    map[kId] = id;
    if (attempt != 0)
        map[kAttempt] = encodeUnsigned(attempt);
    return map;
}

std::optional<OrderMessage> decodeOrderMessage(const QCborMap &map)
{
    const QString id = idOf(map, kCommandType);
    if (id.isEmpty())
        return std::nullopt;
    OrderMessage message{id, map, decodeUnsigned(map[kAttempt]).value_or(0)};
    for (const QLatin1String key : {kType, kId, kAttempt})
        message.content.remove(key);
    return message;
}

QCborMap encodeResult(const QString &id, const CommandResult &result)
{
    QCborMap map{{kType, kResultType}, {kId, id}, {kStatus, result.status}};
    if (!result.ok) {
        map[kProblem] = result.problem;
        return map;
    }
    map[kRevision] = encodeUnsigned(result.revision);
    map[kTerm] = encodeUnsigned(result.term);
    map[kCopies] = result.copies;
    return map;
}

std::optional<ResultMessage> decodeResult(const QCborMap &map)
{
    const QString id = idOf(map, kResultType);
    if (id.isEmpty())
        return std::nullopt;
    if (const auto revision = decodeCount(map[kRevision])) {
        const auto copies = int(std::clamp<qint64>(map[kCopies].toInteger(), 0, mostCopies));
        return ResultMessage{id, CommandResult::done(*revision, decodeCount(map[kTerm]).value_or(0), copies)};
    }
    const qint64 status = map[kStatus].toInteger();
    if (status < 400 || status > 599)
        return std::nullopt;
    return ResultMessage{
        id, CommandResult::refused(int(status), map[kProblem].toString().left(maxProblemLength))};
}

} // namespace everbounce
