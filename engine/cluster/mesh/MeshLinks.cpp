// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/MeshTransport.h"

#include "engine/base/MonotonicClock.h"
#include "engine/base/cbor/Cbor.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/cluster/link/Protocol.h"

#include <QPointer>

#include <algorithm>
#include <utility>

// How links begin and end, over channels of their own and through others.

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// How long a retired channel may still bring what its other side sent before it knew.
constexpr Nanoseconds retirement = 2s;

/// To free a TLS connection takes longer than all else that a peer's death asks of this node at once.
constexpr Nanoseconds untilDeleted = 100ms;

/// Two links to one peer that come up within this time were dialled before either side had one.
constexpr Nanoseconds duplicateWindow = 3s;

} // namespace

// ---- Channels --------------------------------------------------------------------------------------------

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
    const bool isLate =
        !peer.channel || !peer.channel->isOpen() || monotonicNow() - peer.since > duplicateWindow;
    if (isLate && peer.channel && !peer.theirSession) {
        // Nobody dials a peer that it has a link with: the peer has lost the old one, unnoticed by this side.
        // Its version is too old to say whether it has gone on through others.
        detach(info.id, LinkEnd::GivenUp, Bye::Silent);
        link(info, channel, dialler);
    } else if (isLate) {
        if (peer.channel)
            discard(std::exchange(peer.channel, nullptr), Bye::Silent);
        peer.info = info;
        attach(peer, channel, dialler);
    } else if (dialler == std::min(m_self.id, info.id) && peer.dialler != dialler) {
        peer.dialler = dialler;
        retire(std::exchange(peer.channel, channel));
    } else {
        retire(channel);
    }
}

/// A link begins. Without a channel the peer is reached through others.
void MeshTransport::link(const PeerInfo &info, Channel *channel, NodeId dialler)
{
    const Nanoseconds now = monotonicNow();
    Peer &peer = m_peers[info.id] = {.info = info, .session = ++m_sessions};
    m_liveness.add(info.id, now);
    if (channel) {
        attach(peer, channel, dialler);
    } else {
        pingAt(peer, now);
        peerMet(info.id);
    }
    Q_EMIT linkUp(info);
}

void MeshTransport::attach(Peer &peer, Channel *channel, NodeId dialler)
{
    const Nanoseconds now = monotonicNow();
    const NodeId id = peer.info.id;
    peer.channel = channel;
    peer.dialler = dialler;
    peer.since = now;
    m_channelLiveness.add(id, now);
    if (peer.info.protocolMinor >= relayingMinor)
        m_relay.linked(id);
    pingAt(peer, now); // first, since it tells the session
    peerJoined(id, channel);
    noteHeard(id, true);
}

/// Gives up a peer's channel. If others reach the peer the link goes on, unless the peer is dead. A death is
/// told before anything else is done: all survivors learn of it at once, and may have to wait for each other.
void MeshTransport::detach(NodeId id, LinkEnd end, std::optional<Bye> farewell)
{
    const auto found = m_peers.find(id);
    if (found == m_peers.end() || !found->second.channel)
        return;
    Channel *const channel = std::exchange(found->second.channel, nullptr);
    m_channelLiveness.remove(id);
    if (end == LinkEnd::Closed)
        drop(id, end);
    if (m_faults.isolated() && farewell)
        m_parked.push_back(channel);
    else
        discard(channel, farewell);
    m_relay.unlinked(id, end);
    peerLeft(id, end);
    if (end != LinkEnd::Closed && !m_relay.reaches(id))
        drop(id, end);
}

/// For the cluster it is as gone as a process that has ended: nobody need wait for it.
void MeshTransport::expel(NodeId id)
{
    end(id, Bye::Stopping);
}

/// Of a peer that is dead, or to be taken for dead.
void MeshTransport::end(NodeId id, std::optional<Bye> farewell)
{
    m_relay.noteDead(id);
    if (hasChannel(id))
        detach(id, LinkEnd::Closed, farewell);
    else
        drop(id, LinkEnd::Closed);
}

void MeshTransport::drop(NodeId id, LinkEnd end)
{
    if (m_peers.erase(id) == 0)
        return;
    m_liveness.remove(id);
    Q_EMIT linkDown(id, end);
}

void MeshTransport::retire(Channel *channel)
{
    ChannelState &state = m_channels.at(channel);
    if (state.byeDuplicate)
        return discard(channel, Bye::Duplicate);
    state.retired = true;
    channel->sendSurely(encodedCbor(byeMessage(Bye::Duplicate)));
    QTimer::singleShot(toTimer(retirement), channel, [this, channel] { discard(channel, {}); });
}

void MeshTransport::discard(Channel *channel, std::optional<Bye> farewell)
{
    if (m_channels.erase(channel) == 0)
        return;
    m_parked.erase(std::remove(m_parked.begin(), m_parked.end(), channel), m_parked.end());
    channel->disconnect(this);
    if (farewell)
        channel->sendSurely(encodedCbor(byeMessage(*farewell)));
    channel->close();
    QTimer::singleShot(toTimer(untilDeleted), channel, &QObject::deleteLater);
}

