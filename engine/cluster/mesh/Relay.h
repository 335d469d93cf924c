// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/MonotonicClock.h"
#include "engine/cluster/link/ClusterCounters.h"
#include "engine/cluster/mesh/RelayMessages.h"
#include "engine/cluster/mesh/Transport.h"

#include <QTimer>

#include <set>

namespace everbounce {

/// Knows which nodes have links with which, by what they tell each other, and carries messages for those that
/// have none. Lives on the cluster's thread.
///
/// Each node tells its neighbours, the nodes with which it has a sound link, when they change: of a new link
/// a moment later, so that a start costs few messages; of a link that no longer works at once. News about
/// others is passed on to those that do not hear it themselves: in a full mesh to nobody. At rest nothing is
/// sent.
class Relay final : public QObject
{
    Q_OBJECT
public:
    /// Hands a message to the link with a neighbour; `surely` bypasses the faults of a lossy network.
    using Send = std::function<void(NodeId neighbour, const QCborMap &message, bool surely)>;

    Relay(ClusterCounters &counters, const Send &send, QObject *parent = nullptr);

    void begin(NodeId self);
    void stop();

    // ---- This node's own links

    /// There is a link, or another one, with a node that relays.
    void linked(NodeId neighbour);

    /// The link is gone. If the node is dead (Closed), all that have no link with it are told.
    void unlinked(NodeId neighbour, LinkEnd end);

    /// Links over which nothing comes any more, or something again. `says`: announce that now, else with the
    /// next news.
    void setUsable(const Topology::Nodes &neighbours, bool usable, bool says = true);

    /// Whether messages arrive over the link with it, as far as both ends know.
    bool isSound(NodeId neighbour) const;

    /// The neighbour takes a link that works for broken, so it has missed the news that it works: it gets all
    /// news once more.
    void announceAgain(NodeId neighbour);

    // ---- Others

    /// Whether a way leads there.
    bool reaches(NodeId id) const { return bool(m_topology.nextHop(id)); }

    /// A node that is only reached through others said goodbye, or is dead as another node says.
    void noteDead(NodeId id) { bury(id, {}); }

    /// To be passed on by others. Lost if no way leads there.
    void send(NodeId to, const QByteArray &message, bool surely = false);

    /// A message came over the link with a neighbour. True if it was for this class.
    bool handle(NodeId neighbour, const QString &type, const QCborMap &message);

    /// Nodes that are only reached through others, long enough for a link of their own to have come up, and
    /// that were not returned here lately. Call it now and then.
    Topology::Nodes takeStrangers(Nanoseconds now);

Q_SIGNALS:
    /// A message that others have passed on.
    void arrived(everbounce::NodeId from, const QByteArray &message);

    /// A node without a sound link with this one is dead.
    void died(everbounce::NodeId id);

private:
    struct Link
    {
        bool usable = true;
        bool untold = true;         ///< it has not been told everything yet
        bool hasListedThis = false; ///< since the link came up
        Nanoseconds since{0};       ///< when it became usable
        bool isQuoted = false;   ///< another node told its news; it is told them back, as they may be false
        std::set<NodeId> owed{}; ///< nodes that it has lost its own link with, and so their news
    };

    struct Stranger
    {
        Nanoseconds since;
        Nanoseconds namedAt{0};
    };

    void updateOwn(bool says);
    void announce();
    void announceSoon();
    std::set<NodeId> newsFor(NodeId neighbour, const Link &link) const;
    bool hears(NodeId neighbour, NodeId of) const;
    void bury(NodeId id, NodeId toldBy);
    void onNeighbours(NodeId neighbour, const Neighbours &told);
    bool learn(NodeId neighbour, const Neighbours::Item &item);
    void noteNeighbours(NodeId of, const Topology::Nodes &before);
    void onRelayed(NodeId neighbour, Relayed relayed);
    bool isCredible(NodeId from, NodeId neighbour) const;

    ClusterCounters &m_counters;
    Send m_send;
    NodeId m_self;
    Topology m_topology;
    std::map<NodeId, Link> m_links;
    std::map<NodeId, NodeId> m_news; ///< of which node, and who sent it
    QTimer m_timer;
    std::map<NodeId, Stranger> m_strangers; ///< who is reached through others alone
};

} // namespace everbounce
