// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/tokens/WrongTokens.h"

#include <algorithm>

namespace everbounce {

std::optional<int> WrongTokens::wait(const Origin &from, Nanoseconds now)
{
    forgetOld(now);
    const auto sender = m_senders.find(from);
    if (sender == m_senders.end() || sender->second.wrong < most)
        return std::nullopt;
    const auto left = std::chrono::ceil<std::chrono::seconds>(sender->second.since + window - now);
    return std::max(1, int(left.count()));
}

void WrongTokens::note(const Origin &from, Nanoseconds now)
{
    forgetOld(now);
    if (!m_senders.contains(from)) {
        if (m_senders.size() >= mostSenders) {
            m_senders.erase(m_order.front());
            m_order.pop_front();
        }
        m_senders[from] = {now, 0};
        m_order.push_back(from);
    }
    ++m_senders[from].wrong;
    ++m_count;
}

void WrongTokens::forgetOld(Nanoseconds now)
{
    while (!m_order.empty() && now - m_senders[m_order.front()].since >= window) {
        m_senders.erase(m_order.front());
        m_order.pop_front();
    }
}

} // namespace everbounce
