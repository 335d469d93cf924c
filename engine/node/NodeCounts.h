// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/MonotonicClock.h"

namespace everbounce {

/// What a node has counted since its start, for its figures.
struct NodeCounts
{
    quint64 leaseChanges = 0;
    quint64 engineRestarts = 0;
    quint64 publications = 0;
    quint64 commandsDone = 0;
    quint64 commandsRefused = 0;
    quint64 commandsMerged = 0;
    quint64 events = 0;
    Nanoseconds vacant{0}; ///< time in which no holder was known, after the first one
};

} // namespace everbounce
