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

/// The first revision after a stretch.
std::uint64_t Lineage::endOf(std::size_t stretch) const
{
    return stretch + 1 < m_stretches.size() ? m_stretches[stretch + 1].from
                                            : std::numeric_limits<std::uint64_t>::max();
}

bool Lineage::contains(const Lease &lease, std::uint64_t revision) const
{
    if (m_isOpen && (m_stretches.empty() || revision < m_stretches.front().from))
        return true;
    const auto found = std::ranges::find(m_stretches, lease, &Stretch::lease);
    return found != m_stretches.end() && revision >= found->from &&
           revision < endOf(std::size_t(found - m_stretches.begin()));
}

Lease Lineage::leaseOf(std::uint64_t revision) const
{
    const auto later = std::ranges::upper_bound(m_stretches, revision, {}, &Stretch::from);
    return later == m_stretches.begin() ? Lease() : std::prev(later)->lease;
}

std::uint64_t Lineage::sharedWith(const Lineage &other) const
{
    std::uint64_t shared = 0;
    for (std::size_t i = 0; i < m_stretches.size(); ++i) {
        const auto found = std::ranges::find(other.m_stretches, m_stretches[i]);
        if (found != other.m_stretches.end())
            shared = std::min(endOf(i), other.endOf(std::size_t(found - other.m_stretches.begin()))) - 1;
    }
    return shared;
}

} // namespace everbounce
