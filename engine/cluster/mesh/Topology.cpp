// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/Topology.h"

#include "engine/base/Bounds.h"
#include "engine/cluster/link/Protocol.h"

#include <algorithm>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr Nanoseconds keepUnreachable = 10s;
constexpr std::size_t maxNodes = std::size_t(maxLinks) + 1;
constexpr std::size_t maxBuried = 256;

void tidy(Topology::Nodes &nodes)
{
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    if (nodes.size() > std::size_t(maxLinks))
        nodes.resize(std::size_t(maxLinks));
}

} // namespace

void Topology::begin(NodeId self)
{
    *this = {};
    m_self = self;
    m_entries[self].version = 1;
}

Topology::News Topology::setOwn(Nodes neighbours)
{
    tidy(neighbours);
    Entry &own = m_entries.at(m_self);
    return neighbours == own.neighbours ? News::None : replace(own, own.version + 1, std::move(neighbours));
}

Topology::News Topology::learn(NodeId of, std::uint64_t version, Nodes neighbours)
{
    const auto buried = m_buried.find(of);
    const auto known = m_entries.find(of);
    const std::uint64_t newest = known != m_entries.end()   ? known->second.version
                                 : buried != m_buried.end() ? buried->second
                                                            : 0;
    const bool isFull = known == m_entries.end() && m_entries.size() >= maxNodes;
    const bool leaps = newest > 0 ? bounds::leaps(version, newest) : version > bounds::maxFirstCount;
    if (of == m_self || version <= newest || leaps || isFull)
        return News::None;
    m_buried.erase(of);
    tidy(neighbours);
    return replace(m_entries[of], version, std::move(neighbours));
}

bool Topology::outbid(std::uint64_t version, Nodes neighbours)
{
    Entry &own = m_entries.at(m_self);
    tidy(neighbours);
    const bool isOwn = version == own.version && neighbours == own.neighbours;
    if (version < own.version || isOwn || version >= bounds::maxCount)
        return false;
    own.version = version + 1;
    return true;
}

Topology::News Topology::replace(Entry &entry, std::uint64_t version, Nodes neighbours)
{
    const Nodes &before = entry.neighbours;
    const bool isFewer = !std::includes(neighbours.begin(), neighbours.end(), before.begin(), before.end());
    entry.version = version;
    entry.neighbours = std::move(neighbours);
    m_waysAreOld = true;
    return isFewer ? News::Fewer : News::More;
}

bool Topology::bury(NodeId id)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end() || id == m_self)
        return false;
    m_buried[id] = found->second.version;
    m_burials.push_back(id);
    if (m_burials.size() > maxBuried) {
        m_buried.erase(m_burials.front());
        m_burials.pop_front();
    }
    m_entries.erase(found);
    m_waysAreOld = true;
    return true;
}

std::optional<NodeId> Topology::nextHop(NodeId to) const
{
    findWays();
    const auto way = m_ways.find(to);
    return way == m_ways.end() ? std::nullopt : std::optional(way->second);
}

Topology::Nodes Topology::reachable() const
{
    findWays();
    Nodes nodes;
    for (const auto &[id, first] : m_ways)
        nodes.push_back(id);
    return nodes;
}

bool Topology::lists(NodeId of, NodeId neighbour) const
{
    const auto entry = m_entries.find(of);
    return entry != m_entries.end() &&
           std::binary_search(entry->second.neighbours.begin(), entry->second.neighbours.end(), neighbour);
}

/// Breadth first, lower ids before higher.
void Topology::findWays() const
{
    if (!std::exchange(m_waysAreOld, false))
        return;
    m_ways.clear();
    Nodes rim{m_self};
    for (int length = 1; length <= longestWay && !rim.empty(); ++length) {
        Nodes next;
        for (const NodeId from : rim) {
            for (const NodeId to : m_entries.at(from).neighbours) {
                if (to == m_self || m_ways.count(to) > 0 || !lists(to, from))
                    continue;
                m_ways[to] = from == m_self ? to : m_ways.at(from);
                next.push_back(to);
            }
        }
        rim = std::move(next);
    }
}

void Topology::forgetUnreachable(Nanoseconds now)
{
    findWays();
    for (auto &[id, entry] : m_entries) {
        if (id == m_self || m_ways.count(id) > 0)
            entry.unreachableSince.reset();
        else if (!entry.unreachableSince)
            entry.unreachableSince = now;
    }
    std::erase_if(m_entries, [now](const auto &item) {
        const auto &since = item.second.unreachableSince;
        return since && now - *since > keepUnreachable;
    });
}

} // namespace everbounce
