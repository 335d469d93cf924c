// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/ClusterViews.h"

#include "engine/node/CoordinationViews.h"
#include "engine/node/chaos/ChaosRun.h"

#include <algorithm>

namespace everbounce {
namespace {

QStringList textsOf(const QList<QHostAddress> &addresses)
{
    QStringList texts;
    for (const QHostAddress &address : addresses)
        texts << address.toString();
    return texts;
}

ChaosView viewOf(const ChaosState &state)
{
    return {state.on,   state.until, state.survived, state.judged, chaosSummary(state),
            state.news, state.misses};
}

/// A node that is silent may have been replaced by one of its name.
QStringList warningsOfNames(const QList<NodeInfo> &nodes)
{
    QMap<QString, int> bearers;
    for (const NodeInfo &node : nodes)
        bearers[node.name] += node.state == NodeInfo::State::Alive;
    QStringList warnings;
    for (auto name = bearers.cbegin(); name != bearers.cend(); ++name) {
        if (name.value() > 1)
            warnings << QStringLiteral("%1 nodes are named %2; give each a name of its own with --name")
                            .arg(name.value())
                            .arg(name.key());
    }
    return warnings;
}

QList<NodeId> idsOf(const QList<NodeInfo> &nodes)
{
    QList<NodeId> ids;
    for (const NodeInfo &node : nodes)
        ids << node.id;
    return ids;
}

} // namespace

ClusterView viewOf(const ClusterParts &parts)
{
    ClusterView view;
    view.self = parts.nodes.first().id;
    view.clusterName = parts.clusterName;
    view.lease = parts.ball.lease;
    view.revision = parts.ball.revision;
    view.behavior = parts.ball.behavior;
    view.lastGood = parts.ball.lastGood;
    view.onTrial = parts.ball.onTrial;
    view.nodes = parts.nodes;
    std::sort(view.nodes.begin() + 1, view.nodes.end(), [](const NodeInfo &a, const NodeInfo &b) {
        return std::tie(a.name, a.id) < std::tie(b.name, b.id);
    });
    view.behaviors = parts.ball.behaviors;
    view.links = parts.links.among(view.self, idsOf(view.nodes));
    view.chaos = viewOf(parts.chaos);
    view.coordination = coordinationOf(parts.ball.backing);
    view.colors = parts.colors;
    view.warnings = warningsOfNames(view.nodes);
    if (!view.coordination.why.isEmpty())
        view.warnings << view.coordination.why;
    view.warnings << parts.warnings;
    return view;
}

NodeInfo infoOf(const PeerInfo &peer, bool isSuspect, int viewers)
{
    const auto state = isSuspect ? NodeInfo::State::Suspect : NodeInfo::State::Alive;
    return {peer.id, peer.name, peer.version, peer.url, state, viewers, peer.startedAt, textsOf(peer.pages)};
}

NodeInfo infoOf(const SelfInfo &self, const QList<QHostAddress> &pages, int viewers)
{
    NodeInfo info{self.id, self.name,      self.version,  self.url, NodeInfo::State::Alive,
                  viewers, self.startedAt, textsOf(pages)};
    if (!pages.isEmpty())
        info.url.setHost(pages.first().toString());
    return info;
}

} // namespace everbounce
