// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/discovery/Beacon.h"
#include "engine/cluster/discovery/BeaconRates.h"
#include "engine/cluster/discovery/BeaconSchedule.h"
#include "engine/cluster/discovery/Seeds.h"
#include "engine/cluster/link/ClusterCounters.h"
#include "engine/cluster/link/FaultFilter.h"
#include "engine/cluster/link/keys/ClusterKey.h"
#include "engine/cluster/link/server/ListenScope.h"

#include <QTimer>

#include <map>

QT_FORWARD_DECLARE_CLASS(QUdpSocket)

namespace everbounce {

/// Finds other nodes by beacons, and lets them find this one. Lives on the cluster's thread.
///
/// It listens on the discovery port, which all nodes of a machine share, and sends from a port of its own. A
/// unicast answer to its own port reaches this very node; one to the shared port reaches any of them.
class Discovery : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        ListenScope scope;
        quint16 port = 45454;
        QList<ClusterKeys> keys; ///< the newest first
        QList<PeerSpec> peers;
        QStringList dnsNames;
    };

    Discovery(const Settings &settings, FaultFilter &faults, ClusterCounters &counters,
              QObject *parent = nullptr);

    /// Begins to send and to hear. Returns an empty text, or what is wrong.
    QString start(const NodeProfile &profile);

    /// Says goodbye once to all, and is silent from then on.
    void stop();

    /// The keys of the cluster have changed. Beacons are signed by the newest, and verified by any of them.
    void setKeys(const QList<ClusterKeys> &keys) { m_settings.keys = keys; }

    /// Whether a peer named by hand is at that address.
    bool isSeed(const QHostAddress &address) const;

    /// How many nodes the cluster has, as far as this one knows. The more there are, the fewer beacons each
    /// sends.
    void setClusterSize(std::size_t nodes) { m_clusterSize = nodes; }

    /// Of other nodes' invitations, which nobody can verify.
    static constexpr int invitationsPerSecond = 20;

Q_SIGNALS:
    /// A beacon of another node. Its links are accepted at the sender's address. Its name is in its hello.
    void heard(const everbounce::NodeProfile &profile, const QHostAddress &sender);
    void left(everbounce::NodeId peer);
    /// A node of another cluster, or with another key, as it seems: nothing about it is verified. `door` is
    /// where it can be joined, 0 if it does not invite; `id` tells one's own invitations apart.
    void neighbourHeard(const QHostAddress &address, quint16 door, quint64 id);
    void incompatible(const everbounce::NodeProfile &profile);

private:
    bool bindShared(const QHostAddress &address);
    bool bindOwn(const QHostAddress &address);
    void listenTo(QUdpSocket *socket);
    void read(QUdpSocket *socket);
    void handle(const QByteArray &datagram, const Endpoint &sender);
    bool takeInvitation(const QByteArray &datagram, const Endpoint &sender);
    DecodedBeacon decode(const QByteArray &datagram) const;
    bool countIfBad(BeaconVerdict verdict);
    void noteHello(NodeId peer, const Endpoint &sender);
    void round();
    void schedule();
    void sendAround(Beacon::Kind kind);
    QByteArray beacon(Beacon::Kind kind) const;
    void sendToSeeds(const QByteArray &datagram);
    void sendTo(const QByteArray &datagram, const Endpoint &to);

    Settings m_settings;
    FaultFilter &m_faults;
    ClusterCounters &m_counters;
    Seeds m_seeds;
    NodeProfile m_profile;
    QList<QUdpSocket *> m_shared;
    QList<QUdpSocket *> m_own; ///< one for each IP version, to send from
    BeaconSchedule m_schedule;
    QTimer m_timer;
    BeaconRates m_rates;
    RateLimit m_invitations{invitationsPerSecond};
    std::size_t m_clusterSize = 1;
    std::map<NodeId, Nanoseconds> m_lastHeard;
    QList<Endpoint> m_newcomers; ///< to be answered with the next round
};

} // namespace everbounce
