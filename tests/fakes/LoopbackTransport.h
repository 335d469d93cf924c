// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/MeshTransport.h"

#include <QPointer>

#include <deque>
#include <map>
#include <set>

namespace everbounce {

class LoopbackTransport;

/// The network that the transports of one test share: it finds pairs and carries their messages, and can be
/// made worse. One thread.
class LoopbackBus : public QObject
{
    Q_OBJECT
public:
    explicit LoopbackBus(QObject *parent = nullptr);

    /// From now on nothing of `from` reaches `to`, or everything again.
    void cut(NodeId from, NodeId to, bool isCut = true);
    /// Cuts or heals both directions.
    void cutBoth(NodeId a, NodeId b, bool isCut = true);

    void healAll() { m_cuts.clear(); }

    /// Whether either way between two nodes is cut.
    bool isCut(NodeId a, NodeId b) const { return m_cuts.count({a, b}) > 0 || m_cuts.count({b, a}) > 0; }

    /// That node's process is stopped: its kernel keeps what comes, and the process reads it once it goes on.
    void setFrozen(NodeId node, bool isFrozen);

    /// Ends the connection of two living nodes, as a firewall does that forgets it: each side sees it closed,
    /// and what is on the way is lost. In time they find each other again.
    void reset(NodeId a, NodeId b);

    /// How long each message takes.
    void setDelay(std::chrono::milliseconds delay) { m_delay = delay; }

    /// A share (0…1) of all messages is lost.
    void setDropShare(double share) { m_drops.setLossy(share, Nanoseconds(0)); }

protected:
    /// Whatever is done is done at that node, or at none but the network. For whoever simulates machines.
    virtual void doAt(NodeId, const std::function<void()> &what) { what(); }

private:
    friend class LoopbackTransport;
    friend class LoopbackChannel;

    void join(LoopbackTransport *transport);
    void leave(LoopbackTransport *transport);
    void connectPairs();
    bool isThere(NodeId id) const;
    void carry(NodeId from, NodeId to, QObject *receiver, std::function<void()> delivery, bool surely);
    void deliverNext(NodeId from, NodeId to);
    bool connected(const LoopbackTransport *a, const LoopbackTransport *b) const;

    std::vector<LoopbackTransport *> m_transports;
    struct Held
    {
        QPointer<QObject> receiver;
        std::function<void()> delivery;
    };

    std::set<std::pair<NodeId, NodeId>> m_cuts;
    std::map<std::pair<NodeId, NodeId>, std::deque<Held>> m_ways; ///< on the way; each way keeps its order
    std::map<NodeId, std::vector<Held>> m_held;                   ///< of nodes that are frozen
    std::chrono::milliseconds m_delay{0};
    FaultFilter m_drops;
    QTimer m_discovery;
};

/// One end of an in-memory connection.
class LoopbackChannel final : public Channel
{
    Q_OBJECT
public:
    LoopbackChannel(LoopbackBus &bus, NodeId self, NodeId peer, FaultFilter &faults, QObject *parent);
    ~LoopbackChannel() override;

    static void join(LoopbackChannel *a, LoopbackChannel *b);

    bool isOpen() const override { return m_open; }
    void close() override;
    bool isBetween(NodeId self, NodeId peer) const { return m_self == self && m_peer == peer; }
    void breakOff();

protected:
    void write(const QByteArray &message) override;

private:
    QPointer<LoopbackBus> m_bus;
    NodeId m_self;
    NodeId m_peer;
    QPointer<LoopbackChannel> m_other;
    bool m_open = true;
};

/// A transport without sockets, for tests. It differs from the real one only in how channels come about.
class LoopbackTransport final : public MeshTransport
{
    Q_OBJECT
public:
    explicit LoopbackTransport(LoopbackBus &bus, const Liveness::Limits &limits = {},
                               QObject *parent = nullptr);
    ~LoopbackTransport() override;

    QString start(const SelfInfo &self) override;
    void stop() override;

protected:
    void examine(NodeId peer, const Verdict &verdict) override;

private:
    friend class LoopbackBus;

    void connectTo(LoopbackTransport *other);
    PeerInfo info() const;

    QPointer<LoopbackBus> m_bus;
};

} // namespace everbounce
