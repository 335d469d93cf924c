// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/LanTransport.h"
#include "engine/MonotonicClock.h"

#include "engine/cluster/MessageKeys.h"
#include "engine/cluster/PeerExchange.h"
#include "engine/cluster/Tls.h"

#include <algorithm>
#include <unistd.h>
#include <utility>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// How long a peer is looked for without being heard: after a closed link its process is probably gone,
/// after a silent one the network may well come back.
constexpr Nanoseconds patienceClosed = 10s;
constexpr Nanoseconds patienceSilent = 60s;

/// How soon to look again where there was no room for another dial.
constexpr Nanoseconds leastDialGap = 20ms;
constexpr std::size_t maxIncompatible = 256;

} // namespace

LanTransport::LanTransport(const Settings &settings, QObject *parent)
    : MeshTransport(settings.limits, parent)
    , m_settings(settings)
    , m_discovery(
          {settings.scope, settings.discoveryPort, settings.keys.beacon, settings.peers, settings.dnsNames},
          m_faults, m_counters)
{
    m_dialTimer.setSingleShot(true);
    connect(&m_dialTimer, &QTimer::timeout, this, &LanTransport::dialDue);
    connect(&m_server, &LinkServer::incoming, this, &LanTransport::accept);
    connect(&m_discovery, &Discovery::incompatible, this, &LanTransport::onOtherMajor);
    connect(&m_discovery, &Discovery::left, this, [this](NodeId peer) {
        m_book->left(peer);
        noteGathering();
    });
    connect(&m_discovery, &Discovery::heard, this,
            [this](const NodeProfile &profile, const QHostAddress &sender) {
                m_book->heard(profile.id, {sender, profile.linkPort}, monotonicNow());
                dialDue();
            });
}

// ---- Start and stop --------------------------------------------------------------------------------------

QString LanTransport::start(const SelfInfo &self)
{
    if (!pskSupported())
        return QStringLiteral(
            "The TLS library of this machine offers no pre-shared keys, which nodes need to "
            "speak to each other; install Qt's OpenSSL backend.");
    QString error = m_server.listen(m_settings.scope);
    if (!error.isEmpty())
        return error;
    m_book.emplace(self.id);
    begin(self);
    error = m_discovery.start(linkSettings().hello.profile);
    if (!error.isEmpty())
        stop();
    return error;
}

void LanTransport::stop()
{
    if (!running())
        return;
    m_discovery.stop();
    m_server.close();
    m_dialTimer.stop();
    while (!m_unproven.empty()) {
        Link *const link = m_unproven.begin()->first;
        release(link);
        link->close();
    }
    MeshTransport::stop();
}

void LanTransport::setIsolated(bool isolated)
{
    MeshTransport::setIsolated(isolated);
    m_server.setAccepting(!isolated);
    if (running())
        dialDue();
}

// ---- Dialling and accepting ------------------------------------------------------------------------------

Link::Settings LanTransport::linkSettings() const
{
    Link::Settings settings;
    settings.key = m_settings.keys.link;
    settings.hello.profile = {.id = self().id,
                              .name = self().name,
                              .version = self().version,
                              .url = self().url,
                              .linkPort = m_server.port()};
    settings.hello.startedAt = self().startedAt;
    return settings;
}

int LanTransport::unproven(Way way) const
{
    return int(std::count_if(m_unproven.begin(), m_unproven.end(),
                             [way](const auto &entry) { return bool(entry.second) == (way == Way::Out); }));
}

void LanTransport::dialDue()
{
    if (m_faults.isolated())
        return; // setIsolated() comes back here
    const int room = std::min(maxUnprovenLinks - unproven(Way::Out), maxLinks - int(peers().size()));
    for (const DialBook::Dial &due : m_book->takeDue(monotonicNow(), std::max(room, 0)))
        dial(due);
    scheduleDials();
}

void LanTransport::scheduleDials()
{
    if (const auto next = m_book->nextDue())
        m_dialTimer.start(toTimer(std::max(*next - monotonicNow(), leastDialGap)));
    else
        m_dialTimer.stop();
    noteGathering();
}

void LanTransport::noteGathering()
{
    const bool gathering = m_book->expectsNewcomers();
    if (std::exchange(m_gathering, gathering) != gathering)
        Q_EMIT gatheringChanged(gathering);
}

void LanTransport::dial(const DialBook::Dial &dial)
{
    Link *const link = Link::dial(linkSettings(), dial.to, dial.peer, m_faults, this);
    m_unproven[link] = dial.peer;
    watch(link);
}

