// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

#include <algorithm>

namespace everbounce {

/// How much may come at once, and how much per second in the long run.
struct Rate
{
    double burst = 1;
    double perSecond = 1;
};

/// Lets things pass at a rate. Pure: the time is an argument, and never goes back.
class RateLimit
{
public:
    /// A second's worth may come at once.
    explicit RateLimit(int perSecond)
        : RateLimit({double(perSecond), double(perSecond)}, Nanoseconds(0))
    {
    }

    RateLimit(const Rate &rate, Nanoseconds now)
        : m_rate(rate)
        , m_left(rate.burst)
        , m_last(now)
    {
    }

    /// Whether one more may pass now.
    bool admits(Nanoseconds now)
    {
        refill(now);
        if (m_left < 1)
            return false;
        m_left -= 1;
        return true;
    }

    /// For what is measured only afterwards: whether anything is left, and that so much was taken, perhaps
    /// more than was left.
    bool hasSome(Nanoseconds now)
    {
        refill(now);
        return m_left > 0;
    }
    void spend(double amount, Nanoseconds now)
    {
        refill(now);
        m_left -= amount;
    }

    /// Seconds until the next one may pass.
    double wait() const { return std::max(0.0, (1 - m_left) / m_rate.perSecond); }

    /// Whether it is as good as new.
    bool isFull(Nanoseconds now)
    {
        refill(now);
        return m_left >= m_rate.burst;
    }

private:
    void refill(Nanoseconds now)
    {
        const double seconds = std::chrono::duration<double>(now - m_last).count();
        m_left = std::min(m_rate.burst, m_left + seconds * m_rate.perSecond);
        m_last = now;
    }

    Rate m_rate;
    double m_left;
    Nanoseconds m_last;
};

} // namespace everbounce
