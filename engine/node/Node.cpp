// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/Node.h"

#include "engine/MonotonicClock.h"
#include "engine/ball/BallCodec.h"

#include <QDateTime>
#include <QLoggingCategory>
#include <QRandomGenerator>

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(log, "everbounce.node")

using namespace std::chrono_literals;

constexpr QLatin1String kType("t");
constexpr QLatin1String kStatus("status");
constexpr QLatin1String kViewers("viewers");
constexpr QLatin1String kKept("kept");
constexpr QLatin1String kTerm("term");
constexpr QLatin1String kRevision("revision");
/// A node that handed its lease over leaves when it has heard its successor twice: by then everybody else has
/// heard it too, and nobody sees a vacancy when this node's links close.
constexpr int renewalsBeforeLeaving = 2;
/// It does not wait longer than that.
constexpr auto handOverTime = 500ms;
/// Changes that come together are shown together.
constexpr auto showPause = 5ms;

NodeId newNodeId()
{
    // 0 is no node.
    return {std::max<quint64>(QRandomGenerator::system()->generate64(), 1)};
}

QCborMap statusMessage(int viewers)
{
    return {{kType, kStatus}, {kViewers, viewers}};
}

LeaseTimes leaseTimes(Nanoseconds lease)
{
    LeaseTimes times;
    times.lease = lease;
    return times;
}

} // namespace

Node::Node(const NodeConfig &config, std::unique_ptr<Transport> transport, QObject *parent)
    : NodeInterface(parent)
    , m_config(config)
    , m_id(newNodeId())
    , m_startedAt(monotonicNow())
    , m_transport(std::move(transport))
    , m_clock(config.tick)
    , m_snapshots(config.stateDir)
    , m_engine(config.engineProgram)
    , m_lease(m_id, leaseTimes(config.lease), *m_transport, m_guardian)
    , m_holder(config, m_lease, m_guardian, m_clock, m_engine)
{
    m_clusterTimer.setSingleShot(true);
    m_clusterTimer.setInterval(showPause);
    connect(&m_clusterTimer, &QTimer::timeout, this, &Node::showCluster);
    m_stopTimer.setSingleShot(true);
    m_stopTimer.setInterval(handOverTime);
    connect(&m_stopTimer, &QTimer::timeout, this, &Node::finishStop);
    connect(&m_snapshots, &SnapshotStore::failed, this,
            [this](const QString &problem) { announce(EventView::Level::Warning, problem); });
    connectTransport();
    connectLease();
    connectCommands();
}

Node::~Node() = default;

void Node::connectTransport()
{
    m_transport->setTickSource(
        [this] { return m_lease.isHolder() ? std::optional(m_holder.tickNow()) : std::nullopt; });
    connect(m_transport.get(), &Transport::linkUp, this, [this](const PeerInfo &peer) {
        m_names.insert(peer.id, peer.name);
        announce(EventView::Level::Info, QStringLiteral("%1 joined").arg(peer.name));
        m_transport->send(peer.id, statusMessage(m_viewers.own()));
        if (m_lease.mayPublish() && m_guardian.record())
            m_lease.publishTo(peer.id, m_holder.tickNow());
        peersChanged();
    });
    connect(m_transport.get(), &Transport::linkDown, this, [this](NodeId peer, bool closed) {
        announce(
            EventView::Level::Warning,
            (closed ? QStringLiteral("%1 is gone") : QStringLiteral("%1 is lost")).arg(m_names.take(peer)));
        m_viewers.forget(peer);
        peersChanged();
    });
    connect(m_transport.get(), &Transport::suspectChanged, this, [this](NodeId peer, bool suspect) {
        announce(
            suspect ? EventView::Level::Warning : EventView::Level::Info,
            (suspect ? QStringLiteral("%1 is silent") : QStringLiteral("%1 speaks again")).arg(nameOf(peer)));
        showClusterSoon();
    });
    connect(m_transport.get(), &Transport::received, this, &Node::takeMessage);
    connect(m_transport.get(), &Transport::incompatiblePeer, this,
            [this](const QString &name, const QString &version, int major) {
                announce(EventView::Level::Warning,
                         QStringLiteral("%1 (version %2) speaks protocol %3 and cannot take part")
                             .arg(name, version)
                             .arg(major));
            });
    connect(m_transport.get(), &Transport::clockSample, this,
            [this](NodeId peer, Nanoseconds roundTrip, double tick, Nanoseconds receivedAt) {
                if (peer == m_lease.lease().holder &&
                    m_clock.sample(receivedAt, roundTrip, tick) != TickClock::Change::None)
                    showFlight();
            });
}

