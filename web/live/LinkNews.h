// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/RateLimit.h"
#include "engine/node/view/NodeView.h"

#include <QMap>

#include <optional>

namespace everbounce {

/// Which round trips viewers are told, and when. Each viewer gets all of them first, and then one link at a
/// time. A new link is announced at once; of those whose figure has changed, one in twenty seconds, the one
/// that has waited longest. So however many nodes there are and however noisy the network is, this takes five
/// bytes a second per viewer. Pure.
class LinkNews
{
public:
    /// A message of some 90 bytes each 20 s.
    static constexpr Rate pace{1, 0.05};

    /// The links as the node knows them now.
    void update(const QList<LinkInfo> &links, Nanoseconds now);

    /// Nobody watches: the next viewer is told everything as it is now.
    void catchUp();

    /// What all have been told: a newcomer is told the same.
    QList<LinkInfo> told() const;

    /// What all are to be told now.
    QList<LinkInfo> takeDue(Nanoseconds now);

    /// When the next one is due; nothing if nothing waits.
    std::optional<Nanoseconds> untilDue(Nanoseconds now);

private:
    using Ends = std::pair<NodeId, NodeId>;
    struct Figure
    {
        double ms = 0;   ///< as it is
        double told = 0; ///< 0: not yet
        Nanoseconds changedAt{0};
    };

    QMap<Ends, Figure>::iterator longestWaiting();

    QMap<Ends, Figure> m_links;
    RateLimit m_pace{pace, Nanoseconds(0)};
};

} // namespace everbounce
