// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/etcd/EtcdLease.h"

#include "engine/base/MonotonicClock.h"
#include "engine/base/Overloaded.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/lease/etcd/EtcdIntroduction.h"

#include <QCborMap>
#include <QLoggingCategory>

#include <set>

namespace everbounce {
namespace {

using namespace std::chrono_literals;
using namespace etcd;

Q_LOGGING_CATEGORY(etcdLog, "everbounce.etcd")

/// How often nodes without a link are told to the transport again.
constexpr auto meetInterval = 3s;

/// A message that says which etcd its sender keeps its lease in.
constexpr QLatin1String kEtcdType("etcd");
constexpr QLatin1String kCluster("cluster");
constexpr qsizetype clusterDigits = 16;
constexpr std::size_t mostEtcds = 1024;

QString textOf(std::uint64_t cluster)
{
    return QString::number(cluster, 16);
}

QByteArray prefixOf(const QString &cluster)
{
    return "/everbounce/" + QUrl::toPercentEncoding(cluster) + '/';
}

Rules rulesOf(const EtcdSettings &settings)
{
    return {.length = settings.length,
            .places = int(settings.access.members.size()),
            .takesOver = settings.takesOver,
            .agreementOf = agreementOf,
            .fits = [like = settings.agreement](const std::string &one, const std::string &other) {
                return differenceOf(one, other, like).isEmpty();
            }};
}

Backing::State stateOf(Condition::State state)
{
    switch (state) {
    case Condition::State::Ready:
        return Backing::State::Ready;
    case Condition::State::Differs:
        return Backing::State::Differs;
    case Condition::State::Connecting:
        return Backing::State::Connecting;
    case Condition::State::Unreachable:
        return Backing::State::Unreachable;
    case Condition::State::Denied:
        return Backing::State::Denied;
    case Condition::State::Full:
        return Backing::State::Full;
    }
    return Backing::State::Connecting;
}

} // namespace

EtcdLease::EtcdLease(NodeId self, const EtcdSettings &settings, Transport &transport, QObject *parent)
    : LeaseKeeper(parent)
    , m_transport(transport)
    , m_core(self, rulesOf(settings))
    , m_client(settings.access, prefixOf(settings.cluster))
    , m_asked(settings.length)
    , m_agreement(settings.agreement)
    , m_files(settings.files)
    , m_readAccess(settings.readAccess)
{
    m_wake.setSingleShot(true);
    m_wake.setTimerType(Qt::PreciseTimer);
    connect(&m_wake, &QTimer::timeout, this, [this] { carryOut(m_core.wake(monotonicNow())); });
    connect(&m_meet, &QTimer::timeout, this, &EtcdLease::meetNodes);
    connect(&m_renewal, &FileRenewal::replaced, this, &EtcdLease::renewAccess);
    connect(&transport, &Transport::linkUp, this, [this](const PeerInfo &peer) {
        tellEtcd(peer.id);
        carryOut(m_core.linkUp(monotonicNow(), peer.id));
    });
    connect(&transport, &Transport::linkDown, this, [this](NodeId peer, LinkEnd end) {
        m_etcds.erase(peer);
        carryOut(m_core.linkDown(monotonicNow(), peer, end == LinkEnd::Closed));
    });
    connect(&m_client, &EtcdClient::answered, this, [this](quint64 number, const Answer &answer) {
        carryOut(m_core.answered(monotonicNow(), number, answer));
    });
    connect(&m_client, &EtcdClient::watched, this,
            [this](const std::vector<Event> &events) { carryOut(m_core.watched(monotonicNow(), events)); });
    connect(&m_client, &EtcdClient::watchEnded, this,
            [this] { carryOut(m_core.watchEnded(monotonicNow())); });
    connect(&m_client, &EtcdClient::membersChanged, this, &LeaseKeeper::backingChanged);
    connect(&m_client, &EtcdClient::clusterChanged, this, [this] {
        for (const PeerInfo &peer : m_transport.peers())
            tellEtcd(peer.id);
        Q_EMIT backingChanged();
    });
    transport.on(kEtcdType, this, [this](NodeId from, const QCborMap &message) {
        if (m_etcds.size() < mostEtcds)
            m_etcds[from] = message[kCluster].toString().left(clusterDigits);
    });
}

void EtcdLease::start(std::uint64_t knownTerm)
{
    m_runs = true;
    m_client.start();
    if (!m_files.isEmpty())
        m_renewal.follow(m_files);
    m_meet.start(meetInterval);
    m_introduced = introduction();
    carryOut(m_core.start(monotonicNow(), knownTerm, m_introduced));
}

void EtcdLease::stop()
{
    m_runs = false;
    m_client.stop();
    m_wake.stop();
    m_meet.stop();
}

bool EtcdLease::mayAct() const
{
    return m_runs && m_core.mayAct(monotonicNow());
}

void EtcdLease::raise()
{
    carryOut(m_core.raise(monotonicNow()));
}

void EtcdLease::release()
{
    carryOut(m_core.release(monotonicNow()));
}

void EtcdLease::leave()
{
    carryOut(m_core.leave(monotonicNow()));
}

void EtcdLease::publish(const QByteArray &record)
{
    carryOut(m_core.publish(monotonicNow(), record.toStdString()));
}

void EtcdLease::renewAccess()
{
    const EtcdAccess now = m_readAccess();
    if (!now.problem.isEmpty()) {
        qCWarning(etcdLog).noquote() << now.problem << "What was there before stays in use.";
        return;
    }
    qCInfo(etcdLog) << "New files for etcd are in use.";
    m_client.setAccess(now.access);
}

/// A slot that a signal reaches may call back into the core. The actions of that are carried out in between.
void EtcdLease::carryOut(const EtcdCore::Actions &actions)
{
    for (const Action &action : actions) {
        if (!m_runs)
            return;
        std::visit(
            Overloaded{
                [this](const Call &call) { m_client.call(call.number, call.request); },
                [this](const Watch &watch) { m_client.watch(watch.from); },
                [this](const BecameHolder &became) { Q_EMIT becameHolder(became.lease); },
                [this](const StoppedHolding &) { Q_EMIT stoppedHolding(); },
                [this](const HolderChanged &changed) { Q_EMIT leaseChanged(changed.lease); },
                [this](const RecordSeen &seen) { Q_EMIT recordSeen(QByteArray::fromStdString(seen.record)); },
                [this](const Committed &) { Q_EMIT committed(); },
                [this](const Renewed &) { Q_EMIT renewed(); },
                [this](const NodesChanged &) { meetNodes(); },
                [this](const ConditionChanged &) {
                    const Backing now = backing();
                    qCInfo(etcdLog).noquote() << "etcd:" << (now.why.isEmpty() ? nameOf(now.state) : now.why);
                    if (now.state == Backing::State::Ready)
                        m_client.look();
                    Q_EMIT backingChanged();
                },
            },
            action);
    }
    schedule();
}

void EtcdLease::schedule()
{
    const auto due = m_core.nextWake();
    if (due && m_runs)
        m_wake.start(toTimer(*due - monotonicNow()));
    else
        m_wake.stop();
}

// ---- Nodes -----------------------------------------------------------------------------------------------

std::string EtcdLease::introduction() const
{
    return toText(Presence{m_transport.listensAt(), m_agreement, m_transport.keyIds()});
}

void EtcdLease::meetNodes()
{
    warnOfOtherEtcds();
    // The network may have come after this node, it accepts links from others by now, or has a new key.
    if (std::string now = introduction(); now != m_introduced) {
        m_introduced = std::move(now);
        carryOut(m_core.introduce(monotonicNow(), m_introduced));
    }
    std::set<NodeId> linked;
    for (const PeerInfo &peer : m_transport.peers())
        linked.insert(peer.id);
    for (const auto &[node, introduction] : m_core.view().nodes()) {
        if (node != m_core.id() && !linked.contains(node))
            m_transport.introduce(node, linksOf(introduction.text));
    }
}

void EtcdLease::tellEtcd(NodeId peer)
{
    if (m_client.cluster() != 0)
        m_transport.send(peer, {{kType, kEtcdType}, {kCluster, textOf(m_client.cluster())}});
}

/// Each has a holder of its own. After a restore nodes learn of etcd's new number one after another: what
/// lasts until the next look is told, again and again, as other nodes that cannot take part try again.
void EtcdLease::warnOfOtherEtcds()
{
    const QString own = textOf(m_client.cluster());
    for (const PeerInfo &peer : m_transport.peers()) {
        const auto told = m_etcds.find(peer.id);
        if (m_client.cluster() != 0 && told != m_etcds.end() && told->second != own)
            Q_EMIT m_transport.peerRefused(
                {peer.id, peer.name, peer.version,
                 QStringLiteral("has another %1 and cannot take part")
                     .arg(
                         QStringLiteral("%1 (%2, here %3)").arg(QStringLiteral("etcd"), told->second, own))});
    }
}

// ---- For people ------------------------------------------------------------------------------------------

Backing EtcdLease::backing() const
{
    const Condition &condition = m_core.condition();
    Backing backing{
        QStringLiteral("etcd"), stateOf(condition.state), QString::fromStdString(condition.why), {}};
    if (backing.state == Backing::State::Differs)
        backing.why = differenceOf(condition.why, agreementOf(m_introduced), m_agreement);
    if (backing.state == Backing::State::Ready && m_core.length() > m_asked)
        backing.why = QStringLiteral("it grants leases of %1 s, not %2 s")
                          .arg(m_core.length().count())
                          .arg(m_asked.count());
    if (const QString stranger = m_client.stranger();
        backing.state == Backing::State::Ready && backing.why.isEmpty() && !stranger.isEmpty())
        backing.why = QStringLiteral("%1 belongs to another etcd").arg(stranger);
    for (const etcd::Member &member : m_client.members())
        backing.members << Backing::Member{member.url.authority(), member.isUp, member.isLeader};
    return backing;
}

} // namespace everbounce
