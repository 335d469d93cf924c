// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeInterface.h"

#include <QJsonObject>

#include <optional>
#include <variant>

// Commands as clients write them, in requests and in messages of the live feed. Pure.

namespace everbounce {

/// Something that was read, or the refusal of what is invalid.
template<typename Content>
using Read = std::variant<Content, CommandResult>;

/// A JSON object. An empty text counts as an empty one.
Read<QJsonObject> readObject(const QByteArray &text);

/// `{"name": NAME, "try_again": true}`, the latter optional. The node decides whether there is such a
/// behaviour. Here and below unknown members are ignored, and null counts as absent.
Read<Command> readBehavior(const QJsonObject &object);

/// `{"fault": NAME, "node": id or name, "seconds": S}`, the latter two optional.
Read<Command> readFault(const QJsonObject &object, const QList<NodeInfo> &nodes);

/// `{"on": true}`.
Read<Command> readChaos(const QJsonObject &object);

/// A viewer's message: `command` says which kind it is.
Read<Command> readMessage(const QJsonObject &message, const QList<NodeInfo> &nodes);

/// A viewer's own name for a command.
struct CommandName
{
    QString text;    ///< unlike that of every other name
    QByteArray json; ///< as the answer repeats it
};

/// A text that may be the id of a command, or a whole number from 0 to 2^53.
std::optional<CommandName> readName(const QJsonValue &value);

/// Whether a text may be the id of a command: 1 to 64 letters, digits, and `.`, `_`, `:`, `-`.
bool isCommandId(const QString &text);

} // namespace everbounce
