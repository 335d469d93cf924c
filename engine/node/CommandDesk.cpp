// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/CommandDesk.h"

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr auto checkInterval = 500ms;

} // namespace

CommandDesk::CommandDesk(QObject *parent)
    : QObject(parent)
{
    m_check.setInterval(checkInterval);
    connect(&m_check, &QTimer::timeout, this, &CommandDesk::sendAgain);
}

void CommandDesk::accept(const QString &id, const Command &command)
{
    if (id.isEmpty() || id.size() > maxCommandIdLength || m_open.contains(id)) {
        Q_EMIT concluded(id,
                         CommandResult::refused(400, QStringLiteral("A command needs an id of its own.")));
        return;
    }
    if (m_open.size() >= mostOpen) {
        Q_EMIT concluded(
            id, CommandResult::refused(503, QStringLiteral("Too many commands are open. Try again.")));
        return;
    }
    m_open.insert(id, {command, monotonicNow() + patience});
    m_check.start();
    if (m_lease)
        Q_EMIT toHolder(id, command);
}

void CommandDesk::setLease(const Lease &lease)
{
    m_lease = lease;
    if (!lease)
        return;
    const auto open = m_open; // a command may be concluded while the others are sent
    for (auto command = open.begin(); command != open.end(); ++command)
        Q_EMIT toHolder(command.key(), command->command);
}

void CommandDesk::conclude(const QString &id, const CommandResult &result)
{
    if (m_open.remove(id) > 0)
        Q_EMIT concluded(id, result);
}

void CommandDesk::sendAgain()
{
    const auto now = monotonicNow();
    const auto open = m_open;
    for (auto command = open.begin(); command != open.end(); ++command) {
        if (now < command->until) {
            // It or its answer may have been lost; where it was not, it is not carried out again.
            if (m_lease)
                Q_EMIT toHolder(command.key(), command->command);
        } else
            conclude(command.key(), CommandResult::refused(
                                        503, QStringLiteral("No holder confirmed the command in time. It may "
                                                            "still be carried out.")));
    }
    if (m_open.isEmpty())
        m_check.stop();
}

} // namespace everbounce
