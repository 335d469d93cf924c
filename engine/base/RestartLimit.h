// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <deque>

namespace everbounce {

/// Counts restarts within a sliding window, like the restart intensity of OTP's supervisors.
class RestartLimit
{
public:
    using Instant = std::chrono::nanoseconds;

    RestartLimit(int most, Instant within)
        : m_most(most)
        , m_within(within)
    {
    }

    /// Notes a restart; true if there were more than allowed within the window before it.
    bool exceededBy(Instant now)
    {
        m_restarts.push_back(now);
        while (m_restarts.front() < now - m_within)
            m_restarts.pop_front();
        return int(m_restarts.size()) > m_most;
    }

    void reset() { m_restarts.clear(); }

private:
    int m_most;
    Instant m_within;
    std::deque<Instant> m_restarts;
};

} // namespace everbounce
