// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/Command.h"

#include <QHash>

#include <deque>

namespace everbounce {

/// The command that an id stands for: the first one that came with it. Remembers only the last ids. Pure.
class CommandMemory
{
public:
    /// Notes a command; false if its id stands for another one.
    bool note(const QString &id, const Command &command);

    /// It was refused and changed nothing: another command may use its id.
    void forget(const QString &id);

    /// More than come within the time in which a command may be sent again.
    static constexpr std::size_t mostKept = 5000;

private:
    QHash<QString, Command> m_commands;
    std::deque<QString> m_order; ///< the oldest first
};

} // namespace everbounce
