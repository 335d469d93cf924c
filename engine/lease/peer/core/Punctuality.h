// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

#include <cmath>

namespace everbounce {

/// How late this node's events were recently, because its machine had no time for it. The worst is
/// remembered, and fades. Lateness beyond the longest stretched lease is ignored: then the node was stopped,
/// or its machine slept. Pure.
class Punctuality
{
public:
    /// `worst` is assumed until more is known.
    explicit Punctuality(Duration worst)
        : m_worst(worst)
    {
    }

    /// Something happened this much later than it was due.
    void note(Instant now, Duration late)
    {
        constexpr Duration ofTimers = std::chrono::milliseconds(1); // they count whole milliseconds
        constexpr Duration mostOfMachines = std::chrono::milliseconds(500);
        m_worst = worst(now);
        m_at = now;
        if (late > ofTimers && late <= mostOfMachines)
            m_worst = std::max(m_worst, late - ofTimers);
    }

    Duration worst(Instant now) const
    {
        constexpr double halfLife = 5e9; // ns
        const double passed = m_at == Instant(0) ? 0 : double((now - m_at).count());
        return Duration(std::int64_t(double(m_worst.count()) * std::exp2(-passed / halfLife)));
    }

private:
    Duration m_worst;
    Instant m_at{0};
};

} // namespace everbounce
