// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/fakes/FakeNode.h"

#include <QThread>

namespace everbounce {

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
