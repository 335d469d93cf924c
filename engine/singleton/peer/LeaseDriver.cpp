// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/peer/LeaseDriver.h"

#include "engine/base/MonotonicClock.h"
#include "engine/lease/peer/LeaseCodec.h"
#include "engine/singleton/peer/LeaseKeys.h"

#include <algorithm>

namespace everbounce {
namespace {

template<typename... Handlers>
struct Overloaded : Handlers...
{
    using Handlers::operator()...;
};
template<typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

} // namespace

LeaseDriver::LeaseDriver(NodeId self, const LeaseTimes &times, double horizon, Transport &transport,
                         Replica &replica, const StateCheck &check, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_replica(replica)
    , m_core(self, times)
    , m_intake(m_core, replica, horizon, check)
{
    m_wake.setSingleShot(true);
    m_wake.setTimerType(Qt::PreciseTimer);
    connect(&m_wake, &QTimer::timeout, this, [this] { carryOut(m_core.wake(monotonicNow())); });
    connect(&transport, &Transport::linkUp, this,
            [this](const PeerInfo &peer) { carryOut(m_core.linkUp(monotonicNow(), peer.id)); });
    connect(&transport, &Transport::linkDown, this, [this](NodeId peer, LinkEnd end) {
        m_keepers.remove(peer);
        carryOut(m_core.linkDown(monotonicNow(), peer,
                                 end == LinkEnd::Closed ? LinkLoss::Closed : LinkLoss::Silent));
    });
    connect(&transport, &Transport::heard, this,
            [this](NodeId peer) { carryOut(m_core.heard(monotonicNow(), peer)); });
    connect(&transport, &Transport::gatheringChanged, this,
            [this](bool gathering) { carryOut(m_core.setGathering(monotonicNow(), gathering)); });
    connect(&transport, &Transport::received, this, &LeaseDriver::take);
}

void LeaseDriver::start(std::uint64_t knownTerm)
{
    m_core.setKnownTerm(knownTerm);
    updateStanding();
    carryOut(m_core.start(monotonicNow()));
}

bool LeaseDriver::mayPublish() const
{
    return m_core.mayAct(monotonicNow());
}

void LeaseDriver::publish(double tick)
{
    m_transport.sendToAll(publication(tick));
    m_core.acted(monotonicNow());
    schedule();
}

void LeaseDriver::publishTo(NodeId peer, double tick)
{
    m_transport.send(peer, publication(tick));
}

void LeaseDriver::noteKept(NodeId peer, const Freshness &freshness)
{
    m_keepers[peer] = std::max(m_keepers[peer], freshness);
}

int LeaseDriver::copies(std::uint64_t revision) const
{
    return 1 + int(std::ranges::count_if(m_keepers,
                                         [&](const Freshness &kept) { return kept.revision >= revision; }));
}

/// Whether a peer has not confirmed the last publication. It went out at least a renewal ago when this is
/// asked, so on a sound network it has.
bool LeaseDriver::mayLackRecord(NodeId peer) const
{
    const auto &record = m_replica.record();
    return record && record->lease == m_core.lease() && m_keepers.value(peer) < freshnessOf(*record);
}

void LeaseDriver::release()
{
    carryOut(m_core.release(monotonicNow()));
}

void LeaseDriver::raise()
{
    carryOut(m_core.raise(monotonicNow()));
}

void LeaseDriver::leave()
{
    m_draining = true;
    updateStanding();
    release();
}

void LeaseDriver::updateStanding()
{
    carryOut(m_core.setStanding(monotonicNow(), {m_replica.freshness(), m_draining}));
}

QCborMap LeaseDriver::ownRecord()
{
    const Record &record = *m_replica.record();
    m_published.revision = std::max(m_published.revision, record.revision);
    m_published.end = std::max(m_published.end, record.reach.end);
    return encodeRecord(record);
}

QCborMap LeaseDriver::publication(double tick)
{
    QCborMap message = encodeLeaseMessage({{m_replica.freshness(), m_draining}, Renewal{m_core.lease()}});
    message[kRecord] = ownRecord();
    message[kTick] = tick;
    return message;
}

void LeaseDriver::take(NodeId from, const QCborMap &message)
{
    const auto tick = m_tickSource ? m_tickSource() : std::nullopt;
    const Intake::Outcome outcome = m_intake.take(monotonicNow(), from, message, tick, m_draining);
    carryOut(outcome.before);
    carryOut(outcome.actions);
    for (const Refusal refusal : outcome.refusals)
        Q_EMIT refused(refusal, from);
    if (outcome.tick)
        Q_EMIT tickStamped(*outcome.tick);
    if (outcome.renewed)
        Q_EMIT renewed();
    if (outcome.replaced) {
        updateStanding();
        Q_EMIT replicaReplaced();
    }
}

void LeaseDriver::carryOut(const LeaseCore::Actions &actions)
{
    for (const LeaseAction &action : actions) {
        std::visit(Overloaded{
                       [this](const Send &message) { send(message); },
                       [this](const BecameHolder &became) {
                           m_keepers.clear();
                           m_published = {};
                           m_replica.setLeaseInForce(became.lease);
                           Q_EMIT becameHolder(became.lease);
                       },
                       [this](const StoppedHolding &) { Q_EMIT stoppedHolding(); },
                       [](const Refused &) {}, // Intake has counted it
                       [this](const HolderChanged &changed) {
                           m_replica.setLeaseInForce(changed.lease);
                           m_shown = changed.lease;
                           Q_EMIT leaseChanged(changed.lease);
                       },
                   },
                   action);
    }
    schedule();
}

void LeaseDriver::send(const Send &send)
{
    QCborMap message = encodeLeaseMessage(send.message);
    // What a peer missed it gets with the next renewal: the next publication would come when little is
    // known ahead.
    const bool again = std::holds_alternative<Renewal>(send.message.body) && mayLackRecord(send.to);
    if ((send.withRecord || again) && m_replica.record())
        message[kRecord] = ownRecord();
    m_transport.send(send.to, message);
}

void LeaseDriver::schedule()
{
    const auto due = m_core.nextWake();
    if (!due) {
        m_wake.stop();
        return;
    }
    m_wake.start(toTimer(*due - monotonicNow()));
}

} // namespace everbounce
