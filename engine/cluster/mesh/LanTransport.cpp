// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/LanTransport.h"

#include "engine/base/MonotonicClock.h"
#include "engine/base/OwnAddresses.h"
#include "engine/base/cbor/Cbor.h"
#include "engine/cluster/link/keys/Tls.h"

#include <algorithm>
#include <unistd.h>
#include <utility>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// How soon to look again if there was no room for another dial.
constexpr Nanoseconds leastDialGap = 20ms;

/// How soon a change of this machine's addresses is noticed.
constexpr auto pagesInterval = 3s;

/// Of one node: more are not told, nor tried.
constexpr qsizetype mostPlaces = 4;

/// A quarter is for addresses where peers are known to be.
constexpr Places::Limits waitingLimits{
    .all = maxSilentConnections, .strangers = maxSilentConnections * 3 / 4, .each = maxSilentConnections / 4};
constexpr Places::Limits handshakeLimits{
    .all = maxUnprovenLinks, .strangers = maxUnprovenLinks * 3 / 4, .each = maxUnprovenLinks / 4};

} // namespace

LanTransport::LanTransport(const Settings &settings, QObject *parent)
    : MeshTransport(settings.limits, parent)
    , m_settings(settings)
    , m_discovery({settings.scope, settings.discoveryPort, settings.keys, settings.peers, settings.dnsNames},
                  m_faults, m_counters)
    , m_doorstep(waitingLimits, Link::Settings().timeout)
    , m_handshakes(handshakeLimits)
{
    m_dialTimer.setSingleShot(true);
    connect(&m_dialTimer, &QTimer::timeout, this, &LanTransport::dialDue);
    m_pagesTimer.setInterval(pagesInterval);
    connect(&m_pagesTimer, &QTimer::timeout, this, &LanTransport::lookAtPages);
    connect(&m_server, &LinkServer::incoming, this, &LanTransport::accept);
    connect(&m_doorstep, &Doorstep::knocked, this, &LanTransport::letIn);
    connect(&m_doorstep, &Doorstep::noRoom, this, [this] { ++m_counters.linksOverCap; });
    connect(&m_doorstep, &Doorstep::silent, this, [this] { ++m_counters.linksTimedOut; });
    connect(&m_doorstep, &Doorstep::notTls, this, [this] { ++m_counters.linksHandshakeFailed; });
    connect(&m_discovery, &Discovery::incompatible, this, &LanTransport::onOtherMajor);
    connect(&m_discovery, &Discovery::neighbourHeard, this, &LanTransport::neighbourHeard);
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
    m_pages = pageAddresses();
    if (self.servesEverywhere)
        m_pagesTimer.start();
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
    m_doorstep.clear();
    m_dialTimer.stop();
    m_pagesTimer.stop();
    while (!m_unproven.empty()) {
        Link *const link = m_unproven.begin()->first;
        release(link);
        link->close();
    }
    while (!m_probes.empty())
        dropProbe(m_probes.begin()->first);
    MeshTransport::stop();
}

void LanTransport::setIsolated(bool isolated)
{
    MeshTransport::setIsolated(isolated);
    m_server.setAccepting(!isolated);
    m_doorstep.clear();
    if (running())
        dialDue();
}

// ---- Dialling and accepting ------------------------------------------------------------------------------

Link::Settings LanTransport::linkSettings() const
{
    return {.keys = m_settings.keys, .hello = hello()};
}

void LanTransport::setKeys(const QList<ClusterKeys> &keys, const KeyStanding &standing)
{
    m_settings.keys = keys;
    m_standing = standing;
    m_discovery.setKeys(keys);
    if (running())
        dialDue(); // nodes that could not link before can be told of the new key
}

QList<QByteArray> LanTransport::keyIds() const
{
    QList<QByteArray> ids;
    for (const ClusterKeys &keys : m_settings.keys)
        ids << keys.id;
    return ids;
}

Hello LanTransport::hello() const
{
    Hello hello = MeshTransport::hello();
    hello.profile.linkPort = m_server.port();
    hello.keys = m_standing;
    hello.pages = pageAddresses();
    if (!hello.pages.isEmpty())
        hello.profile.url.setHost(hello.pages.first().toString());
    return hello;
}

QList<QHostAddress> LanTransport::pageAddresses() const
{
    return self().servesEverywhere ? reachableAddresses(ownAddresses()) : QList<QHostAddress>();
}

QList<Endpoint> LanTransport::listensAt() const
{
    QList<QHostAddress> addresses = m_settings.scope.ownAddresses();
    if (addresses.contains(QHostAddress(QHostAddress::AnyIPv4)))
        addresses = reachableAddresses(ownAddresses());
    QList<Endpoint> places;
    for (const QHostAddress &address : addresses.mid(0, mostPlaces))
        places << Endpoint{address, m_server.port()};
    return places;
}

void LanTransport::introduce(NodeId peer, const QList<Endpoint> &places)
{
    if (!m_book || peer == self().id || m_endpoints.contains(peer))
        return;
    for (const Endpoint &place : places.mid(0, mostPlaces)) {
        if (m_settings.scope.admits(place.address))
            m_book->heard(peer, place, monotonicNow());
    }
    dialDue();
}

