// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/MeshTransport.h"

#include "engine/base/Cbor.h"
#include "engine/base/MonotonicClock.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/cluster/link/PingBudget.h"
#include "engine/cluster/link/Protocol.h"

#include <QPointer>

#include <algorithm>
#include <array>
#include <utility>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr QLatin1String kNumber("n");
constexpr QLatin1String kTick("tick");
constexpr QLatin1String kWhy("why");
constexpr std::array byeNames{QLatin1String("stopping"), QLatin1String("silent"), QLatin1String("duplicate")};

/// How long a retired channel may still bring what its other side sent before it knew.
constexpr Nanoseconds retirement = 2s;

/// Two links to one peer that come up within this time were dialled before either side had one.
constexpr Nanoseconds duplicateWindow = 3s;

QByteArray encoded(const QCborMap &message)
{
    return message.toCborValue().toCbor();
}

} // namespace

MeshTransport::MeshTransport(const Liveness::Limits &limits, QObject *parent)
    : Transport(parent)
    , m_limits(limits)
    , m_liveness(limits)
{
    connect(&m_pulse, &QTimer::timeout, this, &MeshTransport::pulse);
}

void MeshTransport::begin(const SelfInfo &self)
{
    m_self = self;
    m_running = true;
    m_pulse.setTimerType(Qt::PreciseTimer);
    m_pulse.start(toTimer(m_limits.checkEvery));
}

void MeshTransport::stop()
{
    m_running = false;
    m_pulse.stop();
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
    post(peer->second.channel, message);
}

void MeshTransport::sendToAll(const QCborMap &message)
{
    const QByteArray bytes = encoded(message);
    if (!fits(bytes))
        return;
    const QString type = message[kType].toString();
    for (const auto &[id, peer] : m_peers)
        post(peer.channel, type, bytes);
}

void MeshTransport::post(Channel *channel, const QCborMap &message)
{
    const QByteArray bytes = encoded(message);
    if (fits(bytes))
        post(channel, message[kType].toString(), bytes);
}

void MeshTransport::post(Channel *channel, const QString &type, const QByteArray &bytes)
{
    SentCount &count = m_sent[type];
    ++count.messages;
    count.bytes += quint64(bytes.size());
    channel->send(bytes);
}

