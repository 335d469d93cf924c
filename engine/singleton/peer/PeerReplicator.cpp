// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/peer/PeerReplicator.h"

#include "engine/base/cbor/CborNumbers.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/singleton/peer/RecordKeys.h"

#include <algorithm>

namespace everbounce {
namespace {

constexpr QLatin1String kKept("kept");
constexpr QLatin1String kTerm("term");
constexpr QLatin1String kRevision("revision");
constexpr QLatin1String kEnd("end");
constexpr QLatin1String kWritten("written");

} // namespace

PeerReplicator::PeerReplicator(NodeId self, double horizon, PeerLease &lease, Transport &transport,
                               Replica &replica, const StateCheck &check, std::size_t stretchesTold,
                               QObject *parent)
    : Replicator(parent)
    , m_self(self)
    , m_lease(lease)
    , m_transport(transport)
    , m_replica(replica)
    , m_intake(self, replica, horizon, check)
    , m_stretchesTold(stretchesTold)
{
    lease.setPayload(*this);
    connect(&lease, &LeaseKeeper::becameHolder, this, &PeerReplicator::onHolding);
    connect(&lease, &LeaseKeeper::leaseChanged, this,
            [this](const Lease &changed) { m_replica.setLeaseInForce(changed); });
    connect(&transport, &Transport::linkUp, this, [this](const PeerInfo &peer) { greet(peer.id); });
    connect(&transport, &Transport::linkDown, this, [this](NodeId peer) { m_keepers.remove(peer); });
    transport.on(kKept, this, &PeerReplicator::onKept);
}

// ---- What this node publishes ----------------------------------------------------------------------------

void PeerReplicator::onHolding(const Lease &lease)
{
    m_keepers.clear();
    m_sent = {};
    m_replica.setLeaseInForce(lease);
}

void PeerReplicator::publish(const Record &next, double tick)
{
    m_replica.takePublished(next);
    m_lease.renew(publication(tick));
    m_lease.updateStanding();
    Q_EMIT committed();
}

void PeerReplicator::greet(NodeId peer)
{
    const auto tick = tickNow();
    if (tick && m_lease.mayAct() && m_replica.record())
        m_lease.renew(peer, publication(*tick));
}

QCborMap PeerReplicator::publication(double tick)
{
    QCborMap payload = forSuccessor();
    payload[kTick] = tick;
    return payload;
}

/// A node that has not confirmed the newest record gets it again with each renewal: the next publication
/// would come when little is known ahead. The last one went out at least a renewal ago, so on a sound network
/// all have confirmed it.
QCborMap PeerReplicator::forRenewal(NodeId peer, const Lease &lease)
{
    const auto &record = m_replica.record();
    if (!record || record->lease != lease || m_keepers.value(peer) >= freshnessOf(*record))
        return {};
    return forSuccessor();
}

QCborMap PeerReplicator::forSuccessor()
{
    const auto &record = m_replica.record();
    if (!record)
        return {};
    m_sent.revision = std::max(m_sent.revision, record->revision);
    m_sent.end = std::max(m_sent.end, record->reach.end);
    return {{kRecord, encodeRecord(*record, m_stretchesTold)}};
}

// ---- What comes of it ------------------------------------------------------------------------------------

void PeerReplicator::confirm()
{
    const auto &record = m_replica.record();
    if (!record || record->lease.holder == m_self || record->lease != m_lease.lease())
        return;
    const bool isOfLease = m_writtenUnder == record->lease;
    m_transport.send(record->lease.holder, {{kType, kKept},
                                            {kTerm, encodeUnsigned(record->lease.term)},
                                            {kRevision, encodeUnsigned(record->revision)},
                                            {kEnd, encodeUnsigned(record->reach.end)},
                                            {kWritten, encodeUnsigned(isOfLease ? m_written : 0)}});
}

bool PeerReplicator::noteWritten(const Lease &lease, std::uint64_t revision)
{
    const bool isNew = lease != m_writtenUnder || revision > m_written;
    m_writtenUnder = lease;
    m_written = revision;
    return isNew;
}

void PeerReplicator::onKept(NodeId from, const QCborMap &message)
{
    const auto term = decodeCount(message[kTerm]);
    const auto revision = decodeCount(message[kRevision]);
    const auto end = decodeTick(message[kEnd]);
    if (!revision || !end || term != m_lease.lease().term || !m_lease.isHolder())
        return;
    // A node that claims to keep more than was published would confirm commands that only come later.
    if (*revision > m_sent.revision || *end > m_sent.end)
        return Q_EMIT refused(refusals::keptUnpublished, from);
    m_keepers[from] = std::max(m_keepers[from], freshnessOf(*revision, *end));
    Q_EMIT confirmed(*revision);
    // A node of an older version does not say it: of that one nothing is known to be on disk.
    if (const auto onDisk = decodeCount(message[kWritten]))
        Q_EMIT written(std::min(*onDisk, *revision));
}

int PeerReplicator::copies(std::uint64_t revision) const
{
    return 1 + int(std::ranges::count_if(m_keepers,
                                         [&](const Freshness &kept) { return kept.revision >= revision; }));
}

// ---- What others publish ---------------------------------------------------------------------------------

bool PeerReplicator::onSuccession(const Carrier &carrier)
{
    m_outcome = m_intake.takeBrought(carrier, tickNow());
    return m_outcome.replaced;
}

void PeerReplicator::onRenewal(const Carrier &carrier)
{
    m_outcome = m_intake.takePublished(carrier, tickNow());
}

void PeerReplicator::onHandled(NodeId from)
{
    const RecordIntake::Outcome outcome = std::exchange(m_outcome, {});
    for (const Refusal refusal : outcome.refusals)
        Q_EMIT refused(refusal, from);
    if (outcome.tick)
        Q_EMIT tickStamped(*outcome.tick);
    if (outcome.replaced) {
        m_lease.updateStanding();
        Q_EMIT replaced();
    }
}

} // namespace everbounce
