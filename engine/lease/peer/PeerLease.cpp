// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/peer/PeerLease.h"

#include "engine/base/MonotonicClock.h"
#include "engine/base/Overloaded.h"
#include "engine/lease/peer/LeaseCodec.h"
#include "engine/lease/peer/LeaseIntake.h"

namespace everbounce {
namespace {

/// The first minor of the protocol that obeys the length that a holder gives its lease.
constexpr int lengthsMinor = 2;

QCborMap encoded(const LeaseMessage &message, const QCborMap &payload)
{
    QCborMap map = encodeLeaseMessage(message);
    for (const auto member : payload)
        map.insert(member.first, member.second);
    return map;
}

} // namespace

PeerLease::PeerLease(NodeId self, const LeaseTimes &times, Transport &transport, QObject *parent)
    : LeaseKeeper(parent)
    , m_transport(transport)
    , m_core(self, times)
{
    m_wake.setSingleShot(true);
    m_wake.setTimerType(Qt::PreciseTimer);
    connect(&m_wake, &QTimer::timeout, this, [this] { carryOut(m_core.wake(monotonicNow())); });
    connect(&transport, &Transport::linkUp, this, [this](const PeerInfo &peer) {
        carryOut(m_core.linkUp(monotonicNow(), peer.id, peer.protocolMinor >= lengthsMinor));
    });
    connect(&transport, &Transport::linkDown, this, [this](NodeId peer, LinkEnd end) {
        carryOut(m_core.linkDown(monotonicNow(), peer,
                                 end == LinkEnd::Closed ? LinkLoss::Closed : LinkLoss::Silent));
    });
    connect(&transport, &Transport::heard, this,
            [this](NodeId peer) { carryOut(m_core.heard(monotonicNow(), peer)); });
    connect(&transport, &Transport::gatheringChanged, this,
            [this](bool gathering) { carryOut(m_core.setGathering(monotonicNow(), gathering)); });
    transport.on(kLeaseType, this, &PeerLease::onMessage);
}

void PeerLease::start(std::uint64_t knownTerm)
{
    m_core.setKnownTerm(knownTerm);
    updateStanding();
    carryOut(m_core.start(monotonicNow()));
}

bool PeerLease::mayAct() const
{
    return m_core.mayAct(monotonicNow());
}

void PeerLease::raise()
{
    carryOut(m_core.raise(monotonicNow()));
}

void PeerLease::release()
{
    carryOut(m_core.release(monotonicNow()));
}

void PeerLease::leave()
{
    m_draining = true;
    updateStanding();
    release();
}

void PeerLease::renew(const QCborMap &payload)
{
    m_transport.sendToAll(renewal(payload));
    m_core.acted(monotonicNow());
    schedule();
}

void PeerLease::renew(NodeId peer, const QCborMap &payload)
{
    m_transport.send(peer, renewal(payload));
}

QCborMap PeerLease::renewal(const QCborMap &payload) const
{
    return encoded({{m_payload->freshness(), m_draining}, m_core.renewal()}, payload);
}

void PeerLease::updateStanding()
{
    carryOut(m_core.setStanding(monotonicNow(), {m_payload->freshness(), m_draining}));
}

void PeerLease::onMessage(NodeId from, const QCborMap &message)
{
    const LeaseOutcome outcome =
        takeLeaseMessage(m_core, *m_payload, monotonicNow(), from, message, m_draining);
    carryOut(outcome.before);
    carryOut(outcome.actions);
    if (outcome.refusal)
        Q_EMIT refused(*outcome.refusal, from);
    if (outcome.renewed)
        Q_EMIT renewed();
    m_payload->onHandled(from);
}

void PeerLease::carryOut(const LeaseCore::Actions &actions)
{
    for (const LeaseAction &action : actions) {
        std::visit(Overloaded{
                       [this](const Send &message) { send(message); },
                       [this](const BecameHolder &became) { Q_EMIT becameHolder(became.lease); },
                       [this](const StoppedHolding &) { Q_EMIT stoppedHolding(); },
                       [](const Refused &) {}, // takeLeaseMessage() has seen it
                       [this](const HolderChanged &changed) {
                           m_announced = changed.lease;
                           Q_EMIT leaseChanged(changed.lease);
                       },
                   },
                   action);
    }
    schedule();
}

void PeerLease::send(const Send &send)
{
    QCborMap payload;
    if (send.withPayload)
        payload = m_payload->forSuccessor();
    else if (const auto *renewal = std::get_if<Renewal>(&send.message.body))
        payload = m_payload->forRenewal(send.to, renewal->lease);
    m_transport.send(send.to, encoded(send.message, payload));
}

void PeerLease::schedule()
{
    if (const auto due = m_core.nextWake())
        m_wake.start(toTimer(*due - monotonicNow()));
    else
        m_wake.stop();
}

} // namespace everbounce
