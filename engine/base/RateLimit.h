// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

#include <algorithm>

namespace everbounce {

/// Lets through a number of events a second, and up to a second's worth at once. Pure.
class RateLimit
{
public:
    explicit RateLimit(int perSecond)
        : m_perSecond(perSecond)
        , m_left(perSecond)
    {
    }

    /// Whether one more may pass at `now`, which never goes back.
    bool admits(Nanoseconds now)
    {
        const double seconds = std::chrono::duration<double>(now - m_last).count();
        m_left = std::min(m_perSecond, m_left + seconds * m_perSecond);
        m_last = now;
        if (m_left < 1)
            return false;
        m_left -= 1;
        return true;
    }

private:
    double m_perSecond;
    double m_left;
    Nanoseconds m_last{0};
};

} // namespace everbounce