PeerInfo LanTransport::infoOf(const Hello &hello, const Link &link)
{
    PeerInfo info = MeshTransport::infoOf(hello);
    info.address = link.peerListensAt().address;
    info.member = hello.keys.member;
    placePage(info, link.isDialler());
    return info;
}

int LanTransport::dialling() const
{
    return int(std::count_if(m_unproven.begin(), m_unproven.end(),
                             [](const auto &entry) { return bool(entry.second.wanted); }));
}

void LanTransport::dialDue()
{
    if (m_faults.isolated())
        return; // setIsolated() comes back here
    const Nanoseconds now = monotonicNow();
    const int room = std::min(maxUnprovenLinks - dialling(), maxLinks - int(m_endpoints.size()));
    // A peer that is reached through others is there, whether its beacons are heard or not.
    if (std::size_t(peerCount()) > m_endpoints.size()) {
        for (const PeerInfo &peer : peers()) {
            if (!m_endpoints.count(peer.id))
                m_book->remember(peer.id, now);
        }
    }
    for (const Dialer::Dial &due : m_book->takeDue(now, std::max(room, 0)))
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

void LanTransport::dial(const Dialer::Dial &dial)
{
    Link *const link = Link::dial(linkSettings(), dial.to, dial.peer, m_faults, this);
    m_unproven[link] = {dial.peer, {}};
    watch(link);
}

/// Whether a peer was heard or is linked from there, or was named by hand.
bool LanTransport::isKnown(const QHostAddress &address) const
{
    return m_book->knows(address) || m_discovery.isSeed(address);
}

void LanTransport::accept(int descriptor, const QHostAddress &from)
{
    if (m_endpoints.size() >= std::size_t(maxLinks)) {
        ++m_counters.linksOverCap;
        ::close(descriptor);
        return;
    }
    m_doorstep.add(descriptor, from, isKnown(from));
}

void LanTransport::letIn(int descriptor, const QHostAddress &from)
{
    const auto [place, leaves] = m_handshakes.admit(from, isKnown(from));
    if (leaves) {
        ++m_counters.linksOverCap;
        release(std::find_if(m_unproven.begin(), m_unproven.end(), [&leaves = leaves](const auto &entry) {
                    return entry.second.place == leaves;
                })->first);
    }
    Link *const link = Link::accept(linkSettings(), descriptor, m_faults, this);
    m_unproven[link] = {{}, place};
    watch(link);
}

void LanTransport::watch(Link *link)
{
    connect(link, &Link::established, this, [this, link](const Hello &hello) { onEstablished(link, hello); });
    connect(link, &Link::failed, this, [this, link](Link::Failure why) { onFailed(link, why); });
    connect(link, &Link::otherMajor, this, &LanTransport::onOtherMajor);
    connect(link, &Link::disagrees, this, [this](const NodeProfile &profile, const QString &difference) {
        refuse(profile, QStringLiteral("has another %1").arg(difference));
    });
    connect(link, &Link::otherKey, this, [this, link](const Hello &hello) { onOtherKey(link, hello); });
    connect(link, &Link::letter, this,
            [this](const QByteArray &message) { Q_EMIT letterArrived(parsedCbor(message).toMap()); });
    connect(link, &Link::frameTooLong, this, [this] { ++m_counters.framesTooLong; });
    connect(link, &Link::tooSlow, this, [this] { ++m_counters.linksTooSlow; });
}

void LanTransport::onEstablished(Link *link, const Hello &hello)
{
    if (m_faults.isolated()) // its handshake had begun before
        return release(link);
    forget(link);
    const NodeId dialler = link->isDialler() ? self().id : hello.profile.id;
    adopt(infoOf(hello, *link), link, dialler);
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
        {Link::Failure::Disagrees, &ClusterCounters::linksOtherTiming},
        {Link::Failure::OtherKey, &ClusterCounters::linksOtherKey},
    };
    if (const auto counter = counterOf.find(why); counter != counterOf.end())
        ++(m_counters.*(counter->second));
    release(link);
    scheduleDials();
}

/// The side with the newer key sends the other one a letter, which then closes the connection.
void LanTransport::onOtherKey(Link *link, const Hello &hello)
{
    if (m_faults.isolated())
        return release(link);
    if (const QCborMap letter = letterFor(hello.keys, link->keyId()); !letter.isEmpty())
        link->sendSurely(encodedCbor(letter));
}

/// Returns the peer that it was to reach.
NodeId LanTransport::forget(Link *link)
{
    const auto found = m_unproven.find(link);
    const Unproven unproven = found->second;
    m_unproven.erase(found);
    if (unproven.place)
        m_handshakes.release(*unproven.place);
    return unproven.wanted;
}

void LanTransport::release(Link *link)
{
    if (const NodeId wanted = forget(link))
        m_book->dialFailed(wanted, monotonicNow());
    link->disconnect(this);
    link->deleteLater();
}

void LanTransport::onOtherMajor(const NodeProfile &profile)
{
    refuse(profile, QStringLiteral("speaks protocol %1").arg(profile.major));
}

} // namespace everbounce
