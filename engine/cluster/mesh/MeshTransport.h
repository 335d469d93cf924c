// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/Channel.h"
#include "engine/cluster/link/Hello.h"
#include "engine/cluster/link/Liveness.h"
#include "engine/cluster/mesh/Relay.h"
#include "engine/cluster/mesh/Transport.h"

#include <functional>
#include <map>
#include <optional>

namespace everbounce {

/// What every transport does once it has channels to other nodes, whatever these are made of: one link for
/// each peer, pings, silence, goodbyes, and messages up and down.
///
/// A peer has a channel of its own, or is reached through others (Relay), or both; the layers above notice
/// nothing. Each ping carries the number of its sender's session with the peer, so that both sides agree
/// whether a link went on or began anew.
class MeshTransport : public Transport
{
    Q_OBJECT
public:
    explicit MeshTransport(const Liveness::Limits &limits, QObject *parent = nullptr);

    void stop() override;
    void send(NodeId to, const QCborMap &message) override;
    void sendToAll(const QCborMap &message) override;
    QList<PeerInfo> peers() const override;
    qsizetype peerCount() const override { return qsizetype(m_peers.size()); }
    bool isSuspect(NodeId peer) const override;
    void ping(NodeId peer) override;
    std::optional<Nanoseconds> roundTrip(NodeId peer) const override;
    const ClusterCounters &counters() const override { return m_counters; }
    const SentCounts &sent() const override { return m_sent; }
    void expel(NodeId peer) override;
    void setIsolated(bool isolated) override;
    void setLossy(double dropShare, Nanoseconds maxDelay) override;

protected:
    /// Why this side closes a channel. Said before it does, so that the other side does not take it for the
    /// end of a process.
    enum class Bye { Stopping, Silent, Duplicate };

    void begin(const SelfInfo &self);
    const SelfInfo &self() const { return m_self; }
    bool running() const { return m_running; }
    bool isLinked(NodeId peer) const { return m_peers.count(peer) > 0; }
    bool hasChannel(NodeId peer) const;

    /// Of a peer with a link: what is known of it, and whether this node dialled its channel.
    PeerInfo &infoOf(NodeId peer) { return m_peers.at(peer).info; }
    bool hasDialled(NodeId peer) const { return m_peers.at(peer).dialler == m_self.id; }

    /// How this node introduces itself.
    virtual Hello hello() const;
    static PeerInfo infoOf(const Hello &hello);
    void refuse(const NodeProfile &profile, const QString &why);

    /// A channel to a peer has been introduced. Of two to one peer, the one that the lower id dialled is
    /// kept.
    void adopt(const PeerInfo &info, Channel *channel, NodeId dialler);

    /// A message of a type that the mesh does not know. True if it was the transport's own.
    virtual bool handleOwn(NodeId from, const QString &type, const QCborMap &message);

    using Verdict = std::function<void(LinkEnd)>;

    /// A peer's link was closed without a word, by its kernel or by something that looks like it. Finds out
    /// whether the peer is gone (Closed) or not (Broken), and calls `verdict` at once or later. A second
    /// verdict, or one for a peer with a new link, does no harm.
    virtual void examine(NodeId peer, const Verdict &verdict) = 0;

    /// A peer has a channel, or a new one; and it has lost its channel, though others may still reach it.
    virtual void peerJoined(NodeId, Channel *) {}
    virtual void peerLeft(NodeId, LinkEnd) {}

    /// There is a link to a peer that is only reached through others.
    virtual void peerMet(NodeId) {}

    FaultFilter m_faults;
    ClusterCounters m_counters;

private:
    struct Peer
    {
        PeerInfo info;
        Channel *channel = nullptr; ///< none if it is only reached through others
        qint64 session = 0;         ///< the number of this side's; greater for each new one
        qint64 theirSession = 0;    ///< 0 if it sent none
        NodeId dialler;
        Nanoseconds since{0};
        bool suspect = false;
        qint64 pingNumber = 0;
        Nanoseconds pingedAt{0};
        Nanoseconds triedAt{0}; ///< when its channel was pinged beside the detour
        bool tellsTick = false; ///< its last pong did
        std::optional<Nanoseconds> roundTrip;
    };
    struct ChannelState
    {
        NodeId peer;
        bool retired = false;      ///< its peer has a better one: nothing more is sent on it
        bool byeDuplicate = false; ///< the other side has retired it
    };

    bool fits(const QByteArray &bytes);
    void count(const QString &type, const QByteArray &bytes);
    void post(Channel *channel, const QCborMap &message);
    void post(NodeId to, const Peer &peer, const QString &type, const QByteArray &bytes);
    void post(NodeId to, const Peer &peer, const QCborMap &message);
    void sendDirectly(NodeId neighbour, const QCborMap &message, bool surely);
    bool usesChannel(NodeId to, const Peer &peer) const;

    void link(const PeerInfo &info, Channel *channel, NodeId dialler);
    void attach(Peer &peer, Channel *channel, NodeId dialler);
    void detach(NodeId id, LinkEnd end, std::optional<Bye> farewell);
    void drop(NodeId id, LinkEnd end);
    void onDied(NodeId id);
    void end(NodeId id, std::optional<Bye> farewell);
    void noteSession(NodeId from, const QCborMap &ping);
    void greet(NodeId stranger, NodeId wanted);
    void onGreeting(NodeId from, const QCborMap &message);
    void retire(Channel *channel);
    void discard(Channel *channel, std::optional<Bye> farewell);
    void onMessage(Channel *channel, const QByteArray &bytes);
    void onRelayed(NodeId from, const QByteArray &bytes);
    void dispatch(Channel *channel, NodeId from, const QString &type, const QCborMap &message);
    void onClosed(Channel *channel, bool byKernel);
    bool isCurrent(const Channel *channel) const;
    void onBye(Channel *channel, const QString &why);
    void onRelayedBye(NodeId from, const QString &why);
    static std::optional<LinkEnd> endBy(const QString &why);
    static QCborMap byeMessage(Bye why);
    void onPing(Channel *channel, NodeId from, const QCborMap &message);
    void onPong(NodeId from, const QCborMap &message);
    void noteHeard(NodeId peer, bool overChannel);

    void pulse();
    void pingDue(Nanoseconds now, Nanoseconds interval);
    void checkChannels(Nanoseconds now, Nanoseconds interval);
    void checkPeers(Nanoseconds now, Nanoseconds interval);
    void greetStrangers(Nanoseconds now);
    void pingAt(Peer &peer, Nanoseconds now);
    void tryChannel(Peer &peer, Nanoseconds now);

    SelfInfo m_self;
    bool m_running = false;
    std::map<NodeId, Peer> m_peers;
    SentCounts m_sent;
    Relay m_relay;
    qint64 m_sessions = 0;                        ///< begun since the start
    std::map<Channel *, ChannelState> m_channels; ///< including the retired ones
    std::vector<Channel *> m_parked; ///< given up while isolated: they must stay open until that ends
    Liveness::Limits m_limits;
    Liveness m_liveness; ///< of peers, whatever they are heard through
    Liveness m_channelLiveness;
    QTimer m_pulse;
};

} // namespace everbounce
