// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/replica/Lineage.h"

#include <QCborArray>
#include <QCborMap>
#include <QString>

#include <optional>
#include <vector>

namespace everbounce {

/// A command that some holder has carried out: what is needed to know it again, and to carry it out on a
/// state that lacks it.
struct LoggedCommand
{
    QString id;
    Lease lease;                ///< under which it was carried out
    std::uint64_t revision = 0; ///< which it made
    Tick tick = 0;              ///< when it was carried out first: its place among the commands of all sides
    std::uint32_t digest = 0;   ///< of its content
    QCborMap content;           ///< as its workload reads it

    bool operator==(const LoggedCommand &) const = default;
};

QCborArray encodeCommands(const std::vector<LoggedCommand> &commands);

/// Those of a list that are well formed; nothing where it is none, or too long.
std::optional<std::vector<LoggedCommand>> decodeCommands(const QCborValue &list);

/// So many commands are in one message at most.
constexpr qsizetype mostCommandsInMessage = 500;
/// A command of more bytes is not taken on.
constexpr qsizetype mostCommandBytes = 1024;

} // namespace everbounce
