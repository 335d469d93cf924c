// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/Node.h"

#include "engine/base/MonotonicClock.h"
#include "engine/node/ClusterViews.h"
#include "engine/node/CoordinationViews.h"
#include "engine/node/chaos/ChaosScene.h"
#include "engine/singleton/Timing.h"

#include <QRandomGenerator>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// Changes that come together are shown together. A view of many nodes costs each of them more, and all make
/// theirs after the same change, when they have to agree on a new holder first.
std::chrono::milliseconds showPause(qsizetype nodes)
{
    return 5ms * std::max<qsizetype>(nodes / 4, 1);
}

/// A node that starts, under a new id.
SelfInfo newNode(const NodeConfig &config)
{
    const NodeId id{std::max<quint64>(QRandomGenerator::system()->generate64(), 1)}; // 0 is no node
    SelfInfo self{.id = id,
                  .name = config.name,
                  .version = config.version,
                  .url = config.url,
                  .startedAt = monotonicNow(),
                  .servesEverywhere = config.servesEverywhere};
    setTiming(self, {config.tick, config.lease, config.horizon, config.coordination});
    return self;
}

/// While what the lease stands on gives it to nobody, there is nothing to wait for; an empty text otherwise.
QString whyNobodyCanHold(const Singleton &singleton)
{
    const Backing backing = singleton.backing();
    const bool gives = backing.state != Backing::State::Unreachable &&
                       backing.state != Backing::State::Denied && backing.state != Backing::State::Differs;
    return singleton.lease() || gives ? QString() : coordinationOf(backing).why;
}

} // namespace

Node::Node(const NodeConfig &config, std::unique_ptr<Transport> transport, QObject *parent)
    : NodeInterface(parent)
    , m_config(config)
    , m_self(newNode(config))
    , m_names(m_self.id, m_self.name)
    , m_transport(std::move(transport))
    , m_announcer(m_names, *m_transport, config.wallClock, [this] { return m_ball.sharedClock(); })
    , m_behaviors(m_self, *m_transport, m_names, m_announcer)
    , m_ball(config, {m_names, *m_transport, m_behaviors, m_announcer})
    , m_faults(m_self.id, *m_transport, m_ball.singleton().keeper(), m_ball.singleton().engine())
    , m_chaos(m_self.id, *m_transport, m_faults, [this] { return chaosScene(); })
    , m_editor({config.engineProgram, config.scriptDir}, m_behaviors.catalogue(), editorSources())
    , m_arrivals(m_names, *m_transport, m_ball.singleton().keeper(), m_announcer)
    , m_status(*m_transport)
    , m_colors(m_names, *m_transport, m_ball.singleton().keeper())
    , m_keys(m_names, *m_transport, config.keys, m_ball.singleton().keeper(), m_announcer)
{
    connectPeers();
    connectBall();
    connectFaults();
    connectKeys();
    connectViews();
}

ScriptEditor::Sources Node::editorSources()
{
    return {[this] {
                return ScriptEditor::Flying{m_ball.flight(), m_ball.singleton().clock()};
            },
            [this](const BehaviorRef &ref) { return m_behaviors.originOf(ref); }};
}

QString Node::start()
{
    if (const QString problem = m_ball.singleton().prepare(); !problem.isEmpty())
        return problem;
    if (!m_config.news.isEmpty())
        m_announcer.warnLastingly(m_config.news);
    m_behaviors.catalogue().watch(m_config.behaviorDirs + QStringList(m_config.scriptDir));
    if (const QString problem = m_transport->start(m_self); !problem.isEmpty())
        return problem;
    m_ball.singleton().start();
    publishCluster();
    return {};
}

// ---- Peers -----------------------------------------------------------------------------------------------

void Node::connectPeers()
{
    connect(m_transport.get(), &Transport::linkUp, this, &Node::onLinkUp);
    connect(m_transport.get(), &Transport::linkDown, this, &Node::onLinkDown);
}

void Node::onLinkUp(const PeerInfo &peer)
{
    m_names.note(peer.id, peer.name);
    m_status.greet(peer.id);
    m_announcer.feed().greet(peer.id);
    m_chaos.greet(peer.id);
    m_keys.greet(peer);
    m_colors.greet(peer);
    m_arrivals.arrived(peer.id);
}

