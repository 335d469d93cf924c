// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/FakeNode.h"
#include "engine/MonotonicClock.h"

#include <chrono>
#include <cmath>

namespace everbounce {

static const Behavior &mirrorJump()
{
    static const auto behavior = makeBuiltinBehavior("MirrorJump");
    return *behavior;
}

FakeNode::FakeNode()
    : m_timer(this)
{
    m_timer.setInterval(std::chrono::milliseconds(1000));
    connect(&m_timer, &QTimer::timeout, this, &FakeNode::extend);
}

void FakeNode::publish(const ClusterView &view)
{
    m_view = view;
    Q_EMIT clusterChanged(m_view);
}

void FakeNode::fly(const TickMapping &clock)
{
    m_clock = clock;
    m_ahead = LookAhead();
    extend();
    m_timer.start();
}

void FakeNode::extend()
{
    const Tick now = Tick(std::max(0.0, m_clock.tickAt(monotonicNow())));
    m_ahead.extendTo(now + 100, mirrorJump());
    m_ahead.forgetBefore(now > 100 ? now - 100 : 0);
    Q_EMIT flightChanged({.lease = m_view.lease,
                          .revision = m_view.revision,
                          .behavior = m_view.behavior,
                          .box = m_ahead.box(),
                          .track = m_ahead.track(),
                          .clock = m_clock});
}

void FakeNode::setViewers(const QString &kind, int count)
{
    if (kind != QLatin1String("window") || m_view.nodes.isEmpty())
        return;
    m_view.nodes.first().viewers = count;
    Q_EMIT clusterChanged(m_view);
}

Position FakeNode::flightAt(double tick)
{
    LookAhead ahead;
    ahead.extendTo(Tick(std::ceil(tick)) + 1, mirrorJump());
    return ahead.track().at(tick);
}

FakeCluster::FakeCluster()
    : m_node(new FakeNode)
{
    m_node->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_node, &QObject::deleteLater);
    m_thread.start();
}

FakeCluster::~FakeCluster()
{
    m_thread.quit();
    m_thread.wait();
}

static NodeInfo node(quint64 id, const char *name, int viewers)
{
    const QString text = QString::fromLatin1(name);
    return {.id = {id},
            .name = text,
            .version = QStringLiteral("0.1.0"),
            .url = QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(3999 + id)),
            .viewers = viewers};
}

ClusterView threeNodes()
{
    return {.self = {1},
            .clusterName = QStringLiteral("default"),
            .lease = {5, {2}},
            .revision = 3,
            .behavior = QStringLiteral("MirrorJump"),
            .lastGood = QStringLiteral("MirrorJump"),
            .nodes = {node(1, "alpha:4000", 0), node(2, "beta:4001", 2), node(3, "gamma:4002", 1)}};
}

TickMapping standingAt(double tick)
{
    return {.anchor = monotonicNow(), .anchorTick = tick, .tickLength = std::chrono::hours(1000)};
}

TickMapping flyingFromNow()
{
    return {.anchor = monotonicNow()};
}

} // namespace everbounce
