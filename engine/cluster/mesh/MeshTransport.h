// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/Channel.h"
#include "engine/cluster/link/Liveness.h"
#include "engine/cluster/mesh/Transport.h"

#include <functional>
#include <map>

namespace everbounce {

/// What every transport does once it has channels to other nodes, whatever they are made of: one link for
/// each peer, pings, silence, goodbyes, and messages up and down.
class MeshTransport : public Transport
{
    Q_OBJECT
public:
    explicit MeshTransport(const Liveness::Limits &limits, QObject *parent = nullptr);

    void stop() override;
    void send(NodeId to, const QCborMap &message) override;
    void sendToAll(const QCborMap &message) override;
    QList<PeerInfo> peers() const override;
    bool isSuspect(NodeId peer) const override;
    void ping(NodeId peer) override;
    std::optional<Nanoseconds> roundTrip(NodeId peer) const override;
    const ClusterCounters &counters() const override { return m_counters; }
    const SentCounts &sent() const override { return m_sent; }
    void setIsolated(bool isolated) override;
    void setLossy(double dropShare, Nanoseconds maxDelay) override;

protected:
    /// Why this side closes a channel, said before it does, so that the other does not take it for the end of
    /// a process.
    enum class Bye { Stopping, Silent, Duplicate };

    void begin(const SelfInfo &self);
    const SelfInfo &self() const { return m_self; }
    bool running() const { return m_running; }
    bool isLinked(NodeId peer) const { return m_peers.count(peer) > 0; }

    /// A channel to a peer is through with introductions. Of two to one peer, that which the node of the
    /// lower id has dialled is kept.
    void adopt(const PeerInfo &info, Channel *channel, NodeId dialler);

    /// A message of a type that mesh does not know. True where it was the transport's own.
    virtual bool handleOwn(NodeId from, const QString &type, const QCborMap &message);
    using Verdict = std::function<void(LinkEnd)>;

    /// A peer's link was closed by its kernel, or by something that passes itself off as that, without a
    /// word. Finds out whether the peer is gone (Closed) or not (Broken), and says so, at once or later; to
    /// nobody's harm twice, or when the peer has another link.
    virtual void examine(NodeId peer, const Verdict &verdict) = 0;

    virtual void peerJoined(NodeId, Channel *) {}
    virtual void peerLeft(NodeId, LinkEnd) {}

    FaultFilter m_faults;
    ClusterCounters m_counters;

private:
    struct Peer
    {
        PeerInfo info;
        Channel *channel = nullptr;
        NodeId dialler;
        Nanoseconds since{0};
        bool suspect = false;
        qint64 pingNumber = 0;
        Nanoseconds pingedAt{0};
        bool tellsTick = false; ///< its last pong did
        std::optional<Nanoseconds> roundTrip;
    };
    struct ChannelState
    {
        NodeId peer;
        bool retired = false;      ///< its peer has a better one: no more is sent on it
        bool byeDuplicate = false; ///< the other side has retired it
    };

    bool fits(const QByteArray &bytes);
    void post(Channel *channel, const QString &type, const QByteArray &bytes);
    void post(Channel *channel, const QCborMap &message);
    void link(const PeerInfo &info, Channel *channel, NodeId dialler);
    void unlink(NodeId peer, LinkEnd end, std::optional<Bye> farewell);
    void retire(Channel *channel);
    void discard(Channel *channel, std::optional<Bye> farewell);
    void onMessage(Channel *channel, const QByteArray &bytes);
    void dispatch(Channel *channel, NodeId from, const QString &type, const QCborMap &message);
    void onClosed(Channel *channel, bool byKernel);
    bool isCurrent(const Channel *channel) const;
    void onBye(Channel *channel, const QString &why);
    static LinkEnd endBy(const QString &why);
    void onPing(Channel *channel, const QCborMap &message);
    void onPong(NodeId from, const QCborMap &message);
    void noteHeard(NodeId peer);
    void pulse();
    void pingAt(Peer &peer, Nanoseconds now);

    SelfInfo m_self;
    bool m_running = false;
    std::map<NodeId, Peer> m_peers;
    SentCounts m_sent;
    std::map<Channel *, ChannelState> m_channels; ///< with the retired ones
    std::vector<Channel *> m_parked; ///< given up while isolated: they must not be closed before that ends
    Liveness::Limits m_limits;
    Liveness m_liveness;
    QTimer m_pulse;
};

} // namespace everbounce
