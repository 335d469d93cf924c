// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/Transport.h"
#include "engine/lease/LeaseKeeper.h"
#include "engine/node/faults/Remembered.h"
#include "engine/node/view/Command.h"
#include "engine/node/view/NodeView.h"
#include "engine/singleton/coordination/CoordinationKind.h"
#include "engine/singleton/process/Engine.h"

#include <QMap>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

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

    /// The cluster's list of events tells which faults were carried out, on whichever node: the event of that
    /// key, if it is in the list.
    using FindEvent = std::function<std::optional<EventView>(const QString &key)>;
    void setFindEvent(FindEvent find) { m_findEvent = std::move(find); }

    /// Without permission this node breaks nothing, whoever asks: its own viewers, others, or chaos.
    void setAllowed(bool allowed) { m_isAllowed = allowed; }
    static CommandResult notAllowed();

    /// The kind of what the lease stands on, and who breaks its members; null: they cannot be broken from
    /// here.
    void setBackingFaults(const QString &backing, const AskForFault &ask)
    {
        m_backing = backing;
        m_askForFault = ask;
    }

    /// Somebody at this node wants a fault; concluded() follows.
    void accept(const QString &id, const FaultOrder &order);

    /// How long another node may take to answer, and how often it is asked meanwhile.
    static constexpr std::chrono::milliseconds patience{2000};
    static constexpr std::chrono::milliseconds repeatInterval{400};
    static constexpr qsizetype mostOpen = 100;

Q_SIGNALS:
    void concluded(const QString &id, const everbounce::CommandResult &result);

    /// To be announced to all nodes: one sentence. The key is that of the fault's id.
    void announced(const QString &text, const everbounce::EventFacts &facts, const QString &key);

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

    void onAsked(NodeId origin, const QCborMap &message);
    void conclude(const QString &id, const CommandResult &result);
    CommandResult carryOut(NodeId origin, const CommandMessage &command);
    void handOut(const QString &id, const FaultOrder &order, NodeId target);
    bool isPeer(NodeId node) const;
    std::optional<CommandResult> resultElsewhere(const QString &id, const FaultOrder &order) const;
    void settle(const QString &id, const CommandResult &result);
    QString breakBacking(const FaultOrder &order) const;
    QString refusal(Fault fault) const;
    CommandResult carryOut(const QString &id, const FaultOrder &order);
    void begin(const FaultOrder &order);
    void freeze(std::chrono::milliseconds length);
    void setNetwork(const FaultOrder &order);
    void sendAgain();

    NodeId m_self;
    bool m_isAllowed = true;
    Transport &m_transport;
    LeaseKeeper &m_lease;
    Engine &m_engine;
    QString m_backing;
    AskForFault m_askForFault;
    FindEvent m_findEvent = [](const QString &) { return std::nullopt; };
    QMap<QString, Open> m_open; ///< asked of other nodes
    QTimer m_again;
    quint64 m_attempts = 0;
    Remembered<Answered> m_answered;
    Remembered<Accepted> m_accepted;
    QTimer m_isolation;
    QTimer m_loss;
};

} // namespace everbounce
