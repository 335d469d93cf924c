// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/Relay.h"

#include "engine/cluster/link/MessageKeys.h"
#include "engine/cluster/link/Protocol.h"

#include <algorithm>
#include <utility>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// Changes within this time are announced together.
constexpr auto tellPause = 50ms;

/// By then a link that can be made has mostly been made.
constexpr Nanoseconds dialTime = 300ms;

/// How often a node that does not answer is greeted.
constexpr Nanoseconds namingPause = 1s;

/// For this long after a link came up or works again, its peer may still have messages on their way through
/// others.
constexpr Nanoseconds changeTime = 1s;

} // namespace

Relay::Relay(ClusterCounters &counters, const Send &send, QObject *parent)
    : QObject(parent)
    , m_counters(counters)
    , m_send(send)
{
    static_assert(Topology::longestWay == maxHops + 1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(tellPause);
    connect(&m_timer, &QTimer::timeout, this, &Relay::announce);
}

void Relay::begin(NodeId self)
{
    m_self = self;
    m_topology.begin(self);
}

void Relay::stop()
{
    m_timer.stop();
    m_links.clear();
    m_strangers.clear();
    m_news.clear();
    m_topology.begin(m_self);
}

// ---- This node's own links -------------------------------------------------------------------------------

void Relay::linked(NodeId neighbour)
{
    m_links[neighbour] = {.hasListedThis = m_topology.lists(neighbour, m_self), .since = monotonicNow()};
    updateOwn(false);
    announceSoon();
}

void Relay::unlinked(NodeId neighbour, LinkEnd end)
{
    if (m_links.erase(neighbour) == 0)
        return;
    // A death is announced without haste: nothing is sent to the dead any more, and those above have more
    // urgent messages.
    updateOwn(end != LinkEnd::Closed);
    if (end == LinkEnd::Closed)
        bury(neighbour, {});
}

void Relay::setUsable(const Topology::Nodes &neighbours, bool usable, bool says)
{
    for (const NodeId id : neighbours) {
        const auto link = m_links.find(id);
        if (link == m_links.end() || link->second.usable == usable)
            continue;
        link->second.usable = usable;
        link->second.since = monotonicNow();
        link->second.untold |= usable; // it may have missed something
    }
    updateOwn(says && !usable);
}

void Relay::announceAgain(NodeId neighbour)
{
    if (!isSound(neighbour))
        return;
    m_links.at(neighbour).untold = true;
    announceSoon();
}

bool Relay::isSound(NodeId neighbour) const
{
    const auto link = m_links.find(neighbour);
    if (link == m_links.end() || !link->second.usable)
        return false;
    // A node that no longer lists this one as a neighbour does not hear it: the link works in one direction
    // only.
    return !link->second.hasListedThis || m_topology.lists(neighbour, m_self);
}

void Relay::updateOwn(bool says)
{
    Topology::Nodes own;
    for (const auto &[id, link] : m_links) {
        if (link.usable)
            own.push_back(id);
    }
    if (m_topology.setOwn(own) != Topology::News::None)
        m_news[m_self] = {};
    if (says)
        announce();
    else if (!m_news.empty())
        announceSoon();
}

void Relay::announceSoon()
{
    if (!m_timer.isActive())
        m_timer.start();
}

// ---- Who has links with whom -----------------------------------------------------------------------------

void Relay::announce()
{
    m_timer.stop();
    for (auto &[id, link] : m_links) {
        Neighbours news;
        for (const NodeId of : newsFor(id, link)) {
            const Topology::Entry &entry = m_topology.entries().at(of);
            news.items.push_back({of, entry.version, entry.neighbours});
        }
        link.untold = false;
        link.isQuoted = false;
        link.owed.clear();
        if (!news.items.empty())
            m_send(id, encodeNeighbours(news), true);
    }
    m_news.clear();
}

/// The nodes to announce to a neighbour.
std::set<NodeId> Relay::newsFor(NodeId neighbour, const Link &link) const
{
    std::set<NodeId> nodes = link.owed;
    std::erase_if(nodes, [this](NodeId of) { return !reaches(of); });
    for (const auto &[of, toldBy] : m_news) {
        if (toldBy != neighbour)
            nodes.insert(of);
    }
    if (link.untold) {
        for (const auto &[of, entry] : m_topology.entries())
            nodes.insert(of);
    }
    std::erase_if(nodes, [&](NodeId of) {
        return of == neighbour || hears(neighbour, of) || m_topology.entries().count(of) == 0;
    });
    if (link.isQuoted && m_topology.entries().count(neighbour) > 0)
        nodes.insert(neighbour);
    return nodes;
}

/// Whether a neighbour hears from a node itself.
bool Relay::hears(NodeId neighbour, NodeId of) const
{
    const bool saysSo = m_topology.lists(neighbour, of) || m_topology.entries().count(neighbour) == 0;
    return of != m_self && m_topology.lists(of, neighbour) && saysSo;
}

void Relay::bury(NodeId id, NodeId toldBy)
{
    Topology::Nodes others;
    for (const auto &[neighbour, link] : m_links) {
        if (neighbour != id && neighbour != toldBy && !m_topology.isEdge(id, neighbour))
            others.push_back(neighbour); // the others see it themselves
    }
    if (!m_topology.bury(id))
        return;
    m_news.erase(id);
    for (const NodeId neighbour : others)
        m_send(neighbour, encodeNeighbours({{}, {id}}), true);
}

void Relay::onNeighbours(NodeId neighbour, const Neighbours &told)
{
    bool isUrgent = false;
    for (const Neighbours::Item &item : told.items)
        isUrgent |= learn(neighbour, item);
    if (isUrgent)
        announce();
    else if (!m_news.empty())
        announceSoon();
    for (const NodeId id : told.gone) {
        if (id == m_self || isSound(id) || m_topology.entries().count(id) == 0)
            continue; // this node knows better, or as much
        bury(id, neighbour);
        Q_EMIT died(id);
    }
}

/// Whether a link between others no longer works: nodes that send over it must know at once.
bool Relay::learn(NodeId neighbour, const Neighbours::Item &item)
{
    if (item.of == m_self) {
        if (m_topology.outbid(item.version, item.neighbours))
            m_news[m_self] = {};
        return false;
    }
    const auto known = m_topology.entries().find(item.of);
    const Topology::Nodes before =
        known == m_topology.entries().end() ? Topology::Nodes() : known->second.neighbours;
    const Topology::News news = m_topology.learn(item.of, item.version, item.neighbours);
    if (news == Topology::News::None)
        return false;
    m_news[item.of] = neighbour;
    if (const auto link = m_links.find(item.of); link != m_links.end() && item.of != neighbour)
        link->second.isQuoted = true;
    noteNeighbours(item.of, before);
    return news == Topology::News::Fewer;
}

/// What a node's announcement changes about the link with it.
void Relay::noteNeighbours(NodeId of, const Topology::Nodes &before)
{
    const auto link = m_links.find(of);
    if (link == m_links.end())
        return;
    link->second.hasListedThis |= m_topology.lists(of, m_self);
    for (const NodeId lost : before) {
        if (!m_topology.lists(of, lost) && lost != m_self)
            link->second.owed.insert(lost);
    }
}

// ---- Messages --------------------------------------------------------------------------------------------

void Relay::send(NodeId to, const QByteArray &message, bool surely)
{
    if (const auto next = m_topology.nextHop(to))
        m_send(*next, encodeRelayed({m_self, to, maxHops, message}), surely);
}

bool Relay::handle(NodeId neighbour, const QString &type, const QCborMap &message)
{
    if (type == kNeighboursType) {
        onNeighbours(neighbour, decodeNeighbours(message));
    } else if (type == kRelayType) {
        if (const auto relayed = decodeRelayed(message))
            onRelayed(neighbour, *relayed);
        else
            ++m_counters.framesMalformed;
    } else {
        return false;
    }
    return true;
}

void Relay::onRelayed(NodeId neighbour, Relayed relayed)
{
    const auto next = m_topology.nextHop(relayed.to);
    const bool isHere = relayed.to == m_self;
    if (!isCredible(relayed.from, neighbour) || (!isHere && (!next || relayed.hops == 0))) {
        ++m_counters.relayDropped;
        return announceAgain(relayed.from);
    }
    if (isHere)
        return Q_EMIT arrived(relayed.from, relayed.body);
    --relayed.hops;
    ++m_counters.relayed;
    m_send(*next, encodeRelayed(relayed), false);
}

/// Whether that node may have sent a message that a neighbour passes on: a way leads to it and, if it is not
/// the neighbour itself, it has no working link with this node.
bool Relay::isCredible(NodeId from, NodeId neighbour) const
{
    if (from == m_self || !m_links.count(neighbour))
        return false;
    if (from == neighbour)
        return true;
    if (isSound(from))
        return monotonicNow() - m_links.at(from).since < changeTime;
    return reaches(from);
}

Topology::Nodes Relay::takeStrangers(Nanoseconds now)
{
    m_topology.forgetUnreachable(now);
    const Topology::Nodes reachable = m_topology.reachable();
    std::erase_if(m_strangers, [&](const auto &item) {
        return m_links.count(item.first) > 0 ||
               !std::binary_search(reachable.begin(), reachable.end(), item.first);
    });
    Topology::Nodes strangers;
    for (const NodeId id : reachable) {
        if (m_links.count(id) > 0)
            continue;
        Stranger &stranger = m_strangers.emplace(id, Stranger{now}).first->second;
        if (now - stranger.since < dialTime || now - stranger.namedAt < namingPause)
            continue;
        stranger.namedAt = now;
        strangers.push_back(id);
    }
    return strangers;
}

} // namespace everbounce
