// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/flight/StallMeter.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace everbounce {

constexpr double visible = 0.25; ///< box units: a shorter way cannot be seen
constexpr double atRest = 0.01;  ///< box units from one frame to the next
constexpr std::size_t keptIntervals = 31;
/// A viewer that draws nothing at all for this long is not being watched: the machine slept, or nobody sees
/// the window.
constexpr Nanoseconds away = std::chrono::seconds(2);

Nanoseconds StallMeter::frame(Nanoseconds at, Position drawn, double speed)
{
    const std::optional<Last> last = std::exchange(m_last, Last{at, drawn});
    if (!last || at - last->at >= away) {
        m_movedAt = at;
        m_flown = 0;
        return Nanoseconds(0);
    }
    const double flown = speed * std::chrono::duration<double>(at - last->at).count();
    m_intervals.push_back(at - last->at);
    if (m_intervals.size() > keptIntervals)
        m_intervals.pop_front();
    m_flown += flown;
    const bool moved = !(drawn == last->drawn);
    const bool stands = !moved && flown < atRest; // the flight itself
    const Nanoseconds stall = m_flown > visible && !stands ? beyondUsual(at - m_movedAt) : Nanoseconds(0);
    if (moved || stands) {
        m_movedAt = at;
        m_flown = 0;
    }
    return stall;
}

void StallMeter::pause()
{
    m_last.reset();
}

Nanoseconds StallMeter::beyondUsual(Nanoseconds gap) const
{
    std::vector<Nanoseconds> sorted(m_intervals.begin(), m_intervals.end());
    const auto middle = sorted.begin() + std::ptrdiff_t(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    // On any display frames come a little early or late.
    const Nanoseconds beyond = gap - *middle;
    return beyond > *middle / 2 ? beyond : Nanoseconds(0);
}

} // namespace everbounce
