// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/MeshTransport.h"

#include "engine/base/MonotonicClock.h"
#include "engine/base/cbor/Cbor.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/cluster/link/PingBudget.h"
#include "engine/cluster/link/Protocol.h"

#include <algorithm>
#include <array>
#include <utility>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr QLatin1String kWhy("why");
constexpr std::array byeNames{QLatin1String("stopping"), QLatin1String("silent"), QLatin1String("duplicate")};

} // namespace

MeshTransport::MeshTransport(const Liveness::Limits &limits, QObject *parent)
    : Transport(parent)
    , m_relay(m_counters, [this](NodeId neighbour, const QCborMap &message,
                                 bool surely) { sendDirectly(neighbour, message, surely); })
    , m_limits(limits)
    , m_liveness(limits)
    , m_channelLiveness(limits)
{
    connect(&m_relay, &Relay::arrived, this, &MeshTransport::onRelayed);
    connect(&m_relay, &Relay::died, this, &MeshTransport::onDied);
    connect(&m_pulse, &QTimer::timeout, this, &MeshTransport::pulse);
}

void MeshTransport::begin(const SelfInfo &self)
{
    m_self = self;
    m_running = true;
    m_relay.begin(self.id);
    // A transport that is to be patient is so here, too.
    Liveness::Limits ofChannels = m_limits;
    ofChannels.oftenAfter = std::max(self.detourAfter, m_limits.suspectAfter / 30);
    m_channelLiveness = Liveness(ofChannels);
    m_pulse.setTimerType(Qt::PreciseTimer);
    m_pulse.start(toTimer(std::min(m_limits.checkEvery, ofChannels.oftenAfter / 2)));
}

void MeshTransport::stop()
{
    m_running = false;
    m_pulse.stop();
    for (const auto &[id, peer] : m_peers) {
        if (!usesChannel(id, peer))
            m_relay.send(id, encodedCbor(byeMessage(Bye::Stopping)), true);
    }
    m_relay.stop();
    while (!m_channels.empty())
        discard(m_channels.begin()->first, Bye::Stopping);
    m_peers.clear();
}

// ---- Messages down ---------------------------------------------------------------------------------------

void MeshTransport::send(NodeId to, const QCborMap &message)
{
    const auto peer = m_peers.find(to);
    if (peer == m_peers.end())
        return;
    post(to, peer->second, message);
    Q_EMIT sending(to, message);
}

void MeshTransport::sendToAll(const QCborMap &message)
{
    const QByteArray bytes = encodedCbor(message);
    if (!fits(bytes))
        return;
    const QString type = message[kType].toString();
    for (const auto &[id, peer] : m_peers) {
        post(id, peer, type, bytes);
        Q_EMIT sending(id, message);
    }
}

void MeshTransport::post(NodeId to, const Peer &peer, const QCborMap &message)
{
    const QByteArray bytes = encodedCbor(message);
    if (fits(bytes))
        post(to, peer, message[kType].toString(), bytes);
}

void MeshTransport::post(NodeId to, const Peer &peer, const QString &type, const QByteArray &bytes)
{
    if (!usesChannel(to, peer))
        return m_relay.send(to, bytes);
    count(type, bytes);
    peer.channel->send(bytes);
}

/// Whether messages to a peer go over its own channel: they do if that works, or if no other way is known.
bool MeshTransport::usesChannel(NodeId to, const Peer &peer) const
{
    return peer.channel && (m_relay.isSound(to) || !m_relay.reaches(to));
}

void MeshTransport::post(Channel *channel, const QCborMap &message)
{
    const QByteArray bytes = encodedCbor(message);
    count(message[kType].toString(), bytes);
    channel->send(bytes);
}

/// What the relay has for a neighbour.
void MeshTransport::sendDirectly(NodeId neighbour, const QCborMap &message, bool surely)
{
    const auto peer = m_peers.find(neighbour);
    if (peer == m_peers.end() || !peer->second.channel)
        return;
    Channel *const channel = peer->second.channel;
    const QString type = message[kType].toString();
    const QByteArray bytes = encodedCbor(message);
    if (!fits(bytes))
        return;
    if (type == kRelayType && channel->unsentBytes() > maxUnsentOfRelay) {
        ++m_counters.relayDropped;
        return;
    }
    count(type, bytes);
    if (surely)
        channel->sendSurely(bytes);
    else
        channel->send(bytes);
}

void MeshTransport::count(const QString &type, const QByteArray &bytes)
{
    SentCount &sent = m_sent[type];
    ++sent.messages;
    sent.bytes += quint64(bytes.size());
}