bool MeshTransport::fits(const QByteArray &bytes)
{
    // Sent all the same, it would end the link at the other side.
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

// ---- Links -----------------------------------------------------------------------------------------------

void MeshTransport::adopt(const PeerInfo &info, Channel *channel, NodeId dialler)
{
    m_channels[channel] = {info.id};
    connect(channel, &Channel::received, this,
            [this, channel](const QByteArray &bytes) { onMessage(channel, bytes); });
    connect(channel, &Channel::closed, this, [this, channel](bool byKernel) { onClosed(channel, byKernel); });
    connect(channel, &Channel::faultDropped, this, [this] { ++m_counters.faultsDropped; });

    const auto known = m_peers.find(info.id);
    if (known == m_peers.end())
        return link(info, channel, dialler);
    Peer &peer = known->second;
    if (!peer.channel->isOpen() || monotonicNow() - peer.since > duplicateWindow) {
        // Nobody dials a peer that it has a link with: the peer has lost the old one, unnoticed by this side.
        unlink(info.id, LinkEnd::GivenUp, Bye::Silent);
        link(info, channel, dialler);
    } else if (dialler == std::min(m_self.id, info.id) && peer.dialler != dialler) {
        peer.dialler = dialler;
        retire(std::exchange(peer.channel, channel));
    } else {
        retire(channel);
    }
}

void MeshTransport::link(const PeerInfo &info, Channel *channel, NodeId dialler)
{
    const Nanoseconds now = monotonicNow();
    Peer &peer = m_peers[info.id] = {.info = info, .channel = channel, .dialler = dialler, .since = now};
    m_liveness.add(info.id, now);
    pingAt(peer, now);
    peerJoined(info.id, channel);
    Q_EMIT linkUp(info);
}

void MeshTransport::unlink(NodeId id, LinkEnd end, std::optional<Bye> farewell)
{
    const auto found = m_peers.find(id);
    if (found == m_peers.end())
        return;
    Channel *const channel = found->second.channel;
    m_peers.erase(found);
    m_liveness.remove(id);
    if (m_faults.isolated() && farewell)
        m_parked.push_back(channel);
    else
        discard(channel, farewell);
    peerLeft(id, end);
    Q_EMIT linkDown(id, end);
}

void MeshTransport::retire(Channel *channel)
{
    ChannelState &state = m_channels.at(channel);
    if (state.byeDuplicate)
        return discard(channel, Bye::Duplicate);
    state.retired = true;
    channel->sendSurely(encoded({{kType, kByeType}, {kWhy, byeNames[std::size_t(Bye::Duplicate)]}}));
    QTimer::singleShot(toTimer(retirement), channel, [this, channel] { discard(channel, {}); });
}

void MeshTransport::discard(Channel *channel, std::optional<Bye> farewell)
{
    if (m_channels.erase(channel) == 0)
        return;
    m_parked.erase(std::remove(m_parked.begin(), m_parked.end(), channel), m_parked.end());
    channel->disconnect(this);
    if (farewell)
        channel->sendSurely(encoded({{kType, kByeType}, {kWhy, byeNames[std::size_t(*farewell)]}}));
    channel->close();
    channel->deleteLater();
}

void MeshTransport::onClosed(Channel *channel, bool byKernel)
{
    // Who is isolated hears nothing, not even the end of a connection: silence will tell.
    if (m_faults.isolated())
        return;
    const ChannelState state = m_channels.at(channel);
    if (!isCurrent(channel))
        return discard(channel, {});
    if (!byKernel || state.byeDuplicate)
        return unlink(state.peer, LinkEnd::Silent, {});
    // Until the verdict the peer keeps its closed channel, unless it gets another one.
    examine(state.peer, [this, channel = QPointer(channel), peer = state.peer](LinkEnd end) {
        if (channel && isCurrent(channel) && !m_faults.isolated())
            unlink(peer, end, {});
    });
}

bool MeshTransport::isCurrent(const Channel *channel) const
{
    return std::any_of(m_peers.begin(), m_peers.end(),
                       [channel](const auto &peer) { return peer.second.channel == channel; });
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
    if (type != kByeType && m_faults.loses()) {
        ++m_counters.faultsDropped;
        return;
    }
    const NodeId from = m_channels.at(channel).peer;
    noteHeard(from);
    if (m_channels.count(channel) > 0) // whoever was told of it may have stopped the transport
        dispatch(channel, from, type, message);
}

void MeshTransport::dispatch(Channel *channel, NodeId from, const QString &type, const QCborMap &message)
{
    if (type == kByeType)
        return onBye(channel, message[kWhy].toString());
    if (!isLinked(from))
        return; // the last words of a channel that was given up
    if (type == kPingType)
        onPing(channel, message);
    else if (type == kPongType)
        onPong(from, message);
    else if (!handleOwn(from, type, message))
        return Q_EMIT received(from, message);
    Q_EMIT heard(from);
}

bool MeshTransport::handleOwn(NodeId, const QString &type, const QCborMap &)
{
    return type == kHelloType; // a second hello means nothing
}

void MeshTransport::noteHeard(NodeId id)
{
    if (!m_liveness.heard(id, monotonicNow()))
        return;
    const auto peer = m_peers.find(id);
    if (peer == m_peers.end())
        return;
    peer->second.suspect = false;
    Q_EMIT suspectChanged(id, false);
}

void MeshTransport::onBye(Channel *channel, const QString &why)
{
    ChannelState &state = m_channels.at(channel);
    const auto peer = m_peers.find(state.peer);
    const bool current = peer != m_peers.end() && peer->second.channel == channel;
    if (why == byeNames[std::size_t(Bye::Duplicate)]) {
        // The other side has the better link up already; here it will be in a moment, and until then this
        // one serves.
        state.byeDuplicate = true;
        if (!current)
            discard(channel, {});
    } else if (current) {
        unlink(state.peer, endBy(why), {});
    } else {
        discard(channel, {});
    }
}

/// How a link ends by the other side's bye.
LinkEnd MeshTransport::endBy(const QString &why)
{
    if (why == byeNames[std::size_t(Bye::Stopping)])
        return LinkEnd::Closed;
    return why == byeNames[std::size_t(Bye::Silent)] ? LinkEnd::GivenUp : LinkEnd::Silent;
}

// ---- Pings -----------------------------------------------------------------------------------------------

void MeshTransport::ping(NodeId peer)
{
    if (const auto known = m_peers.find(peer); known != m_peers.end())
        pingAt(known->second, monotonicNow());
}

void MeshTransport::pingAt(Peer &peer, Nanoseconds now)
{
    peer.pingedAt = now;
    post(peer.channel, {{kType, kPingType}, {kNumber, ++peer.pingNumber}});
}

void MeshTransport::onPing(Channel *channel, const QCborMap &message)
{
    QCborMap pong{{kType, kPongType}, {kNumber, message[kNumber].toInteger()}};
    if (const auto tick = tickNow())
        pong.insert(kTick, *tick);
    if (!m_channels.at(channel).retired)
        post(channel, pong);
}

void MeshTransport::onPong(NodeId from, const QCborMap &message)
{
    Peer &peer = m_peers.at(from);
    if (message[kNumber].toInteger() != peer.pingNumber)
        return; // of a ping before the last one: its instant is not known any more
    const Nanoseconds now = monotonicNow();
    peer.roundTrip = now - peer.pingedAt;
    peer.tellsTick = message[kTick].isDouble();
    if (peer.tellsTick)
        Q_EMIT clockSample(from, *peer.roundTrip, message[kTick].toDouble(), now);
}

void MeshTransport::pulse()
{
    const Nanoseconds now = monotonicNow();
    const Nanoseconds interval = pingInterval(int(m_peers.size()));
    const Nanoseconds early = m_limits.checkEvery / 2; // who is due before the next pulse is due now
    for (auto &[id, peer] : m_peers) {
        if (isPingDue(now - peer.pingedAt + early, m_liveness.silence(id, now) + early, peer.tellsTick,
                      interval))
            pingAt(peer, now);
    }
    const Liveness::Findings findings = m_liveness.check(now, interval);
    for (const NodeId id : findings.suspect) {
        const auto peer = m_peers.find(id);
        if (peer == m_peers.end())
            continue;
        peer->second.suspect = true;
        Q_EMIT suspectChanged(id, true);
    }
    for (const NodeId id : findings.gone)
        unlink(id, LinkEnd::Silent, Bye::Silent);
}

} // namespace everbounce
