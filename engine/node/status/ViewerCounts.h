// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/Lease.h"

#include <QCborMap>
#include <QHash>
#include <QMap>
#include <QString>

#include <algorithm>
#include <numeric>

namespace everbounce {

/// How many viewers watch at this node, by kind, and at each other node, as that reports.
class ViewerCounts
{
public:
    /// A bound that no real viewer count exceeds; the sum over the largest cluster still fits an int.
    static constexpr int most = 1'000'000;

    /// True if it changed this node's sum.
    bool setOwn(const QString &kind, int count)
    {
        const int before = own();
        m_own[kind] = count;
        return own() != before;
    }
    int own() const { return std::accumulate(m_own.begin(), m_own.end(), 0); }
    bool ownWindow() const { return m_own.value(QStringLiteral("window")) > 0; }

    void setPeer(NodeId peer, qint64 count, bool window)
    {
        m_peers[peer] = {int(std::clamp<qint64>(count, 0, most)), window};
    }
    int peer(NodeId id) const { return m_peers.value(id).count; }
    bool peerWindow(NodeId id) const { return m_peers.value(id).window; } ///< one of them is its own window
    void forget(NodeId peer) { m_peers.remove(peer); }

private:
    struct Peer
    {
        int count = 0;
        bool window = false;
    };

    QHash<QString, int> m_own;
    QMap<NodeId, Peer> m_peers;
};

} // namespace everbounce
