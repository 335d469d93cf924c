// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/commands/PendingCommands.h"

namespace everbounce {

PendingCommands::Arrival PendingCommands::arrive(const PendingCommand &command,
                                                 std::optional<AppliedAt> applied)
{
    const std::uint32_t content = command.order.digest;
    if (m_contents.value(command.id, content) != content)
        return Arrival::Another;
    if (m_seen.contains(command.id))
        return Arrival::Known;
    const auto settled = m_settled.constFind(command.id);
    const bool isSettled = settled != m_settled.constEnd();
    if (isSettled && settled->result.ok)
        applied = AppliedAt{settled->result.revision, settled->result.term};
    else if (isSettled && settled->origin == command.origin && settled->attempt == command.attempt)
        return Arrival::Refused;
    if (applied) {
        std::erase_if(m_unsafe, [&](const PendingCommand &other) { return other.id == command.id; });
        m_unsafe.push_back(command);
        m_unsafe.back().revision = applied->revision;
        m_unsafe.back().term = applied->term;
        return Arrival::Known;
    }
    if (m_waiting.size() >= mostWaiting)
        return Arrival::TooMany;
    m_waiting.push_back(command);
    m_seen.insert(command.id);
    m_contents.insert(command.id, content);
    return Arrival::New;
}

void PendingCommands::adopt(const PendingCommand &command)
{
    m_settled.remove(command.id);
    m_seen.insert(command.id);
    m_contents.insert(command.id, command.order.digest);
}

std::optional<PendingCommand> PendingCommands::next()
{
    if (!waiting())
        return std::nullopt;
    PendingCommand command = std::move(m_waiting.front());
    m_waiting.pop_front();
    return command;
}

void PendingCommands::applied(PendingCommand command, std::uint64_t revision, std::uint64_t term)
{
    m_seen.remove(command.id);
    settle(command, CommandResult::done(revision, term));
    command.revision = revision;
    command.term = term;
    m_unsafe.push_back(std::move(command));
}

void PendingCommands::refuse(const PendingCommand &command, const CommandResult &result)
{
    m_seen.remove(command.id);
    m_contents.remove(command.id);
    settle(command, result);
}

void PendingCommands::settle(const PendingCommand &command, const CommandResult &result)
{
    const bool known = m_settled.contains(command.id);
    m_settled.insert(command.id, {result, command.origin, command.attempt});
    if (known)
        return;
    m_settledOrder.push_back(command.id);
    if (m_settledOrder.size() > mostSettled) {
        m_settled.remove(m_settledOrder.front());
        m_contents.remove(m_settledOrder.front());
        m_settledOrder.pop_front();
    }
}

void PendingCommands::reconsider(const std::function<bool(const QString &id)> &isApplied)
{
    for (auto command = m_unsafe.rbegin(); command != m_unsafe.rend(); ++command) {
        if (isApplied(command->id))
            continue;
        m_settled.remove(command->id);
        m_seen.insert(command->id);
        m_waiting.push_front(*command);
    }
    std::erase_if(m_unsafe, [&](const PendingCommand &command) { return !isApplied(command.id); });
}

std::vector<PendingCommand>
PendingCommands::takeKnown(const std::function<bool(const QString &id)> &isApplied)
{
    const auto waits = [&](const PendingCommand &command) { return !isApplied(command.id); };
    const auto known = std::stable_partition(m_waiting.begin(), m_waiting.end(), waits);
    const std::vector<PendingCommand> taken(known, m_waiting.end());
    m_waiting.erase(known, m_waiting.end());
    for (const PendingCommand &command : taken) {
        m_seen.remove(command.id);
        m_contents.remove(command.id);
    }
    return taken;
}

std::vector<PendingCommand> PendingCommands::takeSafe(std::uint64_t kept)
{
    const auto isUnsafe = [&](const PendingCommand &command) { return command.revision > kept; };
    const auto safe = std::stable_partition(m_unsafe.begin(), m_unsafe.end(), isUnsafe);
    std::vector<PendingCommand> taken(safe, m_unsafe.end());
    m_unsafe.erase(safe, m_unsafe.end());
    return taken;
}

void PendingCommands::clear()
{
    m_waiting.clear();
    m_unsafe.clear();
    m_seen.clear();
    m_settled.clear();
    m_settledOrder.clear();
    m_contents.clear();
}

} // namespace everbounce
