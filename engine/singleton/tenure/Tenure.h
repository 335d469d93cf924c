// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/LeaseKeeper.h"
#include "engine/singleton/clock/TickClock.h"
#include "engine/singleton/commands/PendingCommands.h"
#include "engine/singleton/process/Engine.h"
#include "engine/singleton/replica/Replica.h"
#include "engine/singleton/replica/Replicator.h"
#include "engine/singleton/replica/store/CommandLog.h"
#include "engine/singleton/workload/Workload.h"

#include <QObject>
#include <QTimer>

#include <map>

namespace everbounce {

/// What a node does while it holds the lease: keeps the engine looking ahead, publishes what the workload
/// makes of its answers, and carries out commands. Lives on the cluster's thread.
class Tenure : public QObject
{
    Q_OBJECT
public:
    struct Times
    {
        Nanoseconds tick;
        Nanoseconds horizon; ///< how far ahead the state is known, at least
    };

    /// What it needs of its node.
    struct Parts
    {
        LeaseKeeper &lease;
        Replicator &replicator;
        Replica &replica;
        CommandLog &log;
        TickClock &clock;
        Engine &engine;
        Workload &workload;
    };

    Tenure(const Times &times, Parts parts, QObject *parent = nullptr);

    void begin(Lease lease);
    void end();

    /// Carries a command out, once, however often it comes; answered() follows as soon as another node, if
    /// there is one, and the disk have it too. No effect on a node that does not hold.
    void carryOut(const PendingCommand &command);

    /// The replica has taken over another node's record: commands that are not in it are carried out again.
    void reconsider();

    /// Carries out, in the order of their places, commands that were acknowledged on another side of a
    /// partition and are not in this side's state. Of several that set the same thing only the last one takes
    /// effect.
    void merge(const std::vector<LoggedCommand> &commands);

    /// Whether the log may still learn, under this lease, of commands that the state has: no command is begun
    /// before onLogSettled(), for it may be one of those.
    void setLearning(std::function<bool(const Lease &)> isLearning) { m_isLearning = std::move(isLearning); }
    void onLogSettled();

    /// Whether there is any other node that could confirm.
    void setAlone(bool alone);

    /// The disk has the record that was published under this lease, with this revision.
    void setWritten(const Lease &lease, std::uint64_t revision);

    /// The disk cannot be written; one sentence. While no other node keeps the state either, commands are
    /// refused until setWritten().
    void setUnwritten(const QString &problem);

    /// Asks the engine now, though nothing is due, so that a hanging one is noticed.
    void lookAhead();

    /// Where the singleton is now; 0 before there is one.
    double tickNow() const;

Q_SIGNALS:
    /// The replica keeps a newborn state: no command is in it, though its revisions may not begin with 0.
    void born();

    /// The replica keeps a new publication of this node's own, which counts.
    void published();

    /// A command is in the log; the record with its effect, which follows the revision `since`, is about to
    /// be published.
    void carriedOut(const everbounce::LoggedCommand &command, quint64 since);

    /// All of merge() is done; `titles` describe the commands, one by one.
    void merged(const QStringList &titles);

    /// What became of a command that `origin` sent.
    void answered(everbounce::NodeId origin, const QString &id, const everbounce::CommandResult &result);

    /// A command could not even be tried; one sentence.
    void refused(const QString &problem);

    /// Something failed, and was refused or undone; one sentence.
    void troubled(const QString &problem);

    /// It goes on, after its engine or its node was lost.
    void restored();

    /// Engines end here whatever they are asked: another node should try.
    void exhausted();

    /// What is known ahead is nearly used up, and the engine has not had the time to go on: another node
    /// should. Nobody is to blame.
    void overtaken();

private:
    void connectDiskTimer();
    void onAnswer(const EngineAnswer &answer);
    std::optional<PendingCommand> nextCommand();
    std::optional<AppliedAt> appliedAt(const QString &id) const;
    bool isOfAnother(const PendingCommand &command) const;
    Tick lastCommandTick() const;
    bool hasCommands() const;
    bool isSuperseded(const PendingCommand &command) const;
    void note(const PendingCommand &command, Record &next);
    void publishRecord(const Record &next);
    void onCommitted();
    void publishUnchanged(const PendingCommand &command);
    void settleMerge();
    void publish(const Workload::Publication &publication);
    [[nodiscard]] bool draw(const Consequence &consequence);
    void onGivenUp(bool ran);
    void beginAnew();
    void publishNewborn();
    void refuseCommand(const CommandResult &result, bool isShown);
    void answerRefused();
    void answerConfirmed();
    void confirm(std::uint64_t revision);
    void confirmWritten(std::uint64_t revision);
    bool reliesOnDisk() const;
    bool waitsForDisk() const;
    std::uint64_t safeRevision() const;
    void answerUnsafe(const QString &problem);
    std::optional<CommandResult> whyNotKept() const;
    void ask(const Workload::Ask &ask);
    void scheduleNext();
    void resumeClock();
    Moment moment() const;
    double ticksIn(Nanoseconds length) const;

    Times m_times;
    Parts m_parts;
    QTimer m_next;
    Lease m_lease;                ///< term 0 while this node does not hold
    std::optional<Record> m_base; ///< what the current question is about
    bool m_takesCommand = false;  ///< and whether the answer will include m_asked
    PendingCommands m_commands;
    std::function<bool(const Lease &)> m_isLearning;
    std::optional<PendingCommand> m_asked;            ///< the command that is next
    std::map<CommandPlace, PendingCommand> m_merging; ///< of other sides, by their places
    bool m_isMerging = false;                         ///< one without effect is being published
    bool m_isPublishing = false;                      ///< what was published last does not count yet
    QSet<QString> m_withoutEffect;                    ///< those of them that cannot be carried out here
    QStringList m_merged;                             ///< what was, since m_merging was empty
    std::vector<PendingCommand> m_refused;            ///< to be answered after the next publication
    bool m_resumes = false; ///< nothing was published yet since the singleton was in danger
    QTimer m_lastMoment;    ///< for the answer to the current question
    std::uint64_t m_confirmed = 0;
    std::uint64_t m_written = 0;
    std::uint64_t m_writtenElsewhere = 0;
    QString m_diskProblem; ///< empty where the last snapshot was written
    bool m_alone = true;
    QTimer m_slowDisk;
};

} // namespace everbounce
