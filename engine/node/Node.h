// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/arrivals/Arrivals.h"
#include "engine/node/ball/BallHost.h"
#include "engine/node/chaos/Chaos.h"
#include "engine/node/colors/SharedColors.h"
#include "engine/node/figures/NodeFigures.h"
#include "engine/node/keys/KeyCommands.h"
#include "engine/node/scripts/ScriptEditor.h"
#include "engine/node/status/LinkStatus.h"
#include "engine/node/view/NodeInterface.h"

#include <memory>

namespace everbounce {

/// A node: wires the rooms of the engine together. Lives on the cluster's thread, from its construction on.
class Node : public NodeInterface
{
    Q_OBJECT
public:
    Node(const NodeConfig &config, std::unique_ptr<Transport> transport, QObject *parent = nullptr);

    NodeId id() const { return m_self.id; }

    /// Joins the cluster. Returns an empty text, or one sentence that says why it cannot.
    [[nodiscard]] QString start();

    /// Leaves the cluster: a holder hands its lease over first. stopped() follows, once.
    void stop() { m_ball.singleton().leave(); }

    void setViewers(const QString &kind, int count) override { m_status.setViewers(kind, count); }
    void execute(const QString &id, const everbounce::Command &command) override;
    void requestFigures(quint64 request) override { Q_EMIT figuresReady(request, figuresOf(facts())); }
    void requestKeys(quint64 request) override { m_keys.requestList(request); }
    void rotateKey(quint64 request, const QString &without) override { m_keys.rotate(request, without); }
    void requestFailovers() override { m_ball.failovers().requestList(); }
    void requestFailover(quint64 term) override { m_ball.failovers().request(term); }
    ScriptsInterface *scripts() override { return &m_editor; }

Q_SIGNALS:
    void stopped();

    /// This is the cluster's key from now on.
    void keyChanged(const QByteArray &key);

    /// Another node has removed this one from the cluster that had these keys.
    void removed(const everbounce::Keyring &ring);

private:
    ScriptEditor::Sources editorSources();
    void connectPeers();
    void connectBall();
    void connectFaults();
    void connectKeys();
    void connectViews();
    void onLinkUp(const PeerInfo &peer);
    void onLinkDown(NodeId peer, LinkEnd end);
    void onLeaseChanged(const Lease &lease);
    void onBallChanged();
    void onFaultConcluded(const QString &id, CommandResult result);
    void conclude(const QString &id, const CommandResult &result);
    void setChaos(const QString &id, bool on);
    Chaos::Scene chaosScene();
    QList<NodeInfo> peers() const;
    ClusterView view();
    NodeFacts facts();
    void publishClusterSoon();
    void publishCluster();

    NodeConfig m_config;
    SelfInfo m_self;
    NodeNames m_names;
    std::unique_ptr<Transport> m_transport;
    Announcer m_announcer;
    KnownBehaviors m_behaviors;
    BallHost m_ball;
    FaultInjector m_faults;
    Chaos m_chaos;
    ScriptEditor m_editor;
    Arrivals m_arrivals;
    LinkStatus m_status;
    SharedColors m_colors;
    KeyCommands m_keys;
    CommandCounts m_commands;
    QTimer m_clusterTimer;
    std::optional<ClusterView> m_shownCluster;
};

} // namespace everbounce
