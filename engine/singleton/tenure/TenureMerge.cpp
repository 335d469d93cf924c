// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/tenure/Tenure.h"

#include <QScopedValueRollback>

#include <algorithm>

// How a tenure carries out what was acknowledged elsewhere: by another side of a partition, or by a holder
// whose last publication did not arrive here. See docs/commands.md.

namespace everbounce {

void Tenure::reconsider()
{
    if (!m_lease)
        return;
    const Record &record = *m_parts.replica.record();
    m_commands.reconsider([&](const QString &id) { return appliedAt(id).has_value(); });
    // By now there are revisions under this lease that are not in the record: what is made from here on needs
    // another term, or one name would stand for two states.
    const auto published = m_parts.log.foreignTo(record);
    const bool resumes = m_resumes;
    if (std::ranges::any_of(published, [&](const auto &command) { return command.lease == m_lease; }))
        m_parts.lease.raise(); // begin() follows
    m_resumes = resumes;
    merge(published);
    lookAhead();
}

void Tenure::merge(const std::vector<LoggedCommand> &commands)
{
    if (!m_lease)
        return;
    for (const LoggedCommand &command : commands) {
        const auto order = m_parts.workload.read(command.content);
        const CommandPlace place = command.place();
        const bool isKnown =
            appliedAt(command.id) || m_commands.isOpen(command.id) || m_merging.contains(place);
        if (order && !isKnown && m_merging.size() < CommandLog::mostCommands)
            m_merging.emplace(place, PendingCommand{.origin = {},
                                                    .id = command.id,
                                                    .order = *order,
                                                    .tick = std::max<Tick>(command.tick, 1),
                                                    .first = std::get<1>(place)});
    }
    if (!m_merging.empty())
        lookAhead();
}

/// No honest command that is in the state bears a later tick. It would outdo all that anybody does from now
/// on.
Tick Tenure::lastCommandTick() const
{
    return m_parts.replica.record()->reach.end;
}

/// Whether commands are left to carry out.
bool Tenure::hasCommands() const
{
    return m_asked || m_commands.waiting() || !m_merging.empty();
}

/// Where in the record a command is; nothing if it is not there.
std::optional<AppliedAt> Tenure::appliedAt(const QString &id) const
{
    const Record &record = *m_parts.replica.record();
    if (const LoggedCommand *command = m_parts.log.findIn(record, id))
        return AppliedAt{command->revision, command->lease.term};
    const AppliedCommand *command = record.find(id);
    if (!command)
        return std::nullopt;
    const Lease madeUnder = record.lineage.leaseOf(command->revision);
    return AppliedAt{command->revision, madeUnder ? madeUnder.term : m_lease.term};
}

/// Those of other sides come first: they are older.
std::optional<PendingCommand> Tenure::nextCommand()
{
    while (!m_merging.empty()) {
        const PendingCommand command = m_merging.extract(m_merging.begin()).mapped();
        const bool hasFailed = m_withoutEffect.remove(command.id);
        if (!hasFailed && (appliedAt(command.id) || m_commands.isOpen(command.id)))
            continue; // somebody has given it once more meanwhile
        m_commands.adopt(command);
        if (!hasFailed && !isSuperseded(command))
            return command;
        publishUnchanged(command);
        if (m_isPublishing)
            return std::nullopt;
    }
    return m_commands.next();
}

/// Whether a later command sets the same, here or among those still to come. Commands of one tick were given
/// one after the other, too: within a line of holders their revisions tell in which order.
bool Tenure::isSuperseded(const PendingCommand &command) const
{
    if (command.order.sets.isEmpty())
        return false;
    const CommandPlace place(command.tick, command.first, command.id);
    const auto isLater = [&](const CommandPlace &other, const QString &sets) {
        return other > place && std::get<QString>(other) != command.id && sets == command.order.sets;
    };
    if (std::ranges::any_of(m_merging,
                            [&](const auto &entry) { return isLater(entry.first, entry.second.order.sets); }))
        return true;
    const Record &record = *m_parts.replica.record();
    return m_parts.log.anyOf([&](const LoggedCommand &other) {
        if (other.tick < command.tick || other.tick > lastCommandTick() ||
            !record.has(other.lease, other.revision))
            return false;
        const auto order = m_parts.workload.read(other.content);
        return order && isLater(other.place(), order->sets);
    });
}

/// The command counts, and changes nothing.
void Tenure::publishUnchanged(const PendingCommand &command)
{
    const QScopedValueRollback guard(m_isMerging, true); // a listener must not begin the next one
    m_base = m_parts.replica.record();
    Record next = *m_base;
    next.lease = m_lease;
    next.lineage.extend(m_lease, ++next.revision);
    note(command, next);
    m_merged.append(tr("%1 (another one counts)").arg(command.order.title));
    publishRecord(next);
}

void Tenure::settleMerge()
{
    if (m_merging.empty() && !m_merged.isEmpty() && !(m_asked && m_asked->tick > 0))
        Q_EMIT merged(std::exchange(m_merged, {}));
}

} // namespace everbounce
