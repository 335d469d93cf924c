// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/Behavior.h"
#include "engine/ball/Track.h"

#include <deque>

namespace everbounce {

/// Computes a flight ahead of time: keeps the state of each tick from the oldest that is still needed up to
/// the end, and the same as a track. Looking ahead in any chunks gives one and the same flight.
class LookAhead
{
public:
    explicit LookAhead(const BallState &start = {}, const Box &box = {});

    const Box &box() const { return m_box; }
    const Track &track() const { return m_track; }
    Tick begin() const { return m_states.front().tick; }
    Tick end() const { return m_states.back().tick; }

    /// The whole state at a tick of begin…end.
    const BallState &stateAt(Tick tick) const;

    /// Steps on until `end`; does nothing where the flight reaches that far already.
    void extendTo(Tick end, const Behavior &behavior);

    /// The flight takes another way from `state.tick` on (of begin…end): what was computed after it is
    /// dropped.
    void divert(const BallState &state);

    /// Drops what lies before `tick`; what is left begins there, at the latest at the end.
    void forgetBefore(Tick tick);

private:
    Box m_box;
    std::deque<BallState> m_states;
    Track m_track;
};

} // namespace everbounce
