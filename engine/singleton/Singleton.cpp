// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/Singleton.h"

#include "engine/base/Bounds.h"
#include "engine/base/MonotonicClock.h"
#include "engine/singleton/Timing.h"
#include "engine/singleton/commands/CommandMessages.h"
#include "engine/singleton/process/EngineSupervisor.h"
#include "engine/singleton/replica/store/StateDirectory.h"

#include <algorithm>
#include <utility>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// A node that handed its lease over leaves when it has heard its successor twice: by then all others have
/// heard it too, and nobody sees a vacancy when this node's links close.
constexpr int renewalsBeforeLeaving = 2;
/// It does not wait longer than that.
constexpr auto handOverTime = 500ms;
constexpr qsizetype mostMissing = 1024;
/// A shorter lease may grow to this if a holder's machine is busy.
constexpr Nanoseconds shortLeasesUpTo = 500ms;

} // namespace

Singleton::Singleton(NodeId self, const Config &config, Transport &transport, Workload &workload,
                     CommandQueue::HolderKnows holderKnows, QObject *parent)
    : Singleton(self, config,
                {std::make_unique<StateDirectory>(config.stateDir),
                 std::make_unique<EngineSupervisor>(
                     config.engineProgram,
                     [&workload](const QCborMap &answer) { return workload.understand(answer); })},
                transport, workload, std::move(holderKnows), parent)
{
}

Singleton::Singleton(NodeId self, const Config &config, Machine machine, Transport &transport,
                     Workload &workload, CommandQueue::HolderKnows holderKnows, QObject *parent)
    : QObject(parent)
    , m_self(self)
    , m_config(config)
    , m_transport(transport)
    , m_workload(workload)
    , m_log(config.commandsKept)
    , m_clock(config.tick)
    , m_snapshots(std::move(machine.disk), config.clusterName, m_log)
    , m_engine(std::move(machine.engine))
    , m_coordination(
          config.coordinate({self, config.lease, double(config.horizon.count()) / double(config.tick.count()),
                             transport, m_replica, stateCheck(),
                             agreementOn({config.tick, config.lease, config.horizon}), config.stretchesTold},
                            this))
    , m_tenure({config.tick, config.horizon}, {*m_coordination.keeper, *m_coordination.replicator, m_replica,
                                               m_log, m_clock, *m_engine, workload})
    , m_exchange(
          self, transport, m_replica, m_log,
          [this](const QCborMap &content) { return m_workload.read(content).has_value(); },
          config.stretchesTold)
    , m_commands(std::move(holderKnows))
{
    m_leaveTimer.setSingleShot(true);
    m_leaveTimer.setInterval(handOverTime);
    connect(&m_leaveTimer, &QTimer::timeout, this, &Singleton::finishLeaving);
    connect(&m_snapshots, &SnapshotStore::failed, this, &Singleton::diskFailed);
    connect(&m_snapshots, &SnapshotStore::kept, &m_tenure, &Tenure::setWritten);
    connect(&m_snapshots, &SnapshotStore::kept, this, [this](const Lease &lease, quint64, quint64 logUpTo) {
        if (m_coordination.replicator->noteWritten(lease, logUpTo))
            confirm();
    });
    connect(&m_snapshots, &SnapshotStore::notKept, &m_tenure, &Tenure::setUnwritten);
    connect(&m_transport, &Transport::linkUp, this, [this](const PeerInfo &peer) {
        m_missing.remove(peer.id);
        m_tenure.setAlone(false);
    });
    connect(&m_transport, &Transport::linkDown, this, [this](NodeId peer, LinkEnd end) {
        if (end != LinkEnd::Closed)
            addMissing(peer);
        lookWhoIsMissing();
    });
    m_missingTimer.setSingleShot(true);
    connect(&m_missingTimer, &QTimer::timeout, this, &Singleton::lookWhoIsMissing);
    connectClock();
    connectKeeper();
    connectReplicator();
    connectTenure();
    connectCommands();
    connectLog();
}

/// Its process may live, and have taken the lease: for as long as a lease may be this node does not count as
/// alone.
void Singleton::addMissing(NodeId peer)
{
    if (m_missing.size() < mostMissing)
        m_missing.insert(peer, monotonicNow());
}

void Singleton::lookWhoIsMissing()
{
    const Instant now = monotonicNow();
    const Nanoseconds longest = std::max<Nanoseconds>(m_config.lease, shortLeasesUpTo);
    m_missing.removeIf([&](const auto &entry) { return now - entry.value() >= longest; });
    m_tenure.setAlone(m_transport.peerCount() == 0 && m_missing.isEmpty());
    if (!m_missing.isEmpty())
        m_missingTimer.start(toTimer(longest / 4));
}

