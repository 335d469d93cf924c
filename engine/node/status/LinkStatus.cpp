// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/status/LinkStatus.h"

#include "engine/base/MonotonicClock.h"
#include "engine/cluster/link/MessageKeys.h"

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr QLatin1String kStatus("status");
constexpr QLatin1String kViewers("viewers");
constexpr QLatin1String kWindow("window");
constexpr QLatin1String kLinks("links");

/// How often links are looked at; changes are announced.
constexpr auto linkInterval = 2s;
/// Their figures are announced no more often than this: what each node tells all others grows with the
/// square.
constexpr auto linksTold = 10s;

} // namespace

LinkStatus::LinkStatus(Transport &transport, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
{
    m_timer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &LinkStatus::sample);
    m_timer.start(linkInterval);
    transport.on(kStatus, this, &LinkStatus::onTold);
}

void LinkStatus::setViewers(const QString &kind, int count)
{
    if (m_viewers.setOwn(kind, count))
        sendToAll();
}

void LinkStatus::greet(NodeId peer)
{
    m_transport.send(peer, message());
    m_linksChanged = true; // if there are few enough now, they are announced
    Q_EMIT changed();
}

void LinkStatus::forget(NodeId peer)
{
    m_viewers.forget(peer);
    m_links.forget(peer);
    m_linksChanged = true;
    Q_EMIT changed();
}

void LinkStatus::onTold(NodeId from, const QCborMap &message)
{
    m_viewers.setPeer(from, message[kViewers].toInteger(), message[kWindow].toBool());
    m_links.setPeer(from, message[kLinks].toMap());
    Q_EMIT changed();
}

void LinkStatus::sample()
{
    bool anyNew = false;
    for (const PeerInfo &peer : m_transport.peers()) {
        if (const auto roundTrip = m_transport.roundTrip(peer.id)) {
            anyNew |= !m_links.knows(peer.id);
            m_linksChanged |= m_links.sample(peer.id, *roundTrip);
        }
    }
    if (tellsLinks() && m_linksChanged && (anyNew || monotonicNow() - m_toldAt >= linksTold))
        sendToAll();
    Q_EMIT changed(); // the machine's addresses may have changed, too
}

/// In larger clusters each node shows only its own links, and need not know others.
bool LinkStatus::tellsLinks() const
{
    return m_transport.peerCount() < mostNodesWithAllLinks;
}

QCborMap LinkStatus::message() const
{
    return {{kType, kStatus},
            {kViewers, m_viewers.own()},
            {kWindow, m_viewers.ownWindow()},
            {kLinks, tellsLinks() ? m_links.own() : QCborMap()}};
}

void LinkStatus::sendToAll()
{
    m_transport.sendToAll(message());
    m_linksChanged = false;
    m_toldAt = monotonicNow();
    Q_EMIT changed();
}

} // namespace everbounce
