// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/behaviors/exchange/ScriptLedger.h"

#include <QCborMap>

#include <array>
#include <optional>
#include <variant>

namespace everbounce {

/// Everything that the sender has; `number` is one more for each new list.
struct ScriptsTold
{
    qint64 number = 0;
    ScriptList list;
};

/// The receiver has that list.
struct ScriptsHeard
{
    qint64 number = 0;
};

struct ScriptAsked
{
    BehaviorRef ref;
};

/// The requested text, or nothing if the sender no longer has it.
struct ScriptHanded
{
    BehaviorRef ref;
    std::optional<QByteArray> source;
};

/// Of these messages, in their order.
inline constexpr std::array scriptMessageTypes{QLatin1String("scripts"), QLatin1String("scripts-heard"),
                                               QLatin1String("script-ask"), QLatin1String("script-text")};

using ScriptMessage = std::variant<ScriptsTold, ScriptsHeard, ScriptAsked, ScriptHanded>;

QCborMap encodeScriptMessage(const ScriptMessage &message);

/// Nothing for a message of another type, or with a value that is missing or out of range. Malformed list
/// items, and those beyond the caps, are left out.
std::optional<ScriptMessage> decodeScriptMessage(const QCborMap &map);

} // namespace everbounce
