// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/Node.h"

#include "engine/base/MonotonicClock.h"
#include "engine/node/NodeMessages.h"

#include <QDateTime>
#include <QRandomGenerator>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// A node that handed its lease over leaves when it has heard its successor twice: by then everybody else has
/// heard it too, and nobody sees a vacancy when this node's links close.
constexpr int renewalsBeforeLeaving = 2;
/// It does not wait longer than that.
constexpr auto handOverTime = 500ms;
/// Names of peers, those that left included.
constexpr qsizetype mostNames = 10'000;
/// Changes that come together are shown together.
constexpr auto showPause = 5ms;
/// Links are looked at that often, and what has changed is told.
constexpr auto linkInterval = 2s;
/// Their figures are told no more often than that: what each node tells all others grows with the square.
constexpr auto linksTold = 10s;

NodeId newNodeId()
{
    // 0 is no node.
    return {std::max<quint64>(QRandomGenerator::system()->generate64(), 1)};
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
    , m_catalogue(config.name)
    , m_scripts(*m_transport, m_catalogue, selfInfo())
    , m_workload({[this](const QString &name) { return m_catalogue.find(name); },
                  [this](const BehaviorRef &ref) { return m_catalogue.find(ref); }})
    , m_engine(config.engineProgram, kindOfReply)
    , m_lease(m_id, leaseTimes(config.lease), double(config.horizon.count()) / double(config.tick.count()),
              *m_transport, m_replica, stateCheck())
    , m_tenure({config.tick, config.horizon}, {m_lease, m_replica, m_clock, m_engine, m_workload})
    , m_commands([this](const Order &order) { return holderKnows(order); })
    , m_faults(m_id, *m_transport, m_lease, m_engine)
    , m_events(m_id, *m_transport, {config.wallClock, [this] { return eventTick(); }})
{
    connectRefusals();
    m_clusterTimer.setSingleShot(true);
    m_clusterTimer.setInterval(showPause);
    connect(&m_clusterTimer, &QTimer::timeout, this, &Node::showCluster);
    m_stopTimer.setSingleShot(true);
    m_stopTimer.setInterval(handOverTime);
    connect(&m_stopTimer, &QTimer::timeout, this, &Node::finishStop);
    connect(&m_snapshots, &SnapshotStore::failed, this,
            [this](const QString &problem) { announce(EventView::Level::Warning, problem); });
    connect(&m_snapshots, &SnapshotStore::kept, &m_tenure, &Tenure::setWritten);
    connect(&m_snapshots, &SnapshotStore::notKept, &m_tenure, &Tenure::setUnwritten);
    m_linkTimer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_linkTimer, &QTimer::timeout, this, &Node::sampleLinks);
    m_linkTimer.start(linkInterval);
    connectPeers();
    connectClock();
    connectLease();
    connectEngine();
    connectCommands();
    connectFaults();
    connectEvents();
    connectBehaviors();
}

Node::~Node() = default;

StateCheck Node::stateCheck() const
{
    return [this](const QCborMap &state) { return m_workload.examine(state); };
}

void Node::connectPeers()
{
    connect(m_transport.get(), &Transport::linkUp, this, [this](const PeerInfo &peer) {
        if (m_names.size() >= mostNames)
            m_names.clear();
        m_names.insert(peer.id, peer.name);
        m_transport->send(peer.id, statusMessage(m_viewers.own(), toldLinks()));
        if (m_lease.mayPublish() && m_replica.record())
            m_lease.publishTo(peer.id, m_tenure.tickNow());
        m_events.greet(peer.id);
        m_newcomers.insert(peer.id);
        m_arrivalTimer.start();
        peersChanged();
    });
    connect(m_transport.get(), &Transport::linkDown, this, [this](NodeId peer, LinkEnd end) {
        sayLeft(peer, end);
        m_viewers.forget(peer);
        m_links.forget(peer);
        peersChanged();
    });
    connect(m_transport.get(), &Transport::suspectChanged, this, [this](NodeId peer, bool suspect) {
        saySuspect(peer, suspect);
        showClusterSoon();
    });
    connect(m_transport.get(), &Transport::received, this, &Node::takeMessage);
    connect(m_transport.get(), &Transport::peerRefused, this, &Node::onRefused);
}

