// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/Command.h"

#include <QHash>

#include <deque>

namespace everbounce {

/// Which command an id stands for: the first one that came with it. Remembers the last ids only. Pure.
class CommandMemory
{
public:
    /// Notes a command; false where its id stands for another one.
    bool note(const QString &id, const Command &command);

    /// It was refused, and changed nothing: its id may be another's.
    void forget(const QString &id);

    /// More than come in the time in which a command may be sent again.
    static constexpr std::size_t mostKept = 5000;

private:
    QHash<QString, Command> m_commands;
    std::deque<QString> m_order; ///< the oldest first
};

} // namespace everbounce
