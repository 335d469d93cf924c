// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/commands/CommandResult.h"
#include "engine/singleton/commands/Order.h"

#include <optional>

// Commands and their results between nodes: the messages of types "command" and "result". The content of a
// command is the workload's own fields beside the message's.

namespace everbounce {

inline constexpr QLatin1String kCommandType("command");
inline constexpr QLatin1String kResultType("result");

/// `attempt` numbers the times that somebody sent a command under one id; when the accepting node repeats it
/// by itself, that is the same attempt. 0 if that node's version does not say.
QCborMap encodeCommand(const QString &id, const QCborMap &content, quint64 attempt = 0);
QCborMap encodeResult(const QString &id, const CommandResult &result);

struct OrderMessage
{
    QString id;
    QCborMap content; ///< as it came; the workload has not seen it
    quint64 attempt = 0;
};
/// Nothing for a message of another type, or without a valid id.
std::optional<OrderMessage> decodeOrderMessage(const QCborMap &map);

struct ResultMessage
{
    QString id;
    CommandResult result;
};
std::optional<ResultMessage> decodeResult(const QCborMap &map);

} // namespace everbounce
