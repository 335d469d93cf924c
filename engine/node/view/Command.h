// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/orders/BallOrder.h"
#include "engine/lease/Lease.h"
#include "engine/node/view/Fault.h"
#include "engine/singleton/commands/CommandMessages.h"

#include <QCborMap>
#include <QMetaType>
#include <QString>

#include <optional>

namespace everbounce {

/// A fault that somebody asks for.
struct FaultOrder
{
    Fault fault = Fault::StepDown;
    NodeId node;                           ///< the target; none: wherever the engine runs
    std::chrono::milliseconds duration{0}; ///< 0: this fault's usual length

    bool operator==(const FaultOrder &) const = default;
};

/// A command for the ball, or for a node.
struct Command
{
    enum class Kind { SetBehavior, Nudge, InjectFault, SetChaos };

    Kind kind = Kind::Nudge;
    QString behavior;      ///< of SetBehavior: its name as it is listed
    bool tryAgain = false; ///< of SetBehavior: even if it is in quarantine
    FaultOrder fault;      ///< of InjectFault
    bool on = false;       ///< of SetChaos

    static Command nudge() { return {}; }
    static Command setBehavior(const QString &name, bool tryAgain = false)
    {
        return {Kind::SetBehavior, name, tryAgain, {}};
    }
    static Command injectFault(const FaultOrder &order) { return {Kind::InjectFault, {}, false, order}; }
    static Command setChaos(bool on) { return {Kind::SetChaos, {}, false, {}, on}; }

    bool operator==(const Command &) const = default;
};

/// The command for the ball. Not for faults and chaos.
Order orderOf(const Command &command);

/// As a message between nodes, which no command of chaos is; see engine/singleton/commands/CommandMessages.h.
QCborMap encodeCommand(const QString &id, const Command &command, quint64 attempt = 0);

struct CommandMessage
{
    QString id;
    Command content;
    quint64 attempt = 0;
};
std::optional<CommandMessage> decodeCommand(const QCborMap &map);

} // namespace everbounce

Q_DECLARE_METATYPE(everbounce::Command)
