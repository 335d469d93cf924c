// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/behaviors/Catalogue.h"
#include "engine/ball/behaviors/ScriptExchange.h"
#include "engine/ball/workload/BallWorkload.h"
#include "engine/cluster/rotation/KeyRotation.h"
#include "engine/node/LinkTimes.h"
#include "engine/node/NodeColors.h"
#include "engine/node/NodeConfig.h"
#include "engine/node/NodeCounts.h"
#include "engine/node/Refusals.h"
#include "engine/node/RefusedPeers.h"
#include "engine/node/Vacancy.h"
#include "engine/node/ViewerCounts.h"
#include "engine/node/chaos/Chaos.h"
#include "engine/node/events/EventFeed.h"
#include "engine/node/failover/Failovers.h"
#include "engine/node/faults/FaultInjector.h"
#include "engine/node/scripts/ScriptEditor.h"
#include "engine/node/view/LastingFaults.h"
#include "engine/node/view/NodeInterface.h"
#include "engine/singleton/Singleton.h"

#include <memory>

namespace everbounce {

/// A node: wires the rooms of the engine together. Lives on the cluster's thread, from its construction on.
class Node : public NodeInterface
{
    Q_OBJECT
public:
    Node(const NodeConfig &config, std::unique_ptr<Transport> transport, QObject *parent = nullptr);
    ~Node() override;

    NodeId id() const { return m_id; }

    /// Joins the cluster. Returns an empty text, or one sentence that says why it cannot.
    [[nodiscard]] QString start();

    /// Leaves it: a holder hands its lease over first. stopped() follows.
    void stop();

    void setViewers(const QString &kind, int count) override;
    void execute(const QString &id, const everbounce::Command &command) override;
    void requestFigures(quint64 request) override;
    void requestKeys(quint64 request) override;
    void rotateKey(quint64 request, const QString &without) override;
    void requestFailovers() override { m_failovers.requestList(); }
    void requestFailover(quint64 term) override { m_failovers.request(term); }
    ScriptsInterface *scripts() override { return &m_editor; }

Q_SIGNALS:
    void stopped();

    /// This is the cluster's key from now on.
    void keyChanged(const QByteArray &key);

    /// Another node has removed this one from the cluster that had these keys.
    void removed(const everbounce::Keyring &ring);

private:
    void noteRefusal(Refusal refusal, NodeId from);
    void connectSingleton();
    Singleton::Config singletonConfig() const;
    SelfInfo selfInfo() const;
    void connectPeers();
    void connectFaults();
    void connectChaos();
    void connectEvents();
    void connectBehaviors();
    void connectKeys();
    void warnOf(const QString &sentence);
    QList<QByteArray> membersNamed(const QString &text) const;
    ScriptEditor::Sources editorSources();
    void sampleLinks();
    QCborMap toldLinks() const;
    QCborMap status() const;
    void sendStatus();
    bool holderKnows(const Order &order) const;
    QStringList namesOf(const std::set<NodeId> &nodes) const;
    void onMessage(NodeId from, const QCborMap &message);
    void conclude(const QString &id, const CommandResult &result);
    void onNewPeer(const PeerInfo &peer);
    void onColors(NodeId from, const NodeColors::List &list);
    void setChaos(const QString &id, bool on);
    Chaos::Scene chaosScene();
    void announceArrivals();
    void announceLeft(NodeId peer, LinkEnd end);
    QString keyOf(const char *what, NodeId peer) const;
    QString departureKey(NodeId peer) const;
    void noteOwnTenure();
    void onRefused(const RefusedPeer &peer);
    void announceSuspect(NodeId peer, bool suspect);
    void announceBehavior();
    double eventTick() const;
    EventView placed(EventView event) const;
    void placeEvents();
    void onLeaseChanged(Lease lease);
    void peersChanged();
    void onRecordChanged();
    void onMerged(const QStringList &titles);
    const FlightRecord *flight() const;
    void publishFlight();
    void publishClusterSoon();
    void publishCluster();
    ClusterView view() const;
    NodeInfo describe(const PeerInfo &peer) const;
    NodeInfo describeSelf() const;
    QList<BehaviorInfo> behaviors() const;
    QStringList warnings(const QList<NodeInfo> &nodes) const;
    QString nameOf(NodeId id) const;

    /// Announces an event to all; see EventFeed::report.
    void announce(EventView::Level level, const QString &text, const EventFacts &facts = {},
                  const QString &key = {});

    NodeConfig m_config;
    NodeId m_id;
    Nanoseconds m_startedAt;
    std::unique_ptr<Transport> m_transport;
    Failovers m_failovers;
    Catalogue m_catalogue;
    ScriptExchange m_scripts;
    BallWorkload m_workload;
    Singleton m_singleton;
    FaultInjector m_faults;
    LastingFaults m_lasting;
    Chaos m_chaos;
    EventFeed m_events;
    ScriptEditor m_editor;
    ViewerCounts m_viewers;
    NodeColors m_colors;
    LinkTimes m_links;
    RefusedPeers m_refused;
    std::optional<KeyRotation> m_keys;
    std::set<NodeId> m_removed; ///< peers whose links are being closed for that
    QStringList m_lastingWarnings;
    QTimer m_linkTimer;
    bool m_linksChanged = false; ///< since they were last announced
    Nanoseconds m_linksToldAt{0};
    QMap<NodeId, QString> m_names; ///< of the peers
    std::set<NodeId> m_newcomers; ///< peers whose arrival nobody has announced yet, as far as this node knows
    QTimer m_arrivalTimer;
    QTimer m_clusterTimer;
    std::optional<ClusterView> m_shownCluster;
    mutable std::optional<FlightRecord> m_flight; ///< see flight()
    mutable std::uint64_t m_flightVersion = 0;
    std::optional<BehaviorRef> m_announcedBehavior;
    NodeCounts m_counts;
    Refusals m_refusals;
    Vacancy m_vacancy{m_config.lease};
};

} // namespace everbounce
