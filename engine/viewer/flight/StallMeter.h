// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BallState.h"
#include "engine/base/Time.h"

#include <deque>
#include <optional>

namespace everbounce {

/// Measures how long a viewer draws no movement though the flight moves. The display's own interval is no
/// stall: it is subtracted from each time without movement. Pure.
class StallMeter
{
public:
    /// A frame was presented with the ball there, while the flight has this speed (box units a second).
    /// Returns the stall so far; 0 is none.
    Nanoseconds frame(Nanoseconds at, Position drawn, double speed);

    /// No frames are drawn from now on, because nobody can see them: that is no stall.
    void pause();

private:
    Nanoseconds beyondUsual(Nanoseconds gap) const;

    struct Last
    {
        Nanoseconds at;
        Position drawn;
    };

    std::optional<Last> m_last;
    Nanoseconds m_movedAt{0}; ///< when movement was drawn last
    double m_flown = 0;       ///< by the flight since then, box units
    std::deque<Nanoseconds> m_intervals;
};

} // namespace everbounce
