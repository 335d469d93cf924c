// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/MeshTransport.h"

#include "engine/base/MonotonicClock.h"
#include "engine/base/cbor/Cbor.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/cluster/link/PingBudget.h"

// Pings and silence.

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// The number of a ping that only tries whether a channel works again. Others count from 1.
constexpr qint64 trialNumber = 0;

/// Within this time a peer whose channel fell silent is heard through others, if they reach it.
constexpr Nanoseconds changeOfWay = 250ms;

} // namespace

// ---- Pings -----------------------------------------------------------------------------------------------

void MeshTransport::ping(NodeId peer)
{
    if (const auto known = m_peers.find(peer); known != m_peers.end())
        pingAt(known->second, monotonicNow());
}

void MeshTransport::pingAt(Peer &peer, Nanoseconds now)
{
    peer.pingedAt = now;
    post(peer.info.id, peer,
         {{kType, kPingType}, {kPingNumber, ++peer.pingNumber}, {kSessionKey, peer.session}});
}

/// To see whether it works again; the answer measures nothing.
void MeshTransport::tryChannel(Peer &peer, Nanoseconds now)
{
    peer.triedAt = now;
    post(peer.channel, {{kType, kPingType}, {kPingNumber, trialNumber}, {kSessionKey, peer.session}});
}

void MeshTransport::onPing(Channel *channel, NodeId from, const QCborMap &message)
{
    noteSession(from, message);
    const auto peer = m_peers.find(from);
    if (peer == m_peers.end() || (channel && m_channels.count(channel) == 0))
        return; // a handler of the new session may have ended it
    const qint64 number = message[kPingNumber].toInteger(-1);
    if (channel && number == trialNumber)
        m_relay.announceAgain(from); // the peer has come to send through others
    QCborMap pong{{kType, kPongType}, {kPingNumber, number}};
    if (const auto tick = tickNow())
        pong.insert(kPongTick, *tick);
    if (!channel)
        post(from, peer->second, pong);
    else if (!m_channels.at(channel).retired)
        post(channel, pong);
}

void MeshTransport::onPong(NodeId from, const QCborMap &message)
{
    Peer &peer = m_peers.at(from);
    if (message[kPingNumber].toInteger() != peer.pingNumber)
        return; // of an earlier ping, whose instant is no longer known
    const Nanoseconds now = monotonicNow();
    peer.roundTrip = now - peer.pingedAt;
    peer.tellsTick = message[kPongTick].isDouble();
    // Who tells the tick speaks often, and must be reached another way before others miss it.
    m_channelLiveness.expectOften(from, peer.tellsTick);
    if (peer.tellsTick)
        Q_EMIT clockSample(from, *peer.roundTrip, message[kPongTick].toDouble(), now);
}

// ---- Silence ---------------------------------------------------------------------------------------------

void MeshTransport::pulse()
{
    const Nanoseconds now = monotonicNow();
    const Nanoseconds interval = pingInterval(int(m_peers.size()));
    pingDue(now, interval);
    checkChannels(now, interval);
    checkPeers(now, interval);
    greetStrangers(now);
}

void MeshTransport::pingDue(Nanoseconds now, Nanoseconds interval)
{
    const Nanoseconds early = m_limits.checkEvery / 2; // due now if due before the next pulse
    for (auto &[id, peer] : m_peers) {
        if (isPingDue(now - peer.pingedAt + early, m_liveness.silence(id, now) + early, peer.tellsTick,
                      interval))
            pingAt(peer, now);
        if (peer.channel && !usesChannel(id, peer) &&
            isPingDue(now - peer.triedAt + early, interval, false, interval))
            tryChannel(peer, now);
    }
}

/// A silent channel is reported to others, and messages to its peer go through them.
void MeshTransport::checkChannels(Nanoseconds now, Nanoseconds interval)
{
    const Liveness::Findings findings = m_channelLiveness.check(now, interval);
    if (!findings.suspect.empty())
        m_relay.setUsable(findings.suspect, false);
    for (const NodeId id : findings.suspect) {
        if (m_relay.reaches(id))
            m_liveness.spareUntil(id, now + changeOfWay);
    }
    for (const NodeId id : findings.gone)
        detach(id, LinkEnd::Silent, Bye::Silent);
}

void MeshTransport::checkPeers(Nanoseconds now, Nanoseconds interval)
{
    const Liveness::Findings findings = m_liveness.check(now, interval);
    for (const NodeId id : findings.suspect) {
        const auto peer = m_peers.find(id);
        if (peer == m_peers.end())
            continue;
        peer->second.suspect = true;
        Q_EMIT suspectChanged(id, true);
    }
    for (const NodeId id : findings.gone) {
        if (!hasChannel(id))
            m_relay.send(id, encodedCbor(byeMessage(Bye::Silent)), true);
        drop(id, LinkEnd::Silent);
    }
}

} // namespace everbounce
