// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/store/LoggedCommand.h"

#include "engine/base/cbor/Cbor.h"
#include "engine/base/cbor/CborFields.h"

#include <limits>

namespace everbounce {
namespace {

constexpr qsizetype mostIdLength = 64;

/// A command's content. Its workload reads it; here only the size counts.
struct Content
{
    QCborMap &value;

    QCborValue write() const { return value; }
    bool read(const QCborValue &from)
    {
        const QCborMap content = from.toMap();
        return cbor::keep(value, encodedCbor(content).size() <= mostCommandBytes, content);
    }
};

} // namespace

/// Older versions do not know the first revision.
template<class Archive>
bool row(Archive &a, LoggedCommand &m)
{
    return a(cbor::Name{m.id, mostIdLength}) && a(cbor::Count{m.lease.term}) &&
           a(cbor::Node{m.lease.holder}) && a(cbor::Count{m.revision}) && a(cbor::At{m.tick}) &&
           a(cbor::Number{m.digest, 0, std::numeric_limits<std::uint32_t>::max()}) && a(Content{m.content}) &&
           a(cbor::Lenient{cbor::Optional{cbor::Count{m.first}}});
}

QCborArray encodeCommands(const std::vector<LoggedCommand> &commands)
{
    QCborArray list;
    for (const LoggedCommand &command : commands)
        list.append(encodedRow(command));
    return list;
}

std::optional<std::vector<LoggedCommand>> decodeCommands(const QCborValue &value)
{
    const QCborArray list = value.toArray();
    if (!value.isArray() || list.size() > mostCommandsInMessage)
        return std::nullopt;
    std::vector<LoggedCommand> commands;
    for (const QCborValue &item : list) {
        if (auto command = decodedRow<LoggedCommand>(item.toArray()))
            commands.push_back(std::move(*command));
    }
    return commands;
}

} // namespace everbounce
