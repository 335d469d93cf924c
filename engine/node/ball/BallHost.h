// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/workload/BallWorkload.h"
#include "engine/node/NodeConfig.h"
#include "engine/node/ball/BallFacts.h"
#include "engine/node/ball/Vacancy.h"
#include "engine/node/behaviors/KnownBehaviors.h"
#include "engine/node/failover/Failovers.h"
#include "engine/singleton/Singleton.h"

namespace everbounce {

/// One ball at this node: its singleton, its flight as viewers see it, what happens to it as events, and the
/// records of its failovers. A second ball would be a second object, on a transport of its own name. Lives on
/// the cluster's thread.
class BallHost : public QObject
{
    Q_OBJECT
public:
    /// The parts of its node; all of them outlive this object.
    struct Parts
    {
        NodeNames &names;
        Transport &transport;
        KnownBehaviors &behaviors;
        Announcer &announcer;
    };

    BallHost(const NodeConfig &config, const Parts &parts, QObject *parent = nullptr);

    Singleton &singleton() { return m_singleton; }
    Failovers &failovers() { return m_failovers; }

    /// The flight of the replica's record, decoded once for each record; null before there is one.
    const FlightRecord *flight() const;

    /// Of the newest command; 0 before there is a record.
    quint64 revision() const;

    /// Whether the ball flies now: the track reaches beyond this tick.
    bool isFlying() const;

    /// The clock that all nodes share; nothing as long as this node does not know it. Before there is a
    /// holder, a snapshot's clock belongs to a flight that may be over.
    std::optional<TickMapping> sharedClock() const;

    BallPart part() const;
    BallFacts facts() const;

Q_SIGNALS:
    /// Another lease counts now, or none does. The event that says so follows.
    void leaseChanged(const everbounce::Lease &lease);

    /// What part() tells is other than before.
    void changed();

    void flightChanged(const everbounce::FlightView &view);

private:
    static Singleton::Config configOf(const NodeConfig &config);
    void connectSingleton();
    void connectEvents();
    void connectVacancy();
    void onLeaseChanged(const Lease &lease);
    void onRecordChanged();
    void onMerged(const QStringList &titles);
    void noteOwnTenure();
    void announceBehavior();
    void publishFlight();

    Parts m_parts;
    Failovers m_failovers;
    BallWorkload m_workload;
    Singleton m_singleton;
    Vacancy m_vacancy;
    BallCounts m_counts;
    std::optional<BehaviorRef> m_announcedBehavior;
    mutable std::optional<FlightRecord> m_flight; ///< see flight()
    mutable std::uint64_t m_flightVersion = 0;
};

/// "nudge ×2, Billiards", with only a few of them named.
QString listed(const QStringList &titles);

} // namespace everbounce