bool MeshTransport::fits(const QByteArray &bytes)
{
    // If it were sent, it would end the link at the other side.
    const bool isFit = bytes.size() <= maxFrameBytes;
    if (!isFit)
        ++m_counters.framesTooLong;
    return isFit;
}

// ---- What is known ---------------------------------------------------------------------------------------

QList<PeerInfo> MeshTransport::peers() const
{
    QList<PeerInfo> list;
    for (const auto &[id, peer] : m_peers)
        list.append(peer.info);
    return list;
}

bool MeshTransport::isSuspect(NodeId peer) const
{
    const auto found = m_peers.find(peer);
    return found != m_peers.end() && found->second.suspect;
}

std::optional<Nanoseconds> MeshTransport::roundTrip(NodeId peer) const
{
    const auto found = m_peers.find(peer);
    return found != m_peers.end() ? found->second.roundTrip : std::nullopt;
}

// ---- Faults ----------------------------------------------------------------------------------------------

void MeshTransport::setIsolated(bool isolated)
{
    m_faults.setIsolated(isolated);
    if (isolated)
        return;
    for (Channel *channel : std::exchange(m_parked, {}))
        discard(channel, Bye::Silent);
}

void MeshTransport::setLossy(double dropShare, Nanoseconds maxDelay)
{
    m_faults.setLossy(dropShare, maxDelay);
}

// ---- Messages up -----------------------------------------------------------------------------------------

void MeshTransport::onMessage(Channel *channel, const QByteArray &bytes)
{
    const QCborMap message = parsedCbor(bytes).toMap();
    const QString type = message[kType].toString();
    if (type.isEmpty()) {
        ++m_counters.framesMalformed;
        return;
    }
    // A real network would send these again; nobody else does.
    const bool isSure = type == kByeType || type == kNeighboursType;
    if (!isSure && m_faults.loses()) {
        ++m_counters.faultsDropped;
        return;
    }
    const NodeId from = m_channels.at(channel).peer;
    noteHeard(from, true);
    if (m_channels.count(channel) == 0) // a handler may have stopped the transport
        return;
    if (type == kByeType)
        return onBye(channel, message[kWhy].toString());
    if (!isLinked(from))
        return; // the last words of a channel that was given up
    if (!m_relay.handle(from, type, message))
        dispatch(channel, from, type, message);
    else if (isLinked(from))
        Q_EMIT heard(from);
}

void MeshTransport::onRelayed(NodeId from, const QByteArray &bytes)
{
    const QCborMap message = parsedCbor(bytes).toMap();
    const QString type = message[kType].toString();
    if (type.isEmpty()) {
        ++m_counters.framesMalformed;
        return;
    }
    if (type == kHelloType)
        return onGreeting(from, message);
    noteHeard(from, false);
    if (!isLinked(from))
        ++m_counters.relayDropped;
    else if (type == kByeType)
        onRelayedBye(from, message[kWhy].toString());
    else
        dispatch(nullptr, from, type, message);
}

/// Over a channel or, if that is null, through others.
void MeshTransport::dispatch(Channel *channel, NodeId from, const QString &type, const QCborMap &message)
{
    if (type == kPingType)
        onPing(channel, from, message);
    else if (type == kPongType)
        onPong(from, message);
    else if (!handleOwn(from, type, message))
        return deliver(from, message);
    Q_EMIT heard(from);
}

bool MeshTransport::handleOwn(NodeId, const QString &type, const QCborMap &)
{
    // A second hello means nothing here, nor do messages that belong to channels only.
    return type == kHelloType || type == kNeighboursType || type == kRelayType;
}

void MeshTransport::noteHeard(NodeId id, bool overChannel)
{
    const Nanoseconds now = monotonicNow();
    if (overChannel && m_channelLiveness.heard(id, now))
        m_relay.setUsable({id}, true);
    if (!m_liveness.heard(id, now))
        return;
    const auto peer = m_peers.find(id);
    if (peer == m_peers.end())
        return;
    peer->second.suspect = false;
    Q_EMIT suspectChanged(id, false);
}

/// How a link ends by the other side's bye; nothing if that only ends one of two channels.
std::optional<LinkEnd> MeshTransport::endBy(const QString &why)
{
    if (why == byeNames[std::size_t(Bye::Duplicate)])
        return std::nullopt;
    if (why == byeNames[std::size_t(Bye::Stopping)])
        return LinkEnd::Closed;
    return why == byeNames[std::size_t(Bye::Silent)] ? LinkEnd::GivenUp : LinkEnd::Silent;
}

QCborMap MeshTransport::byeMessage(Bye why)
{
    return {{kType, kByeType}, {kWhy, byeNames[std::size_t(why)]}};
}

} // namespace everbounce
