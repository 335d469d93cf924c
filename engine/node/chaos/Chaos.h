// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Refusal.h"
#include "engine/cluster/mesh/Transport.h"
#include "engine/node/chaos/ChaosPilot.h"
#include "engine/node/chaos/ChaosRun.h"
#include "engine/node/faults/FaultInjector.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace everbounce {

/// Chaos: while it is on, something breaks every few seconds, until somebody switches it off or ten minutes
/// have passed. The holder of the lease runs it; all nodes keep its state, so that the next holder carries
/// on. Lives on the cluster's thread.
class Chaos : public QObject
{
    Q_OBJECT
public:
    /// The cluster as it is now.
    struct Scene
    {
        std::vector<ChaosAim> nodes; ///< the living ones
        NodeId holder;
        bool runsHere = false; ///< this node may act for all
        bool isFlying = false;
    };
    using Look = std::function<Scene()>;

    Chaos(NodeId self, Transport &transport, FaultInjector &faults, Look look, QObject *parent = nullptr);

    const ChaosState &state() const { return m_run.state(); }

    /// Somebody at this node switches it on or off; returns whether that changes anything.
    bool setOn(bool on);

    /// A peer has come.
    void greet(NodeId peer);

    /// Another node may run it from now on.
    void leaseChanged() { lookAround(); }

    /// The result of a fault; false if chaos did not order it.
    bool conclude(const QString &id, const CommandResult &result);

Q_SIGNALS:
    void changed();

    /// It went off by itself; one node of the cluster says so.
    void wentOff(const QString &why);

    /// A node's message was not believed.
    void refused(everbounce::Refusal refusal, everbounce::NodeId from);

private:
    void onTold(NodeId from, const QCborMap &message);
    void goOn();
    void strike();
    void lookAround();
    void share();

    NodeId m_self;
    Transport &m_transport;
    FaultInjector &m_faults;
    Look m_look;
    ChaosPilot m_pilot;
    ChaosRun m_run;
    QTimer m_next;
    QTimer m_lookTimer;
    QString m_underWay; ///< id of the fault that has no answer yet
    ChaosStrike m_strike;
};

} // namespace everbounce