void Node::connectLease()
{
    connect(&m_lease, &LeaseDriver::leaseChanged, this, &Node::takeLease);
    connect(&m_lease, &LeaseDriver::becameHolder, &m_holder, &HolderRole::begin);
    connect(&m_lease, &LeaseDriver::stoppedHolding, &m_holder, &HolderRole::end);
    connect(&m_lease, &LeaseDriver::renewed, this, &Node::takeRenewal);
    connect(&m_lease, &LeaseDriver::guardianReplaced, this, &Node::flightChangedHere);
    connect(&m_lease, &LeaseDriver::tickStamped, this, [this](double tick) {
        if (m_clock.stamp(monotonicNow(), tick) != TickClock::Change::None)
            showFlight();
    });
    connect(&m_holder, &HolderRole::published, this, &Node::flightChangedHere);
    connect(&m_holder, &HolderRole::troubled, this,
            [this](const QString &problem) { announce(EventView::Level::Error, problem); });
    connect(&m_engine, &EngineSupervisor::replaced, this, [this](const QString &how) {
        announce(EventView::Level::Warning, QStringLiteral("Ball crashed: the engine %1").arg(how));
    });
    connect(&m_engine, &EngineSupervisor::gaveUp, this, [this] {
        announce(EventView::Level::Error,
                 QStringLiteral("The engine ended too often on %1").arg(m_config.name));
        m_lease.release();
    });
}

void Node::connectCommands()
{
    connect(&m_commands, &CommandDesk::toHolder, this, [this](const QString &id, const Command &command) {
        const NodeId holder = m_lease.lease().holder;
        if (holder == m_id)
            m_holder.carryOut(m_id, id, command);
        else
            m_transport->send(holder, encodeCommand(id, command));
    });
    connect(&m_commands, &CommandDesk::concluded, this, &Node::executed);
    connect(&m_holder, &HolderRole::answered, this,
            [this](NodeId origin, const QString &id, const CommandResult &result) {
                if (origin == m_id)
                    m_commands.conclude(id, result);
                else
                    m_transport->send(origin, encodeResult(id, result));
            });
}

QString Node::start()
{
    restoreSnapshot();
    m_engine.start();
    const QString problem =
        m_transport->start({m_id, m_config.name, m_config.version, m_config.url, m_startedAt});
    if (!problem.isEmpty())
        return problem;
    m_lease.start(m_guardian.record() ? m_guardian.record()->lease.term : 0);
    showCluster();
    return {};
}

void Node::stop()
{
    if (m_stopTimer.isActive())
        return;
    const bool held = m_lease.isHolder();
    m_lease.leave();
    if (!held || m_lease.isHolder())
        return finishStop(); // nothing to hand over, or nobody to take it
    m_awaitedRenewals = renewalsBeforeLeaving;
    m_stopTimer.start();
}

void Node::takeRenewal()
{
    if (m_awaitedRenewals > 0 && --m_awaitedRenewals == 0)
        finishStop();
}

void Node::finishStop()
{
    m_stopTimer.stop();
    m_awaitedRenewals = 0;
    m_lease.stop();
    m_holder.end();
    m_transport->stop();
    saveSnapshot();
    Q_EMIT stopped();
}

void Node::setViewers(const QString &kind, int count)
{
    if (!m_viewers.setOwn(kind, count))
        return;
    m_transport->sendToAll(statusMessage(m_viewers.own()));
    showClusterSoon();
}

void Node::restoreSnapshot()
{
    const SnapshotResult result = m_snapshots.load(m_config.clusterName);
    if (!result.problem.isEmpty())
        announce(EventView::Level::Warning, result.problem);
    if (!result.snapshot)
        return;
    m_guardian.takeFresher(result.snapshot->record);
    m_savedRevision = result.snapshot->record.revision;
    m_clockIsRestored = true;
    m_clock.start(monotonicNow(),
                  resumeTick(*result.snapshot, QDateTime::currentMSecsSinceEpoch(), m_config.tick));
}

void Node::saveSnapshot()
{
    const auto &record = m_guardian.record();
    if (!record)
        return;
    const bool newRevision = record->revision != m_savedRevision;
    m_savedRevision = record->revision;
    m_snapshots.save({m_config.clusterName, *record, m_holder.tickNow(), QDateTime::currentMSecsSinceEpoch()},
                     newRevision);
}

void Node::execute(const QString &id, const Command &command)
{
    m_commands.accept(id, command);
}

void Node::requestFigures(quint64 request)
{
    Q_EMIT figuresReady(request, {});
}

void Node::takeMessage(NodeId from, const QCborMap &message)
{
    const QString type = message[kType].toString();
    if (type == kStatus) {
        m_viewers.setPeer(from, message[kViewers].toInteger());
        showClusterSoon();
    } else if (type == kKept) {
        const auto term = decodeUnsigned(message[kTerm]);
        const auto revision = decodeUnsigned(message[kRevision]);
        if (revision && term == m_lease.lease().term)
            m_holder.confirm(*revision);
    } else if (const auto command = decodeCommand(message)) {
        m_holder.carryOut(from, command->id, command->content);
    } else if (const auto result = decodeResult(message)) {
        m_commands.conclude(result->id, result->content);
    }
}

