// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/FrameClock.h"

#include <algorithm>

namespace everbounce {

void FrameClock::presented(std::uint64_t number, Nanoseconds at)
{
    m_number = number;
    m_at = at;
}

Nanoseconds FrameClock::expected(std::uint64_t number, Nanoseconds now, Nanoseconds interval) const
{
    if (m_number == 0 || number <= m_number)
        return now;
    // Never in the past (frames were left out), and not far ahead (some were prepared, but never presented).
    const auto due = m_at + interval * static_cast<Nanoseconds::rep>(number - m_number);
    return std::clamp(due, now, now + 2 * interval);
}

} // namespace everbounce
