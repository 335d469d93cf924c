// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/behaviors/ScriptLedger.h"

#include <QCborMap>

#include <optional>
#include <variant>

namespace everbounce {

/// All that the sender has; `number` is one more for each new list.
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

/// The text that was asked for, or nothing where the sender does not have it any more.
struct ScriptHanded
{
    BehaviorRef ref;
    std::optional<QByteArray> source;
};

using ScriptMessage = std::variant<ScriptsTold, ScriptsHeard, ScriptAsked, ScriptHanded>;

QCborMap encodeScriptMessage(const ScriptMessage &message);

/// Nothing for a message of another type, or with a value that is missing or out of its range. Of a list,
/// items that are malformed are left out, and what is beyond the caps.
std::optional<ScriptMessage> decodeScriptMessage(const QCborMap &map);

} // namespace everbounce
