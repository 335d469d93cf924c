// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/discovery/Dialer.h"
#include "engine/cluster/discovery/Discovery.h"
#include "engine/cluster/link/Link.h"
#include "engine/cluster/link/keys/ClusterKey.h"
#include "engine/cluster/link/server/Doorstep.h"
#include "engine/cluster/link/server/LinkServer.h"
#include "engine/cluster/mesh/MeshTransport.h"
#include "engine/cluster/mesh/Probe.h"

#include <map>
#include <optional>

namespace everbounce {

/// The transport over the network: beacons find peers, encrypted links carry the messages. Lives on the
/// cluster's thread.
class LanTransport final : public MeshTransport
{
    Q_OBJECT
public:
    struct Settings
    {
        ListenScope scope;
        quint16 discoveryPort = 45454;
        QList<ClusterKeys> keys; ///< the newest first; at least one
        QList<PeerSpec> peers;
        QStringList dnsNames;
        Liveness::Limits limits;
    };

    explicit LanTransport(const Settings &settings, QObject *parent = nullptr);

    QString start(const SelfInfo &self) override;
    void stop() override;
    void setIsolated(bool isolated) override;

    QList<QHostAddress> pageAddresses() const override;

    void setKeys(const QList<ClusterKeys> &keys, const KeyStanding &standing) override;
    QList<QByteArray> keyIds() const override;

    QList<Endpoint> listensAt() const override;
    void introduce(NodeId peer, const QList<Endpoint> &places) override;

    /// Where this node accepts links, once it is started.
    quint16 linkPort() const { return m_server.port(); }

Q_SIGNALS:
    /// A node of another cluster was heard: see Discovery::neighbourHeard().
    void neighbourHeard(const QHostAddress &address, quint16 door, quint64 id);

protected:
    bool handleOwn(NodeId from, const QString &type, const QCborMap &message) override;
    void examine(NodeId peer, const Verdict &verdict) override;
    void peerJoined(NodeId peer, Channel *channel) override;
    void peerLeft(NodeId peer, LinkEnd end) override;
    void peerMet(NodeId peer) override;
    Hello hello() const override;

private:
    Link::Settings linkSettings() const;
    using MeshTransport::infoOf;
    static PeerInfo infoOf(const Hello &hello, const Link &link);
    static void placePage(PeerInfo &info, bool hasDialled);
    void dialDue();
    void scheduleDials();
    void dial(const Dialer::Dial &dial);
    bool isKnown(const QHostAddress &address) const;
    void accept(int descriptor, const QHostAddress &from);
    void letIn(int descriptor, const QHostAddress &from);
    void watch(Link *link);
    void onEstablished(Link *link, const Hello &hello);
    void onFailed(Link *link, Link::Failure why);
    void onOtherKey(Link *link, const Hello &hello);
    NodeId forget(Link *link);
    void release(Link *link);
    void dropProbe(NodeId peer);
    void onOtherMajor(const NodeProfile &profile);
    int dialling() const;

    void noteGathering();
    void sendPeers(NodeId newcomer);
    void onPeers(NodeId from, const QCborMap &message);
    void lookAtPages();
    void onPages(NodeId from, const QCborMap &message);

    Settings m_settings;
    KeyStanding m_standing;
    Discovery m_discovery;
    LinkServer m_server;
    std::optional<Dialer> m_book; ///< since the start, when this node's id is known
    QTimer m_dialTimer;
    bool m_gathering = false;
    QTimer m_pagesTimer;
    QList<QHostAddress> m_pages; ///< of this node's page, at the last look
    int m_tellings = 0;          ///< still to be done of these

    /// A link without a hello yet. Those that this node dials are counted apart, so that strangers who
    /// connect do not keep it from dialling.
    struct Unproven
    {
        NodeId wanted;                   ///< the peer that this side looks for, if it dialled
        std::optional<Places::Id> place; ///< if the other side dialled
    };
    std::map<Link *, Unproven> m_unproven;
    Doorstep m_doorstep;
    Places m_handshakes;
    std::map<NodeId, Endpoint> m_endpoints; ///< where each linked peer listens
    std::map<NodeId, Probe *> m_probes;     ///< of peers whose link was closed without a word
};

} // namespace everbounce
