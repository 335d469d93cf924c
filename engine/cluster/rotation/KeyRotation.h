// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/Transport.h"
#include "engine/cluster/rotation/MemberKey.h"
#include "engine/cluster/rotation/RotationCore.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <map>

namespace everbounce {

/// Gives the cluster new keys, and takes those that others give it. Lives on the cluster's thread; the file
/// is written on another one.
class KeyRotation : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        Keyring ring; ///< as the file has it
        QString keyFile;
        QByteArray secret; ///< of the member that reads that file
        QString cluster;   ///< its name
        QString name;      ///< of this node
    };

    /// Who decides on a new key: one node at a time. Where nobody does, people are told why, by a sentence.
    struct Decider
    {
        std::function<NodeId()> now; ///< nobody: not known
        QString nobody;              ///< there is none now
        QString silent;              ///< it has not answered
        QString another;             ///< the node that was asked is none any more
    };

    KeyRotation(NodeId self, Transport &transport, const Settings &settings, const Decider &decider,
                QObject *parent = nullptr);
    ~KeyRotation() override;

    const Keyring &ring() const { return m_core.ring(); }
    QStringList behind() const { return m_core.behind(); }

    /// The member of this node.
    QByteArray ownMember() const { return m_member.publicKey(); }

    /// Somebody at this node wants a new key, for all nodes but those of one member, or for all (empty);
    /// answered() follows.
    void rotate(quint64 request, const QByteArray &without);

    /// Of a peer; empty if it is not proved.
    QByteArray memberOf(NodeId peer) const;

    void greet(const PeerInfo &peer);
    void forget(NodeId peer);

Q_SIGNALS:
    void answered(quint64 request, const everbounce::RotationAnswer &answer);

    /// The keys are others now.
    void changed();

    /// That peer was removed; its link is about to be closed.
    void removes(everbounce::NodeId peer);

    /// This node was removed. It is to leave the cluster.
    void left();

    /// The cluster has a newer key and does not give it to this node, which has to be invited.
    void forgotten();

    /// For people: one sentence.
    void troubled(const QString &problem);

private:
    struct Asked
    {
        quint64 request;
        NodeId decider;
        Nanoseconds until;
    };
    struct Asker
    {
        NodeId node;
        quint64 request;
    };

    void apply(const RotationCore::Actions &actions);
    void apply(const RotationCore::Action &action);
    void persist(const Keyring &ring);
    void useRing();
    void tick();
    void answer(quint64 request, const RotationAnswer &answer);
    void onNews(NodeId from, const QCborMap &message);
    void onOrder(NodeId from, const QCborMap &message);
    void onOrderAnswered(NodeId from, const QCborMap &message);
    void onLetter(const QCborMap &message);
    QCborMap letterTo(const QByteArray &member) const;
    QCborMap replyTo(const KeyStanding &peer, const QByteArray &keyId);

    NodeId m_self;
    Transport &m_transport;
    Settings m_settings;
    Decider m_decider;
    MemberKey m_member;
    RotationCore m_core;
    QTimer m_tick;
    RateLimit m_replies;
    quint64 m_orders = 0;              ///< numbers what this node carries out
    std::map<quint64, Asker> m_askers; ///< of those; no node: somebody here
    std::map<quint64, Asked> m_asked;  ///< what the decider was asked
    QThreadPool m_writer;              ///< last: it waits for what is being written
};

} // namespace everbounce
