// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/sides/Sides.h"

#include <algorithm>

namespace everbounce {
namespace {

bool hasAlive(const ClusterView &view, NodeId id)
{
    return std::any_of(view.nodes.begin(), view.nodes.end(), [id](const NodeInfo &node) {
        return node.id == id && node.state == NodeInfo::State::Alive;
    });
}

Side sideOf(const ClusterView &view, NodeId teller)
{
    Side side{.teller = teller, .lease = view.lease, .holder = {}, .nodes = view.nodes};
    for (const NodeInfo &node : view.nodes) {
        if (node.id == view.lease.holder)
            side.holder = node.name;
    }
    return side;
}

} // namespace

void Sides::noteOwn(const std::optional<ClusterView> &view, Nanoseconds now)
{
    m_own = view;
    look(now);
}

void Sides::noteOther(NodeId teller, const ClusterView &view, Nanoseconds now)
{
    if (!m_others.contains(teller))
        m_order.push_back(teller);
    m_others[teller].view = view;
    look(now);
}

void Sides::noteFlight(NodeId teller, Nanoseconds end, Nanoseconds now)
{
    const auto other = m_others.find(teller);
    if (other == m_others.end())
        return;
    other->second.end = end;
    look(now);
}

void Sides::forget(NodeId teller, Nanoseconds now)
{
    m_others.erase(teller);
    std::erase(m_order, teller);
    look(now);
}

SidesView Sides::at(Nanoseconds now)
{
    look(now);
    SidesView view;
    if (m_own)
        view.own = sideOf(*m_own, {});
    for (const NodeId teller : split(now))
        view.others.push_back(sideOf(m_others.at(teller).view, teller));
    view.healed = view.others.empty() && m_healed && now - *m_healed < told && m_own && m_own->lease;
    return view;
}

bool Sides::isSide(const Other &other, Nanoseconds now) const
{
    const ClusterView &view = other.view;
    if (!m_own || !m_own->lease || !view.lease || other.end <= now)
        return false;
    return hasAlive(*m_own, m_own->lease.holder) && hasAlive(view, view.lease.holder) &&
           !hasAlive(*m_own, view.lease.holder) && !hasAlive(view, m_own->lease.holder);
}

/// Those that have been a side for long enough, each holder once.
std::vector<NodeId> Sides::split(Nanoseconds now) const
{
    std::vector<NodeId> tellers;
    std::vector<NodeId> holders;
    for (const NodeId teller : m_order) {
        const Other &other = m_others.at(teller);
        const NodeId holder = other.view.lease.holder;
        if (!other.since || now - *other.since < patience ||
            std::ranges::find(holders, holder) != holders.end())
            continue;
        tellers.push_back(teller);
        holders.push_back(holder);
    }
    return tellers;
}

void Sides::look(Nanoseconds now)
{
    for (auto &[teller, other] : m_others)
        other.since = isSide(other, now) ? other.since.value_or(now) : std::optional<Nanoseconds>();
    const std::vector<NodeId> shown = split(now);
    for (const NodeId teller : shown)
        m_seen[teller] = now;
    std::erase_if(m_seen, [&](const auto &seen) {
        if (std::ranges::find(shown, seen.first) != shown.end())
            return false;
        if (isOne(seen.first)) {
            m_healed = now;
            return true;
        }
        return now - seen.second > reunion;
    });
}

bool Sides::isOne(NodeId teller) const
{
    const auto other = m_others.find(teller);
    const bool agrees = m_own && other != m_others.end() && other->second.view.lease &&
                        other->second.view.lease == m_own->lease;
    return agrees || (m_own && hasAlive(*m_own, teller));
}

} // namespace everbounce
