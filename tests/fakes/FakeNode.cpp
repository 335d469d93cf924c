// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/FakeNode.h"
#include "engine/base/MonotonicClock.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace everbounce {

using namespace std::chrono_literals;

FakeNode::FakeNode(const Options &options, QObject *parent)
    : NodeInterface(parent)
    , m_options(options)
    , m_behavior(makeBuiltinBehavior("MirrorJump"))
{
    qRegisterMetaType<ClusterView>();
    qRegisterMetaType<FlightView>();
    qRegisterMetaType<EventView>();
    m_cluster.self = options.id;
    m_cluster.clusterName = QStringLiteral("default");
    m_cluster.lease = {m_term, options.id};
    m_cluster.revision = 1;
    m_cluster.behavior = m_cluster.lastGood = QStringLiteral("MirrorJump");
    m_cluster.behaviors = {{QStringLiteral("MirrorJump")}, {QStringLiteral("RandomRebound")}};
    addNode(options.id, options.name, options.url);
    m_flight.clock = {.anchor = options.epoch, .anchorTick = 0, .tickLength = options.tickLength};
    connect(&m_extend, &QTimer::timeout, this, &FakeNode::extendNow);
}

void FakeNode::start()
{
    Q_EMIT clusterChanged(m_cluster);
    fly(m_flight.clock);
}

void FakeNode::publish(const ClusterView &cluster)
{
    m_cluster = cluster;
    m_term = cluster.lease.term;
    Q_EMIT clusterChanged(m_cluster);
}

void FakeNode::fly(const TickMapping &clock)
{
    m_flight.clock = clock;
    m_ahead = LookAhead();
    extendNow();
    const Nanoseconds flown = clock.tickLength * (m_options.ahead - m_options.horizon);
    m_extend.start(std::chrono::duration_cast<std::chrono::milliseconds>(flown));
}

Position FakeNode::flightAt(double tick)
{
    LookAhead ahead;
    ahead.extendTo(static_cast<Tick>(std::ceil(tick)) + 1, *makeBuiltinBehavior("MirrorJump"));
    return ahead.track().at(tick);
}

Tick FakeNode::tickNow() const
{
    return static_cast<Tick>(std::max(m_flight.clock.tickAt(monotonicNow()), 0.0));
}

void FakeNode::extendNow()
{
    m_ahead.extendTo(tickNow() + m_options.ahead, *m_behavior);
    m_ahead.forgetBefore(tickNow() - std::min(tickNow(), m_options.horizon));
    publishFlight();
}

void FakeNode::publishFlight()
{
    m_flight.lease = m_cluster.lease;
    m_flight.revision = m_cluster.revision;
    m_flight.behavior = m_cluster.behavior;
    m_flight.box = m_ahead.box();
    m_flight.track = m_ahead.track();
    Q_EMIT flightChanged(m_flight);
}

void FakeNode::addNode(NodeId id, const QString &name, const QUrl &url)
{
    m_cluster.nodes.append({.id = id,
                            .name = name,
                            .version = QString::fromLatin1(version),
                            .url = url,
                            .startedAt = monotonicNow()});
    m_cluster.colors.append({name, int(m_cluster.colors.size()) % 8});
    Q_EMIT clusterChanged(m_cluster);
}

void FakeNode::removeNode(NodeId id)
{
    m_cluster.nodes.removeIf([&](const NodeInfo &node) { return node.id == id; });
    Q_EMIT clusterChanged(m_cluster);
}

void FakeNode::setState(NodeId id, NodeInfo::State state)
{
    for (NodeInfo &node : m_cluster.nodes) {
        if (node.id == id)
            node.state = state;
    }
    Q_EMIT clusterChanged(m_cluster);
}

void FakeNode::setHolder(NodeId id)
{
    m_cluster.lease = id ? Lease{++m_term, id} : Lease{};
    Q_EMIT clusterChanged(m_cluster);
    if (id)
        publishFlight();
}

void FakeNode::nudge(double dx, double dy)
{
    BallState state = m_ahead.stateAt(tickNow() + 1);
    state.dx = dx;
    state.dy = dy;
    m_ahead.divert(state);
    ++m_cluster.revision;
    Q_EMIT clusterChanged(m_cluster);
    extendNow();
}

void FakeNode::emitEvent(EventView::Level level, const QString &text, const EventFacts &facts)
{
    tell({.id = m_lastEvent + 1,
          .at = QDateTime::currentMSecsSinceEpoch(),
          .level = level,
          .text = text,
          .node = m_options.name,
          .facts = facts});
}

void FakeNode::emitEvent(const EventFacts &facts, qint64 agoMs, const QString &name)
{
    const quint64 id = m_lastEvent + 1;
    tell({.id = id,
          .at = QDateTime::currentMSecsSinceEpoch() - agoMs,
          .level = EventView::Level::Info,
          .text = QStringLiteral("event %1 about %2").arg(id).arg(name),
          .node = name,
          .facts = facts});
}

void FakeNode::tell(const EventView &event)
{
    m_lastEvent = event.id;
    Q_EMIT eventHappened(event);
}

