// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/LookAhead.h"
#include "engine/node/NodeInterface.h"

#include <QThread>
#include <QTimer>

namespace everbounce {

/// A node without a cluster: flies a real ball under MirrorJump from its birth, and says of the cluster what
/// it is told to. Lives on the thread of a FakeCluster.
class FakeNode : public NodeInterface
{
    Q_OBJECT
public:
    FakeNode();

    const ClusterView &view() const { return m_view; }

    void publish(const ClusterView &view);

    /// Begins to fly, under the view's lease, by this clock; goes on by itself.
    void fly(const TickMapping &clock);

    void say(const EventView &event) { Q_EMIT eventHappened(event); }

    void setViewers(const QString &kind, int count) override;
    /// Nothing is carried out here; it is only confirmed.
    void execute(const QString &id, const Command &) override { Q_EMIT executed(id, CommandResult::done(1)); }

    /// The flight that fly() publishes, at one tick.
    static Position flightAt(double tick);

private:
    void extend();

    ClusterView m_view;
    TickMapping m_clock;
    LookAhead m_ahead;
    QTimer m_timer;
};

/// Runs a FakeNode on a thread of its own, as a real one runs.
class FakeCluster
{
public:
    FakeCluster();
    ~FakeCluster();

    FakeNode *node() const { return m_node; }

    /// Calls on the node's thread, and waits until it is done.
    template<typename Call>
    void run(Call call)
    {
        QMetaObject::invokeMethod(
            m_node, [&] { call(*m_node); }, Qt::BlockingQueuedConnection);
    }

private:
    QThread m_thread;
    FakeNode *m_node;
};

/// A view of three nodes, "alpha", "beta" and "gamma"; alpha is this one, beta holds the lease of term 5.
ClusterView threeNodes();

/// A clock by which the ball stands still at a tick.
TickMapping standingAt(double tick);

/// A clock by which the ball flies on from tick 0, now.
TickMapping flyingFromNow();

} // namespace everbounce
