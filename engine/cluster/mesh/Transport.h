// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"
#include "engine/base/Time.h"
#include "engine/cluster/link/Agreement.h"
#include "engine/cluster/link/ClusterCounters.h"
#include "engine/cluster/link/Endpoint.h"
#include "engine/cluster/link/Hello.h"
#include "engine/cluster/link/keys/ClusterKey.h"
#include "engine/cluster/mesh/MessageRouter.h"
#include "engine/cluster/mesh/SentCounts.h"

#include <QCborMap>
#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QUrl>

#include <functional>
#include <optional>

namespace everbounce {

/// What a node tells others about itself.
struct SelfInfo
{
    NodeId id;
    QString name;
    QString version;          ///< of the program
    QUrl url;                 ///< of its page
    Nanoseconds startedAt{0}; ///< by this machine's monotonic clock
    Agreement agreement;      ///< nodes with another one are not linked
    /// A peer that tells the tick speaks often: once it is silent for so long, another way to it is tried.
    Nanoseconds detourAfter = std::chrono::milliseconds(200);
    bool servesEverywhere =
        false; ///< its page is at every address of this machine, and `url` names one of them
};

/// A node that has our key and still cannot take part.
struct RefusedPeer
{
    NodeId id;
    QString name;
    QString version;
    QString why; ///< what follows its name in a sentence

    bool operator==(const RefusedPeer &) const = default;
};

/// What is known of a peer that this node has a link with.
struct PeerInfo
{
    NodeId id;
    QString name;
    QString version;
    QUrl url;
    QHostAddress address; ///< of its end of the connection, as seen from here; null if others relay
    int protocolMinor = 0;
    Nanoseconds startedAt{0};  ///< by this machine's monotonic clock
    QList<QHostAddress> pages; ///< the addresses of a page that is at every address of its machine
    QByteArray member;         ///< its public key as a member; only a connection of its own proves it
};

/// How the link with a peer ended.
enum class LinkEnd {
    Closed,  ///< the peer said that it stops, or its kernel has closed the link and its port: its process is
             ///< gone
    Broken,  ///< something closed the link and the peer lives, as far as can be known: it will be back
    Silent,  ///< the peer was silent for too long, or the network failed; it may live
    GivenUp, ///< by the peer, which lives: this node was the silent one
};

/// How a node speaks to the others: it finds them by itself, and keeps one link with each. Lives on the
/// cluster's thread; nothing in it blocks.
///
/// There is a link as long as the peer is reached, by a connection or through other nodes that relay; the
/// layers above need not know which.
///
/// A message is a CBOR map; its member "t", a short text, is its type. The types hello, ping, pong, bye,
/// peers, pages, neighbours and relay are the transport's own. Messages to one peer arrive in order and at
/// most once; what was on the way when a link went down or a connection failed is lost. When a link changes
/// its way, or two connections to one peer become one, order may be broken once.
class Transport : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Begins to look for peers, and to be found. Call it once. Returns an empty text, or one sentence that
    /// says what is wrong.
    [[nodiscard]] virtual QString start(const SelfInfo &self) = 0;

    /// Says goodbye and closes every link; what was sent before still goes out. No signal follows. A
    /// transport that is deleted without it leaves as a killed process would.
    virtual void stop() = 0;

    /// Does nothing if there is no link to that peer. A message of more than 1 MiB is counted, not sent.
    virtual void send(NodeId to, const QCborMap &message) = 0;
    virtual void sendToAll(const QCborMap &message) = 0;

    /// Messages of this type go to `handler` as long as `receiver` lives; see MessageRouter::on().
    template<typename Receiver, typename Handler>
    void on(QLatin1String type, const Receiver *receiver, Handler &&handler)
    {
        m_router.on(type, receiver, std::forward<Handler>(handler));
    }

    /// Those with a link, by their ids.
    virtual QList<PeerInfo> peers() const = 0;
    virtual qsizetype peerCount() const { return peers().size(); }
    virtual bool isSuspect(NodeId peer) const = 0;

    /// Pings that peer now, out of turn; does nothing if there is no link to it.
    virtual void ping(NodeId peer) = 0;

