// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/feed/SideFeed.h"
#include "engine/viewer/sides/LostNodes.h"
#include "engine/viewer/sides/Sides.h"

#include <functional>
#include <map>

namespace everbounce {

/// Looks for the other sides of a partition: asks the nodes that the own one has lost, a few at a time.
class SideFeeds : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t most = 2; ///< feeds at a time

    /// What may be wrong with the certificate of the node at an address.
    using Tolerated = std::function<QList<QSslError>(const QUrl &)>;

    explicit SideFeeds(Tolerated tolerated = {}, QObject *parent = nullptr);

    /// What the own node shows; nothing while there is none.
    void noteOwn(const std::optional<ClusterView> &view);

    /// Only while somebody can see it.
    void setLooking(bool looking);

    const SidesView &view() const { return m_view; }
    int asked() const { return int(m_feeds.size()); }

    /// Where the ball of a side is, by the node that tells of it.
    std::optional<Position> ballAt(NodeId teller, Nanoseconds now) const;

Q_SIGNALS:
    void changed();

private:
    void look();
    void closeNeedless();
    void askNext(Nanoseconds now);
    bool isKnown(NodeId node) const;
    void open(const NodeInfo &node);
    void close(NodeId node);
    void onTold(NodeId node);

    Tolerated m_tolerated;
    Sides m_sides;
    LostNodes m_lost;
    std::map<NodeId, SideFeed *> m_feeds;
    SidesView m_view;
    bool m_hasOwn = false;
    bool m_isLooking = true;
    QTimer m_timer{this};
};

} // namespace everbounce