void LanTransport::accept(qintptr descriptor)
{
    if (unproven(Way::In) >= maxUnprovenLinks || peers().size() >= maxLinks) {
        ++m_counters.linksOverCap;
        ::close(int(descriptor));
        return;
    }
    Link *const link = Link::accept(linkSettings(), descriptor, m_faults, this);
    m_unproven[link] = NodeId();
    watch(link);
}

void LanTransport::watch(Link *link)
{
    connect(link, &Link::established, this, [this, link](const Hello &hello) { onEstablished(link, hello); });
    connect(link, &Link::failed, this, [this, link](Link::Failure why) { onFailed(link, why); });
    connect(link, &Link::otherMajor, this, &LanTransport::onOtherMajor);
    connect(link, &Link::frameTooLong, this, [this] { ++m_counters.framesTooLong; });
    connect(link, &Link::tooSlow, this, [this] { ++m_counters.linksTooSlow; });
}

void LanTransport::onEstablished(Link *link, const Hello &hello)
{
    if (m_faults.isolated()) // its handshake had begun before
        return release(link);
    m_unproven.erase(link);
    const NodeProfile &profile = hello.profile;
    const NodeId dialler = link->isDialler() ? self().id : profile.id;
    adopt({profile.id, profile.name, profile.version, profile.url, link->peerListensAt().address,
           profile.minor, hello.startedAt},
          link, dialler);
    noteGathering();
}

void LanTransport::onFailed(Link *link, Link::Failure why)
{
    using Counter = quint64 ClusterCounters::*;
    static const std::map<Link::Failure, Counter> counterOf{
        {Link::Failure::Unreachable, &ClusterCounters::linksUnreachable},
        {Link::Failure::Handshake, &ClusterCounters::linksHandshakeFailed},
        {Link::Failure::TimedOut, &ClusterCounters::linksTimedOut},
        {Link::Failure::BadHello, &ClusterCounters::linksBadHello},
        {Link::Failure::OtherMajor, &ClusterCounters::linksOtherMajor},
        {Link::Failure::WrongPeer, &ClusterCounters::linksWrongPeer},
    };
    if (const auto counter = counterOf.find(why); counter != counterOf.end())
        ++(m_counters.*(counter->second));
    release(link);
    scheduleDials();
}

void LanTransport::release(Link *link)
{
    const NodeId wanted = m_unproven[link];
    m_unproven.erase(link);
    if (wanted)
        m_book->dialFailed(wanted, monotonicNow());
    link->disconnect(this);
    link->deleteLater();
}

void LanTransport::onOtherMajor(const NodeProfile &profile)
{
    if (m_incompatible.size() >= maxIncompatible || !m_incompatible.insert(profile.id).second)
        return;
    Q_EMIT incompatiblePeer(profile.name, profile.version, profile.major);
}

// ---- Peers -----------------------------------------------------------------------------------------------

void LanTransport::peerJoined(NodeId peer, Channel *channel)
{
    const Endpoint endpoint = static_cast<const Link *>(channel)->peerListensAt();
    m_endpoints[peer] = endpoint;
    m_book->heard(peer, endpoint, monotonicNow()); // to be found there again
    m_book->linked(peer);
    m_discovery.setClusterSize(m_endpoints.size() + 1);
    tellPeers(peer);
}

void LanTransport::peerLeft(NodeId peer, LinkEnd end)
{
    m_endpoints.erase(peer);
    m_discovery.setClusterSize(m_endpoints.size() + 1);
    m_book->lost(peer, monotonicNow(), end == LinkEnd::Closed ? patienceClosed : patienceSilent);
    scheduleDials();
}

void LanTransport::tellPeers(NodeId newcomer)
{
    std::map<NodeId, Endpoint> others = m_endpoints;
    others.erase(newcomer);
    if (others.empty())
        return;
    send(newcomer, encodePeers(others));
    const QCborMap news = encodePeers({{newcomer, m_endpoints.at(newcomer)}});
    for (const auto &[id, endpoint] : others)
        send(id, news);
}

bool LanTransport::handleOwn(NodeId from, const QString &type, const QCborMap &message)
{
    if (type != kPeersType)
        return MeshTransport::handleOwn(from, type, message);
    takeTold(from, message);
    return true;
}

void LanTransport::takeTold(NodeId from, const QCborMap &message)
{
    const auto teller = m_endpoints.find(from);
    if (teller == m_endpoints.end())
        return;
    for (const auto &[id, endpoint] : decodePeers(message, teller->second.address)) {
        if (m_settings.scope.admits(endpoint.address))
            m_book->heard(id, endpoint, monotonicNow());
    }
    dialDue();
}

} // namespace everbounce
