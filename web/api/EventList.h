// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

namespace everbounce {

/// The last events, oldest first, for later readers. Pure.
class EventList
{
public:
    void append(const EventView &event);

    /// Replaces the events. Returns those that were not known before, whatever their numbers: when a node
    /// gives up its list for another one's, its events are numbered anew.
    QList<EventView> replace(const QList<EventView> &events);

    const QList<EventView> &all() const { return m_events; }

private:
    QList<EventView> m_events; ///< maxEvents at most
};

} // namespace everbounce