void MeshTransport::onClosed(Channel *channel, bool byKernel)
{
    // An isolated node hears nothing, not even the end of a connection: the silence will tell.
    if (m_faults.isolated())
        return;
    const ChannelState state = m_channels.at(channel);
    if (!isCurrent(channel))
        return discard(channel, {});
    if (!byKernel || state.byeDuplicate)
        return detach(state.peer, LinkEnd::Silent, {});
    Q_EMIT channelClosed(state.peer);
    // Until the verdict the peer keeps its closed channel, unless it gets another one. Others hear of it only
    // then: if the peer is dead, there is more urgent news.
    m_relay.setUsable({state.peer}, false, false);
    examine(state.peer, [this, channel = QPointer(channel), peer = state.peer](LinkEnd end) {
        if (channel && isCurrent(channel) && !m_faults.isolated())
            detach(peer, end, {});
    });
}

bool MeshTransport::isCurrent(const Channel *channel) const
{
    return std::any_of(m_peers.begin(), m_peers.end(),
                       [channel](const auto &peer) { return peer.second.channel == channel; });
}

bool MeshTransport::hasChannel(NodeId id) const
{
    const auto peer = m_peers.find(id);
    return peer != m_peers.end() && peer->second.channel;
}

// ---- Goodbyes --------------------------------------------------------------------------------------------

void MeshTransport::onBye(Channel *channel, const QString &why)
{
    ChannelState &state = m_channels.at(channel);
    if (endBy(why) == std::nullopt) {
        // The better link is already up on the other side, and will be here in a moment; until then this one
        // serves.
        state.byeDuplicate = true;
        if (!isCurrent(channel))
            discard(channel, {});
    } else if (isCurrent(channel)) {
        detach(state.peer, *endBy(why), {});
    } else {
        discard(channel, {});
    }
}

void MeshTransport::onRelayedBye(NodeId from, const QString &why)
{
    const auto end = endBy(why);
    if (end == LinkEnd::Closed)
        onDied(from);
    else if (end && !hasChannel(from))
        drop(from, *end);
}

/// Others say that a peer is dead that this node does not hear itself.
void MeshTransport::onDied(NodeId id)
{
    end(id, {});
}

// ---- Introductions ---------------------------------------------------------------------------------------

Hello MeshTransport::hello() const
{
    return {.profile = {.id = m_self.id, .name = m_self.name, .version = m_self.version, .url = m_self.url},
            .startedAt = m_self.startedAt,
            .agreement = m_self.agreement};
}

PeerInfo MeshTransport::infoOf(const Hello &hello)
{
    return {.id = hello.profile.id,
            .name = hello.profile.name,
            .version = hello.profile.version,
            .url = hello.profile.url,
            .protocolMinor = hello.profile.minor,
            .startedAt = hello.startedAt,
            .pages = hello.pages};
}

void MeshTransport::refuse(const NodeProfile &profile, const QString &why)
{
    Q_EMIT peerRefused(
        {profile.id, profile.name, profile.version, why + QLatin1String(" and cannot take part")});
}

// ---- Peers that are reached through others ---------------------------------------------------------------

void MeshTransport::greetStrangers(Nanoseconds now)
{
    for (const NodeId id : m_relay.takeStrangers(now)) {
        if (!isLinked(id) && !m_faults.isolated())
            greet(id, id);
    }
}

void MeshTransport::greet(NodeId stranger, NodeId wanted)
{
    Hello own = hello();
    own.wanted = wanted;
    m_relay.send(stranger, encodedCbor(encodeHello(own, monotonicNow())));
}

/// A node that looks for this one says so, and gets the same answer.
void MeshTransport::onGreeting(NodeId from, const QCborMap &message)
{
    const auto theirs = decodeHello(message, monotonicNow(), m_self.agreement);
    Hello own = hello();
    if (theirs && !theirs->wanted)
        own.wanted = from;
    if (!theirs || theirs->profile.id != from || fitOf(*theirs, own) == HelloFit::WrongPeer) {
        ++m_counters.relayDropped;
        return;
    }
    if (fitOf(*theirs, own) == HelloFit::Disagrees)
        return refuse(theirs->profile, QStringLiteral("has another %1").arg(disagreement(*theirs, own)));
    if (theirs->profile.major != protocolMajor)
        return refuse(theirs->profile, QStringLiteral("speaks protocol %1").arg(theirs->profile.major));
    if (fitOf(*theirs, own) == HelloFit::OtherKey)
        return; // one of the two is about to be given the other's
    if (theirs->wanted)
        greet(from, {});
    if (!isLinked(from) && m_peers.size() < std::size_t(maxLinks))
        link(infoOf(*theirs), nullptr, {});
}

/// If the other side's session is a new one, it has lost the link meanwhile and greets this node afresh: so
/// does this one.
void MeshTransport::noteSession(NodeId from, const QCborMap &ping)
{
    const qint64 session = ping[kSessionKey].toInteger();
    Peer &peer = m_peers.at(from);
    if (session <= peer.theirSession)
        return; // or it came by a slower way
    if (std::exchange(peer.theirSession, session) == 0)
        return;
    const PeerInfo info = peer.info;
    Q_EMIT linkDown(from, LinkEnd::GivenUp);
    if (isLinked(from))
        Q_EMIT linkUp(info);
}

} // namespace everbounce
