// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/commands/CommandMemory.h"

namespace everbounce {

bool CommandMemory::note(const QString &id, const Command &command)
{
    if (const auto known = m_commands.constFind(id); known != m_commands.constEnd())
        return *known == command;
    if (m_order.size() == mostKept) {
        m_commands.remove(m_order.front());
        m_order.pop_front();
    }
    m_commands.insert(id, command);
    m_order.push_back(id);
    return true;
}

void CommandMemory::forget(const QString &id)
{
    m_commands.remove(id);
    std::erase(m_order, id);
}

} // namespace everbounce
