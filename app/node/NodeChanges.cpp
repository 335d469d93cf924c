// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/NodeRuntime.h"

#include "app/node/JoinCluster.h"
#include "app/node/NodePaths.h"
#include "app/node/Sharing.h"
#include "app/process/CallOn.h"
#include "engine/cluster/link/keys/KeyFile.h"
#include "engine/cluster/pairing/KeptMembership.h"
#include "engine/node/Node.h"
#include "engine/node/pairing/Pairing.h"

#include <utility>

// How another object comes to stand for the node: open to its network or closed, or in another cluster.

namespace everbounce {

/// The page moves at once, and so does pairing: who invites next invites from there. The node leaves its
/// cluster as if it were to end, and comes back by the network.
void NodeRuntime::share(quint64 request, bool on)
{
    const QString problem =
        mayChange() ? listenAt(on ? QStringLiteral("lan") : QStringLiteral("loopback")) : busyNow();
    if (problem.isEmpty()) {
        tellSettings();
        QMetaObject::invokeMethod(m_pairing, [pairing = m_pairing, name = m_name, scope = m_options.scope()] {
            pairing->follow(name, scope);
        });
    }
    m_sharing->conclude(request, on, problem);
    noteWindows(request, on ? "share on" : "share off", problem.isEmpty() ? 200 : 409);
    if (problem.isEmpty())
        beginAgain();
}

void NodeRuntime::beginAgain()
{
    announcePage();
    m_changes.network = true;
    QMetaObject::invokeMethod(m_node, &Node::stop);
}

/// The node leaves its cluster as if it were to end, and then begins anew in the other one. What it was given
/// is kept already.
void NodeRuntime::changeCluster(const ClusterMembership &gained)
{
    if (m_isStopping)
        return; // it comes there with its next start
    m_options.cluster = gained.cluster;
    useKeptMembership(m_options);
    m_changes.cluster = true;
    QMetaObject::invokeMethod(m_node, &Node::stop);
}

/// Somebody has removed this node from its cluster: it goes on alone, with a key of its own.
void NodeRuntime::leaveCluster(const Keyring &ring)
{
    if (m_isStopping || m_changes.cluster)
        return;
    const QString sentence =
        QStringLiteral("This node was removed from the cluster %1").arg(m_options.cluster);
    if (const QString problem = leaveKeyFile(m_options.clusterKeyFile, ring); !problem.isEmpty()) {
        Q_EMIT failed(sentence + QStringLiteral(", and cannot go on alone. ") + problem);
        return;
    }
    forgetMembership(m_options.clusterKeyFile);
    m_news = sentence +
             QStringLiteral(" and flies a ball of its own. To come back, it has to be invited there again.");
    m_changes.cluster = true;
    QMetaObject::invokeMethod(m_node, &Node::stop);
}

void NodeRuntime::onStopped()
{
    const Changes changes = std::exchange(m_changes, {});
    if (m_isStopping || !changes.any()) {
        Q_EMIT finished();
        return;
    }
    if (const QString problem = replaceNode(changes); !problem.isEmpty())
        Q_EMIT failed(problem);
}

QString NodeRuntime::replaceNode(const Changes &changes)
{
    callOn(m_onCluster, [this, changes] {
        delete std::exchange(m_node, nullptr);
        if (changes.cluster)
            m_pairing->withdrawInvitations(); // codes into the former one
        return true;
    });
    takeName();
    if (changes.cluster)
        setStateAside(NodePaths(m_options, m_name).stateDir(), m_options.clusterKeyFile);
    if (const QString problem = makeNode(); !problem.isEmpty())
        return problem;
    Q_EMIT nodeReplaced(m_node);
    const QString problem = callOn(m_onCluster, [this] { return m_node->start(); });
    if (problem.isEmpty())
        Q_EMIT moved(changes.cluster);
    return problem;
}

} // namespace everbounce
