// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/TickMapping.h"

#include <cstdint>
#include <deque>

namespace everbounce {

/// Foretells when a frame will be seen, so that the ball is drawn where it is then. Two ways of guessing run
/// side by side, and the one that was nearer of late is believed:
/// - by the beat: where a display's refresh sets the pace, a frame is prepared up to two refreshes ahead and
///   at an instant that wavers with the load, but presentations keep their distance from each other;
/// - by the work: where nothing sets the pace (software rendering, a remote display), a frame is seen as soon
///   as it is rendered, which takes about as long as it took of late.
/// Pure; frames are numbered from 1 in the order of preparation.
class FrameClock
{
public:
    /// When frame `number`, prepared now, will be presented, at one frame per `interval`. Not before `now`.
    Nanoseconds expect(std::uint64_t number, Nanoseconds now, Nanoseconds interval);

    /// Frame `number` was presented at this instant.
    void presented(std::uint64_t number, Nanoseconds at);

private:
    struct Guess
    {
        std::uint64_t number;
        Nanoseconds preparedAt;
        Nanoseconds byBeat;
        Nanoseconds byWork;
    };

    Nanoseconds beatOf(std::uint64_t number, Nanoseconds now, Nanoseconds interval) const;
    Nanoseconds usualWork() const;

    std::uint64_t m_number = 0; ///< of the last presented frame, 0 is none
    Nanoseconds m_at{0};
    std::deque<Guess> m_open;        ///< frames that were not presented yet
    std::deque<Nanoseconds> m_works; ///< of the last frames, from preparation to presentation
    double m_beatError = 0;          ///< of late, in nanoseconds
    double m_workError = 0;
};

} // namespace everbounce
