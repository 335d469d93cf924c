// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>

namespace everbounce {

/// Foretells when a frame will be seen, in either of two ways, whichever has been nearer to the truth lately:
///
/// - By the beat. A display that is refreshed shows frames at its own pace, whenever in it they were drawn.
/// So
///   the instant is counted on from the last presentation.
/// - By the lead. Where nothing is refreshed (a display server without a screen, software rendering), a frame
///   is seen as soon as it is drawn, however uneven the pace. So the instant is now and what drawing takes.
///
/// Pure; frames are numbered from 1 in the order of drawing.
class FrameClock
{
public:
    /// When frame `number`, which is about to be drawn now, will be presented, at one frame per `interval`.
    Nanoseconds expected(std::uint64_t number, Nanoseconds now, Nanoseconds interval) const;

    /// The instant to draw that frame for; presented() will check the forecast. It is when the frame will be
    /// seen, or earlier if the frame before was seen late: then the ball catches up over a few frames, never
    /// moving twice as fast as it flies. Never after `latest`.
    Nanoseconds aim(std::uint64_t number, Nanoseconds now, Nanoseconds interval,
                    Nanoseconds latest = Nanoseconds::max());

    /// Frame `number` was presented at this instant.
    void presented(std::uint64_t number, Nanoseconds at);

private:
    /// The forecasts of both ways for a frame.
    struct Forecast
    {
        Nanoseconds madeAt{0};
        Nanoseconds byBeat{0};
        Nanoseconds byLead{0};
        Nanoseconds aimed{0}; ///< what the frame was drawn for
    };

    Forecast forecast(std::uint64_t number, Nanoseconds now, Nanoseconds interval) const;
    Nanoseconds choose(const Forecast &forecast) const;
    Nanoseconds paced(std::uint64_t number, Nanoseconds instant) const;
    void learn(const Forecast &forecast, Nanoseconds at);
    Nanoseconds usualLead() const;

    std::uint64_t m_number = 0; ///< of the last presented frame, 0 is none
    Nanoseconds m_at{0};
    std::optional<Nanoseconds> m_shown;       ///< the instant that it was drawn for, if that is known
    std::map<std::uint64_t, Forecast> m_open; ///< by frame, until presented
    std::array<Nanoseconds, 15> m_leads{};    ///< the last ones, in turn
    std::size_t m_learned = 0;
    double m_beatError = 0; ///< nanoseconds, lately
    double m_leadError = 0;
};

} // namespace everbounce