/// Tells the holder that this node's guardian has its record: so commands become safe.
void Node::sayWhatIsKept()
{
    const auto &record = m_guardian.record();
    if (record->lease.holder == m_id || record->lease != m_lease.lease())
        return;
    m_transport->send(record->lease.holder, {{kType, kKept},
                                             {kTerm, encodeUnsigned(record->lease.term)},
                                             {kRevision, encodeUnsigned(record->revision)}});
}

void Node::peersChanged()
{
    m_holder.setAlone(m_transport->peers().isEmpty());
    showClusterSoon();
}

void Node::takeLease(Lease lease)
{
    if (lease && lease.holder != m_id) {
        // The living flight may be far from the snapshot's: its viewers are never to see the tick of that.
        if (m_clockIsRestored)
            m_clock = TickClock(m_config.tick);
        m_clock.follow();
    }
    if (lease)
        m_clockIsRestored = false;
    if (lease)
        announce(EventView::Level::Info,
                 QStringLiteral("%1 runs the ball (term %2)").arg(nameOf(lease.holder)).arg(lease.term));
    else
        announce(EventView::Level::Warning, QStringLiteral("Nobody runs the ball"));
    showCluster();
    m_commands.setLease(lease);
}

void Node::flightChangedHere()
{
    sayWhatIsKept();
    const QString behavior = m_guardian.record()->behavior;
    if (!m_announcedBehavior.isEmpty() && behavior != m_announcedBehavior)
        announce(EventView::Level::Info, QStringLiteral("Ball behavior changed to %1, running on %2")
                                             .arg(behavior, nameOf(m_guardian.record()->lease.holder)));
    m_announcedBehavior = behavior;
    saveSnapshot();
    showFlight();
    showClusterSoon();
}

void Node::showFlight()
{
    const auto &record = m_guardian.record();
    if (!record || !m_clock.mapping())
        return;
    Q_EMIT flightChanged(
        {record->lease, record->revision, record->behavior, record->box, record->track, *m_clock.mapping()});
}

void Node::showClusterSoon()
{
    if (!m_clusterTimer.isActive())
        m_clusterTimer.start();
}

void Node::showCluster()
{
    m_clusterTimer.stop();
    const ClusterView now = view();
    if (m_shownCluster == now)
        return;
    m_shownCluster = now;
    Q_EMIT clusterChanged(now);
}

ClusterView Node::view() const
{
    ClusterView view;
    view.self = m_id;
    view.clusterName = m_config.clusterName;
    view.lease = m_lease.lease();
    if (const auto &record = m_guardian.record()) {
        view.revision = record->revision;
        view.behavior = record->behavior;
        view.lastGood = record->lastGood;
    }
    for (const PeerInfo &peer : m_transport->peers())
        view.nodes << describe(peer);
    std::sort(view.nodes.begin(), view.nodes.end(), [](const NodeInfo &a, const NodeInfo &b) {
        return std::tie(a.name, a.id) < std::tie(b.name, b.id);
    });
    view.nodes.prepend({m_id, m_config.name, m_config.version, m_config.url, NodeInfo::State::Alive,
                        m_viewers.own(), m_startedAt});
    for (const std::string_view name : builtinBehaviorNames())
        view.behaviors << BehaviorInfo{QString::fromLatin1(name.data(), qsizetype(name.size())),
                                       BehaviorInfo::Source::Builtin, false, false};
    return view;
}

NodeInfo Node::describe(const PeerInfo &peer) const
{
    const auto state = m_transport->isSuspect(peer.id) ? NodeInfo::State::Suspect : NodeInfo::State::Alive;
    return {peer.id, peer.name, peer.version, peer.url, state, m_viewers.peer(peer.id), peer.startedAt};
}

QString Node::nameOf(NodeId id) const
{
    return id == m_id ? m_config.name : m_names.value(id, toString(id));
}

void Node::announce(EventView::Level level, const QString &text)
{
    switch (level) {
    case EventView::Level::Info:
        qCInfo(log, "%ls", qUtf16Printable(text));
        break;
    case EventView::Level::Warning:
        qCWarning(log, "%ls", qUtf16Printable(text));
        break;
    case EventView::Level::Error:
        qCCritical(log, "%ls", qUtf16Printable(text));
        break;
    }
    Q_EMIT eventHappened({++m_lastEvent, QDateTime::currentMSecsSinceEpoch(), level, text, m_config.name});
}

} // namespace everbounce
