// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/connection/HandshakeBudget.h"

namespace everbounce {

bool HandshakeBudget::admits(const Origin &origin, Nanoseconds now)
{
    if (origin == Origin{})
        return true;
    const auto share = m_shares.find(origin.range(0));
    return m_all.hasSome(now) && (share == m_shares.end() || share->second.hasSome(now));
}

void HandshakeBudget::spend(const Origin &origin, Nanoseconds time, Nanoseconds now)
{
    if (origin == Origin{})
        return;
    const double seconds = std::chrono::duration<double>(time).count();
    m_all.spend(seconds, now);
    if (m_shares.size() >= mostShares)
        std::erase_if(m_shares, [now](const auto &entry) { return RateLimit(entry.second).isFull(now); });
    if (m_shares.size() < mostShares)
        m_shares.try_emplace(origin.range(0), m_limits.share, now);
    if (const auto share = m_shares.find(origin.range(0)); share != m_shares.end())
        share->second.spend(seconds, now);
}

} // namespace everbounce