void Node::onLinkDown(NodeId peer, LinkEnd end)
{
    m_arrivals.left(peer, end);
    m_keys.forget(peer);
    m_status.forget(peer);
}

void Node::connectKeys()
{
    connect(&m_keys, &KeyCommands::listed, this, &Node::keysReady);
    connect(&m_keys, &KeyCommands::rotated, this, &Node::keyRotated);
    connect(&m_keys, &KeyCommands::changed, this, &Node::keyChanged);
    connect(&m_keys, &KeyCommands::removes, &m_arrivals, &Arrivals::expectRemoval);
    connect(&m_keys, &KeyCommands::removed, this, &Node::removed);
}

// ---- The ball --------------------------------------------------------------------------------------------

void Node::connectBall()
{
    connect(&m_ball, &BallHost::leaseChanged, this, &Node::onLeaseChanged);
    connect(&m_ball, &BallHost::changed, this, &Node::onBallChanged);
    connect(&m_ball, &BallHost::flightChanged, this, &Node::flightChanged);
    connect(&m_ball.failovers(), &Failovers::listed, this, &Node::failoversReady);
    connect(&m_ball.failovers(), &Failovers::told, this, &Node::failoverReady);
    connect(&m_ball.singleton(), &Singleton::concluded, this, &Node::conclude);
    connect(&m_ball.singleton(), &Singleton::left, this, [this] {
        m_transport->stop();
        Q_EMIT stopped();
    });
}

/// Who numbers events and decides on colours must be known before this change becomes an event.
void Node::onLeaseChanged(const Lease &lease)
{
    m_announcer.feed().setLease(lease);
    m_chaos.leaseChanged();
    m_colors.setLease(lease);
}

/// A holder and a command's effect are shown at once; that there is no holder is news only if it lasts.
void Node::onBallChanged()
{
    if (m_ball.singleton().lease())
        publishCluster();
    else
        publishClusterSoon();
}

void Node::execute(const QString &id, const Command &command)
{
    const bool breaks =
        command.kind == Command::Kind::InjectFault || (command.kind == Command::Kind::SetChaos && command.on);
    if (breaks && !m_config.faults)
        return conclude(id, FaultInjector::notAllowed());
    switch (command.kind) {
    case Command::Kind::InjectFault:
        return m_faults.accept(id, command.fault);
    case Command::Kind::SetChaos:
        return setChaos(id, command.on);
    case Command::Kind::SetBehavior:
    case Command::Kind::Nudge:
        if (const QString why = whyNobodyCanHold(m_ball.singleton()); !why.isEmpty())
            return conclude(id, CommandResult::refused(503, why));
        return m_ball.singleton().accept(id, orderOf(command));
    }
}

void Node::conclude(const QString &id, const CommandResult &result)
{
    ++(result.ok ? m_commands.done : m_commands.refused);
    Q_EMIT executed(id, result);
}

// ---- Faults and chaos ------------------------------------------------------------------------------------

void Node::connectFaults()
{
    m_faults.setAllowed(m_config.faults);
    m_faults.setBackingFaults(m_config.coordination, m_config.askForFault);
    m_faults.setFindEvent([this](const QString &key) { return m_announcer.feed().log().find(key); });
    connect(&m_faults, &FaultInjector::concluded, this, &Node::onFaultConcluded);
    connect(&m_faults, &FaultInjector::engineHangs, &m_ball.singleton(), &Singleton::lookAhead);
    connect(&m_faults, &FaultInjector::announced, &m_announcer,
            [this](const QString &text, const EventFacts &facts, const QString &key) {
                m_announcer.announce(EventView::Level::Warning,
                                     QStringLiteral("%1: %2").arg(m_self.name, text), facts, key);
            });
    connect(&m_chaos, &Chaos::refused, &m_announcer, &Announcer::noteRefusal);
    connect(&m_chaos, &Chaos::wentOff, &m_announcer, &Announcer::warn);
}

