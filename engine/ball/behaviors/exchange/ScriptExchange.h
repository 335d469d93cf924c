// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/behaviors/Catalogue.h"
#include "engine/ball/behaviors/exchange/ScriptMessages.h"
#include "engine/base/RateLimit.h"
#include "engine/cluster/mesh/Transport.h"

namespace everbounce {

/// Spreads scripts over links to the nodes that lack them. Each node tells the others what it has, asks for
/// what it lacks, and gives what it gets to its Catalogue to carry. ScriptLedger decides which those are.
/// Runs no script. Lives on the cluster's thread.
class ScriptExchange : public QObject
{
    Q_OBJECT
public:
    /// After `patience` without an answer a list is sent again, and a script asked for again. The transport
    /// and the catalogue must outlive it. Make it before the transport is started.
    ScriptExchange(Transport &transport, Catalogue &catalogue, const SelfInfo &self,
                   std::chrono::milliseconds patience = std::chrono::seconds(2), QObject *parent = nullptr);

    /// The nodes that can select a behaviour under this shown name, this node among them.
    std::set<NodeId> nodesWith(const QString &shownName) const;

    /// The nodes that can select this behaviour, whatever name it is shown under, this node among them.
    std::set<NodeId> nodesWith(const BehaviorRef &ref) const;

    /// The name of the node that a carried script came from; empty for all others.
    QString originOf(const BehaviorRef &ref) const;

Q_SIGNALS:
    /// A script came from another node, and is in the catalogue now.
    void arrived(const everbounce::BehaviorRef &ref);

    /// Another node has told what it has.
    void listed();

    /// One sentence for the log and the event list.
    void remark(const QString &sentence);

private:
    struct Carried
    {
        ScriptText script;
        ScriptOrigin origin;
    };

    struct Ask
    {
        NodeId from;
        Nanoseconds at{0};
    };

    /// The state between this node and one peer.
    struct Talk
    {
        qint64 heard = -1; ///< the last list that it has confirmed
        int repeats = 0;   ///< of the current list
        Nanoseconds sentAt{0};
        RateLimit lists;
        RateLimit asks;
    };

    void on(NodeId from, const ScriptsTold &told);
    void on(NodeId from, const ScriptsHeard &heard);
    void on(NodeId from, const ScriptAsked &asked);
    void on(NodeId from, const ScriptHanded &handed);

    void onMessage(NodeId from, const QCborMap &message);
    void linkUp(const PeerInfo &peer);
    void linkDown(NodeId peer);
    void reconcile();
    void askForMore();
    bool dropUnkept();
    bool hasRoom() const;
    bool isOwn(const BehaviorRef &ref) const;
    void handOver();
    ScriptList currentList() const;
    void announce();
    void sendList(NodeId to, Talk &talk);
    void repairSoon();
    void repair();
    void send(NodeId to, const ScriptMessage &message);

    Transport &m_transport;
    Catalogue &m_catalogue;
    ScriptOrigin m_self;
    ScriptLedger m_ledger;
    std::map<NodeId, Talk> m_talks;
    std::map<BehaviorRef, Carried, RefOrder> m_carried;
    std::map<BehaviorRef, Ask, RefOrder> m_asked;
    ScriptsTold m_told; ///< the current list
    bool m_saidFull = false;
    std::chrono::milliseconds m_patience;
    QTimer m_announcement;
    QTimer m_repair;
    QTimer m_departures; ///< looks at what peers that have left had offered
};

} // namespace everbounce
