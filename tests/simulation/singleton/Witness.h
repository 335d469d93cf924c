// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/commands/CommandResult.h"
#include "engine/singleton/replica/Record.h"

#include <QHash>

#include <map>
#include <string>

namespace everbounce::simulation {

/// Sees what people see of a counter: the commands that they give, what they are answered, and the states
/// that each node shows. Says whether that is consistent, as docs/commands.md promises it. Pure.
///
/// States are named by the lease and the revision under which they were made. States that follow each other
/// are a flight; where a cluster falls apart, it branches.
class Witness
{
public:
    /// A command is given, or given once more.
    void onGiven(const QString &id, qint64 amount, Nanoseconds now);
    void onAnswered(const QString &id, const CommandResult &result, Nanoseconds now);

    /// A node shows a record. The first problem with it, or an empty text.
    std::string onShown(int node, const Record &record);
    /// Nodes are out of each other's reach, and so may grow apart: who has seen more may see less, until the
    /// commands of both sides are in one flight.
    void onSplit() { m_isSplit = true; }
    void onEnded(int node) { m_shown.erase(node); }

    /// Whether the commands of each flight are linearizable: in one sentence why not, or an empty text.
    std::string judge() const;

    /// So many revisions some flight has made that this record does not have.
    std::uint64_t mostAlone(const Record &record) const;

    /// So many flights could not be decided in the time.
    int undecided() const { return m_undecided; }

private:
    struct Command
    {
        qint64 amount = 0;
        Nanoseconds calledAt{0};
        std::optional<Nanoseconds> answeredAt;
        quint64 term = 0;
        quint64 revision = 0;
    };
    /// The last state of a flight that anybody has seen.
    struct Tip
    {
        Lineage lineage;
        std::uint64_t revision = 0;
    };
    using Name = std::pair<Lease, std::uint64_t>;

    static Name nameOf(const Tip &tip);
    static bool follows(const Tip &later, const Tip &earlier);
    void noteFlight(const Tip &tip);
    std::string judge(const Tip &tip) const;

    std::map<QString, Command> m_commands;
    std::map<Name, qint64> m_counts;
    std::map<int, Tip> m_shown; ///< by node
    std::vector<Tip> m_flights;
    bool m_isSplit = false;
    mutable int m_undecided = 0;
};

} // namespace everbounce::simulation
