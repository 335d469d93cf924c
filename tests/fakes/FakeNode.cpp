// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/FakeNode.h"
#include "engine/MonotonicClock.h"

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
    const Nanoseconds halfFlown = clock.tickLength * (m_options.horizon / 2);
    m_extend.start(
        std::chrono::duration_cast<std::chrono::milliseconds>(std::min<Nanoseconds>(halfFlown, 1s)));
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
    m_ahead.extendTo(tickNow() + m_options.horizon, *m_behavior);
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

void FakeNode::emitEvent(EventView::Level level, const QString &text)
{
    Q_EMIT eventHappened({.id = ++m_lastEvent,
                          .at = QDateTime::currentMSecsSinceEpoch(),
                          .level = level,
                          .text = text,
                          .node = m_options.name});
}

void FakeNode::setViewers(const QString &kind, int count)
{
    m_viewers.setOwn(kind, count);
    m_cluster.nodes.first().viewers = m_viewers.own();
    Q_EMIT clusterChanged(m_cluster);
}

} // namespace everbounce
