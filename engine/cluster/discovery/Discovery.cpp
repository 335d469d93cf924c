// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/discovery/Discovery.h"

#include "engine/base/MonotonicClock.h"
#include "engine/cluster/discovery/InvitingBeacon.h"

#include <QNetworkDatagram>
#include <QRandomGenerator>
#include <QUdpSocket>

#include <algorithm>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr int datagramsAtOnce = 64;
constexpr std::size_t maxKnown = 1024;
constexpr qsizetype maxNewcomers = 32;

/// A node that was silent for this long is a newcomer again.
constexpr Nanoseconds forgetAfter = 10s;

/// Anybody on the network can read a beacon. Names are for the hello, which nobody reads without the key.
NodeProfile nameless(NodeProfile profile)
{
    profile.name.clear();
    profile.version.clear();
    profile.url.clear();
    return profile;
}

/// People are to know which node it is that cannot take part.
NodeProfile namedBy(const QHostAddress &address, NodeProfile profile)
{
    if (profile.name.isEmpty())
        profile.name = address.toString();
    return profile;
}

} // namespace

Discovery::Discovery(const Settings &settings, FaultFilter &faults, ClusterCounters &counters,
                     QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_faults(faults)
    , m_counters(counters)
    , m_seeds(settings.peers, settings.dnsNames, settings.port)
    , m_schedule(monotonicNow())
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Discovery::round);
    m_rates.setSeeds(m_seeds.endpoints());
    connect(&m_seeds, &Seeds::changed, this, [this] {
        m_rates.setSeeds(m_seeds.endpoints());
        m_schedule.newcomer(monotonicNow());
        schedule();
    });
}

// ---- Sockets ---------------------------------------------------------------------------------------------

QString Discovery::start(const NodeProfile &profile)
{
    m_profile = nameless(profile);
    const auto problem = [this](const QString &what) {
        return QStringLiteral("UDP port %1 cannot be used for discovery (%2); choose another one with "
                              "--discovery-port.")
            .arg(m_settings.port)
            .arg(what);
    };
    QList<QHostAddress> addresses = m_settings.scope.ownAddresses();
    const QHostAddress first = addresses.first();
    addresses.removeIf([this](const QHostAddress &address) { return !bindOwn(address); });
    if (!addresses.contains(first))
        return problem(m_own.first()->errorString());
    m_seeds.start();
    sendToSeeds(
        beacon(Beacon::Kind::Hello)); // of sockets that share a port, only the newest gets unicast datagrams
    if (!bindShared(first))
        return problem(QStringLiteral("it is taken"));
    for (const QHostAddress &address : addresses.mid(1))
        bindShared(address);
    round();
    return {};
}

bool Discovery::bindShared(const QHostAddress &address)
{
    // Broadcasts reach only sockets that are not bound to an IPv4 address; admits() drops senders that are
    // out of scope.
    const bool isIPv4 = address.protocol() == QAbstractSocket::IPv4Protocol;
    const QHostAddress any = isIPv4                          ? QHostAddress(QHostAddress::AnyIPv4)
                             : m_settings.scope.isLoopback() ? address
                                                             : QHostAddress(QHostAddress::AnyIPv6);
    auto *const socket = new QUdpSocket(this);
    if (!socket->bind(any, m_settings.port, QUdpSocket::ShareAddress | QUdpSocket::ReuseAddressHint)) {
        delete socket;
        return false;
    }
    m_shared.append(socket);
    listenTo(socket);
    return true;
}

bool Discovery::bindOwn(const QHostAddress &address)
{
    auto *const socket = new QUdpSocket(this);
    m_own.append(socket);
    listenTo(socket);
    if (!socket->bind(address, 0))
        return false;
    if (socket->localPort() != m_settings.port)
        return true;
    // The system happened to choose the shared port.
    const bool bound = bindOwn(address);
    m_own.removeOne(socket);
    delete socket;
    return bound;
}

void Discovery::listenTo(QUdpSocket *socket)
{
    connect(socket, &QUdpSocket::readyRead, this, [this, socket] { read(socket); });
}

// ---- Hearing ---------------------------------------------------------------------------------------------

void Discovery::read(QUdpSocket *socket)
{
    for (int i = 0; i < datagramsAtOnce && socket->hasPendingDatagrams(); ++i) {
        const QNetworkDatagram datagram = socket->receiveDatagram(maxBeaconBytes + 1);
        const Endpoint sender{plainAddress(datagram.senderAddress()), quint16(datagram.senderPort())};
        if (!m_settings.scope.admits(sender.address))
            ++m_counters.beaconsOutOfScope;
        else if (isBeaconShaped(datagram.data()) && !m_rates.admits(sender, monotonicNow()))
            ++m_counters.beaconsOverRate;
        else if (m_faults.loses())
            ++m_counters.faultsDropped;
        else if (!takeInvitation(datagram.data(), sender))
            handle(datagram.data(), sender);
    }
}

bool Discovery::takeInvitation(const QByteArray &datagram, const Endpoint &sender)
{
    const auto invitation = InvitingBeacon::fromBytes(datagram);
    if (invitation && m_invitations.admits(monotonicNow()))
        Q_EMIT neighbourHeard(sender.address, invitation->door, invitation->id);
    return invitation.has_value();
}

