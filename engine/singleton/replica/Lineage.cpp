// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/Lineage.h"

#include <algorithm>
#include <limits>

namespace everbounce {

void Lineage::extend(const Lease &lease, std::uint64_t from)
{
    if (!m_stretches.empty() && m_stretches.back().lease == lease)
        return;
    std::erase_if(m_stretches, [&](const Stretch &stretch) { return stretch.from >= from; });
    m_stretches.push_back({lease, from});
    if (m_stretches.size() > mostStretches) {
        m_stretches.erase(m_stretches.begin());
        m_isOpen = true;
    }
}

/// The first stretch that begins after this revision.
Lineage::Place Lineage::after(std::uint64_t revision) const
{
    return std::ranges::upper_bound(m_stretches, revision, {}, &Stretch::from);
}

/// The first revision after a stretch.
std::uint64_t Lineage::endOf(Place stretch) const
{
    return std::next(stretch) != m_stretches.end() ? std::next(stretch)->from
                                                   : std::numeric_limits<std::uint64_t>::max();
}

bool Lineage::completeFrom(const Lineage &other)
{
    if (!m_isOpen || m_stretches.empty())
        return false;
    const Place later = other.after(m_stretches.front().from);
    if (later == other.m_stretches.begin() || *std::prev(later) != m_stretches.front())
        return false;
    const Place first = std::prev(later);
    if (first == other.m_stretches.begin() && other.m_isOpen)
        return false;
    m_isOpen = other.m_isOpen;
    m_stretches.insert(m_stretches.begin(), other.m_stretches.begin(), first);
    return true;
}

Lineage Lineage::latest(std::size_t most) const
{
    const bool isAll = m_stretches.size() <= most;
    return {m_isOpen || !isAll,
            {isAll ? m_stretches.begin() : m_stretches.end() - std::ptrdiff_t(most), m_stretches.end()}};
}

Lineage Lineage::beforeLatest(std::size_t most) const
{
    const std::size_t count = m_stretches.size() - std::min(m_stretches.size(), most);
    return {m_isOpen, {m_stretches.begin(), m_stretches.begin() + std::ptrdiff_t(count)}};
}

bool Lineage::contains(const Lease &lease, std::uint64_t revision) const
{
    const Place later = after(revision);
    return later == m_stretches.begin() ? m_isOpen : std::prev(later)->lease == lease;
}

Lease Lineage::leaseOf(std::uint64_t revision) const
{
    const Place later = after(revision);
    return later == m_stretches.begin() ? Lease() : std::prev(later)->lease;
}

std::uint64_t Lineage::sharedWith(const Lineage &other) const
{
    std::uint64_t shared = 0;
    for (Place own = m_stretches.begin(); own != m_stretches.end(); ++own) {
        const Place later = other.after(own->from);
        if (later != other.m_stretches.begin() && *std::prev(later) == *own)
            shared = std::min(endOf(own), other.endOf(std::prev(later))) - 1;
    }
    return shared;
}

} // namespace everbounce