void Node::onFaultConcluded(const QString &id, CommandResult result)
{
    if (m_chaos.conclude(id, result))
        return;
    if (result.ok) // a fault makes no revision of its own
        result.revision = m_ball.revision();
    conclude(id, result);
}

void Node::setChaos(const QString &id, bool on)
{
    if (m_chaos.setOn(on))
        m_announcer.warn(
            (on ? QStringLiteral("%1: chaos is on") : QStringLiteral("%1: chaos is off")).arg(m_self.name));
    publishCluster();
    conclude(id, CommandResult::done(m_ball.revision()));
}

Chaos::Scene Node::chaosScene()
{
    const LeaseKeeper &lease = m_ball.singleton().keeper();
    const QList<NodeInfo> nodes = QList<NodeInfo>{{m_self.id, m_self.name}} + peers();
    return {aimsAmong(m_self.id, nodes, m_status.viewers(), m_announcer.lasting(), monotonicNow()),
            lease.lease().holder, lease.isHolder() && lease.mayAct(), m_ball.isFlying()};
}

// ---- What viewers see ------------------------------------------------------------------------------------

void Node::connectViews()
{
    m_clusterTimer.setSingleShot(true);
    connect(&m_clusterTimer, &QTimer::timeout, this, &Node::publishCluster);
    connect(m_transport.get(), &Transport::suspectChanged, this, &Node::publishClusterSoon);
    connect(m_transport.get(), &Transport::pagesChanged, this, &Node::publishClusterSoon);
    connect(&m_ball.singleton().keeper(), &LeaseKeeper::backingChanged, this, &Node::publishClusterSoon);
    connect(&m_behaviors, &KnownBehaviors::changed, this, &Node::publishClusterSoon);
    connect(&m_chaos, &Chaos::changed, this, &Node::publishClusterSoon);
    connect(&m_arrivals, &Arrivals::refusedChanged, this, &Node::publishClusterSoon);
    connect(&m_status, &LinkStatus::changed, this, &Node::publishClusterSoon);
    connect(&m_colors, &SharedColors::changed, this, &Node::publishClusterSoon);
    connect(&m_announcer, &Announcer::lastingWarningsChanged, this, &Node::publishClusterSoon);
    connect(&m_announcer, &Announcer::happened, this, &Node::eventHappened);
    connect(&m_announcer, &Announcer::replaced, this, &Node::eventsReplaced);
}

QList<NodeInfo> Node::peers() const
{
    QList<NodeInfo> nodes;
    for (const PeerInfo &peer : m_transport->peers())
        nodes << infoOf(peer, m_transport->isSuspect(peer.id), m_status.viewers().peer(peer.id));
    return nodes;
}

ClusterView Node::view()
{
    const NodeInfo self = infoOf(m_self, m_transport->pageAddresses(), m_status.viewers().own());
    return viewOf({.clusterName = m_config.clusterName,
                   .nodes = QList<NodeInfo>{self} + peers(),
                   .ball = m_ball.part(),
                   .links = m_status.links(),
                   .chaos = m_chaos.state(),
                   .colors = m_colors.list(),
                   .warnings = m_arrivals.refused() + m_announcer.lastingWarnings()});
}

NodeFacts Node::facts()
{
    NodeFacts facts{.ball = m_ball.facts(),
                    .peers = m_transport->peerCount(),
                    .viewers = m_status.viewers().own(),
                    .viewersOnline = view().viewersOnline(),
                    .uptime = monotonicNow() - m_self.startedAt,
                    .commands = m_commands,
                    .events = m_announcer.heard(),
                    .sent = m_transport->sent(),
                    .counters = m_transport->counters(),
                    .refusals = m_announcer.refusals()};
    for (const PeerInfo &peer : m_transport->peers()) {
        if (const auto roundTrip = m_transport->roundTrip(peer.id))
            facts.roundTrips << RoundTrip{peer.id, peer.name, *roundTrip};
    }
    return facts;
}

void Node::publishClusterSoon()
{
    if (!m_clusterTimer.isActive())
        m_clusterTimer.start(showPause(m_shownCluster ? m_shownCluster->nodes.size() : 1));
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

} // namespace everbounce
