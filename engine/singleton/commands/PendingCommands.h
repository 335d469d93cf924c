// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/Lease.h"
#include "engine/singleton/commands/CommandResult.h"
#include "engine/singleton/commands/Order.h"

#include <QHash>
#include <QSet>

#include <deque>
#include <functional>

namespace everbounce {

/// A command that the holder has to carry out, or has carried out.
struct PendingCommand
{
    NodeId origin; ///< the node that accepted it
    QString id;
    Order order;
    std::uint64_t revision = 0; ///< once it is carried out
    std::uint64_t term = 0;     ///< likewise
    /// Numbers the times that `origin` accepted a command under this id; when it repeats the command by
    /// itself, that is the same attempt. 0 if that node's version does not say.
    quint64 attempt = 0;
    Tick tick = 0;           ///< when it was carried out on another side of a partition; 0: it was not
    std::uint64_t first = 0; ///< and which revision it made there
};

/// Where a command is: the state of this revision, made under this term.
struct AppliedAt
{
    std::uint64_t revision = 0;
    std::uint64_t term = 0;
};

/// The commands of a holder, from their arrival until they are answered: each is carried out once, in order
/// of arrival, and answered when another node and a disk have it, or the disk of a node that is alone. Pure.
class PendingCommands
{
public:
    /// Another: its id belongs to a command with other content.
    enum class Arrival { New, Known, Refused, Another, TooMany };

    /// A refusal stays for that attempt, whose copies may still come. A command that is sent once more gets a
    /// new decision, since the reason may have gone. `applied` says under which revision a command that came
    /// before was carried out, if it was.
    Arrival arrive(const PendingCommand &command, std::optional<AppliedAt> applied);

    /// It is under way, though it never arrived: another side of a partition carried it out. What was known
    /// about it no longer counts.
    void adopt(const PendingCommand &command);

    /// Whether it waits, or is under way.
    bool isOpen(const QString &id) const { return m_seen.contains(id); }

    /// The next one to carry out; nothing while too many wait until they are safe.
    std::optional<PendingCommand> next();
    bool waiting() const { return !m_waiting.empty() && m_unsafe.size() < mostUnsafe; }

    /// It is not carried out, even if it comes again.
    void refuse(const PendingCommand &command, const CommandResult &result);
    CommandResult refusalOf(const QString &id) const { return m_settled.value(id).result; }

    /// It is in the state now, under this revision.
    void applied(PendingCommand command, std::uint64_t revision, std::uint64_t term = 0);

    /// Another record has replaced this one: commands that are not in it are to be carried out again.
    void reconsider(const std::function<bool(const QString &id)> &isApplied);

    /// Those that wait, and were carried out long ago, as is known by now: they are to arrive once more.
    std::vector<PendingCommand> takeKnown(const std::function<bool(const QString &id)> &isApplied);

    /// Those that are safe by now: up to a revision that another node has, or the disk.
    std::vector<PendingCommand> takeSafe(std::uint64_t kept);
    bool anyUnsafe() const { return !m_unsafe.empty(); }

    void clear();

    /// Commands that may wait for the engine.
    static constexpr std::size_t mostWaiting = 1000;
    /// Commands that may be in the state and nowhere else: fewer than a record remembers, so that the next
    /// holder knows all that may come again.
    static constexpr std::size_t mostUnsafe = 32;

    /// Commands whose result is remembered: more than come within the time in which one may be sent again.
    static constexpr std::size_t mostSettled = 5000;

private:
    struct Settled
    {
        CommandResult result;
        NodeId origin;
        quint64 attempt = 0;
    };

    void settle(const PendingCommand &command, const CommandResult &result);

    std::deque<PendingCommand> m_waiting;
    std::vector<PendingCommand> m_unsafe;
    QSet<QString> m_seen;              ///< waiting, or under way
    QHash<QString, Settled> m_settled; ///< what became of the last ones
    std::deque<QString> m_settledOrder;
    QHash<QString, std::uint32_t> m_contents; ///< digests, of the seen and the settled ones
};

} // namespace everbounce
