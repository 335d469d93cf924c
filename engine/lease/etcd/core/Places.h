// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/etcd/core/StoreMessages.h"

#include <cstddef>

namespace everbounce::etcd {

/// Which of etcd's members is asked: one until it fails, then the next. A member of another etcd, which was
/// started by itself, say, is left out: a lease there counts for nobody here. Pure.
class Places
{
public:
    explicit Places(std::size_t count)
        : m_clusters(count)
    {
    }

    std::size_t current() const { return m_current; }

    /// The number of the etcd that this node keeps to; 0 before a member has told one.
    std::uint64_t cluster() const { return m_cluster; }

    /// What an answer is worth that came from this member, which says which etcd it belongs to (0: it does
    /// not).
    struct Worth
    {
        Answer answer;
        bool moves = false; ///< another member is asked from now on
    };
    Worth judge(std::size_t place, const Answer &answer, std::uint64_t cluster);

    /// A member says which etcd it belongs to (0: it does not say). Returns whether it counts.
    bool heard(std::size_t place, std::uint64_t cluster);

    /// Whether it has said that it belongs to this etcd. Only then may it be asked for a change: in another
    /// etcd, keys of the same name may have the same revisions.
    bool isSure(std::size_t place) const { return isKnown(place) && !isForeign(place); }
    bool isForeign(std::size_t place) const { return isKnown(place) && m_clusters[place] != m_cluster; }

    /// Its answer is of no use. True if another one is asked from now on. Several answers may fail at once;
    /// only the first of them moves on.
    bool leave(std::size_t place);

private:
    bool isKnown(std::size_t place) const { return m_clusters[place] != 0; }

    std::vector<std::uint64_t> m_clusters; ///< as each member said it; 0: it did not
    std::size_t m_current = 0;
    std::uint64_t m_cluster = 0;
};

} // namespace everbounce::etcd
