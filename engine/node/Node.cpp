// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/Node.h"

#include "engine/base/MonotonicClock.h"
#include "engine/node/NodeMessages.h"

#include <QDateTime>
#include <QRandomGenerator>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// Names of peers, including those that left.
constexpr qsizetype mostNames = 10'000;
/// Changes that come together are shown together.
constexpr auto showPause = 5ms;
/// How often links are looked at; changes are announced.
constexpr auto linkInterval = 2s;
/// Their figures are announced no more often than this: what each node tells all others grows with the
/// square.
constexpr auto linksTold = 10s;

NodeId newNodeId()
{
    // 0 is no node.
    return {std::max<quint64>(QRandomGenerator::system()->generate64(), 1)};
}

} // namespace

Node::Node(const NodeConfig &config, std::unique_ptr<Transport> transport, QObject *parent)
    : NodeInterface(parent)
    , m_config(config)
    , m_id(newNodeId())
    , m_startedAt(monotonicNow())
    , m_transport(std::move(transport))
    , m_failovers(m_id, selfInfo().timing, *m_transport, [this](NodeId node) { return nameOf(node); })
    , m_catalogue(config.name)
    , m_scripts(*m_transport, m_catalogue, selfInfo())
    , m_workload({[this](const QString &name) { return m_catalogue.find(name); },
                  [this](const BehaviorRef &ref) { return m_catalogue.find(ref); }})
    , m_singleton(m_id, singletonConfig(), *m_transport, m_workload,
                  [this](const Order &order) { return holderKnows(order); })
    , m_faults(m_id, *m_transport, m_singleton.keeper(), m_singleton.engine())
    , m_chaos(m_id, *m_transport, m_faults, [this] { return chaosScene(); })
    , m_events(m_id, *m_transport, {config.wallClock, [this] { return eventTick(); }})
    , m_editor({config.engineProgram, config.scriptDir}, m_catalogue, editorSources())
{
    m_clusterTimer.setSingleShot(true);
    m_clusterTimer.setInterval(showPause);
    connect(&m_clusterTimer, &QTimer::timeout, this, &Node::publishCluster);
    m_linkTimer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_linkTimer, &QTimer::timeout, this, &Node::sampleLinks);
    m_linkTimer.start(linkInterval);
    connectPeers();
    connectSingleton();
    connectFaults();
    connectChaos();
    connectEvents();
    connectBehaviors();
    connectKeys();
}

Node::~Node() = default;

Singleton::Config Node::singletonConfig() const
{
    return {m_config.clusterName, m_config.stateDir, m_config.engineProgram, m_config.tick,
            m_config.lease,       m_config.horizon,  m_config.wallClock,     m_config.coordinate};
}

void Node::connectPeers()
{
    connect(m_transport.get(), &Transport::linkUp, this, &Node::onNewPeer);
    connect(m_transport.get(), &Transport::linkDown, this, [this](NodeId peer, LinkEnd end) {
        announceLeft(peer, end);
        if (m_keys)
            m_keys->forget(peer);
        m_viewers.forget(peer);
        m_links.forget(peer);
        peersChanged();
    });
    connect(m_transport.get(), &Transport::suspectChanged, this, [this](NodeId peer, bool suspect) {
        announceSuspect(peer, suspect);
        publishClusterSoon();
    });
    // A successor may hold in the very turn in which this node learns what the closed link means.
    connect(m_transport.get(), &Transport::channelClosed, this, [this](NodeId peer) {
        if (peer == m_singleton.lease().holder)
            m_vacancy.suspected(monotonicNow());
    });
    connect(m_transport.get(), &Transport::received, this, &Node::onMessage);
    connect(m_transport.get(), &Transport::peerRefused, this, &Node::onRefused);
}

void Node::onNewPeer(const PeerInfo &peer)
{
    if (m_names.size() >= mostNames)
        m_names.clear();
    m_names.insert(peer.id, peer.name);
    m_transport->send(peer.id, status());
    m_events.greet(peer.id);
    m_chaos.greet(peer.id);
    if (m_keys)
        m_keys->greet(peer);
    m_colors.note(peer.name);
    if (m_singleton.isHolder())
        m_transport->sendToAll(encodeColors(m_colors.list()));
    m_newcomers.insert(peer.id);
    m_arrivalTimer.start();
    peersChanged();
}