void Singleton::connectLog()
{
    connect(&m_tenure, &Tenure::carriedOut, this, [this](const LoggedCommand &command, quint64 since) {
        m_exchange.announce(command, since);
        m_snapshots.append({command});
    });
    connect(&m_tenure, &Tenure::merged, this, &Singleton::merged);
    connect(&m_exchange, &LogExchange::logged, this,
            [this](const std::vector<LoggedCommand> &commands) { m_snapshots.append(commands); });
    connect(&m_exchange, &LogExchange::completed, this, [this] {
        confirm();
        m_savedRevision = 0; // the disk may have the record, but not all of its commands
        saveSnapshot();
    });
    connect(&m_exchange, &LogExchange::offered, &m_tenure, &Tenure::merge);
    connect(&m_exchange, &LogExchange::forgotForeign, this, [this](quint64 count) {
        Q_EMIT troubled(
            QStringLiteral("Too many commands of another side wait to be carried out: %1 are lost")
                .arg(count));
    });
    m_tenure.setLearning([this](const Lease &lease) { return m_exchange.mayLearn(lease); });
    connect(&m_exchange, &LogExchange::settled, &m_tenure, &Tenure::onLogSettled);
}

StateCheck Singleton::stateCheck() const
{
    return [this](const QCborMap &state) { return m_workload.examine(state); };
}

void Singleton::connectClock()
{
    m_transport.setTickSource([this] { return isHolder() ? std::optional(tickNow()) : std::nullopt; });
    connect(&m_transport, &Transport::clockSample, this,
            [this](NodeId peer, Nanoseconds roundTrip, double tick, Nanoseconds receivedAt) {
                if (peer != lease().holder)
                    return;
                const auto change = m_clock.sample(receivedAt, roundTrip, tick);
                if (change != TickClock::Change::None)
                    Q_EMIT clockChanged(change == TickClock::Change::Stepped);
                else if (!m_clock.isSettled())
                    m_transport.ping(peer); // a few answers may all be late: ask for more at once
            });
}

void Singleton::connectReplicator()
{
    Replicator *replicator = m_coordination.replicator.get();
    replicator->setTickSource([this]() -> std::optional<double> {
        if (m_clockIsRestored || !m_clock.mapping() || !m_clock.isSettled())
            return std::nullopt;
        return m_clock.mapping()->tickAt(monotonicNow());
    });
    connect(replicator, &Replicator::replaced, this, &Singleton::onRecordChanged);
    connect(replicator, &Replicator::replaced, &m_tenure, &Tenure::reconsider);
    connect(replicator, &Replicator::refused, this, &Singleton::refused);
    connect(replicator, &Replicator::tickStamped, this, [this](double tick) {
        if (m_clock.stamp(monotonicNow(), tick) != TickClock::Change::None)
            Q_EMIT clockChanged(false);
    });
}

void Singleton::connectKeeper()
{
    LeaseKeeper *keeper = m_coordination.keeper.get();
    connect(keeper, &LeaseKeeper::leaseChanged, this, &Singleton::onLeaseChanged);
    connect(keeper, &LeaseKeeper::becameHolder, &m_tenure, &Tenure::begin);
    connect(keeper, &LeaseKeeper::stoppedHolding, &m_tenure, &Tenure::end);
    connect(keeper, &LeaseKeeper::renewed, this, [this] {
        Q_EMIT renewed();
        if (m_awaitedRenewals > 0 && --m_awaitedRenewals == 0)
            finishLeaving();
    });
    connect(keeper, &LeaseKeeper::refused, this, &Singleton::refused);
}

void Singleton::connectTenure()
{
    connect(m_engine.get(), &Engine::replaced, this, &Singleton::engineLost);
    connect(&m_tenure, &Tenure::born, this, [this] {
        m_exchange.setRestored(LogReach(record()->revision, {})); // it has no commands, so none is missing
    });
    connect(&m_tenure, &Tenure::published, this, [this] {
        Q_EMIT published();
        onRecordChanged();
    });
    connect(&m_tenure, &Tenure::refused, this, &Singleton::commandRefused);
    connect(&m_tenure, &Tenure::troubled, this, &Singleton::troubled);
    connect(&m_tenure, &Tenure::restored, this, &Singleton::restored);
    connect(&m_tenure, &Tenure::overtaken, this, [this] {
        // Other nodes may be on machines with more time. If there are none, this one goes on as well as it
        // can.
        if (m_transport.peerCount() == 0)
            return;
        Q_EMIT overtaken();
        keeper().release();
    });
    connect(&m_tenure, &Tenure::exhausted, this, [this] {
        Q_EMIT exhausted();
        keeper().release();
    });
}

