// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/replica/Lineage.h"

#include <QCborArray>
#include <QCborMap>
#include <QString>

#include <optional>
#include <vector>

namespace everbounce {

/// A command that some holder has carried out: enough to recognise it, and to carry it out on a state that
/// lacks it.
struct LoggedCommand
{
    QString id;
    Lease lease;                ///< under which it was carried out
    std::uint64_t revision = 0; ///< which it made
    Tick tick = 0;              ///< when it was first carried out: its place among the commands of all sides
    std::uint32_t digest = 0;   ///< of its content
    QCborMap content;           ///< as its workload reads it

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
