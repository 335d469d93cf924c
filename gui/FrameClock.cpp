// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/FrameClock.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace everbounce {
namespace {

constexpr std::size_t keptWorks = 9;
constexpr std::size_t mostOpen = 8; // a hidden window prepares frames that are never presented
constexpr double forgetting = 1.0 / 16;

void note(double &error, Nanoseconds guess, Nanoseconds truth)
{
    error += forgetting * (std::abs(double((truth - guess).count())) - error);
}

} // namespace

Nanoseconds FrameClock::expect(std::uint64_t number, Nanoseconds now, Nanoseconds interval)
{
    const Guess guess{number, now, beatOf(number, now, interval), now + usualWork()};
    m_open.push_back(guess);
    if (m_open.size() > mostOpen)
        m_open.pop_front();
    return m_beatError <= m_workError ? guess.byBeat : guess.byWork;
}

void FrameClock::presented(std::uint64_t number, Nanoseconds at)
{
    while (!m_open.empty() && m_open.front().number < number)
        m_open.pop_front();
    if (!m_open.empty() && m_open.front().number == number) {
        const Guess &guess = m_open.front();
        note(m_beatError, guess.byBeat, at);
        note(m_workError, guess.byWork, at);
        m_works.push_back(at - guess.preparedAt);
        if (m_works.size() > keptWorks)
            m_works.pop_front();
        m_open.pop_front();
    }
    m_number = number;
    m_at = at;
}

Nanoseconds FrameClock::beatOf(std::uint64_t number, Nanoseconds now, Nanoseconds interval) const
{
    if (m_number == 0 || number <= m_number)
        return now;
    // Never in the past (frames were left out), and not far ahead (some were prepared, but never presented).
    const auto due = m_at + interval * static_cast<Nanoseconds::rep>(number - m_number);
    return std::clamp(due, now, now + 2 * interval);
}

/// The median: one frame that took long says nothing of the next.
Nanoseconds FrameClock::usualWork() const
{
    if (m_works.empty())
        return Nanoseconds(0);
    std::vector<Nanoseconds> sorted(m_works.begin(), m_works.end());
    const auto middle = sorted.begin() + std::ptrdiff_t(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
}

} // namespace everbounce
