// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/World.h"

#include <utility>

// How links of the simulated nodes open, break and are given up.

namespace everbounce::simulation {

void World::cut(int from, int to)
{
    m_network.cut(from, to);
    at(m_now + silence, [=, this] { giveUpIfStillSilent(to, from); });
}

void World::healAll()
{
    for (int from = 0; from < size(); ++from) {
        for (int to = 0; to < size(); ++to)
            m_network.heal(from, to, m_now);
    }
}

void World::reset(int a, int b)
{
    dropLink(a, b, LinkLoss::Closed, LinkLoss::Closed);
}

void World::dial(int a, int b, Duration after)
{
    at(m_now + after, [=, this] {
        if (!node(a).alive || !node(b).alive || hasLink(a, b))
            return;
        if (!node(a).runs() || !node(b).runs() || m_network.isCut(a, b) || m_network.isCut(b, a)) {
            dial(a, b, redial + randomUpTo(redial));
            return;
        }
        const int link = m_links[pairOf(a, b)] = ++m_linkCount;
        scheduleOpening(a, b, link);
        scheduleOpening(b, a, link);
    });
}

void World::scheduleOpening(int end, int peer, int link)
{
    const Instant open = m_now + m_network.calm().delay(m_random);
    m_network.holdUntil(peer, end, open);
    at(open, [=, this] { deliverTo(end, [=, this] { openEnd(end, peer, link); }); });
}

void World::openEnd(int index, int peer, int link)
{
    if (m_links[pairOf(index, peer)] != link)
        return;
    SimNode &node = get(index);
    node.links[peer] = link;
    ++m_changes;
    m_network.disturb(index, peer, m_now);
    for (Watcher *watcher : m_watchers)
        watcher->linkChanged(node, peer, true, {});
    perform(node, node.core.linkUp(node.clock(m_now), this->node(peer).setup.id, lengths));
}

void World::closeEnd(int index, int peer, int link, LinkLoss loss)
{
    SimNode &node = get(index);
    if (const auto found = node.links.find(peer); found == node.links.end() || found->second != link)
        return;
    node.links.erase(peer);
    ++m_changes;
    for (Watcher *watcher : m_watchers)
        watcher->linkChanged(node, peer, false, loss);
    perform(node, node.core.linkDown(node.clock(m_now), this->node(peer).setup.id, loss));
}

/// Each end hears of it in the order of the messages sent to it or, if it is to be silent, after a silence.
void World::dropLink(int a, int b, LinkLoss lossAtA, LinkLoss lossAtB)
{
    const int link = std::exchange(m_links[pairOf(a, b)], 0);
    if (link == 0)
        return;
    scheduleClosing(a, b, link, lossAtA);
    scheduleClosing(b, a, link, lossAtB);
    dial(a, b, redial + randomUpTo(redial));
}

void World::scheduleClosing(int end, int peer, int link, LinkLoss loss)
{
    const bool closed = loss == LinkLoss::Closed;
    const Instant when = closed ? m_network.arrivalInOrder(peer, end, m_now) : m_now + silence;
    at(when, [=, this] { deliverTo(end, [=, this] { closeEnd(end, peer, link, loss); }); });
}

/// The listener closes the link; the speaker's kernel learns of it, unless that way is cut too.
void World::giveUpIfStillSilent(int listener, int speaker)
{
    if (!m_network.isCut(speaker, listener) && !node(speaker).frozen)
        return;
    const int link = std::exchange(m_links[pairOf(listener, speaker)], 0);
    if (link == 0)
        return;
    deliverTo(listener, [=, this] { closeEnd(listener, speaker, link, LinkLoss::Silent); });
    const LinkLoss loss = m_network.isCut(listener, speaker) ? LinkLoss::Silent : LinkLoss::Closed;
    deliverTo(speaker, [=, this] { closeEnd(speaker, listener, link, loss); });
    dial(listener, speaker, redial + randomUpTo(redial));
}

bool World::hasLink(int a, int b) const
{
    const auto found = m_links.find(pairOf(a, b));
    return found != m_links.end() && found->second != 0;
}

} // namespace everbounce::simulation
