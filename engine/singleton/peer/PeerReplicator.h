// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/peer/PeerLease.h"
#include "engine/singleton/peer/RecordIntake.h"
#include "engine/singleton/replica/Replicator.h"

#include <QMap>

namespace everbounce {

/// Records travel with the peers' lease: a publication is a renewal that brings the record along. It counts
/// at once, because here availability comes first; a command is answered when another node and a disk have
/// its revision.
class PeerReplicator : public Replicator, private LeasePayload
{
    Q_OBJECT
public:
    /// `horizon`: how far ahead holders compute, in ticks. `stretchesTold`: so many of its lineage a record
    /// brings along. `lease`, `transport` and `replica` outlive this object.
    PeerReplicator(NodeId self, double horizon, PeerLease &lease, Transport &transport, Replica &replica,
                   const StateCheck &check, std::size_t stretchesTold, QObject *parent = nullptr);

    void publish(const Record &next, double tick) override;
    void confirm() override;
    bool noteWritten(const Lease &lease, std::uint64_t revision) override;
    int copies(std::uint64_t revision) const override;

private:
    Freshness freshness() const override { return m_replica.freshness(); }
    QCborMap forRenewal(NodeId peer, const Lease &lease) override;
    QCborMap forSuccessor() override;
    bool onSuccession(const Carrier &carrier) override;
    void onRenewal(const Carrier &carrier) override;
    void onHandled(NodeId from) override;

    void onHolding(const Lease &lease);
    void greet(NodeId peer);
    void onKept(NodeId from, const QCborMap &message);
    QCborMap publication(double tick);

    NodeId m_self;
    PeerLease &m_lease;
    Transport &m_transport;
    Replica &m_replica;
    RecordIntake m_intake;
    std::size_t m_stretchesTold;
    RecordIntake::Outcome m_outcome;   ///< of the message that is being handled
    QMap<NodeId, Freshness> m_keepers; ///< of this node's publications under its lease
    Freshness m_sent;                  ///< the highest of each, under its lease
    Lease m_writtenUnder;              ///< of the record on this node's disk
    std::uint64_t m_written = 0;       ///< its revision
};

} // namespace everbounce