    /// Of the last answered ping; nothing before the first.
    virtual std::optional<Nanoseconds> roundTrip(NodeId peer) const = 0;
    virtual const ClusterCounters &counters() const = 0;
    virtual const SentCounts &sent() const = 0;

    /// Where this node's page is now, the best address first, if it is at all of the machine's.
    virtual QList<QHostAddress> pageAddresses() const { return {}; }

    /// Where this node accepts links, the best place first.
    virtual QList<Endpoint> listensAt() const { return {}; }

    /// Another source tells where a node accepts links.
    virtual void introduce(NodeId, const QList<Endpoint> &) {}

    /// The keys of the cluster have changed, the newest first; `standing` is what this node says of them.
    /// Links go on, whatever key made them.
    virtual void setKeys(const QList<ClusterKeys> &, const KeyStanding &) {}

    /// The names of these keys, which are no secret, the newest first; none where links need no key.
    virtual QList<QByteArray> keyIds() const { return {}; }

    /// Ends the link with a peer that does not belong to the cluster any more; what was sent to it before
    /// still goes out.
    virtual void expel(NodeId) {}

    /// Asked for a letter to a node that came by a key with this id, and whose newest one is another; an
    /// empty map if there is nothing to write.
    using LetterWriter = std::function<QCborMap(const KeyStanding &peer, const QByteArray &keyId)>;
    void setLetterWriter(LetterWriter writer) { m_letterWriter = std::move(writer); }

    /// Asked at each ping of a peer for this node's tick now; returns nothing while there is none to tell.
    void setTickSource(std::function<std::optional<double>()> source) { m_tickSource = std::move(source); }

    /// Faults, for demonstrations: all traffic of the cluster is lost both ways, beacons too, while sockets
    /// stay open; or a share (0…1) of it is lost, and the rest is delayed by up to `maxDelay`.
    virtual void setIsolated(bool isolated) = 0;
    virtual void setLossy(double dropShare, Nanoseconds maxDelay) = 0;

Q_SIGNALS:
    void linkUp(const everbounce::PeerInfo &peer);

    void linkDown(everbounce::NodeId peer, everbounce::LinkEnd end);

    /// For those who record what happens: a message of what is above has come, before it is handled; one goes
    /// out; and a peer's channel was closed without a word, whatever that will turn out to mean. Whoever
    /// handles messages of a type calls on().
    void received(everbounce::NodeId from, const QCborMap &message);
    void sending(everbounce::NodeId to, const QCborMap &message);
    void channelClosed(everbounce::NodeId peer);

    /// A peer is alive: one of the transport's own messages came from it. (received() says the same.)
    void heard(everbounce::NodeId peer);

    void suspectChanged(everbounce::NodeId peer, bool suspect);

    /// The addresses of this node's page, or of a peer's, are others now.
    void pagesChanged();

    /// A peer of another protocol major, or with other lengths of time; each time that it tries.
    void peerRefused(const everbounce::RefusedPeer &peer);

    /// A node with another key has written this, instead of a link. Anybody who has a key of the ring can
    /// write.
    void letterArrived(const QCborMap &letter);

    /// Links to peers that were just heard of are being made, or no longer.
    void gatheringChanged(bool gathering);

    /// A ping came back: the peer was at `tick` at some instant of the round trip that ended at `receivedAt`
    /// by this machine's monotonic clock. Input of TickClock.
    void clockSample(everbounce::NodeId peer, everbounce::Nanoseconds roundTrip, double tick,
                     everbounce::Nanoseconds receivedAt);

protected:
    /// A message of what is above has come.
    void deliver(NodeId from, const QCborMap &message)
    {
        Q_EMIT received(from, message);
        m_router.route(from, message);
    }

    std::optional<double> tickNow() const { return m_tickSource ? m_tickSource() : std::nullopt; }
    QCborMap letterFor(const KeyStanding &peer, const QByteArray &keyId) const
    {
        return m_letterWriter ? m_letterWriter(peer, keyId) : QCborMap();
    }

private:
    MessageRouter m_router;
    LetterWriter m_letterWriter;
    std::function<std::optional<double>()> m_tickSource;
};

} // namespace everbounce
