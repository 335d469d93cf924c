// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/arrivals/Arrivals.h"

#include "engine/base/MonotonicClock.h"

#include <algorithm>
#include <utility>

namespace everbounce {

using namespace std::chrono_literals;

/// From an arrival to its announcement. By then clusters that met have become one and one of two holders has
/// stepped down, or a dead holder has a successor.
constexpr auto arrivalSettles = 500ms;

Arrivals::Arrivals(const NodeNames &names, Transport &transport, const LeaseKeeper &lease,
                   Announcer &announcer, QObject *parent)
    : QObject(parent)
    , m_names(names)
    , m_lease(lease)
    , m_announcer(announcer)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(arrivalSettles);
    connect(&m_timer, &QTimer::timeout, this, &Arrivals::announceArrivals);
    connect(&transport, &Transport::suspectChanged, this, &Arrivals::announceSuspect);
    connect(&transport, &Transport::peerRefused, this, &Arrivals::onRefused);
}

void Arrivals::arrived(NodeId peer)
{
    m_newcomers.insert(peer);
    m_timer.start();
}

void Arrivals::announceArrivals()
{
    const Lease lease = m_lease.lease();
    if (!lease)
        return m_timer.start();
    // Only the holder announces new nodes: to a newcomer, those that were there before it are new too.
    for (const NodeId peer : std::exchange(m_newcomers, {})) {
        const QString name = m_names.of(peer);
        const QString text = meet(name) ? QStringLiteral("%1 joined") : QStringLiteral("%1 is back");
        if (lease.holder == m_names.self())
            m_announcer.announce(EventView::Level::Info, text.arg(name), {EventFacts::Kind::Joined, peer});
    }
}

/// Whether nobody of that name has been here before.
bool Arrivals::meet(const QString &name)
{
    constexpr std::size_t most = 512; // names come from other machines
    if (m_met.size() == most)
        m_met.clear();
    return m_met.insert(name).second;
}

void Arrivals::left(NodeId peer, LinkEnd end)
{
    m_newcomers.erase(peer);
    // If this node was away, or only the link broke, the peer is still there. If it dies before they meet
    // again, the others announce it.
    if (end == LinkEnd::GivenUp || end == LinkEnd::Broken)
        return;
    const QString text = m_removed.erase(peer) > 0 ? QStringLiteral("%1 was removed from the cluster")
                                                   : QStringLiteral("%1 is gone");
    m_announcer.announce(EventView::Level::Warning, text.arg(m_names.of(peer)),
                         {EventFacts::Kind::Left, peer}, departureKey(peer));
}

/// One departure is one event, whenever a node notices it: those that notice late may already be under
/// another term. The number of the arrival in the list tells departures apart.
QString Arrivals::departureKey(NodeId peer) const
{
    const auto &events = m_announcer.feed().log().events();
    const auto joined = std::find_if(events.rbegin(), events.rend(), [peer](const KeyedEvent &event) {
        return event.view.facts.kind == EventFacts::Kind::Joined && event.view.facts.node == peer;
    });
    return QStringLiteral("left/%1/%2")
        .arg(toString(peer))
        .arg(joined == events.rend() ? 0 : joined->view.id);
}

void Arrivals::announceSuspect(NodeId peer, bool suspect)
{
    // The holder announces that a node is silent; if the holder itself is silent, all others do.
    const Lease lease = m_lease.lease();
    if (lease && lease.holder != m_names.self() && lease.holder != peer)
        return;
    const auto level = suspect ? EventView::Level::Warning : EventView::Level::Info;
    const QString text = suspect ? QStringLiteral("%1 is silent") : QStringLiteral("%1 speaks again");
    const bool onlyOneTells = lease.holder == m_names.self();
    m_announcer.announce(level, text.arg(m_names.of(peer)),
                         {suspect ? EventFacts::Kind::Silent : EventFacts::Kind::Heard, peer},
                         onlyOneTells ? QString() : silenceKey(peer, suspect));
}

QString Arrivals::silenceKey(NodeId peer, bool suspect) const
{
    return QStringLiteral("%1/%2/%3")
        .arg(QLatin1String(suspect ? "silent" : "heard"), toString(peer))
        .arg(m_lease.lease().term);
}

void Arrivals::onRefused(const RefusedPeer &peer)
{
    if (!m_refused.add(peer, monotonicNow()))
        return;
    m_announcer.announce(EventView::Level::Warning, RefusedPeers::sentenceOf(peer), {},
                         QStringLiteral("refused/%1").arg(toString(peer.id)));
    Q_EMIT refusedChanged();
}

QStringList Arrivals::refused()
{
    m_refused.forgetOld(monotonicNow());
    return m_refused.sentences();
}

} // namespace everbounce
