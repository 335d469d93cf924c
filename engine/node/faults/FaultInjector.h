// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/Transport.h"
#include "engine/lease/LeaseKeeper.h"
#include "engine/node/faults/Remembered.h"
#include "engine/node/view/Command.h"
#include "engine/node/view/NodeView.h"
#include "engine/singleton/process/Engine.h"

#include <QMap>
#include <QObject>
#include <QTimer>

namespace everbounce {

/// Accepts faults: carries out those meant for this node, and hands the others to theirs, again while no
/// answer comes, since that node's network may be losing messages. While it is remembered, an id stands for
/// one fault of one node: repeating it, here or there, breaks nothing else. Lives on the cluster's thread.
class FaultInjector : public QObject
{
    Q_OBJECT
public:
    FaultInjector(NodeId self, Transport &transport, LeaseKeeper &lease, Engine &engine,
                  QObject *parent = nullptr);

    /// Somebody at this node wants a fault; concluded() follows.
    void accept(const QString &id, const FaultOrder &order);

    /// `origin` wants a fault here; returns the answer. A repetition is not carried out again; if it was
    /// refused, another attempt is decided anew.
    CommandResult carryOut(NodeId origin, const CommandMessage &command);

    /// The answer of the node that was asked; false if none was asked for this.
    bool conclude(const QString &id, const CommandResult &result);

    /// How long another node may take to answer, and how often it is asked meanwhile.
    static constexpr std::chrono::milliseconds patience{2000};
    static constexpr std::chrono::milliseconds repeatInterval{400};
    static constexpr qsizetype mostOpen = 100;

Q_SIGNALS:
    void concluded(const QString &id, const everbounce::CommandResult &result);

    /// For all to know: one sentence.
    void announced(const QString &text, const everbounce::EventFacts &facts);

    /// The engine no longer answers; it should be asked something so that this is noticed.
    void engineHangs();

private:
    struct Open
    {
        NodeId target;
        FaultOrder order;
        quint64 attempt = 0;
        Nanoseconds until{0};
    };

    /// The fault that an id stands for on this node, and its result.
    struct Answered
    {
        FaultOrder order;
        NodeId origin;
        quint64 attempt = 0;
        CommandResult result;
    };

    /// What an id stands for that was accepted here. Its node is decided once, since by the next repetition
    /// the engine may run elsewhere.
    struct Accepted
    {
        FaultOrder order;
        NodeId target;
        CommandResult result; ///< of the target; not ok: not known
    };

    void handOut(const QString &id, const FaultOrder &order, NodeId target);
    bool isPeer(NodeId node) const;
    void settle(const QString &id, const CommandResult &result);
    QString refusal(Fault fault) const;
    CommandResult carryOut(const FaultOrder &order);
    void begin(const FaultOrder &order);
    void freeze(std::chrono::milliseconds length);
    void setNetwork(const FaultOrder &order);
    void sendAgain();

    NodeId m_self;
    Transport &m_transport;
    LeaseKeeper &m_lease;
    Engine &m_engine;
    QMap<QString, Open> m_open; ///< asked of other nodes
    QTimer m_again;
    quint64 m_attempts = 0;
    Remembered<Answered> m_answered;
    Remembered<Accepted> m_accepted;
    QTimer m_isolation;
    QTimer m_loss;
};

} // namespace everbounce
