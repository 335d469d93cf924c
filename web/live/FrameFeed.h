// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <optional>

namespace everbounce {

/// Says which frames are due: each tick once, in order, never twice, never going back. Pure.
class FrameFeed
{
public:
    /// The first viewer came: frames begin with the current tick, unless it was already sent.
    void begin(double now);

    /// The next tick that is due at `now` and covered by the track; ask until there is none. Ticks that were
    /// missed, because this process or the track was late, are caught up one by one.
    std::optional<Tick> takeDue(const Track &track, double now);

    /// The tick to wait for.
    Tick next() const { return m_next; }

private:
    Tick m_next = 0;
};

} // namespace everbounce
