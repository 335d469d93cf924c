// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/TickMapping.h"

#include <cstdint>

namespace everbounce {

/// Foretells when a frame will be seen. A frame is prepared up to two refreshes before it is presented, and
/// at an instant that wavers with the load; the presentations themselves keep the display's beat. So the
/// instant is counted on from the last presentation. Pure; frames are numbered from 1 in the order of
/// preparation.
class FrameClock
{
public:
    /// Frame `number` was presented at this instant.
    void presented(std::uint64_t number, Nanoseconds at);

    /// When frame `number`, prepared now, will be presented, at one frame per `interval`.
    Nanoseconds expected(std::uint64_t number, Nanoseconds now, Nanoseconds interval) const;

private:
    std::uint64_t m_number = 0; ///< of the last presented frame, 0 is none
    Nanoseconds m_at{0};
};

} // namespace everbounce
