// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

namespace everbounce {

/// The last events, oldest first, for those who ask later. Pure.
class EventList
{
public:
    void append(const EventView &event);

    /// From now on these are the events. Gives those of them that were not known before, whatever their
    /// numbers: what happened on one node is numbered anew where its list was given up for another one.
    QList<EventView> replace(const QList<EventView> &events);

    const QList<EventView> &all() const { return m_events; }

private:
    QList<EventView> m_events; ///< maxEvents at most
};

} // namespace everbounce
