// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/ClusterKey.h"
#include "engine/cluster/DialBook.h"
#include "engine/cluster/Discovery.h"
#include "engine/cluster/Link.h"
#include "engine/cluster/LinkServer.h"
#include "engine/cluster/MeshTransport.h"

#include <set>

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
        ClusterKeys keys;
        QList<PeerSpec> peers;
        QStringList dnsNames;
        Liveness::Limits limits;
    };

    explicit LanTransport(const Settings &settings, QObject *parent = nullptr);

    QString start(const SelfInfo &self) override;
    void stop() override;
    void setIsolated(bool isolated) override;

    /// Where this node accepts links, once it is started.
    quint16 linkPort() const { return m_server.port(); }

protected:
    bool handleOwn(NodeId from, const QString &type, const QCborMap &message) override;
    void peerJoined(NodeId peer, Channel *channel) override;
    void peerLeft(NodeId peer, LinkEnd end) override;

private:
    Link::Settings linkSettings() const;
    void dialDue();
    void scheduleDials();
    void dial(const DialBook::Dial &dial);
    void accept(qintptr descriptor);
    void watch(Link *link);
    void onEstablished(Link *link, const Hello &hello);
    void onFailed(Link *link, Link::Failure why);
    void release(Link *link);
    void onOtherMajor(const NodeProfile &profile);
    enum class Way { In, Out };
    /// Counted apart, so that strangers who connect and say nothing do not keep this node from dialling.
    int unproven(Way way) const;

    void noteGathering();
    void tellPeers(NodeId newcomer);
    void takeTold(NodeId from, const QCborMap &message);

    Settings m_settings;
    Discovery m_discovery;
    LinkServer m_server;
    std::optional<DialBook> m_book; ///< since the start, when this node's id is known
    QTimer m_dialTimer;
    bool m_gathering = false;
    std::map<Link *, NodeId> m_unproven;    ///< not through with their hello, with whom they look for
    std::map<NodeId, Endpoint> m_endpoints; ///< where each linked peer listens
    std::set<NodeId> m_incompatible;        ///< already told of
};

} // namespace everbounce
