// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/TickClock.h"
#include "engine/guardian/Guardian.h"
#include "engine/node/Command.h"
#include "engine/node/LeaseDriver.h"
#include "engine/node/NodeConfig.h"
#include "engine/process/EngineSupervisor.h"

#include <QObject>
#include <QTimer>

#include <deque>

namespace everbounce {

/// What a node does while it holds the lease: keeps the engine looking ahead, and publishes what it hands
/// over. Lives on the cluster's thread.
class HolderRole : public QObject
{
    Q_OBJECT
public:
    HolderRole(const NodeConfig &config, LeaseDriver &lease, Guardian &guardian, TickClock &clock,
               EngineSupervisor &engine, QObject *parent = nullptr);

    void begin(Lease lease);
    void end();

    /// Carries a command out at the next tick, once, however often it comes; answered() follows as soon as
    /// another node has it too, or at once where there is none. Of no effect on a node that does not hold.
    void carryOut(NodeId origin, const QString &id, const Command &command);

    /// Another node's guardian has this revision.
    void confirm(std::uint64_t revision);

    /// Whether there is any other node that could confirm.
    void setAlone(bool alone);

    /// Where the flight is now; 0 before there is one.
    double tickNow() const;

Q_SIGNALS:
    /// The guardian keeps a new publication of this node's own.
    void published();

    /// What became of a command that `origin` sent.
    void answered(everbounce::NodeId origin, const QString &id, const everbounce::CommandResult &result);

    /// The engine cannot fly on; one sentence.
    void troubled(const QString &problem);

private:
    struct HeldCommand
    {
        NodeId origin;
        QString id;
        Command command;
        std::uint64_t revision = 0; ///< once it is carried out
    };

    void lookAhead();
    FlightRequest nextRequest() const;
    FlightChange changeOf(const Command &command) const;
    bool answerAgain(NodeId origin, const QString &id);
    void answerConfirmed();
    void take(const EngineReply &reply);
    void publish(const FlightAnswer &answer);
    void refuse(const FlightRefusal &refusal);
    void fallBack(const FlightRefusal &refusal);
    void scheduleNext();
    void resumeClock();
    double ticksIn(Nanoseconds length) const;
    double lookedAhead() const;

    NodeConfig m_config;
    LeaseDriver &m_leaseDriver;
    Guardian &m_guardian;
    TickClock &m_clock;
    EngineSupervisor &m_engine;
    QTimer m_next;
    Lease m_lease;                        ///< term 0 while this node does not hold
    std::optional<GuardianRecord> m_base; ///< what the question under way is about
    std::deque<HeldCommand> m_waiting;
    std::optional<HeldCommand> m_asked;     ///< the engine flies it now
    std::vector<HeldCommand> m_unconfirmed; ///< in the flight, but not yet safe on another node
    std::uint64_t m_confirmed = 0;
    bool m_alone = true;
};

} // namespace everbounce
