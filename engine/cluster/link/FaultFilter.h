// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Random.h"
#include "engine/base/Time.h"

namespace everbounce {

/// Network faults, injected for demonstrations and tests. Everything that a node sends to others or hears
/// from them passes this filter.
class FaultFilter
{
public:
    explicit FaultFilter(std::uint64_t seed = 1)
        : m_random{seed}
    {
    }

    /// Loses everything, both ways.
    void setIsolated(bool isolated) { m_isolated = isolated; }
    bool isolated() const { return m_isolated; }

    /// Loses a share (0…1) of all messages, both ways, and delays what is sent by up to `maxDelay`.
    void setLossy(double dropShare, Nanoseconds maxDelay)
    {
        m_dropShare = dropShare;
        m_maxDelay = maxDelay;
    }

    /// Whether the message at hand is lost.
    bool loses() { return m_isolated || (m_dropShare > 0 && m_random.unit() < m_dropShare); }

    /// How long to hold back the message at hand before it is sent.
    Nanoseconds delay()
    {
        return m_maxDelay.count() > 0
                   ? Nanoseconds(std::int64_t(m_random.unit() * double(m_maxDelay.count())))
                   : Nanoseconds(0);
    }

private:
    Random m_random;
    bool m_isolated = false;
    double m_dropShare = 0;
    Nanoseconds m_maxDelay{0};
};

} // namespace everbounce
