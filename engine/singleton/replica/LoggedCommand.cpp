// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/LoggedCommand.h"

#include "engine/base/Cbor.h"
#include "engine/base/CborNumbers.h"

namespace everbounce {
namespace {

constexpr qsizetype mostIdLength = 64;

/// A command's content, as its size is checked.
qsizetype sizeOf(const QCborMap &content)
{
    return encodedCbor(content).size();
}

std::optional<LoggedCommand> decodeLogged(const QCborArray &item)
{
    const auto term = decodeCount(item.at(1));
    const auto holder = decodeNodeId(item.at(2));
    const auto revision = decodeCount(item.at(3));
    const auto tick = decodeTick(item.at(4));
    const QString id = item.at(0).toString();
    const qint64 digest = item.at(5).toInteger(-1);
    const QCborMap content = item.at(6).toMap();
    if (!term || !holder || !revision || !tick || id.isEmpty() || id.size() > mostIdLength || digest < 0 ||
        digest > std::numeric_limits<std::uint32_t>::max() || sizeOf(content) > mostCommandBytes)
        return std::nullopt;
    const std::uint64_t first = decodeCount(item.at(7)).value_or(0); // none: that revision, or not known
    return LoggedCommand{id, {*term, *holder}, *revision, *tick, std::uint32_t(digest), content, first};
}

} // namespace

QCborArray encodeCommands(const std::vector<LoggedCommand> &commands)
{
    QCborArray list;
    for (const LoggedCommand &command : commands) {
        QCborArray item{command.id,
                        encodeUnsigned(command.lease.term),
                        encodeNodeId(command.lease.holder),
                        encodeUnsigned(command.revision),
                        encodeUnsigned(command.tick),
                        qint64(command.digest),
                        command.content};
        if (command.first > 0)
            item.append(encodeUnsigned(command.first));
        list.append(item);
    }
    return list;
}

std::optional<std::vector<LoggedCommand>> decodeCommands(const QCborValue &value)
{
    const QCborArray list = value.toArray();
    if (!value.isArray() || list.size() > mostCommandsInMessage)
        return std::nullopt;
    std::vector<LoggedCommand> commands;
    for (const QCborValue &item : list) {
        if (auto command = decodeLogged(item.toArray()))
            commands.push_back(std::move(*command));
    }
    return commands;
}

} // namespace everbounce