void Singleton::connectCommands()
{
    m_transport.on(kCommandType, this, &Singleton::onCommand);
    m_transport.on(kResultType, this, [this](NodeId, const QCborMap &message) { onResult(message); });
    connect(&m_commands, &CommandQueue::toHolder, this,
            [this](const QString &id, const Order &order, quint64 attempt) {
                if (lease().holder == m_self)
                    m_tenure.carryOut({.origin = m_self, .id = id, .order = order, .attempt = attempt});
                else
                    m_transport.send(lease().holder, encodeCommand(id, order.content, attempt));
            });
    connect(&m_commands, &CommandQueue::concluded, this, &Singleton::concluded);
    connect(&m_tenure, &Tenure::answered, this,
            [this](NodeId origin, const QString &id, const CommandResult &result) {
                if (origin == m_self)
                    m_commands.conclude(id, result);
                else
                    m_transport.send(origin, encodeResult(id, result));
            });
}

QString Singleton::prepare()
{
    if (const QString problem = m_snapshots.lock(); !problem.isEmpty())
        return problem;
    if (const QString problem = restoreSnapshot(); !problem.isEmpty())
        return problem;
    m_engine->start();
    return {};
}

void Singleton::start()
{
    keeper().start(knownTerm());
}

/// The log knows terms that the record may lack, as where the snapshot was damaged: a term that begins anew
/// would give names that were given before.
std::uint64_t Singleton::knownTerm() const
{
    std::uint64_t term = record() ? record()->lease.term : 0;
    for (const LoggedCommand &command : m_log.all()) {
        if (command.lease.term <= bounds::maxFirstCount)
            term = std::max(term, command.lease.term);
    }
    return term;
}

void Singleton::leave()
{
    if (std::exchange(m_isLeaving, true))
        return;
    const bool held = isHolder();
    keeper().leave();
    if (!held || isHolder())
        return finishLeaving(); // nothing to hand over, or nobody to take it
    m_awaitedRenewals = renewalsBeforeLeaving;
    m_leaveTimer.start();
}

void Singleton::finishLeaving()
{
    m_leaveTimer.stop();
    m_awaitedRenewals = 0;
    keeper().stop();
    m_tenure.end();
    saveSnapshot();
    Q_EMIT left();
}

/// Returns an empty text, or one sentence if there is a state that cannot be read: a node that began without
/// it would write another one over it.
QString Singleton::restoreSnapshot()
{
    const SnapshotResult result = m_snapshots.load(stateCheck());
    if (!result.unread.isEmpty())
        return result.unread;
    for (const QString &problem : {result.problem, result.logProblem}) {
        if (!problem.isEmpty())
            Q_EMIT diskFailed(problem);
    }
    if (!result.snapshot)
        return {};
    m_replica.takeFresher(result.snapshot->record);
    m_exchange.setRestored(LogReach(result.snapshot->logUpTo, result.snapshot->logHoles));
    m_savedRevision = result.snapshot->record.revision;
    m_clockIsRestored = true;
    m_clock.start(monotonicNow(), resumeTick(*result.snapshot, m_config.wallClock(), m_config.tick));
    return {};
}

void Singleton::saveSnapshot()
{
    if (!record())
        return;
    const bool newRevision = record()->revision != m_savedRevision;
    m_savedRevision = record()->revision;
    m_snapshots.save({m_config.clusterName, *record(), tickNow(), m_config.wallClock(), m_exchange.upTo(),
                      m_exchange.holes()},
                     newRevision);
}

void Singleton::onLeaseChanged(Lease lease)
{
    if (lease && lease.holder != m_self) {
        // The living singleton may be far from the snapshot's: viewers must never see the snapshot's tick.
        if (m_clockIsRestored)
            m_clock = TickClock(m_config.tick);
        m_clock.follow();
        m_transport.ping(lease.holder); // it tells the tick from now on
    }
    if (lease)
        m_clockIsRestored = false;
    m_exchange.setLease(lease);
    Q_EMIT leaseChanged(lease);
    m_commands.setLease(lease);
}

void Singleton::onRecordChanged()
{
    m_exchange.onRecordChanged();
    confirm();
    saveSnapshot();
    Q_EMIT recordChanged();
    m_commands.setShown(record()->revision);
}

void Singleton::confirm()
{
    if (record() && m_exchange.isComplete())
        m_coordination.replicator->confirm();
}

void Singleton::onCommand(NodeId from, const QCborMap &message)
{
    const auto command = decodeOrderMessage(message);
    const auto order = command ? m_workload.read(command->content) : std::nullopt;
    if (order)
        m_tenure.carryOut({.origin = from, .id = command->id, .order = *order, .attempt = command->attempt});
}

void Singleton::onResult(const QCborMap &message)
{
    if (const auto result = decodeResult(message))
        m_commands.conclude(result->id, result->result);
}

} // namespace everbounce
