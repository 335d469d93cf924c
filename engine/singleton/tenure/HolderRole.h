// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/clock/TickClock.h"
#include "engine/singleton/commands/PendingCommands.h"
#include "engine/singleton/peer/LeaseDriver.h"
#include "engine/singleton/process/EngineSupervisor.h"
#include "engine/singleton/replica/Replica.h"
#include "engine/singleton/tenure/FlightPlan.h"

#include <QObject>
#include <QTimer>

namespace everbounce {

/// What a node does while it holds the lease: keeps the engine looking ahead, publishes what it hands over,
/// carries out commands, and puts behaviours that fail where they do no harm. Lives on the cluster's thread.
class HolderRole : public QObject
{
    Q_OBJECT
public:
    /// What the role needs of its node.
    struct Parts
    {
        LeaseDriver &lease;
        Replica &replica;
        TickClock &clock;
        EngineSupervisor &engine;
        BehaviorFinder find;
    };

    struct Times
    {
        Nanoseconds tick;
        Nanoseconds horizon; ///< how far ahead the flight is known, at least
    };

    HolderRole(const Times &times, Parts parts, QObject *parent = nullptr);

    void begin(Lease lease);
    void end();

    /// Carries a command out, once, however often it comes; answered() follows as soon as another node has
    /// it too, or where there is none, the disk. Of no effect on a node that does not hold.
    void carryOut(NodeId origin, const CommandMessage &command);

    /// The replica has taken another record than this node's own over: what is not in that is carried out
    /// again.
    void reconsider();

    /// Another node's replica has this revision.
    void confirm(std::uint64_t revision);

    /// Whether there is any other node that could confirm.
    void setAlone(bool alone);

    /// The disk has this revision. A slow one is not waited for longer than a moment.
    void setWritten(std::uint64_t revision);

    /// The disk takes nothing; one sentence. Where nobody else keeps the flight either, commands are refused
    /// until setWritten().
    void setUnwritten(const QString &problem);

    /// Asks the engine now, though nothing is due: so that one that hangs is found out.
    void lookAhead();

    /// Where the flight is now; 0 before there is one.
    double tickNow() const;

Q_SIGNALS:
    /// The replica keeps a new publication of this node's own.
    void published();

    /// What became of a command that `origin` sent.
    void answered(everbounce::NodeId origin, const QString &id, const everbounce::CommandResult &result);

    /// A command could not even be tried; one sentence.
    void refused(const QString &problem);

    /// A behaviour failed, and was refused or rolled back; one sentence.
    void troubled(const QString &problem);

    /// The ball flies on, after its engine or its node was lost.
    void restored();

    /// Engines end here whatever they fly: another node should try.
    void exhausted();

    /// The flight known ahead is nearly used up, and the engine has not got the time to fly on: another node
    /// should. Nobody is to blame.
    void overtaken();

private:
    bool makePlan();
    bool planCommand(const Planner &planner, FlightPlan extended);
    void take(const EngineReply &reply);
    void publish(const FlightAnswer &answer);
    void refuse(const FlightRefusal &refusal);
    void takeDefeat(const QString &how);
    void takeGivingUp(bool flew);
    void takeReplacement(bool provoked);
    void yield();
    void refuseCommand(const CommandResult &result, bool quarantined = false);
    void answerRefused();
    void blame(const BehaviorRef &behavior, const QString &why, bool faulty);
    void beginAnew(const QString &reason);
    void answerConfirmed();
    void answerUnsafe(const QString &problem);
    std::optional<CommandResult> whyNotKept() const;
    void scheduleNext();
    void ask();
    void resumeClock();
    double ticksIn(Nanoseconds length) const;

    Times m_times;
    Parts m_parts;
    QTimer m_next;
    Lease m_lease;                ///< term 0 while this node does not hold
    std::optional<Record> m_base; ///< what the question under way is about
    FlightPlan m_plan;            ///< and what will come of it
    PendingCommands m_commands;
    std::optional<PendingCommand> m_asked;     ///< the question is about this command
    std::vector<QuarantinedBehavior> m_failed; ///< not yet in a published quarantine
    std::vector<PendingCommand> m_refused;     ///< which those failed by: answered when that is published
    bool m_rollBack = false; ///< the behaviour of the flight is among them, or not to be had here
    bool m_resumes = false;  ///< nothing was published yet since the flight was in danger
    RestartLimit m_deaths;   ///< of engines, while this behaviour flies
    QTimer m_lastMoment;     ///< for the answer to the question under way
    std::uint64_t m_confirmed = 0;
    std::uint64_t m_written = 0;
    QString m_diskProblem; ///< empty where the last snapshot was written
    bool m_alone = true;
    QTimer m_slowDisk;
};

} // namespace everbounce
