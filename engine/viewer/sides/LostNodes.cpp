// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/sides/LostNodes.h"

#include <algorithm>

namespace everbounce {

void LostNodes::note(const QList<NodeInfo> &nodes, Nanoseconds now)
{
    const auto isBack = [&](const Lost &lost) {
        return std::any_of(nodes.begin(), nodes.end(), [&](const NodeInfo &node) {
            return node.state == NodeInfo::State::Alive &&
                   (node.id == lost.node.id || node.name == lost.node.name);
        });
    };
    for (const NodeInfo &node : std::as_const(m_last)) {
        const auto isIt = [&](const NodeInfo &other) { return other.id == node.id; };
        if (std::none_of(nodes.begin(), nodes.end(), isIt))
            add(node, now);
    }
    for (const NodeInfo &node : nodes) {
        if (node.state == NodeInfo::State::Suspect)
            add(node, now);
    }
    std::erase_if(m_lost, [&](const Lost &lost) { return isBack(lost) || now - lost.since >= remembered; });
    if (m_lost.size() > most)
        m_lost.erase(m_lost.begin(), m_lost.end() - qsizetype(most));
    m_last = nodes;
}

void LostNodes::add(const NodeInfo &node, Nanoseconds now)
{
    if (!has(node.id) && !node.url.isEmpty())
        m_lost.push_back({.node = node, .since = now, .due = now});
}

bool LostNodes::has(NodeId id) const
{
    return std::any_of(m_lost.begin(), m_lost.end(), [id](const Lost &lost) { return lost.node.id == id; });
}

std::optional<NodeInfo> LostNodes::next(Nanoseconds now, const std::function<bool(NodeId)> &isKnown) const
{
    for (const Lost &lost : m_lost) {
        if (lost.due <= now && now - lost.since < remembered && !isKnown(lost.node.id))
            return lost.node;
    }
    return std::nullopt;
}

void LostNodes::failed(NodeId id, Nanoseconds now)
{
    for (Lost &lost : m_lost) {
        if (lost.node.id != id)
            continue;
        lost.due = now + lost.pause;
        lost.pause = std::min<Nanoseconds>(2 * lost.pause, mostPause);
    }
}

void LostNodes::answered(NodeId id)
{
    for (Lost &lost : m_lost) {
        if (lost.node.id == id)
            lost.pause = firstPause;
    }
}

} // namespace everbounce
