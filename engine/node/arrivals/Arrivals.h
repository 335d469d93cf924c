// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/LeaseKeeper.h"
#include "engine/node/arrivals/RefusedPeers.h"
#include "engine/node/events/Announcer.h"

#include <set>

namespace everbounce {

/// Announces which nodes come, fall silent and go, and which cannot take part. Lives on the cluster's thread.
class Arrivals : public QObject
{
    Q_OBJECT
public:
    /// All of them outlive this object.
    Arrivals(const NodeNames &names, Transport &transport, const LeaseKeeper &lease, Announcer &announcer,
             QObject *parent = nullptr);

    void arrived(NodeId peer);
    void left(NodeId peer, LinkEnd end);

    /// The link with that peer is about to be closed, because somebody has removed it from the cluster.
    void expectRemoval(NodeId peer) { m_removed.insert(peer); }

    /// A sentence for each peer that cannot take part.
    QStringList refused();

Q_SIGNALS:
    /// Another peer cannot take part.
    void refusedChanged();

private:
    void announceArrivals();
    bool meet(const QString &name);
    void announceSuspect(NodeId peer, bool suspect);
    void onRefused(const RefusedPeer &peer);
    QString silenceKey(NodeId peer, bool suspect) const;
    QString departureKey(NodeId peer) const;

    const NodeNames &m_names;
    const LeaseKeeper &m_lease;
    Announcer &m_announcer;
    std::set<NodeId> m_newcomers; ///< peers that have joined and are not announced yet
    std::set<QString> m_met;      ///< names that were announced: who comes again is back
    std::set<NodeId> m_removed;   ///< peers whose links are being closed for that
    RefusedPeers m_refused;
    QTimer m_timer;
};

} // namespace everbounce