void Node::connectClock()
{
    m_transport->setTickSource(
        [this] { return m_lease.isHolder() ? std::optional(m_tenure.tickNow()) : std::nullopt; });
    connect(m_transport.get(), &Transport::clockSample, this,
            [this](NodeId peer, Nanoseconds roundTrip, double tick, Nanoseconds receivedAt) {
                if (peer != m_lease.lease().holder)
                    return;
                const auto change = m_clock.sample(receivedAt, roundTrip, tick);
                if (change == TickClock::Change::Stepped)
                    placeEvents();
                if (change != TickClock::Change::None)
                    showFlight();
                else if (!m_clock.isSettled())
                    m_transport->ping(peer); // of few answers all may be late: more, at once
            });
    connect(&m_lease, &LeaseDriver::tickStamped, this, [this](double tick) {
        if (m_clock.stamp(monotonicNow(), tick) != TickClock::Change::None)
            showFlight();
    });
}

void Node::connectRefusals()
{
    connect(&m_lease, &LeaseDriver::refused, this, &Node::noteRefusal);
    connect(&m_events, &EventFeed::refused, this, &Node::noteRefusal);
}

/// A value that nobody honest sends is worth a word, once; but who sends it could fill every list of events.
void Node::noteRefusal(Refusal refusal, NodeId from)
{
    if (m_refusals.note(refusal, monotonicNow()))
        announce(EventView::Level::Warning, QStringLiteral("%1 did not believe %2: %3.")
                                                .arg(m_config.name, nameOf(from),
                                                     QLatin1String(refusalNames[std::size_t(refusal)].text)));
}

void Node::connectLease()
{
    m_lease.setTickSource([this]() -> std::optional<double> {
        if (m_clockIsRestored || !m_clock.mapping() || !m_clock.isSettled())
            return std::nullopt;
        return m_clock.mapping()->tickAt(monotonicNow());
    });
    connect(&m_lease, &LeaseDriver::leaseChanged, this, &Node::takeLease);
    connect(&m_lease, &LeaseDriver::becameHolder, &m_tenure, &Tenure::begin);
    connect(&m_lease, &LeaseDriver::stoppedHolding, &m_tenure, &Tenure::end);
    connect(&m_lease, &LeaseDriver::renewed, this, &Node::takeRenewal);
    connect(&m_lease, &LeaseDriver::replicaReplaced, this, &Node::flightChangedHere);
    connect(&m_lease, &LeaseDriver::replicaReplaced, &m_tenure, &Tenure::reconsider);
    connect(&m_tenure, &Tenure::published, this, [this] {
        ++m_counts.publications;
        flightChangedHere();
    });
}

void Node::connectEngine()
{
    connect(&m_engine, &EngineSupervisor::replaced, this, [this](const QString &how) {
        ++m_counts.engineRestarts;
        announce(EventView::Level::Warning, QStringLiteral("Ball crashed: the engine %1").arg(how),
                 {EventFacts::Kind::EngineLost, m_id});
    });
    connect(&m_tenure, &Tenure::refused, this,
            [this](const QString &problem) { announce(EventView::Level::Warning, problem); });
    connect(&m_tenure, &Tenure::troubled, this,
            [this](const QString &problem) { announce(EventView::Level::Error, problem); });
    connect(&m_tenure, &Tenure::restored, this, [this] {
        announce(EventView::Level::Info,
                 QStringLiteral("Ball state restored. Movement: %1").arg(flight()->behavior.name),
                 {EventFacts::Kind::Restored, m_id});
    });
    connect(&m_tenure, &Tenure::overtaken, this, &Node::handOverFlight);
    connect(&m_tenure, &Tenure::exhausted, this, [this] {
        announce(EventView::Level::Error,
                 QStringLiteral("The engine ended too often on %1").arg(m_config.name));
        m_lease.release();
    });
}

/// Other nodes may be on machines that have more time. Where there is none, this one goes on as it can.
void Node::handOverFlight()
{
    if (m_transport->peers().isEmpty())
        return;
    announce(EventView::Level::Warning,
             QStringLiteral("%1 is too busy to fly the ball, and hands it over").arg(m_config.name));
    m_lease.release();
}

SelfInfo Node::selfInfo() const
{
    return {m_id,
            m_config.name,
            m_config.version,
            m_config.url,
            m_startedAt,
            {m_config.tick, m_config.lease, m_config.horizon},
            m_config.servesEverywhere};
}

QString Node::start()
{
    if (const QString problem = m_snapshots.lock(); !problem.isEmpty())
        return problem;
    restoreSnapshot();
    m_engine.start();
    m_catalogue.watch(m_config.behaviorDirs);
    const QString problem = m_transport->start(selfInfo());
    if (!problem.isEmpty())
        return problem;
    m_lease.start(m_replica.record() ? m_replica.record()->lease.term : 0);
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
    m_renewedAt = monotonicNow();
    if (m_awaitedRenewals > 0 && --m_awaitedRenewals == 0)
        finishStop();
}

void Node::finishStop()
{
    m_stopTimer.stop();
    m_awaitedRenewals = 0;
    m_lease.stop();
    m_tenure.end();
    m_transport->stop();
    saveSnapshot();
    Q_EMIT stopped();
}

