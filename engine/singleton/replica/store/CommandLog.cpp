// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/store/CommandLog.h"

#include <algorithm>

namespace everbounce {
namespace {

/// For each so many that it may keep a log is looked through after one more.
constexpr std::size_t lookShare = 16;

/// A command that is carried out again, on another side's state, keeps its place; and its content, if only
/// the id is told now.
void keepPlace(LoggedCommand &next, const LoggedCommand &old)
{
    if (old.content.isEmpty())
        return;
    if (next.content.isEmpty()) {
        next.content = old.content;
        next.tick = old.tick;
    }
    const auto [tick, first, id] = std::min(next.place(), old.place());
    next.tick = tick;
    next.first = first == next.revision ? 0 : first;
}

} // namespace

bool CommandLog::add(const LoggedCommand &command)
{
    LoggedCommand next = command;
    if (const auto known = m_numbers.constFind(command.id); known != m_numbers.constEnd()) {
        const auto old = m_commands.find(*known);
        const bool isSamePlace = next.lease == old->second.lease && next.revision == old->second.revision;
        if (isSamePlace && next.digest != old->second.digest)
            return false; // somebody errs, and this was here first
        keepPlace(next, old->second);
        if (next == old->second)
            return false;
        m_commands.erase(old);
    }
    m_numbers.insert(next.id, m_next);
    m_commands.emplace(m_next++, std::move(next));
    return true;
}

void CommandLog::erase(const Numbers &numbers)
{
    for (const std::uint64_t number : numbers) {
        const auto command = m_commands.find(number);
        m_numbers.remove(command->second.id);
        m_commands.erase(command);
    }
}

std::size_t CommandLog::forget(const Record &record)
{
    if (m_commands.size() <= m_most || m_next - m_lookedAt <= m_most / lookShare)
        return 0;
    m_lookedAt = m_next;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> own; // revisions, and numbers
    Numbers foreign;
    for (const auto &[number, command] : m_commands) {
        if (record.has(command.lease, command.revision))
            own.emplace_back(command.revision, number);
        else
            foreign.push_back(number);
    }
    std::ranges::sort(own);
    own.resize(own.size() - std::min(own.size(), m_most));
    Numbers old;
    for (const auto &[revision, number] : own) {
        if (revision + m_most <= record.revision)
            old.push_back(number);
    }
    erase(old);
    foreign.resize(foreign.size() - std::min(foreign.size(), mostForeign));
    erase(foreign);
    return foreign.size();
}

const LoggedCommand *CommandLog::find(const QString &id) const
{
    const auto number = m_numbers.constFind(id);
    return number == m_numbers.constEnd() ? nullptr : &m_commands.at(*number);
}

const LoggedCommand *CommandLog::findIn(const Record &record, const QString &id) const
{
    const LoggedCommand *command = find(id);
    return command && record.has(command->lease, command->revision) ? command : nullptr;
}

bool CommandLog::isElsewhere(const Record &record, const LoggedCommand &command) const
{
    return findIn(record, command.id) && !record.has(command.lease, command.revision);
}

const LoggedCommand *CommandLog::findAt(const Lease &lease, const AppliedCommand &applied) const
{
    const LoggedCommand *command = find(applied.id);
    return command && command->lease == lease && command->revision == applied.revision ? command : nullptr;
}

std::vector<LoggedCommand> CommandLog::namedBy(const Record &record) const
{
    std::vector<LoggedCommand> named;
    for (const AppliedCommand &applied : record.applied) {
        const Lease lease = record.lineage.leaseOf(applied.revision);
        if (lease && !findAt(lease, applied))
            named.push_back({applied.id, lease, applied.revision, 0, applied.content, {}});
    }
    return named;
}

bool CommandLog::hasAllNamedBy(const Record &record) const
{
    return std::ranges::all_of(record.applied, [&](const AppliedCommand &applied) {
        const Lease lease = record.lineage.leaseOf(applied.revision);
        const LoggedCommand *command = findAt(lease, applied);
        return !lease || (command && !command->content.isEmpty());
    });
}

std::vector<LoggedCommand> CommandLog::foreignTo(const Record &record) const
{
    std::vector<LoggedCommand> foreign;
    for (const auto &[number, command] : m_commands) {
        if (!command.content.isEmpty() && !record.has(command.lease, command.revision) &&
            !record.find(command.id))
            foreign.push_back(command);
    }
    std::ranges::sort(foreign, {}, &LoggedCommand::place);
    return foreign;
}

std::vector<LoggedCommand> CommandLog::since(const Record &record, std::uint64_t revision,
                                             std::size_t most) const
{
    std::vector<LoggedCommand> later;
    for (const auto &[number, command] : m_commands) {
        if (command.revision > revision && record.has(command.lease, command.revision))
            later.push_back(command);
    }
    std::ranges::stable_sort(later, {}, &LoggedCommand::revision);
    if (later.size() > most)
        later.resize(most);
    return later;
}

std::vector<LoggedCommand> CommandLog::all() const
{
    std::vector<LoggedCommand> commands;
    for (const auto &[number, command] : m_commands)
        commands.push_back(command);
    return commands;
}

} // namespace everbounce
