// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/LanTransport.h"

#include "engine/base/MonotonicClock.h"
#include "engine/base/OwnAddresses.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/cluster/mesh/PeerExchange.h"

// Peers: where they can be found again, whether they are dead, and telling them of each other.

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// How long to look for a peer that is not heard: after a closed link its process is probably gone, after a
/// silent one the network may come back.
constexpr Nanoseconds patienceClosed = 10s;
constexpr Nanoseconds patienceSilent = 60s;

/// A change of this node's pages is told that often: the first time a peer may be in the middle of a
/// handshake, with a hello from before.
constexpr int tellingsOfPages = 2;

} // namespace

void LanTransport::examine(NodeId peer, const Verdict &verdict)
{
    const Endpoint &endpoint = m_endpoints.at(peer);
    if (endpoint.port == 0)
        return verdict(LinkEnd::Broken);
    dropProbe(peer);
    auto *const probe = m_probes[peer] = new Probe(endpoint, this);
    connect(probe, &Probe::done, this, [this, peer, verdict](bool refused) {
        dropProbe(peer);
        verdict(refused ? LinkEnd::Closed : LinkEnd::Broken);
    });
    probe->start();
}

void LanTransport::dropProbe(NodeId peer)
{
    const auto found = m_probes.find(peer);
    if (found == m_probes.end())
        return;
    Probe *const probe = found->second;
    m_probes.erase(found);
    probe->disconnect(this);
    probe->deleteLater();
}

void LanTransport::peerJoined(NodeId peer, Channel *channel)
{
    dropProbe(peer);
    const Endpoint endpoint = static_cast<const Link *>(channel)->peerListensAt();
    m_endpoints[peer] = endpoint;
    m_book->heard(peer, endpoint, monotonicNow()); // to be found there again
    m_book->linked(peer, endpoint);
    m_discovery.setClusterSize(m_endpoints.size() + 1);
    sendPeers(peer);
}

void LanTransport::peerLeft(NodeId peer, LinkEnd end)
{
    dropProbe(peer);
    m_endpoints.erase(peer);
    m_discovery.setClusterSize(m_endpoints.size() + 1);
    m_book->lost(peer, monotonicNow(), end == LinkEnd::Closed ? patienceClosed : patienceSilent,
                 end == LinkEnd::Broken);
    scheduleDials();
}

void LanTransport::sendPeers(NodeId newcomer)
{
    std::map<NodeId, Endpoint> others = m_endpoints;
    others.erase(newcomer);
    if (!others.empty())
        send(newcomer, encodePeers(others));
    const QCborMap news = encodePeers({{newcomer, m_endpoints.at(newcomer)}});
    for (const PeerInfo &peer : peers()) {
        if (peer.id != newcomer)
            send(peer.id, news);
    }
}

/// It may know none of them, and still be able to dial them.
void LanTransport::peerMet(NodeId peer)
{
    if (!m_endpoints.empty())
        send(peer, encodePeers(m_endpoints));
}

bool LanTransport::handleOwn(NodeId from, const QString &type, const QCborMap &message)
{
    if (type == kPeersType)
        onPeers(from, message);
    else if (type == kPagesType)
        onPages(from, message);
    else
        return MeshTransport::handleOwn(from, type, message);
    return true;
}

/// Of the addresses of its page, the one that the link leads to is certainly reachable from here. (Loopback
/// is reachable from this machine alone, and a link from behind address translation shows none of them.)
void LanTransport::placePage(PeerInfo &info, bool hasDialled)
{
    const QHostAddress &address = info.address;
    if (!info.url.isEmpty() && !address.isLoopback() && !needsZone(address) &&
        (info.pages.contains(address) || (hasDialled && !info.pages.isEmpty())))
        info.url.setHost(address.toString());
}

void LanTransport::lookAtPages()
{
    if (const QList<QHostAddress> now = pageAddresses(); now != m_pages) {
        m_pages = now;
        m_tellings = tellingsOfPages;
        Q_EMIT pagesChanged();
    }
    if (m_tellings > 0) {
        --m_tellings;
        sendToAll(encodePages(m_pages));
    }
}

void LanTransport::onPages(NodeId from, const QCborMap &message)
{
    const auto pages = decodePages(message);
    PeerInfo &info = infoOf(from);
    if (!pages || *pages == info.pages || info.url.isEmpty())
        return;
    info.pages = *pages;
    if (!pages->isEmpty())
        info.url.setHost(pages->first().toString());
    else if (info.address.isLoopback()) // it is on this machine, which has no network any more
        info.url.setHost(info.address.toString());
    placePage(info, hasDialled(from));
    Q_EMIT pagesChanged();
}

void LanTransport::onPeers(NodeId from, const QCborMap &message)
{
    const auto teller = m_endpoints.find(from);
    const bool isNear = teller != m_endpoints.end(); // otherwise nobody knows which machine its loopback is
    for (const auto &[id, endpoint] :
         decodePeers(message, isNear ? teller->second.address : QHostAddress())) {
        if (!endpoint.address.isNull() && m_settings.scope.admits(endpoint.address))
            m_book->heard(id, endpoint, monotonicNow());
    }
    dialDue();
}

} // namespace everbounce