void Node::setViewers(const QString &kind, int count)
{
    if (!m_viewers.setOwn(kind, count))
        return;
    sayStatus();
}

void Node::sampleLinks()
{
    bool anyNew = false;
    for (const PeerInfo &peer : m_transport->peers()) {
        if (const auto roundTrip = m_transport->roundTrip(peer.id)) {
            anyNew |= !m_links.knows(peer.id);
            m_linksChanged |= m_links.sample(peer.id, *roundTrip);
        }
    }
    if (m_linksChanged)
        showClusterSoon();
    const bool tells = m_transport->peers().size() < mostNodesWithAllLinks;
    if (tells && m_linksChanged && (anyNew || monotonicNow() - m_linksToldAt >= linksTold))
        sayStatus();
    m_refused.forgetOld(monotonicNow());
    showClusterSoon(); // the machine's addresses may be others by now; shown is only what has changed
}

/// In larger clusters each node shows its own links alone, and needs to know no others.
QCborMap Node::toldLinks() const
{
    return m_transport->peers().size() < mostNodesWithAllLinks ? m_links.own() : QCborMap();
}

void Node::sayStatus()
{
    m_transport->sendToAll(statusMessage(m_viewers.own(), toldLinks()));
    m_linksChanged = false;
    m_linksToldAt = monotonicNow();
    showClusterSoon();
}

void Node::restoreSnapshot()
{
    const SnapshotResult result = m_snapshots.load(m_config.clusterName, stateCheck());
    if (!result.problem.isEmpty())
        announce(EventView::Level::Warning, result.problem);
    if (!result.snapshot)
        return;
    m_replica.takeFresher(result.snapshot->record);
    m_savedRevision = result.snapshot->record.revision;
    m_tenure.setWritten(m_savedRevision);
    m_clockIsRestored = true;
    m_clock.start(monotonicNow(), resumeTick(*result.snapshot, m_config.wallClock(), m_config.tick));
}

void Node::saveSnapshot()
{
    const auto &record = m_replica.record();
    if (!record)
        return;
    const bool newRevision = record->revision != m_savedRevision;
    m_savedRevision = record->revision;
    m_snapshots.save({m_config.clusterName, *record, m_tenure.tickNow(), m_config.wallClock()}, newRevision);
}

void Node::peersChanged()
{
    m_tenure.setAlone(m_transport->peers().isEmpty());
    m_linksChanged = true; // those that are few enough now are told
    showClusterSoon();
}

void Node::takeLease(Lease lease)
{
    if (lease && lease.holder != m_id) {
        // The living flight may be far from the snapshot's: its viewers are never to see the tick of that.
        if (m_clockIsRestored)
            m_clock = TickClock(m_config.tick);
        m_clock.follow();
        m_transport->ping(lease.holder); // it tells the tick from now on
    }
    if (lease)
        m_clockIsRestored = false;
    const Nanoseconds vacant = noteVacancy(lease);
    m_events.setLease(lease);
    if (lease.holder == m_id)
        announce(EventView::Level::Info,
                 QStringLiteral("%1 runs the ball (term %2)").arg(m_config.name).arg(lease.term),
                 {EventFacts::Kind::Lease, m_id, lease.term, std::chrono::duration<double>(vacant).count()});
    showCluster();
    m_commands.setLease(lease);
}

void Node::flightChangedHere()
{
    sayWhatIsKept();
    sayBehavior();
    saveSnapshot();
    showRecord();
}

/// The flight of the replica's record, read once for each; null before there is one.
const FlightRecord *Node::flight() const
{
    if (std::exchange(m_flightVersion, m_replica.version()) != m_replica.version()) {
        const auto &record = m_replica.record();
        m_flight = record ? std::optional(flightOf(*record)) : std::nullopt;
    }
    return m_flight ? &*m_flight : nullptr;
}

/// At once: who has given a command looks what became of it as soon as it is answered.
void Node::showRecord()
{
    showFlight();
    showCluster();
    m_commands.setShown(m_replica.record()->revision);
}

void Node::showFlight()
{
    // A newborn ball may get here, by a vote or a handover, before its first flight.
    const FlightRecord *known = flight();
    if (!known || known->track.empty() || !m_clock.isSettled())
        return;
    const Record &record = *m_replica.record();
    Q_EMIT flightChanged({record.lease, record.revision, m_catalogue.shownName(known->behavior), known->box,
                          known->track, *m_clock.mapping()});
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

QString Node::nameOf(NodeId id) const
{
    return id == m_id ? m_config.name : m_names.value(id, toString(id));
}

} // namespace everbounce