/// A value that nobody honest sends is worth an event, but only once: whoever sends it could fill every list
/// of events.
void Node::noteRefusal(Refusal refusal, NodeId from)
{
    if (m_refusals.note(refusal, monotonicNow()))
        announce(EventView::Level::Warning, QStringLiteral("%1 did not believe %2: %3.")
                                                .arg(m_config.name, nameOf(from),
                                                     QLatin1String(refusalNames[std::size_t(refusal)].text)));
}

void Node::connectSingleton()
{
    const auto warn = [this](const QString &problem) { announce(EventView::Level::Warning, problem); };
    m_failovers.follow(m_singleton);
    connect(&m_failovers, &Failovers::listed, this, &Node::failoversReady);
    connect(&m_failovers, &Failovers::told, this, &Node::failoverReady);
    connect(&m_singleton, &Singleton::leaseChanged, this, &Node::onLeaseChanged);
    connect(&m_singleton, &Singleton::renewed, this, [this] { m_vacancy.held(monotonicNow()); });
    connect(&m_singleton, &Singleton::published, this, &Node::noteOwnTenure);
    connect(m_transport.get(), &Transport::received, this, &Node::noteOwnTenure);
    connect(&m_singleton.keeper(), &LeaseKeeper::backingChanged, this, &Node::publishClusterSoon);
    connect(&m_singleton, &Singleton::recordChanged, this, &Node::onRecordChanged);
    connect(&m_singleton, &Singleton::published, this, [this] { ++m_counts.publications; });
    connect(&m_singleton, &Singleton::concluded, this, &Node::conclude);
    connect(&m_singleton, &Singleton::refused, this, &Node::noteRefusal);
    connect(&m_events, &EventFeed::refused, this, &Node::noteRefusal);
    connect(&m_singleton, &Singleton::clockChanged, this, [this](bool stepped) {
        if (stepped)
            placeEvents();
        publishFlight();
    });
    connect(&m_singleton, &Singleton::engineLost, this, [this](const QString &how) {
        ++m_counts.engineRestarts;
        announce(EventView::Level::Warning, QStringLiteral("The engine %1; the spare took over").arg(how),
                 {EventFacts::Kind::EngineLost, m_id});
    });
    connect(&m_singleton, &Singleton::restored, this, [this] {
        announce(EventView::Level::Info,
                 QStringLiteral("The ball flies on (%1)").arg(flight()->behavior.name),
                 {EventFacts::Kind::Restored, m_id});
    });
    connect(&m_singleton, &Singleton::commandRefused, this, warn);
    connect(&m_singleton, &Singleton::diskFailed, this, warn);
    connect(&m_singleton, &Singleton::troubled, this,
            [this](const QString &problem) { announce(EventView::Level::Error, problem); });
    connect(&m_singleton, &Singleton::merged, this, &Node::onMerged);
    connect(&m_singleton, &Singleton::overtaken, this, [this] {
        announce(EventView::Level::Warning,
                 QStringLiteral("%1 is too busy to fly the ball, and hands it over").arg(m_config.name));
    });
    connect(&m_singleton, &Singleton::exhausted, this, [this] {
        announce(EventView::Level::Error,
                 QStringLiteral("The engine ended too often on %1").arg(m_config.name));
    });
    connect(&m_singleton, &Singleton::left, this, [this] {
        m_transport->stop();
        Q_EMIT stopped();
    });
}

SelfInfo Node::selfInfo() const
{
    return {m_id,
            m_config.name,
            m_config.version,
            m_config.url,
            m_startedAt,
            {m_config.tick, m_config.lease, m_config.horizon, m_config.coordination},
            m_config.servesEverywhere};
}

