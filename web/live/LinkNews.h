// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"
#include "web/access/RateCap.h"

#include <QMap>

#include <optional>

namespace everbounce {

/// Which round trips viewers are told, and when. Each viewer gets all of them first, and then one link at a
/// time. A link that is new is told at once; of those whose figure has changed one in twenty seconds is, the
/// one that has waited longest: so however many nodes there are, and however noisy the network is, a viewer
/// gets five bytes a second of it. Pure.
class LinkNews
{
public:
    /// A message of some 90 bytes each 20 s.
    static constexpr Rate pace{1, 0.05};

    /// The links as the node knows them now.
    void update(const QList<LinkInfo> &links, Nanoseconds now);

    /// Nobody watches: who comes next is told all as it is now.
    void catchUp();

    /// What everybody has been told: a newcomer is told the same.
    QList<LinkInfo> told() const;

    /// What everybody is to be told now.
    QList<LinkInfo> takeDue(Nanoseconds now);

    /// After so long there is something due; nothing where nothing waits.
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
    RateCap m_pace{pace, Nanoseconds(0)};
};

} // namespace everbounce
