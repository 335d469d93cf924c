// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/Transport.h"
#include "engine/lease/peer/core/LeaseCore.h"
#include "engine/singleton/peer/Intake.h"
#include "engine/singleton/replica/Replica.h"

#include <QMap>
#include <QObject>
#include <QTimer>

namespace everbounce {

/// Drives the pure LeaseCore: feeds it with the clock, the links and the messages of this node, and carries
/// out what it wants done. The replica travels with lease messages: a publication is a renewal that brings
/// it along. Lives on the cluster's thread.
class LeaseDriver : public QObject
{
    Q_OBJECT
public:
    /// `horizon`: how far ahead holders compute, in ticks.
    LeaseDriver(NodeId self, const LeaseTimes &times, double horizon, Transport &transport, Replica &replica,
                const StateCheck &check, QObject *parent = nullptr);

    /// Where the singleton is by this node's clock; nothing while that is not sure.
    void setTickSource(std::function<std::optional<double>()> source) { m_tickSource = std::move(source); }

    /// Begins to listen. `knownTerm` is the highest term seen in an earlier life, so that terms go on
    /// growing.
    void start(std::uint64_t knownTerm);

    /// The lease that counts now; term 0 where no holder is known.
    Lease lease() const { return m_shown; }
    bool isHolder() const { return m_core.isHolder(); }

    /// Whether this node may publish at this instant (rule 1 and rule 8).
    bool mayPublish() const;

    /// Sends this node's replica, and `tick`, where the singleton is now, to everybody. Only where
    /// mayPublish().
    void publish(double tick);

    /// The same to one peer that has just come.
    void publishTo(NodeId peer, double tick);

    /// Whether this node has sent that much of its replica under its lease.
    bool hasPublished(std::uint64_t revision, Tick end) const
    {
        return revision <= m_published.revision && end <= m_published.end;
    }

    /// A peer's replica has this node's record, as new as this. Who has not said so of the newest gets that
    /// again with every renewal.
    void noteKept(NodeId peer, const Freshness &freshness);

    /// So many nodes have this revision of this node's record, itself included.
    int copies(std::uint64_t revision) const;

    /// As the holder: raises the term, so that what it publishes next takes the place of all that was before.
    /// becameHolder() follows.
    void raise();

    /// Hands the lease over, where there is somebody to take it.
    void release();

    /// The same for good: this node is about to stop.
    void leave();

    /// Nothing is done any more, whatever time brings.
    void stop() { m_wake.stop(); }

    /// The replica has changed: peers rank this node by it.
    void updateStanding();

Q_SIGNALS:
    void becameHolder(everbounce::Lease lease);
    void stoppedHolding();

    /// Another lease counts now, or none does (term 0).
    void leaseChanged(everbounce::Lease lease);

    /// The holder of the lease that counts, another node, has renewed it.
    void renewed();

    /// Another node's record has replaced what the replica kept.
    void replicaReplaced();

    /// Something that came from a peer was not believed.
    void refused(everbounce::Refusal refusal, everbounce::NodeId from);

    /// The holder said where the singleton was when it sent this.
    void tickStamped(double tick);

private:
    void take(NodeId from, const QCborMap &message);
    void carryOut(const LeaseCore::Actions &actions);
    void send(const Send &send);
    bool mayLackRecord(NodeId peer) const;
    QCborMap publication(double tick);
    QCborMap ownRecord();
    void schedule();

    Transport &m_transport;
    Replica &m_replica;
    LeaseCore m_core;
    Intake m_intake;
    std::function<std::optional<double>()> m_tickSource;
    QTimer m_wake;
    Lease m_shown;
    QMap<NodeId, Freshness> m_keepers; ///< of this node's publications under its lease
    Freshness m_published;             ///< the highest of each, under its lease
    bool m_draining = false;
};

} // namespace everbounce
