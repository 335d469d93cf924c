// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/Behavior.h"
#include "engine/ball/flight/Track.h"

#include <vector>

namespace everbounce {

/// Computes a flight ahead of time: keeps the state of each tick from the oldest that is still needed up to
/// the end, and a track. Looking ahead in any chunks gives one and the same flight. The track is only ever
/// appended to, so that what has been published of it stays as it was; divert() alone cuts it.
class LookAhead
{
public:
    explicit LookAhead(const BallState &start = {}, const Box &box = {});

    /// Goes on with a flight of which `published` is known. Ticks up to its end are stepped again where the
    /// states are needed, but the track is left as it was published there. A track that does not lead over
    /// `start` is not used.
    LookAhead(const BallState &start, const Box &box, const Track &published);

    const Box &box() const { return m_box; }
    const Track &track() const { return m_track; }
    Tick begin() const { return m_states.front().tick; }

    /// How far the states go; the track goes as far at least.
    Tick end() const { return m_states.back().tick; }

    /// The whole state at a tick of begin…end.
    const BallState &stateAt(Tick tick) const;

    /// Steps on until `end`; does nothing where the flight reaches that far already.
    void extendTo(Tick end, const Behavior &behavior);

    /// The flight takes another way from `state.tick` on (of begin…end): what was computed after it is
    /// dropped.
    void divert(const BallState &state);

    /// Drops what lies before `tick`; the states left begin there, at the latest at the end, and so does the
    /// track, with the run under way.
    void forgetBefore(Tick tick);

private:
    Box m_box;
    std::vector<BallState> m_states;
    Track m_track;
};

} // namespace everbounce
