// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/files/FileRenewal.h"
#include "engine/cluster/mesh/Transport.h"
#include "engine/lease/LeaseKeeper.h"
#include "engine/lease/etcd/EtcdClient.h"
#include "engine/lease/etcd/core/EtcdCore.h"

#include <QTimer>

#include <functional>
#include <map>

namespace everbounce {

/// How a node logs in to etcd, or one sentence that says why it cannot.
struct EtcdAccess
{
    etcd::Access access;
    QString problem;
};

/// How a node's lease in etcd is set up.
struct EtcdSettings
{
    etcd::Access access;
    QStringList files;                      ///< with passwords and certificates; they may be replaced
    std::function<EtcdAccess()> readAccess; ///< reads them again
    QString cluster;                        ///< keys are below /everbounce/CLUSTER/
    std::chrono::seconds length{4};
    bool takesOver = true; ///< from a holder whose process is seen to be gone
    Agreement agreement;   ///< a node that has not the same as the others cannot hold
};

/// A lease in etcd, and beside it a record that only its holder can write. Drives the pure EtcdCore: feeds it
/// the clock, the links and etcd's answers, and carries out its actions. Nodes find each other there, too.
class EtcdLease : public LeaseKeeper
{
    Q_OBJECT
public:
    EtcdLease(NodeId self, const EtcdSettings &settings, Transport &transport, QObject *parent = nullptr);

    void start(std::uint64_t knownTerm) override;
    void stop() override;
    Lease lease() const override { return m_core.lease(); }
    bool isHolder() const override { return m_core.isHolder(); }
    bool mayAct() const override;
    Nanoseconds length() const override { return m_core.length(); }
    Backing backing() const override;
    void raise() override;
    void release() override;
    void leave() override;

    /// As the holder, while mayAct(): this is the next record. committed() follows when the store has it,
    /// unless this node stops holding before.
    void publish(const QByteArray &record);

    /// On how many members' disks a committed record is, at least.
    int copies() const { return int(m_client.ownMembers()) / 2 + 1; }

Q_SIGNALS:
    void committed();

    /// The store has another record than this node knew, from whichever node.
    void recordSeen(const QByteArray &record);

private:
    void carryOut(const etcd::EtcdCore::Actions &actions);
    std::string introduction() const;
    void meetNodes();
    void renewAccess();
    void tellEtcd(NodeId peer);
    void warnOfOtherEtcds();
    void schedule();

    Transport &m_transport;
    etcd::EtcdCore m_core;
    etcd::EtcdClient m_client;
    std::chrono::seconds m_asked;
    Agreement m_agreement;
    std::string m_introduced;          ///< what others find of this node
    std::map<NodeId, QString> m_etcds; ///< of linked nodes: the number of their etcd
    QTimer m_wake{this};
    QTimer m_meet{this};
    QStringList m_files;
    std::function<EtcdAccess()> m_readAccess;
    FileRenewal m_renewal{this};
    bool m_runs = false;
};

} // namespace everbounce
