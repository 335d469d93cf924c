// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/etcd/EtcdReplicator.h"

#include "engine/base/cbor/Cbor.h"
#include "engine/singleton/replica/RecordRefusals.h"

#include <QCborMap>

#include <utility>

namespace everbounce {

EtcdReplicator::EtcdReplicator(EtcdLease &lease, Replica &replica, StateCheck check, QObject *parent)
    : Replicator(parent)
    , m_lease(lease)
    , m_replica(replica)
    , m_check(std::move(check))
{
    connect(&lease, &EtcdLease::committed, this, &EtcdReplicator::onCommitted);
    connect(&lease, &EtcdLease::recordSeen, this, &EtcdReplicator::onSeen);
    connect(&lease, &LeaseKeeper::becameHolder, this, [this](const Lease &own) {
        m_next.reset();
        m_replica.setLeaseInForce(own);
    });
    connect(&lease, &LeaseKeeper::leaseChanged, this,
            [this](const Lease &changed) { m_replica.setLeaseInForce(changed); });
}

void EtcdReplicator::publish(const Record &next, double)
{
    m_next = next;
    m_lease.publish(encodedCbor(encodeRecord(next)));
}

void EtcdReplicator::onCommitted()
{
    if (!m_next)
        return;
    m_replica.takePublished(*std::exchange(m_next, std::nullopt));
    Q_EMIT committed();
}

/// What is in the store counts, whatever this node knew: the store gives it to nobody but its holder to
/// write.
void EtcdReplicator::onSeen(const QByteArray &bytes)
{
    const auto record = decodeRecord(QCborValue::fromCbor(bytes), m_check);
    if (!record) {
        Q_EMIT refused(refusals::recordOutOfBounds, m_lease.lease().holder);
        return;
    }
    m_replica.setLeaseInForce(record->lease);
    if (!m_replica.takePublished(*record)) {
        m_replica.forgetRecord(); // the store was restored from a backup
        m_replica.takePublished(*record);
    }
    Q_EMIT replaced();
}

Coordinate coordinateByEtcd(const EtcdSettings &settings)
{
    return [settings](const CoordinationNeeds &needs, QObject *parent) -> Coordination {
        EtcdSettings own = settings;
        own.agreement = needs.agreement;
        auto lease = std::make_unique<EtcdLease>(needs.self, own, needs.transport, parent);
        auto replicator = std::make_unique<EtcdReplicator>(*lease, needs.replica, needs.check, parent);
        return {std::move(lease), std::move(replicator)};
    };
}

} // namespace everbounce