/// By an older key, too: its owner is to be found, and given the newest.
DecodedBeacon Discovery::decode(const QByteArray &datagram) const
{
    DecodedBeacon decoded;
    for (const ClusterKeys &key : m_settings.keys) {
        decoded = decodeBeacon(datagram, key.beacon);
        if (decoded.verdict != BeaconVerdict::BadMac)
            break;
    }
    return decoded;
}

void Discovery::handle(const QByteArray &datagram, const Endpoint &sender)
{
    const auto [verdict, beacon] = decode(datagram);
    if (verdict == BeaconVerdict::BadMac)
        Q_EMIT neighbourHeard(sender.address, 0, 0);
    if (countIfBad(verdict))
        return;
    m_rates.proved(sender);
    if (verdict == BeaconVerdict::OtherMajor)
        return Q_EMIT incompatible(namedBy(sender.address, beacon.profile));
    const NodeId peer = beacon.profile.id;
    if (peer == m_profile.id)
        return;
    if (beacon.kind == Beacon::Kind::Goodbye) {
        m_lastHeard.erase(peer);
        return Q_EMIT left(peer);
    }
    noteHello(peer, sender);
    Q_EMIT heard(beacon.profile, sender.address);
}

bool Discovery::isSeed(const QHostAddress &address) const
{
    const QList<Endpoint> seeds = m_seeds.endpoints();
    return std::any_of(seeds.begin(), seeds.end(),
                       [&](const Endpoint &seed) { return seed.address == address; });
}

bool Discovery::countIfBad(BeaconVerdict verdict)
{
    switch (verdict) {
    case BeaconVerdict::Good:
        return false;
    case BeaconVerdict::OtherMajor:
        ++m_counters.beaconsOtherMajor;
        return false;
    case BeaconVerdict::TooLong:
        ++m_counters.beaconsTooLong;
        break;
    case BeaconVerdict::NotOurs:
        ++m_counters.beaconsNotOurs;
        break;
    case BeaconVerdict::BadMac:
        ++m_counters.beaconsBadMac;
        break;
    case BeaconVerdict::Malformed:
        ++m_counters.beaconsMalformed;
        break;
    }
    return true;
}

void Discovery::noteHello(NodeId peer, const Endpoint &sender)
{
    const Nanoseconds now = monotonicNow();
    if (m_lastHeard.size() >= maxKnown)
        std::erase_if(m_lastHeard, [&](const auto &entry) { return now - entry.second > forgetAfter; });
    const auto known = m_lastHeard.find(peer);
    const bool newcomer = known == m_lastHeard.end() || now - known->second > forgetAfter;
    if (known == m_lastHeard.end() && m_lastHeard.size() >= maxKnown)
        return;
    m_lastHeard[peer] = now;
    if (!newcomer)
        return;
    if (m_newcomers.size() < maxNewcomers)
        m_newcomers.append(sender);
    m_schedule.newcomer(now);
    schedule();
}

// ---- Sending ---------------------------------------------------------------------------------------------

void Discovery::schedule()
{
    m_timer.start(toTimer(m_schedule.due() - monotonicNow()));
}

void Discovery::round()
{
    sendAround(Beacon::Kind::Hello);
    m_newcomers.clear();
    m_schedule.sent(monotonicNow(), QRandomGenerator::global()->generateDouble(), m_clusterSize);
    schedule();
}

void Discovery::sendAround(Beacon::Kind kind)
{
    const QByteArray datagram = beacon(kind);
    // Looked up each time: interfaces come and go.
    const auto addresses = m_settings.scope.isLoopback() ? QList<QNetworkAddressEntry>() : upAddresses();
    for (const QHostAddress &target : m_settings.scope.broadcastTargets(addresses))
        sendTo(datagram, {target, m_settings.port});
    sendToSeeds(datagram);
    for (const Endpoint &newcomer : m_newcomers)
        sendTo(datagram, newcomer);
}

QByteArray Discovery::beacon(Beacon::Kind kind) const
{
    return encodeBeacon({kind, m_profile}, m_settings.keys.first().beacon);
}

void Discovery::sendToSeeds(const QByteArray &datagram)
{
    for (const Endpoint &seed : m_seeds.endpoints())
        sendTo(datagram, seed);
}

void Discovery::sendTo(const QByteArray &datagram, const Endpoint &to)
{
    if (m_faults.loses()) {
        ++m_counters.faultsDropped;
        return;
    }
    bool sent = false;
    for (QUdpSocket *socket : m_settings.scope.admits(to.address) ? m_own : QList<QUdpSocket *>()) {
        if (socket->localAddress().protocol() == to.address.protocol())
            sent = socket->writeDatagram(datagram, to.address, to.port) == datagram.size();
    }
    if (!sent)
        ++m_counters.beaconsUnsent;
}

void Discovery::stop()
{
    m_timer.stop();
    m_seeds.disconnect(this);
    sendAround(Beacon::Kind::Goodbye);
    for (QUdpSocket *socket : m_shared + m_own)
        socket->close();
}

} // namespace everbounce
