// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/etcd/EtcdLease.h"
#include "engine/singleton/coordination/Coordination.h"

namespace everbounce {

/// The record is in etcd, beside the lease, and only the holder can write it. A publication counts once etcd
/// has committed it: then it is on the disks of a majority of etcd's members, and safe.
class EtcdReplicator : public Replicator
{
    Q_OBJECT
public:
    /// `lease` and `replica` outlive this object.
    EtcdReplicator(EtcdLease &lease, Replica &replica, StateCheck check, QObject *parent = nullptr);

    void publish(const Record &next, double tick) override;
    bool isSafeOnceCommitted() const override { return true; }
    void confirm() override {}
    /// Counts members of etcd, not nodes.
    int copies(std::uint64_t) const override { return m_lease.copies(); }

private:
    void onCommitted();
    void onSeen(const QByteArray &bytes);

    EtcdLease &m_lease;
    Replica &m_replica;
    StateCheck m_check;
    std::optional<Record> m_next; ///< published, and not committed yet
};

/// Makes keeper and replicator for a lease in etcd.
Coordinate coordinateByEtcd(const EtcdSettings &settings);

} // namespace everbounce
