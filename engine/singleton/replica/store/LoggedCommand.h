// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/replica/Lineage.h"

#include <QCborArray>
#include <QCborMap>
#include <QString>

#include <optional>
#include <tuple>
#include <vector>

namespace everbounce {

/// Where a command is among those of all sides: by its tick, then by the revision that it made first, then by
/// its id.
using CommandPlace = std::tuple<Tick, std::uint64_t, QString>;

/// A command that some holder has carried out: enough to recognise it, and to carry it out on a state that
/// lacks it.
struct LoggedCommand
{
    QString id;
    Lease lease;                ///< under which it was carried out
    std::uint64_t revision = 0; ///< which it made
    Tick tick = 0;              ///< when it was first carried out: its place among the commands of all sides
    std::uint32_t digest = 0;   ///< of its content
    QCborMap content;           ///< as its workload reads it; empty if nothing but its place is known
    /// The revision that it made first, if that was another one: of one tick, and one line of holders, the
    /// commands stay in their order.
    std::uint64_t first = 0;

    CommandPlace place() const { return {tick, first > 0 ? first : revision, id}; }

    bool operator==(const LoggedCommand &) const = default;
};

QCborArray encodeCommands(const std::vector<LoggedCommand> &commands);

/// The well-formed ones of a list; nothing if it is not a list, or too long.
std::optional<std::vector<LoggedCommand>> decodeCommands(const QCborValue &list);

/// The most commands in one message.
constexpr qsizetype mostCommandsInMessage = 500;
/// A larger command is not accepted.
constexpr qsizetype mostCommandBytes = 1024;

} // namespace everbounce
