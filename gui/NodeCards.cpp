// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/NodeCards.h"

#include <algorithm>

namespace everbounce {

void NodeCards::setView(const ClusterView &view, Nanoseconds now)
{
    keepGhosts(view, now);
    m_view = view;
    std::erase_if(m_dying, [&view](NodeId id) {
        return std::none_of(view.nodes.begin(), view.nodes.end(),
                            [id](const NodeInfo &node) { return node.id == id; });
    });
    std::erase_if(m_ends, [now](const auto &item) {
        const Ends &ends = item.second;
        return std::max({ends.frozen, ends.isolated, ends.lossy}) < now;
    });
}

void NodeCards::keepGhosts(const ClusterView &view, Nanoseconds now)
{
    const auto has = [&view](const auto &is) {
        return std::any_of(view.nodes.begin(), view.nodes.end(), is);
    };
    for (const NodeInfo &node : m_view.nodes) {
        if (!has([&](const NodeInfo &other) { return other.id == node.id; }))
            m_ghosts.push_back({node, now});
    }
    // One that comes back under its name takes its ghost's place.
    std::erase_if(m_ghosts, [&](const Ghost &ghost) {
        return now - ghost.since >= ghostLife || has([&](const NodeInfo &node) {
                   return node.id == ghost.node.id || node.name == ghost.node.name;
               });
    });
}

void NodeCards::addEvent(const EventView &event, Nanoseconds at)
{
    const EventFacts &facts = event.facts;
    if (facts.kind != EventFacts::Kind::Fault || !facts.node || facts.seconds <= 0)
        return;
    const Nanoseconds end = at + Nanoseconds(qint64(facts.seconds * 1e9));
    if (facts.fault == QLatin1String("freeze-node"))
        m_ends[facts.node].frozen = end;
    else if (facts.fault == QLatin1String("isolate-node"))
        m_ends[facts.node].isolated = end;
    else if (facts.fault == QLatin1String("lossy-network"))
        m_ends[facts.node].lossy = end;
}

void NodeCards::setAskedToDie(NodeId node, bool isAsked)
{
    if (isAsked)
        m_dying.insert(node);
    else
        m_dying.erase(node);
}

std::vector<NodeCard> NodeCards::at(Nanoseconds now) const
{
    std::vector<NodeCard> cards;
    for (const NodeInfo &node : m_view.nodes)
        cards.push_back(cardOf(node, now));
    for (const Ghost &ghost : m_ghosts) {
        if (now - ghost.since < ghostLife)
            cards.push_back(cardOf(ghost, now));
    }
    // The living stand in the view's order: a ghost goes before the first that comes after it by name.
    const auto living = cards.begin() + m_view.nodes.size();
    for (auto ghost = living; ghost != cards.end(); ++ghost) {
        const auto after = [&](const NodeCard &card) {
            return !card.self && card.node.name > ghost->node.name;
        };
        std::rotate(std::find_if(cards.begin(), ghost, after), ghost, ghost + 1);
    }
    return cards;
}

NodeCard NodeCards::cardOf(const NodeInfo &node, Nanoseconds now) const
{
    NodeCard card{.node = node,
                  .self = node.id == m_view.self,
                  .holder = m_view.lease && node.id == m_view.lease.holder,
                  .roundTripMs = roundTripTo(node.id)};
    giveLook(card, node.state == NodeInfo::State::Suspect, now);
    if (m_dying.contains(node.id)) {
        card.look = NodeCard::Look::Dying;
        card.secondsLeft = 0;
    }
    return card;
}

/// Of one that is frozen or isolated more is known than that it is gone.
NodeCard NodeCards::cardOf(const Ghost &ghost, Nanoseconds now) const
{
    NodeCard card{.node = ghost.node, .isGhost = true, .isFolding = now - ghost.since >= ghostLife - folding};
    giveLook(card, true, now);
    if (card.look != NodeCard::Look::Frozen && card.look != NodeCard::Look::Isolated) {
        card.look = NodeCard::Look::Gone;
        card.secondsLeft = 0;
    }
    return card;
}

void NodeCards::giveLook(NodeCard &card, bool isSilent, Nanoseconds now) const
{
    if (isSilent)
        card.look = NodeCard::Look::Suspect;
    const auto ends = m_ends.find(card.node.id);
    if (ends == m_ends.end())
        return;
    const auto mark = [&](NodeCard::Look look, Nanoseconds end) {
        if (end <= now)
            return;
        card.look = look;
        card.secondsLeft = std::chrono::duration<double>(end - now).count();
    };
    mark(NodeCard::Look::Lossy, ends->second.lossy);
    mark(NodeCard::Look::Isolated, ends->second.isolated);
    if (isSilent)
        mark(NodeCard::Look::Frozen, ends->second.frozen);
}

std::optional<double> NodeCards::roundTripTo(NodeId node) const
{
    for (const LinkInfo &link : m_view.links) {
        if ((link.a == m_view.self && link.b == node) || (link.b == m_view.self && link.a == node))
            return link.roundTripMs;
    }
    return std::nullopt;
}

} // namespace everbounce
