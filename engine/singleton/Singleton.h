// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/commands/CommandQueue.h"
#include "engine/singleton/coordination/Coordination.h"
#include "engine/singleton/log/LogExchange.h"
#include "engine/singleton/replica/store/SnapshotStore.h"
#include "engine/singleton/tenure/Tenure.h"

namespace everbounce {

/// One singleton, as one node sees it: its replica and the store on disk, the lease, the commands, the engine
/// process, and the tenure while this node holds. The workload says what runs. Lives on the cluster's thread.
class Singleton : public QObject
{
    Q_OBJECT
public:
    struct Config
    {
        QString clusterName;
        QString stateDir;      ///< for the snapshot
        QString engineProgram; ///< path of the program that answers the workload's questions
        Nanoseconds tick = std::chrono::milliseconds(30);
        Nanoseconds lease = std::chrono::milliseconds(500);
        Nanoseconds horizon = std::chrono::seconds(3);
        std::function<qint64()> wallClock; ///< milliseconds since 1970
        Coordinate coordinate = coordinateByPeers;
        std::size_t stretchesTold = Lineage::mostTold;       ///< of its lineage a record brings along
        std::size_t commandsKept = CommandLog::mostCommands; ///< of those in the state
    };

    /// The parts that a simulation replaces.
    struct Machine
    {
        std::unique_ptr<Disk> disk;
        std::unique_ptr<Engine> engine;
    };

    /// `transport` and `workload` outlive this object.
    Singleton(NodeId self, const Config &config, Transport &transport, Workload &workload,
              CommandQueue::HolderKnows holderKnows = {}, QObject *parent = nullptr);
    Singleton(NodeId self, const Config &config, Machine machine, Transport &transport, Workload &workload,
              CommandQueue::HolderKnows holderKnows = {}, QObject *parent = nullptr);

    /// Locks the state directory, reads what is in it, and starts the engine's spare. Returns an empty text,
    /// or one sentence that says why it cannot.
    [[nodiscard]] QString prepare();

    /// Begins to take part; call it after the transport has been started.
    void start();

    /// Hands the lease over if this node holds it; left() follows, once.
    void leave();

    /// Has a command carried out by whichever node holds; concluded() follows.
    void accept(const QString &id, const Order &order) { m_commands.accept(id, order); }

    /// The holder may know more now than when a command was held back for it.
    void reconsiderCommands() { m_commands.reconsider(); }

    const std::optional<Record> &record() const { return m_replica.record(); }
    /// Changes whenever the record does.
    std::uint64_t recordVersion() const { return m_replica.version(); }

    /// The commands that this node knows of.
    const CommandLog &log() const { return m_log; }

    Lease lease() const { return m_coordination.keeper->lease(); }
    bool isHolder() const { return m_coordination.keeper->isHolder(); }

    /// Where it is now; 0 before there is one.
    double tickNow() const { return m_tenure.tickNow(); }

    /// The clock to show it by; nothing before enough is known of the holder's.
    std::optional<TickMapping> clock() const
    {
        return m_clock.isSettled() ? m_clock.mapping() : std::nullopt;
    }
    /// Whether clock() is the cluster's, not just the snapshot's.
    bool sharesClock() const { return m_clock.isSettled() && !m_clockIsRestored; }

    /// What the lease stands on, for people; LeaseKeeper::backingChanged() says when that changed.
    Backing backing() const { return m_coordination.keeper->backing(); }

    /// The parts, for those who watch them or break them on purpose.
    LeaseKeeper &keeper() { return *m_coordination.keeper; }
    const LeaseKeeper &keeper() const { return *m_coordination.keeper; }
    Engine &engine() { return *m_engine; }
    void lookAhead() { m_tenure.lookAhead(); }

Q_SIGNALS:
    /// The record has changed, by a publication of this node or another.
    void recordChanged();
    void leaseChanged(everbounce::Lease lease);
    /// Another node, which holds, has renewed its lease.
    void renewed();
    /// `stepped`: everything placed by it must be placed again.
    void clockChanged(bool stepped);
    void concluded(const QString &id, const everbounce::CommandResult &result);
    /// This node has published.
    void published();
    /// The engine crashed or hung, and another one has taken its place; one phrase says how.
    void engineLost(const QString &how);
    /// The singleton goes on, after its engine or its node was lost.
    void restored();
    /// A command could not even be tried; one sentence.
    void commandRefused(const QString &problem);
    /// Something failed, and was refused or undone; one sentence.
    void troubled(const QString &problem);
    /// The lease is being handed over, since engines keep ending here, whatever they are asked.
    void exhausted();
    /// The lease is being handed over, since this machine is too slow to go on in time.
    void overtaken();
    /// Commands that were acknowledged, and that the state lacked, are in it now; what each did. They come
    /// from another side of a partition, or from the log of this node.
    void merged(const QStringList &titles);
    /// The state directory holds nothing usable, or cannot be written; one sentence.
    void diskFailed(const QString &problem);
    /// What a peer sent was not believed.
    void refused(everbounce::Refusal refusal, everbounce::NodeId from);
    void left();

private:
    StateCheck stateCheck() const;
    void connectKeeper();
    void connectReplicator();
    void connectClock();
    void connectTenure();
    void connectCommands();
    void connectLog();
    void addMissing(NodeId peer);
    void lookWhoIsMissing();
    [[nodiscard]] QString restoreSnapshot();
    std::uint64_t knownTerm() const;
    void saveSnapshot();
    void confirm();
    void onLeaseChanged(Lease lease);
    void onRecordChanged();
    void finishLeaving();
    void onCommand(NodeId from, const QCborMap &message);
    void onResult(const QCborMap &message);

    NodeId m_self;
    Config m_config;
    Transport &m_transport;
    Workload &m_workload;
    Replica m_replica;
    CommandLog m_log;
    TickClock m_clock;
    SnapshotStore m_snapshots;
    std::unique_ptr<Engine> m_engine;
    Coordination m_coordination;
    Tenure m_tenure;
    LogExchange m_exchange;
    CommandQueue m_commands;
    bool m_isLeaving = false;
    QTimer m_leaveTimer;
    QMap<NodeId, Instant> m_missing; ///< peers that may live though there is no link, and since when
    QTimer m_missingTimer;
    int m_awaitedRenewals = 0; ///< of the successor, before a leaving node ends
    std::uint64_t m_savedRevision = 0;
    bool m_clockIsRestored = false; ///< it is the snapshot's, and nobody has seen it yet
};

} // namespace everbounce
