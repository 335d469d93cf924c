// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/harness/Api.h"
#include "tests/cluster/harness/TestCluster.h"
#include "tests/cluster/harness/Viewer.h"
#include "tests/cluster/harness/etcd/EtcdCluster.h"

#include <functional>
#include <memory>
#include <vector>

namespace everbounce::harness {

/// Longer than any track reaches ahead with etcd, in ticks.
constexpr Tick beyondHorizon = 450;

/// What a node says of the cluster.
QJsonObject clusterOf(const NodeProcess &node);
/// How it stands with etcd, in a word for programs.
QString etcdStateOf(const NodeProcess &node);
/// What /readyz answers: 503 comes with a sentence.
bool isUnready(const NodeProcess &node, const char *sentence);
bool isReadyToServe(const NodeProcess &node);

/// Three nodes with their lease in etcd, a viewer of frames at each, the commands that were acknowledged, and
/// whether it was all one flight.
class EtcdFlight
{
public:
    using Adapt = std::function<void(NodeOptions &, int)>;

    /// Starts the nodes on what `coordination` names, and watches them. False where they do not agree.
    bool begin(const QString &coordination, const QStringList &more = {}, const Adapt &adapt = {});

    /// For commands to nodes of other hosts.
    void setToken(const QByteArray &token) { m_api.setToken(token); }

    TestCluster &cluster() { return *m_cluster; }
    NodeProcess &node(int index) { return m_cluster->node(index); }
    int holder() const { return m_cluster->holder(); }

    /// Watches a node, from its start on.
    bool view(int index);

    /// The newest tick that anybody has seen, or somebody who watches one node.
    Tick lastSeen() const;
    Tick lastSeen(int index) const;
    /// Until so many more ticks were seen.
    bool flyOn(Tick ticks);

    /// A command that leaves the flight as it is, to a node that is not the holder.
    ApiAnswer give();
    ApiAnswer give(int index);
    /// Gives commands until one is acknowledged: with no majority for a while, each may be refused.
    bool giveUntilDone();

    /// Every other node knows of a later term.
    bool isReplaced(int lost, quint64 term);

    /// Everything that is wrong with what was seen: it is not one flight, each step of it, or a command that
    /// was acknowledged is not in it.
    QString faults();

private:
    std::unique_ptr<TestCluster> m_cluster;
    std::vector<std::unique_ptr<Viewer>> m_viewers;
    std::vector<Viewer *> m_newest; ///< of each node
    Api m_api;
    quint64 m_given = 0;
};

} // namespace everbounce::harness
