// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/server/Places.h"

#include "engine/cluster/link/Endpoint.h"

#include <algorithm>

namespace everbounce {

Places::Group Places::groupOf(const QHostAddress &address, bool isKnown)
{
    const QHostAddress plain = plainAddress(address);
    if (plain.protocol() != QAbstractSocket::IPv6Protocol)
        return {plain, isKnown};
    // Whoever has one IPv6 address has 2^64 of them.
    Q_IPV6ADDR network = plain.toIPv6Address();
    std::fill(std::begin(network.c) + 8, std::end(network.c), quint8(0));
    return {QHostAddress(network), isKnown};
}

Places::Admission Places::admit(const QHostAddress &from, bool isKnown)
{
    const Group group = groupOf(from, isKnown);
    const auto leaves = toLeaveFor(group);
    if (leaves)
        m_taken.erase(*leaves);
    m_taken.emplace(++m_last, group);
    return {m_last, leaves};
}

std::size_t Places::sizeOf(const Group &group) const
{
    return std::size_t(std::count_if(m_taken.begin(), m_taken.end(),
                                     [&](const auto &taken) { return taken.second == group; }));
}

std::size_t Places::strangers() const
{
    return std::size_t(std::count_if(m_taken.begin(), m_taken.end(),
                                     [](const auto &taken) { return !taken.second.isKnown; }));
}

std::optional<Places::Id> Places::toLeaveFor(const Group &newcomer) const
{
    if (!newcomer.isKnown && sizeOf(newcomer) >= m_limits.each)
        return std::find_if(m_taken.begin(), m_taken.end(),
                            [&](const auto &taken) { return taken.second == newcomer; })
            ->first;
    if (!newcomer.isKnown && strangers() >= m_limits.strangers)
        return oldestOfLargest(false);
    if (m_taken.size() < m_limits.all)
        return std::nullopt;
    return oldestOfLargest(strangers() == 0);
}

/// Of the networks with the most places.
std::optional<Places::Id> Places::oldestOfLargest(bool isKnown) const
{
    std::optional<Id> oldest;
    std::size_t most = 0;
    for (const auto &[id, group] : m_taken) {
        if (group.isKnown != isKnown)
            continue;
        if (const std::size_t size = sizeOf(group); size > most) {
            most = size;
            oldest = id;
        }
    }
    return oldest;
}

} // namespace everbounce
