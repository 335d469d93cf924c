// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/Transport.h"
#include "engine/lease/LeaseKeeper.h"
#include "engine/lease/peer/LeasePayload.h"
#include "engine/lease/peer/core/LeaseCore.h"

#include <QTimer>

namespace everbounce {

/// The nodes' own lease. Drives the pure LeaseCore: feeds it the clock, the links and the messages of this
/// node, and carries out its actions. Messages bring a payload along: see LeasePayload.
class PeerLease : public LeaseKeeper
{
    Q_OBJECT
public:
    PeerLease(NodeId self, const LeaseTimes &times, Transport &transport, QObject *parent = nullptr);

    /// The payload from now on; set it before start(). It outlives this object.
    void setPayload(LeasePayload &payload) { m_payload = &payload; }

    void start(std::uint64_t knownTerm) override;
    void stop() override { m_wake.stop(); }
    Lease lease() const override { return m_announced; }
    bool isHolder() const override { return m_core.isHolder(); }
    bool mayAct() const override;
    Nanoseconds length() const override { return m_core.times().length(); }
    void raise() override;
    void release() override;
    void leave() override;

    /// Renews the lease now, at all peers, with this payload. Only while mayAct().
    void renew(const QCborMap &payload);

    /// Renews the lease at one peer that has just come. Only while mayAct().
    void renew(NodeId peer, const QCborMap &payload);

    /// The payload has changed: peers rank this node by it.
    void updateStanding();

private:
    void onMessage(NodeId from, const QCborMap &message);
    void carryOut(const LeaseCore::Actions &actions);
    void send(const Send &send);
    QCborMap renewal(const QCborMap &payload) const;
    void schedule();

    Transport &m_transport;
    LeasePayload m_nothing;
    LeasePayload *m_payload = &m_nothing;
    LeaseCore m_core;
    QTimer m_wake{this};
    Lease m_announced; ///< by leaseChanged()
    bool m_draining = false;
};

} // namespace everbounce
