// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/CommandDesk.h"

#include <algorithm>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr auto checkInterval = 500ms;
/// A behaviour that takes holder after holder along is not given to a fourth one.
constexpr int mostHolders = 3;

} // namespace

CommandDesk::CommandDesk(QObject *parent)
    : QObject(parent)
{
    m_check.setInterval(checkInterval);
    connect(&m_check, &QTimer::timeout, this, &CommandDesk::sendAgain);
}

void CommandDesk::accept(const QString &id, const Command &command)
{
    const bool known =
        std::any_of(m_open.begin(), m_open.end(), [&](const Open &open) { return open.id == id; });
    if (id.isEmpty() || id.size() > maxCommandIdLength || known) {
        Q_EMIT concluded(id,
                         CommandResult::refused(400, QStringLiteral("A command needs an id of its own.")));
        return;
    }
    if (m_open.size() >= mostOpen) {
        Q_EMIT concluded(
            id, CommandResult::refused(503, QStringLiteral("Too many commands are open. Try again.")));
        return;
    }
    m_open.append({id, command, monotonicNow() + patience, m_lease ? 1 : 0, {}});
    m_check.start();
    if (m_lease)
        Q_EMIT toHolder(id, command);
}

void CommandDesk::setLease(const Lease &lease)
{
    const bool another = lease && lease != m_lease;
    m_lease = lease;
    if (another)
        sendToNewHolder();
}

void CommandDesk::sendToNewHolder()
{
    for (Open &open : m_open)
        ++open.holders;
    for (const Open &open : unanswered()) { // one may be concluded while the others are sent
        if (open.command.kind == Command::Kind::SetBehavior && open.holders > mostHolders)
            settle(open.id, CommandResult::refused(
                                503, QStringLiteral("%1 holders were lost meanwhile: %2 is not tried again.")
                                         .arg(mostHolders)
                                         .arg(open.command.behavior)));
        else
            Q_EMIT toHolder(open.id, open.command);
    }
}

void CommandDesk::conclude(const QString &id, const CommandResult &result)
{
    if (!result.ok || result.revision <= m_shown)
        return settle(id, result);
    const auto open =
        std::find_if(m_open.begin(), m_open.end(), [&](const Open &each) { return each.id == id; });
    if (open == m_open.end() || open->answer)
        return;
    open->answer = result;
    QTimer::singleShot(showPatience, this, [this, id, result] { settle(id, result); });
}

void CommandDesk::setShown(std::uint64_t revision)
{
    m_shown = revision;
    const auto all = m_open;
    for (const Open &open : all) {
        if (open.answer && open.answer->revision <= revision)
            settle(open.id, *open.answer);
    }
}

QList<CommandDesk::Open> CommandDesk::unanswered() const
{
    QList<Open> open = m_open;
    open.removeIf([](const Open &each) { return each.answer.has_value(); });
    return open;
}

void CommandDesk::settle(const QString &id, const CommandResult &result)
{
    if (m_open.removeIf([&](const Open &open) { return open.id == id; }) > 0)
        Q_EMIT concluded(id, result);
}

void CommandDesk::sendAgain()
{
    const auto now = monotonicNow();
    for (const Open &open : unanswered()) {
        // It or its answer may have been lost; where it was not, it is not carried out again.
        if (now < open.until && m_lease)
            Q_EMIT toHolder(open.id, open.command);
        else if (now >= open.until)
            settle(open.id, CommandResult::refused(503, QStringLiteral("No holder confirmed the command in "
                                                                       "time. It may still be carried "
                                                                       "out.")));
    }
    if (m_open.isEmpty())
        m_check.stop();
}

} // namespace everbounce
