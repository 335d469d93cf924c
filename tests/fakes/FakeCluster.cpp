// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/FakeCluster.h"

#include "engine/base/MonotonicClock.h"

#include <chrono>

namespace everbounce {

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
            .nodes = {node(1, "alpha:4000", 0), node(2, "beta:4001", 2), node(3, "gamma:4002", 1)},
            .links = {{{1}, {2}, 0.32}, {{1}, {3}, 0.41}, {{2}, {3}, 12}},
            .colors = {{QStringLiteral("alpha:4000"), 0},
                       {QStringLiteral("beta:4001"), 1},
                       {QStringLiteral("gamma:4002"), 2}}};
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
