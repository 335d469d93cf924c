// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/WrongTokens.h"

#include <algorithm>

namespace everbounce {

std::optional<int> WrongTokens::wait(const QHostAddress &address, Nanoseconds now)
{
    forgetOld(now);
    const auto sender = m_senders.constFind(networkOf(address));
    if (sender == m_senders.constEnd() || sender->wrong < most)
        return std::nullopt;
    const auto left = std::chrono::ceil<std::chrono::seconds>(sender->since + window - now);
    return std::max(1, int(left.count()));
}

void WrongTokens::note(const QHostAddress &address, Nanoseconds now)
{
    ++m_count;
    forgetOld(now);
    const QHostAddress network = networkOf(address);
    if (!m_senders.contains(network)) {
        if (m_senders.size() >= mostAddresses) {
            m_senders.remove(m_order.front());
            m_order.pop_front();
        }
        m_senders.insert(network, {now, 0});
        m_order.push_back(network);
    }
    ++m_senders[network].wrong;
}

void WrongTokens::forgetOld(Nanoseconds now)
{
    while (!m_order.empty() && now - m_senders.value(m_order.front()).since >= window) {
        m_senders.remove(m_order.front());
        m_order.pop_front();
    }
}

QHostAddress WrongTokens::networkOf(const QHostAddress &address)
{
    bool isIPv4 = false;
    const QHostAddress plain(address.toIPv4Address(&isIPv4));
    if (isIPv4)
        return plain;
    Q_IPV6ADDR bytes = address.toIPv6Address();
    std::fill(std::begin(bytes.c) + 8, std::end(bytes.c), quint8(0));
    return QHostAddress(bytes);
}

} // namespace everbounce
