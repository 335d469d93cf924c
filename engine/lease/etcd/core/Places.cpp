// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/etcd/core/Places.h"

#include <algorithm>

namespace everbounce::etcd {

/// The first one that is heard counts. If most members have another one now, and none has said last that it
/// still has the first, etcd was restored from a backup, under a new number.
bool Places::heard(std::size_t place, std::uint64_t cluster)
{
    if (cluster == 0)
        return !isForeign(place);
    m_clusters[place] = cluster;
    const auto saying = [this](std::uint64_t number) { return std::ranges::count(m_clusters, number); };
    const bool isRestored = saying(m_cluster) == 0 && 2 * std::size_t(saying(cluster)) > m_clusters.size();
    if (m_cluster == 0 || isRestored)
        m_cluster = cluster;
    return cluster == m_cluster;
}

Places::Worth Places::judge(std::size_t place, const Answer &answer, std::uint64_t cluster)
{
    using Kind = Failure::Kind;
    if (!heard(place, cluster))
        return {Failure{Kind::Unreachable, "a member belongs to another etcd"}, leave(place)};
    const auto *failure = std::get_if<Failure>(&answer);
    if (!failure)
        return {answer};
    // A refusal does not say whose it is: in another etcd there is no such lease.
    if (failure->kind == Kind::NoSuchLease && !isKnown(place))
        return {Failure{Kind::Unreachable, "a member does not say which etcd it belongs to"}, leave(place)};
    const bool isOfNoUse = failure->kind == Kind::Unreachable || failure->kind == Kind::Denied;
    return {answer, isOfNoUse && leave(place)};
}

bool Places::leave(std::size_t place)
{
    if (place != m_current || m_clusters.size() == 1)
        return false;
    for (std::size_t step = 1; step < m_clusters.size(); ++step) {
        const std::size_t next = (m_current + step) % m_clusters.size();
        if (isForeign(next))
            continue;
        m_current = next;
        return true;
    }
    m_current = (m_current + 1) % m_clusters.size(); // it may be another one by now
    return true;
}

} // namespace everbounce::etcd
