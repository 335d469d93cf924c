// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/look/NodeLooks.h"

#include "engine/base/NameOrder.h"

#include <algorithm>

namespace everbounce {

/// The own node comes first; of many, then holders and those in trouble.
static int rankOf(const NodeLook &look, bool isAmongMany)
{
    if (look.self)
        return 0;
    const bool holds = look.holder || look.holdsApart;
    if (!isAmongMany || (!holds && look.state == NodeLook::State::Alive))
        return 3;
    return holds ? 1 : 2;
}

int NodeLooks::fewWithin(double height)
{
    constexpr double aboveCards = 130;
    constexpr double rowHeight = 204; // of two cards, with what is between them and the next ones
    const int rows = int((height - aboveCards) / rowHeight);
    return height > 0 ? std::clamp(2 * rows, 4, fewNodes) : fewNodes;
}

void NodeLooks::setView(const ClusterView &view, Nanoseconds now)
{
    keepGhosts(view, now);
    m_view = view;
    std::erase_if(m_dying, [&view](NodeId id) {
        return std::none_of(view.nodes.begin(), view.nodes.end(),
                            [id](const NodeInfo &node) { return node.id == id; });
    });
}

void NodeLooks::keepGhosts(const ClusterView &view, Nanoseconds now)
{
    const auto has = [&view](const auto &is) {
        return std::any_of(view.nodes.begin(), view.nodes.end(), is);
    };
    for (const NodeInfo &node : m_view.nodes) {
        if (!has([&](const NodeInfo &other) { return other.id == node.id; }))
            m_ghosts.push_back({node, now});
    }
    // A node that comes back under its name replaces its ghost.
    std::erase_if(m_ghosts, [&](const Ghost &ghost) {
        return (now - ghost.since >= ghostLife && !isApart(ghost.node.id)) || has([&](const NodeInfo &node) {
                   return node.id == ghost.node.id || node.name == ghost.node.name;
               });
    });
}

void NodeLooks::setSides(const std::vector<Side> &others)
{
    m_apart.clear();
    m_holdersApart.clear();
    for (const Side &side : others) {
        m_holdersApart.insert(side.lease.holder);
        std::copy_if(side.nodes.begin(), side.nodes.end(), std::back_inserter(m_apart),
                     [](const NodeInfo &node) { return node.state == NodeInfo::State::Alive; });
    }
}

bool NodeLooks::isApart(NodeId id) const
{
    return std::any_of(m_apart.begin(), m_apart.end(), [id](const NodeInfo &node) { return node.id == id; });
}

/// Nodes of another side that this one has never seen, or long forgotten.
std::vector<NodeInfo> NodeLooks::strangers() const
{
    std::vector<NodeInfo> strangers;
    for (const NodeInfo &node : m_apart) {
        const auto isIt = [&node](const NodeInfo &other) {
            return other.id == node.id || other.name == node.name;
        };
        const bool isGhost = std::any_of(m_ghosts.begin(), m_ghosts.end(),
                                         [&](const Ghost &ghost) { return ghost.node.id == node.id; });
        if (!isGhost && std::none_of(m_view.nodes.begin(), m_view.nodes.end(), isIt))
            strangers.push_back(node);
    }
    return strangers;
}

void NodeLooks::setAskedToDie(NodeId node, bool isAsked)
{
    if (isAsked)
        m_dying.insert(node);
    else
        m_dying.erase(node);
}

std::vector<NodeLook> NodeLooks::at(Nanoseconds now) const
{
    std::vector<NodeLook> looks;
    for (const NodeInfo &node : m_view.nodes)
        looks.push_back(lookOf(node, now));
    for (const Ghost &ghost : m_ghosts) {
        if (now - ghost.since < ghostLife || isApart(ghost.node.id))
            looks.push_back(lookOf(ghost, now));
    }
    for (const NodeInfo &node : strangers())
        looks.push_back(lookOf(Ghost{node, now}, now));
    const bool areMany = looks.size() > std::size_t(m_few);
    std::stable_sort(looks.begin(), looks.end(), [areMany](const NodeLook &a, const NodeLook &b) {
        const int difference = rankOf(a, areMany) - rankOf(b, areMany);
        return difference != 0 ? difference < 0 : compareNames(a.node.name, b.node.name) < 0;
    });
    return looks;
}

NodeLook NodeLooks::lookOf(const NodeInfo &node, Nanoseconds now) const
{
    NodeLook look{.node = node,
                  .color = colorOf(node.name, m_view.colors),
                  .self = node.id == m_view.self,
                  .holder = m_view.lease && node.id == m_view.lease.holder,
                  .roundTripMs = roundTripTo(node.id)};
    const bool isSilent = node.state == NodeInfo::State::Suspect;
    look.holdsApart = isSilent && m_holdersApart.contains(node.id);
    giveState(look, isSilent, now);
    if (m_dying.contains(node.id)) {
        look.state = NodeLook::State::Dying;
        look.secondsLeft = 0;
    }
    return look;
}

/// If it is frozen or isolated, that says more than that it is gone, or on another side.
NodeLook NodeLooks::lookOf(const Ghost &ghost, Nanoseconds now) const
{
    const bool apart = isApart(ghost.node.id);
    NodeLook look{.node = ghost.node,
                  .color = colorOf(ghost.node.name, m_view.colors),
                  .holdsApart = m_holdersApart.contains(ghost.node.id),
                  .isGhost = true,
                  .isFolding = !apart && now - ghost.since >= ghostLife - folding};
    giveState(look, true, now);
    if (look.state != NodeLook::State::Frozen && look.state != NodeLook::State::Isolated) {
        look.state = apart ? NodeLook::State::Apart : NodeLook::State::Gone;
        look.secondsLeft = 0;
    }
    return look;
}

void NodeLooks::giveState(NodeLook &look, bool isSilent, Nanoseconds now) const
{
    if (isSilent)
        look.state = isApart(look.node.id) ? NodeLook::State::Apart : NodeLook::State::Suspect;
    const LastingFaults::Ends ends = m_faults.of(look.node.id);
    const auto mark = [&](NodeLook::State state, Nanoseconds end) {
        if (end <= now)
            return;
        look.state = state;
        look.secondsLeft = std::chrono::duration<double>(end - now).count();
    };
    mark(NodeLook::State::Lossy, ends.lossy);
    mark(NodeLook::State::Isolated, ends.isolated);
    if (isSilent)
        mark(NodeLook::State::Frozen, ends.frozen);
}

std::optional<double> NodeLooks::roundTripTo(NodeId node) const
{
    for (const LinkInfo &link : m_view.links) {
        if ((link.a == m_view.self && link.b == node) || (link.b == m_view.self && link.a == node))
            return link.roundTripMs;
    }
    return std::nullopt;
}

} // namespace everbounce
