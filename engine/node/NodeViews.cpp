// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/Node.h"

#include "engine/node/CoordinationViews.h"
#include "engine/node/TrafficFigures.h"

// What a node shows of itself.

namespace everbounce {
namespace {

double seconds(Nanoseconds length)
{
    return std::chrono::duration<double>(length).count();
}

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

} // namespace

ClusterView Node::view() const
{
    ClusterView view;
    view.self = m_id;
    view.clusterName = m_config.clusterName;
    view.lease = m_singleton.lease();
    if (const auto &record = m_singleton.record())
        view.revision = record->revision;
    if (const FlightRecord *known = flight()) {
        view.behavior = m_catalogue.shownName(known->behavior);
        view.lastGood = m_catalogue.shownName(known->lastGood);
        view.onTrial = known->trialEnd > 0;
    }
    for (const PeerInfo &peer : m_transport->peers())
        view.nodes << describe(peer);
    std::sort(view.nodes.begin(), view.nodes.end(), [](const NodeInfo &a, const NodeInfo &b) {
        return std::tie(a.name, a.id) < std::tie(b.name, b.id);
    });
    view.nodes.prepend(describeSelf());
    view.behaviors = behaviors();
    QList<NodeId> ids;
    for (const NodeInfo &node : std::as_const(view.nodes))
        ids << node.id;
    view.links = m_links.among(m_id, ids);
    view.chaos = viewOf(m_chaos.state());
    view.coordination = coordinationOf(m_singleton.backing());
    view.colors = m_colors.list();
    view.warnings = warnings(view.nodes);
    return view;
}

QStringList Node::warnings(const QList<NodeInfo> &nodes) const
{
    QMap<QString, int> bearers;
    for (const NodeInfo &node : nodes)
        bearers[node.name] +=
            node.state == NodeInfo::State::Alive; // one that is silent may have been replaced
    QStringList warnings;
    for (auto name = bearers.cbegin(); name != bearers.cend(); ++name) {
        if (name.value() > 1)
            warnings << QStringLiteral("%1 nodes are named %2; give each a name of its own with --name")
                            .arg(name.value())
                            .arg(name.key());
    }
    if (const QString why = coordinationOf(m_singleton.backing()).why; !why.isEmpty())
        warnings << why;
    return warnings + m_refused.sentences() + m_lastingWarnings;
}

NodeInfo Node::describeSelf() const
{
    NodeInfo self{m_id,         m_config.name,          m_config.version,
                  m_config.url, NodeInfo::State::Alive, m_viewers.own(),
                  m_startedAt};
    const QList<QHostAddress> pages = m_transport->pageAddresses();
    self.addresses = textsOf(pages);
    if (!pages.isEmpty())
        self.url.setHost(pages.first().toString());
    return self;
}

NodeInfo Node::describe(const PeerInfo &peer) const
{
    const auto state = m_transport->isSuspect(peer.id) ? NodeInfo::State::Suspect : NodeInfo::State::Alive;
    return {peer.id,        peer.name,          peer.version, peer.url, state, m_viewers.peer(peer.id),
            peer.startedAt, textsOf(peer.pages)};
}

void Node::requestFigures(quint64 request)
{
    using Type = Metric::Type;
    const auto &record = m_singleton.record();
    const auto gauge = [](const char *name, const char *help, double value) {
        return Metric{name, help, Type::Gauge, {}, value};
    };
    const auto counter = [](const char *name, const char *help, double value) {
        return Metric{name, help, Type::Counter, {}, value};
    };
    QList<Metric> figures{
        gauge("term", "Term of the lease that this node follows.", double(m_singleton.lease().term)),
        gauge("holder", "1 where this node runs the engine.", m_singleton.isHolder() ? 1 : 0),
        gauge("lease_seconds", "How long a lease of this node's own is good without renewal.",
              seconds(m_singleton.keeper().length())),
        gauge("revision", "Commands carried out since the ball was born.",
              record ? double(record->revision) : 0),
        gauge("tick", "Tick of the flight.", m_singleton.tickNow()),
        gauge("track_end_tick", "Tick up to which the flight is known.",
              record ? double(record->reach.end) : 0),
        gauge("peers", "Nodes that this one has a link with.", double(m_transport->peers().size())),
        gauge("viewers", "Viewers of this node.", m_viewers.own()),
        gauge("viewers_online", "Viewers of the whole cluster.", view().viewersOnline()),
        gauge("uptime_seconds", "Since this node started.", seconds(monotonicNow() - m_startedAt)),
        counter("lease_changes_total", "Changes of the holder that this node saw.",
                double(m_counts.leaseChanges)),
        counter("vacant_seconds_total", "Time without a known holder, since the first one.",
                seconds(m_counts.vacant)),
        counter("engine_restarts_total", "Engines that crashed or hung here.",
                double(m_counts.engineRestarts)),
        counter("publications_total", "Pieces of the flight published here.", double(m_counts.publications)),
        counter("commands_done_total", "Commands accepted here and carried out.",
                double(m_counts.commandsDone)),
        counter("commands_refused_total", "Commands accepted here and refused.",
                double(m_counts.commandsRefused)),
        counter("commands_merged_total", "Commands from the other side of a partition, carried out here.",
                double(m_counts.commandsMerged)),
        counter("relayed_total", "Messages relayed between nodes that have no working link with each other.",
                double(m_transport->counters().relayed)),
        counter("events_total", "Events heard.", double(m_counts.events)),
    };
    for (const PeerInfo &peer : m_transport->peers()) {
        if (const auto roundTrip = m_transport->roundTrip(peer.id))
            figures << Metric{"link_round_trip_seconds",
                              "Round trip of the last answered ping.",
                              Type::Gauge,
                              {{"peer", peer.name}, {"id", toString(peer.id)}},
                              seconds(*roundTrip)};
    }
    figures << trafficFigures(m_transport->sent());
    for (const RefusalName &refused : refusalNames)
        figures << Metric{"refused_total",
                          "Values from peers that this node did not believe, by reason.",
                          Type::Counter,
                          {{"reason", QString::fromLatin1(refused.name)}},
                          double(m_refusals.count(refused.refusal))};
    for (const CounterName &dropped : counterNames)
        figures << Metric{"dropped_total",
                          "Messages and connections that were dropped, by reason.",
                          Type::Counter,
                          {{"reason", QString::fromLatin1(dropped.name)}},
                          double(m_transport->counters().*dropped.member)};
    Q_EMIT figuresReady(request, figures);
}

} // namespace everbounce
