// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <QCborMap>
#include <QMap>

#include <deque>

namespace everbounce {

/// Round trips of this node's links, and of the others' as they report them, steady enough to be shown. On a
/// busy machine a ping may take ten times as long as the one before, so the shortest of the last few counts,
/// and the figure stays until that is off by a factor of two. Pure.
class LinkTimes
{
public:
    /// A ping came back. True if that changed the figure.
    bool sample(NodeId peer, Nanoseconds roundTrip);

    bool knows(NodeId peer) const { return m_own.contains(peer); }

    /// What this node tells the others: milliseconds by the peer's id.
    QCborMap own() const;

    /// What another node reports. Invalid figures are left out. True if something changed.
    bool setPeer(NodeId from, const QCborMap &told);
    void forget(NodeId peer);

    /// The links among these nodes, as far as they are known; `self` is one of them.
    QList<LinkInfo> among(NodeId self, const QList<NodeId> &nodes) const;

private:
    struct Own
    {
        std::deque<double> recent; ///< milliseconds
        double shown = 0;
    };

    QMap<NodeId, Own> m_own;
    QMap<NodeId, QMap<NodeId, double>> m_told;
};

} // namespace everbounce
