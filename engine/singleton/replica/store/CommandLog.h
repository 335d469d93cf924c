// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/replica/Record.h"
#include "engine/singleton/replica/store/LoggedCommand.h"

#include <QHash>

#include <algorithm>
#include <map>

namespace everbounce {

/// The last commands that this node knows to have been carried out, by any holder: those in its own state,
/// and those of another side of a partition, which are to join it. Pure.
class CommandLog
{
public:
    /// Keeps the last `most` commands of its record, and as many that are to join it as commands may wait.
    explicit CommandLog(std::size_t most = mostCommands)
        : m_most(most)
    {
    }

    /// Notes a command. It replaces what is known of its id, except its place: a command that is carried out
    /// again, on another side's state, keeps it. False if nothing is new, or if it claims the lease and
    /// revision of a command with other content.
    bool add(const LoggedCommand &command);

    /// Forgets the oldest commands of the record, once it has more than mostInRecord() of them: they made
    /// revisions before the last mostInRecord() ones. Those that are not in the record stay, up to
    /// mostForeign: returns how many more there were, which are gone. Looks only now and then.
    std::size_t forget(const Record &record);

    const LoggedCommand *find(const QString &id) const;

    /// The command with this id, if it is in the record.
    const LoggedCommand *findIn(const Record &record, const QString &id) const;

    /// Whether this command is in the record, but under another lease and revision than it says here.
    bool isElsewhere(const Record &record, const LoggedCommand &command) const;

    /// Those of the record's last commands that are not known where it names them: there, without their
    /// contents, which add() keeps if they were told in another place. Of commands from before the record's
    /// first stretch nobody can tell where they are.
    std::vector<LoggedCommand> namedBy(const Record &record) const;

    /// Whether the others of the record's last commands are known where it names them, with their contents.
    bool hasAllNamedBy(const Record &record) const;

    /// Those that are not in the record, in the order of their places.
    std::vector<LoggedCommand> foreignTo(const Record &record) const;

    /// Those in the record that made a later revision, in the order of revisions; at most this many.
    std::vector<LoggedCommand> since(const Record &record, std::uint64_t revision,
                                     std::size_t most = mostCommandsInMessage) const;

    /// Whether this is true of any; the newest are looked at first.
    template<typename Predicate>
    bool anyOf(Predicate &&isTrue) const
    {
        return std::any_of(m_commands.rbegin(), m_commands.rend(),
                           [&](const auto &entry) { return isTrue(entry.second); });
    }

    /// All, oldest first.
    std::vector<LoggedCommand> all() const;
    std::size_t size() const { return m_commands.size(); }

    std::size_t mostInRecord() const { return m_most; }

    /// The last ones are kept: more than come while somebody may still send one again.
    static constexpr std::size_t mostCommands = 10'000;
    /// Of those that are not in the record.
    static constexpr std::size_t mostForeign = 10'000;

private:
    using Numbers = std::vector<std::uint64_t>;
    void erase(const Numbers &numbers);
    const LoggedCommand *findAt(const Lease &lease, const AppliedCommand &applied) const;

    std::size_t m_most;
    std::map<std::uint64_t, LoggedCommand> m_commands; ///< by a number of this log's own, which grows
    QHash<QString, std::uint64_t> m_numbers;           ///< by id
    std::uint64_t m_next = 0;
    std::uint64_t m_lookedAt = 0; ///< m_next, when forget() looked
};

} // namespace everbounce