void FakeNode::execute(const QString &id, const Command &command)
{
    m_commands << command;
    Q_EMIT asked(id, command);
    CommandResult result = CommandResult::done(m_cluster.revision);
    if (m_refusal.status != 200)
        result = m_refusal;
    else if (command.kind == Command::Kind::SetBehavior)
        result = setBehavior(command);
    else if (command.kind == Command::Kind::SetChaos)
        setChaos(command.on);
    else if (command.kind == Command::Kind::Nudge) {
        nudge(-4, 5);
        result = CommandResult::done(m_cluster.revision);
    }
    if (m_answers)
        Q_EMIT executed(id, result);
}

CommandResult FakeNode::setBehavior(const Command &command)
{
    for (BehaviorInfo &behavior : m_cluster.behaviors) {
        if (behavior.name != command.behavior)
            continue;
        if (!behavior.problem.isEmpty() && !behavior.quarantined)
            return CommandResult::refused(422, behavior.problem);
        if (behavior.quarantined && !command.tryAgain)
            return CommandResult::refused(409, behavior.name + QStringLiteral(" is in quarantine."));
        behavior.quarantined = false;
        m_cluster.behavior = behavior.name;
        ++m_cluster.revision;
        Q_EMIT clusterChanged(m_cluster);
        return CommandResult::done(m_cluster.revision);
    }
    return CommandResult::refused(422, command.behavior + QStringLiteral(" is not on this node."));
}

void FakeNode::setChaos(bool on)
{
    if (on)
        m_cluster.chaos = {.on = true,
                           .until = monotonicNow() + 10min,
                           .summary = QStringLiteral("Survived 0"),
                           .news = QStringLiteral("Something breaks in a moment…")};
    m_cluster.chaos.on = on;
    if (!on)
        m_cluster.chaos.news.clear();
    Q_EMIT clusterChanged(m_cluster);
}

void FakeNode::requestFigures(quint64 request)
{
    Q_EMIT figuresReady(request, {{"term", "Number of the lease.", Metric::Type::Gauge, {}, double(m_term)},
                                  {"link_rtt_seconds",
                                   "Round trip to a node.",
                                   Metric::Type::Gauge,
                                   {{"peer", QStringLiteral("a \"b\"")}},
                                   0.0005}});
}

void FakeNode::requestKeys(quint64 request)
{
    KeysView keys = m_keys;
    for (const NodeInfo &node : m_cluster.nodes) // each is a member, by its own id
        keys.members << KeysView::Member{
            toString(node.id), node.name, node.id == m_cluster.self, true, {node.name}};
    Q_EMIT keysReady(request, keys);
}

void FakeNode::rotateKey(quint64 request, const QString &without)
{
    const auto found = std::ranges::find_if(m_cluster.nodes, [&](const NodeInfo &node) {
        return node.name == without || toString(node.id) == without;
    });
    if (!without.isEmpty() && (found == m_cluster.nodes.end() || found->id == m_cluster.self)) {
        Q_EMIT keyRotated(request, {found == m_cluster.nodes.end() ? 422 : 409,
                                    QStringLiteral("That node cannot be removed.")});
        return;
    }
    if (!without.isEmpty())
        removeNode(NodeId(found->id));
    const quint64 generation = m_keys.keys.first().generation + 1;
    m_keys.keys.prepend({QStringLiteral("00112233445566bb"), generation, 1, false});
    Q_EMIT keyRotated(request, {200, {}, int(m_cluster.nodes.size()), generation});
}

void FakeNode::requestFailovers()
{
    Q_EMIT failoversReady({failover().summary});
}

void FakeNode::requestFailover(quint64 term)
{
    Q_EMIT failoverReady(term, term == m_term ? std::optional(failover()) : std::nullopt);
}

/// How the last holder was replaced: its process was killed.
FailoverView FakeNode::failover() const
{
    const NodeInfo &self = m_cluster.nodes.first();
    const NodeId gone{1}, helper{2};
    FailoverView view{{m_term, QStringLiteral("gone"), self.name, 1000.0, 2.0},
                      QStringLiteral("A node ended, and another took over."),
                      QStringLiteral("ended")};
    view.held = 1.5;
    view.track = 2.5;
    view.shown = 3.0;
    view.ahead = 2900;
    view.lanes = {{gone, QStringLiteral("gone"), false, 0.0},
                  {helper, QStringLiteral("helper"), true, {}},
                  {self.id, self.name, true, {}}};
    for (const NodeInfo &node : m_cluster.nodes) {
        if (node.id != self.id && node.id != gone && node.id != helper)
            view.lanes.append({node.id, node.name, true, {}});
    }
    view.marks = {{0, self.id, QStringLiteral("link-closed"), QStringLiteral("A link closes.")},
                  {1.5, self.id, QStringLiteral("held"), QStringLiteral("A node holds the lease.")}};
    view.messages = {{QStringLiteral("claim"), self.id, helper, 0.3, 0.5, QStringLiteral("Asks for a vote.")},
                     {QStringLiteral("vote"), helper, self.id, 0.6, 1.4, QStringLiteral("Votes.")}};
    view.lines = {{0, QStringLiteral("A link closes.")}, {1.5, QStringLiteral("A node holds the lease.")}};
    return view;
}

void FakeNode::setViewers(const QString &kind, int count)
{
    m_viewers.setOwn(kind, count);
    m_cluster.nodes.first().viewers = m_viewers.own();
    Q_EMIT clusterChanged(m_cluster);
}

} // namespace everbounce