QString Node::start()
{
    if (const QString problem = m_singleton.prepare(); !problem.isEmpty())
        return problem;
    m_colors.note(m_config.name);
    if (!m_config.news.isEmpty())
        warnOf(m_config.news);
    m_catalogue.watch(m_config.behaviorDirs + QStringList(m_config.scriptDir));
    const QString problem = m_transport->start(selfInfo());
    if (!problem.isEmpty())
        return problem;
    m_singleton.start();
    publishCluster();
    return {};
}

void Node::stop()
{
    if (!m_singleton.isLeaving())
        m_singleton.leave();
}

void Node::setViewers(const QString &kind, int count)
{
    if (!m_viewers.setOwn(kind, count))
        return;
    sendStatus();
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
        publishClusterSoon();
    const bool tells = m_transport->peers().size() < mostNodesWithAllLinks;
    if (tells && m_linksChanged && (anyNew || monotonicNow() - m_linksToldAt >= linksTold))
        sendStatus();
    m_refused.forgetOld(monotonicNow());
    publishClusterSoon(); // the machine's addresses may have changed; only changes are shown
}

/// In larger clusters each node shows only its own links, and need not know others.
QCborMap Node::toldLinks() const
{
    return m_transport->peers().size() < mostNodesWithAllLinks ? m_links.own() : QCborMap();
}

QCborMap Node::status() const
{
    return statusMessage(m_viewers.own(), m_viewers.ownWindow(), toldLinks());
}

void Node::sendStatus()
{
    m_transport->sendToAll(status());
    m_linksChanged = false;
    m_linksToldAt = monotonicNow();
    publishClusterSoon();
}

void Node::peersChanged()
{
    m_linksChanged = true; // if there are few enough now, they are announced
    publishClusterSoon();
}

void Node::onLeaseChanged(Lease lease)
{
    const Nanoseconds vacant = m_vacancy.changed(bool(lease), monotonicNow());
    m_counts.vacant += vacant;
    if (lease)
        ++m_counts.leaseChanges;
    m_events.setLease(lease);
    m_chaos.leaseChanged();
    if (lease.holder == m_id)
        m_transport->sendToAll(encodeColors(m_colors.list()));
    if (lease.holder == m_id)
        announce(EventView::Level::Info,
                 QStringLiteral("%1 holds the lease (term %2)").arg(m_config.name).arg(lease.term),
                 {EventFacts::Kind::Lease, m_id, lease.term, std::chrono::duration<double>(vacant).count()});
    publishCluster();
}

/// Whoever froze learns afterwards that its lease has run out, but not when. It was held when this node last
/// did anything under it.
void Node::noteOwnTenure()
{
    if (m_singleton.keeper().mayAct())
        m_vacancy.held(monotonicNow());
}

/// At once: whoever gave a command looks for its effect as soon as it is answered.
void Node::onRecordChanged()
{
    announceBehavior();
    publishFlight();
    publishCluster();
}

/// The flight of the replica's record, decoded once for each record; null before there is one.
const FlightRecord *Node::flight() const
{
    if (std::exchange(m_flightVersion, m_singleton.recordVersion()) != m_singleton.recordVersion()) {
        const auto &record = m_singleton.record();
        m_flight = record ? std::optional(flightOf(*record)) : std::nullopt;
    }
    return m_flight ? &*m_flight : nullptr;
}

void Node::publishFlight()
{
    // A newborn ball may arrive here, by a vote or a handover, before its first flight.
    const FlightRecord *known = flight();
    const auto clock = m_singleton.clock();
    if (!known || known->track.empty() || !clock)
        return;
    const Record &record = *m_singleton.record();
    // A vote or a greeting may bring what was published under an earlier lease, after viewers have seen the
    // present one. They never see a lower term again: what its holder publishes is on its way.
    if (record.lease < m_singleton.lease())
        return;
    Q_EMIT flightChanged({record.lease, record.revision, m_catalogue.shownName(known->behavior), known->box,
                          known->track, *clock});
}

void Node::publishClusterSoon()
{
    if (!m_clusterTimer.isActive())
        m_clusterTimer.start();
}

void Node::publishCluster()
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
