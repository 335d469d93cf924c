// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/commands/CommandQueue.h"

#include <algorithm>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr auto checkInterval = 500ms;
/// Foreign code that takes down one holder after another is not given to a fourth one.
constexpr int mostHolders = 3;

} // namespace

CommandQueue::CommandQueue(HolderKnows holderKnows, QObject *parent)
    : QObject(parent)
    , m_holderKnows(std::move(holderKnows))
{
    m_check.setInterval(checkInterval);
    connect(&m_check, &QTimer::timeout, this, &CommandQueue::sendAgain);
}

void CommandQueue::accept(const QString &id, const Order &order)
{
    if (id.isEmpty() || id.size() > maxCommandIdLength || find(id) != m_open.end()) {
        Q_EMIT concluded(id,
                         CommandResult::refused(400, QStringLiteral("A command needs an id of its own.")));
        return;
    }
    if (m_open.size() >= mostOpen) {
        Q_EMIT concluded(
            id, CommandResult::refused(503, QStringLiteral("Too many commands are open. Try again.")));
        return;
    }
    m_open.append({id, order, ++m_attempts, monotonicNow(), {}, 0, {}});
    if (!m_check.isActive())
        m_check.start();
    if (isHeldBack(m_open.last()))
        QTimer::singleShot(codePatience, Qt::PreciseTimer, this, &CommandQueue::reconsider);
    send(id);
}

void CommandQueue::setLease(const Lease &lease)
{
    const bool another = lease && lease != m_lease;
    m_lease = lease;
    if (another)
        reconsider();
}

void CommandQueue::reconsider()
{
    for (const Open &open : unanswered()) { // sending others may conclude one
        if (open.sentUnder != m_lease)
            send(open.id);
    }
}

bool CommandQueue::isHeldBack(const Open &open) const
{
    return m_holderKnows && monotonicNow() - open.at < codePatience && !m_holderKnows(open.order);
}

/// If there is a holder, and nothing to wait for.
void CommandQueue::send(const QString &id)
{
    const auto open = find(id);
    if (!m_lease || open == m_open.end() || isHeldBack(*open))
        return;
    if (std::exchange(open->sentUnder, m_lease) != m_lease)
        ++open->holders;
    if (!open->order.code.isEmpty() && open->holders > mostHolders)
        settle(id,
               CommandResult::refused(
                   503, QStringLiteral("%1 holders were lost while carrying it out: %2 is not tried again.")
                            .arg(mostHolders)
                            .arg(open->order.code)));
    else
        Q_EMIT toHolder(id, Order(open->order), open->attempt); // it may be concluded at once
}

void CommandQueue::conclude(const QString &id, const CommandResult &result)
{
    if (!result.ok || result.revision <= m_shown)
        return settle(id, result);
    const auto open = find(id);
    if (open == m_open.end() || open->answer)
        return;
    open->answer = result;
    QTimer::singleShot(showPatience, this, [this, id, result] { settle(id, result); });
}

void CommandQueue::setShown(std::uint64_t revision)
{
    m_shown = revision;
    const auto all = m_open;
    for (const Open &open : all) {
        if (open.answer && open.answer->revision <= revision)
            settle(open.id, *open.answer);
    }
}

QList<CommandQueue::Open>::iterator CommandQueue::find(const QString &id)
{
    return std::find_if(m_open.begin(), m_open.end(), [&](const Open &open) { return open.id == id; });
}

QList<CommandQueue::Open> CommandQueue::unanswered() const
{
    QList<Open> open = m_open;
    open.removeIf([](const Open &each) { return each.answer.has_value(); });
    return open;
}

void CommandQueue::settle(const QString &id, const CommandResult &result)
{
    if (m_open.removeIf([&](const Open &open) { return open.id == id; }) > 0)
        Q_EMIT concluded(id, result);
}

void CommandQueue::sendAgain()
{
    const auto now = monotonicNow();
    for (const Open &open : unanswered()) {
        // It or its answer may have been lost. If not, it is not carried out again.
        if (now < open.at + patience)
            send(open.id);
        else
            settle(open.id, CommandResult::refused(503, QStringLiteral("No holder confirmed the command in "
                                                                       "time. It may still be carried "
                                                                       "out.")));
    }
    if (m_open.isEmpty())
        m_check.stop();
}

} // namespace everbounce
