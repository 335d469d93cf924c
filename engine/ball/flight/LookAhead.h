// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/Behavior.h"
#include "engine/ball/flight/Track.h"

#include <vector>

namespace everbounce {

/// Computes a flight ahead of time: keeps the state of each tick from the oldest that is still needed up to
/// the end, and a track. Looking ahead in any chunks gives the same flight. The track is only appended to, so
/// that its published part stays as it was; only divert() cuts it.
class LookAhead
{
public:
    explicit LookAhead(const BallState &start = {}, const Box &box = {});

    /// Continues a flight of which `published` is known. Ticks up to its end are stepped again if the states
    /// are needed, but there the track stays as it was published. A track that does not cover `start` is not
    /// used.
    LookAhead(const BallState &start, const Box &box, const Track &published);

    const Box &box() const { return m_box; }
    const Track &track() const { return m_track; }
    Tick begin() const { return m_states.front().tick; }

    /// How far the states reach; the track reaches at least as far.
    Tick end() const { return m_states.back().tick; }

    /// The whole state at a tick of begin…end.
    const BallState &stateAt(Tick tick) const;

    /// Steps on until `end`; does nothing if the flight already reaches that far.
    void extendTo(Tick end, const Behavior &behavior);

    /// From `state.tick` (of begin…end) the flight takes another way: what was computed after it is dropped.
    void divert(const BallState &state);

    /// Drops everything before `tick`. The remaining states begin there, or at the end if that is earlier,
    /// and so does the track, with its current run.
    void forgetBefore(Tick tick);

private:
    Box m_box;
    std::vector<BallState> m_states;
    Track m_track;
};

} // namespace everbounce
