// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/Node.h"

#include "engine/base/MonotonicClock.h"

// Chaos needs to know the whole cluster, and the cluster learns when it goes on and off.

namespace everbounce {

void Node::connectChaos()
{
    connect(&m_chaos, &Chaos::changed, this, &Node::publishClusterSoon);
    connect(&m_chaos, &Chaos::refused, this, &Node::noteRefusal);
    connect(&m_chaos, &Chaos::wentOff, this,
            [this](const QString &why) { announce(EventView::Level::Warning, why); });
}

void Node::setChaos(const QString &id, bool on)
{
    if (m_chaos.setOn(on))
        announce(EventView::Level::Warning, on ? QStringLiteral("%1: chaos is on").arg(m_config.name)
                                               : QStringLiteral("%1: chaos is off").arg(m_config.name));
    publishCluster();
    conclude(id, CommandResult::done(m_singleton.record() ? m_singleton.record()->revision : 0));
}

/// The nodes that chaos may strike, and whether the ball flies.
Chaos::Scene Node::chaosScene()
{
    const auto aim = [this](NodeId id, const QString &name, bool isHeard, bool hasWindow) {
        const bool isSound = isHeard && !m_lasting.lasts(id, monotonicNow());
        return ChaosAim{id, name, isSound, hasWindow};
    };
    Chaos::Scene scene{.holder = m_singleton.lease().holder};
    scene.nodes.push_back(aim(m_id, m_config.name, true, m_viewers.ownWindow()));
    for (const PeerInfo &peer : m_transport->peers())
        scene.nodes.push_back(
            aim(peer.id, peer.name, !m_transport->isSuspect(peer.id), m_viewers.peerWindow(peer.id)));
    scene.runsHere = m_singleton.isHolder() && m_singleton.keeper().mayAct();
    const auto &record = m_singleton.record();
    scene.isFlying = record && m_singleton.tickNow() < double(record->reach.end);
    return scene;
}

} // namespace everbounce
