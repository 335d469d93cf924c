// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/TickClock.h"
#include "engine/guardian/Guardian.h"
#include "engine/node/LeaseDriver.h"
#include "engine/node/NodeConfig.h"
#include "engine/process/EngineSupervisor.h"

#include <QObject>
#include <QTimer>

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

    /// Where the flight is now; 0 before there is one.
    double tickNow() const;

Q_SIGNALS:
    /// The guardian keeps a new publication of this node's own.
    void published();

    /// The engine cannot fly on; one sentence.
    void troubled(const QString &problem);

private:
    void lookAhead();
    void take(const EngineReply &reply);
    void publish(const FlightAnswer &answer);
    void fallBack(const FlightRefusal &refusal);
    void scheduleNext();
    void resumeClock();
    double ticksIn(Nanoseconds length) const;

    NodeConfig m_config;
    LeaseDriver &m_leaseDriver;
    Guardian &m_guardian;
    TickClock &m_clock;
    EngineSupervisor &m_engine;
    QTimer m_next;
    Lease m_lease;                        ///< term 0 while this node does not hold
    std::optional<GuardianRecord> m_base; ///< what the question under way is about
};

} // namespace everbounce
