// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/Node.h"

#include "engine/base/MonotonicClock.h"
#include "engine/node/view/EventTime.h"

#include <QLoggingCategory>

#include <algorithm>
#include <utility>

// What a node announces to all. If several nodes see the same thing, each reports it under one key, so that
// it is announced even if the first of them dies before it could.

namespace everbounce {

using namespace std::chrono_literals;

/// From an arrival to its announcement. By then clusters that met have become one and one of two holders has
/// stepped down, or a dead holder has a successor.
constexpr auto arrivalSettles = 500ms;

namespace {

Q_LOGGING_CATEGORY(log, "everbounce.node")

void write(EventView::Level level, const QString &text)
{
    switch (level) {
    case EventView::Level::Info:
        qCInfo(log, "%ls", qUtf16Printable(text));
        break;
    case EventView::Level::Warning:
        qCWarning(log, "%ls", qUtf16Printable(text));
        break;
    case EventView::Level::Error:
        qCCritical(log, "%ls", qUtf16Printable(text));
        break;
    }
}

} // namespace

void Node::connectEvents()
{
    m_arrivalTimer.setSingleShot(true);
    m_arrivalTimer.setInterval(arrivalSettles);
    connect(&m_arrivalTimer, &QTimer::timeout, this, &Node::announceArrivals);
    connect(&m_events, &EventFeed::happened, this, [this](const EventView &event) {
        ++m_counts.events;
        write(event.level, event.text);
        const EventView known = placed(event);
        m_lasting.note(known.facts, instantOf(known));
        Q_EMIT eventHappened(known);
    });
    connect(&m_events, &EventFeed::replaced, this, &Node::placeEvents);
}

/// "nudge ×2, Billiards", with only a few of them named.
static QString listed(const QStringList &titles)
{
    constexpr qsizetype mostNamed = 5;
    QList<std::pair<QString, int>> counts;
    for (const QString &title : titles) {
        const auto known = std::ranges::find(counts, title, &std::pair<QString, int>::first);
        if (known != counts.end())
            ++known->second;
        else
            counts.append({title, 1});
    }
    QStringList words;
    for (const auto &[title, count] : counts.first(std::min(counts.size(), mostNamed)))
        words.append(count > 1 ? QStringLiteral("%1 ×%2").arg(title).arg(count) : title);
    if (counts.size() > mostNamed)
        words.append(QStringLiteral("…"));
    return words.join(QLatin1String(", "));
}

void Node::onMerged(const QStringList &titles)
{
    m_counts.commandsMerged += quint64(titles.size());
    announce(
        EventView::Level::Info,
        titles.size() == 1
            ? QStringLiteral("1 command from the other side has joined the flight: %1").arg(listed(titles))
            : QStringLiteral("%1 commands from the other side have joined the flight: %2")
                  .arg(titles.size())
                  .arg(listed(titles)));
}

/// Before there is a holder, a snapshot's clock belongs to a flight that may be over.
double Node::eventTick() const
{
    return m_singleton.sharesClock() ? m_singleton.tickNow() : 0;
}

EventView Node::placed(EventView event) const
{
    if (m_singleton.sharesClock())
        event.instant = instantByTick(event, m_singleton.clock(), monotonicNow());
    return event;
}

/// Shows all events anew: the list is another one, or their times have only now become known.
void Node::placeEvents()
{
    QList<EventView> events = m_events.log().views();
    for (EventView &event : events) {
        event = placed(event);
        m_lasting.note(event.facts, instantOf(event));
    }
    Q_EMIT eventsReplaced(events);
}

void Node::announce(EventView::Level level, const QString &text, const EventFacts &facts, const QString &key)
{
    const QString where = facts.node ? nameOf(facts.node) : m_config.name;
    m_events.report({0, 0, level, text, where, facts}, key);
}

QString Node::keyOf(const char *what, NodeId peer) const
{
    return QStringLiteral("%1/%2/%3").arg(QLatin1String(what), toString(peer)).arg(m_singleton.lease().term);
}

/// One departure is one event, whenever a node notices it: those that notice late may already be under
/// another term. The number of the arrival in the list tells departures apart.
QString Node::departureKey(NodeId peer) const
{
    const auto &events = m_events.log().events();
    const auto joined = std::find_if(events.rbegin(), events.rend(), [peer](const KeyedEvent &event) {
        return event.view.facts.kind == EventFacts::Kind::Joined && event.view.facts.node == peer;
    });
    return QStringLiteral("left/%1/%2")
        .arg(toString(peer))
        .arg(joined == events.rend() ? 0 : joined->view.id);
}

void Node::announceArrivals()
{
    const Lease lease = m_singleton.lease();
    if (!lease)
        return m_arrivalTimer.start();
    // Only the holder announces new nodes: to a newcomer, those that were there before it are new too.
    for (const NodeId peer : std::exchange(m_newcomers, {})) {
        if (lease.holder == m_id)
            announce(EventView::Level::Info, QStringLiteral("%1 joined").arg(nameOf(peer)),
                     {EventFacts::Kind::Joined, peer});
    }
}

void Node::announceLeft(NodeId peer, LinkEnd end)
{
    m_newcomers.erase(peer);
    // If this node was away, or only the link broke, the peer is still there. If it dies before they meet
    // again, the others announce it.
    if (end == LinkEnd::GivenUp || end == LinkEnd::Broken)
        return;
    const QString text = m_removed.erase(peer) > 0 ? QStringLiteral("%1 was removed from the cluster")
                         : end == LinkEnd::Closed  ? QStringLiteral("%1 is gone")
                                                   : QStringLiteral("%1 is lost");
    announce(EventView::Level::Warning, text.arg(nameOf(peer)), {EventFacts::Kind::Left, peer},
             departureKey(peer));
}

void Node::announceSuspect(NodeId peer, bool suspect)
{
    // The holder announces that a node is silent; if the holder itself is silent, all others do.
    const Lease lease = m_singleton.lease();
    if (lease && lease.holder != m_id && lease.holder != peer)
        return;
    const auto level = suspect ? EventView::Level::Warning : EventView::Level::Info;
    const QString text = suspect ? QStringLiteral("%1 is silent") : QStringLiteral("%1 speaks again");
    const bool onlyOneTells = lease.holder == m_id;
    announce(level, text.arg(nameOf(peer)),
             {suspect ? EventFacts::Kind::Silent : EventFacts::Kind::Heard, peer},
             onlyOneTells ? QString() : keyOf(suspect ? "silent" : "heard", peer));
}

void Node::onRefused(const RefusedPeer &peer)
{
    if (!m_refused.add(peer, monotonicNow()))
        return;
    announce(EventView::Level::Warning, RefusedPeers::sentenceOf(peer), {},
             QStringLiteral("refused/%1").arg(toString(peer.id)));
    publishClusterSoon();
}

void Node::announceBehavior()
{
    const Record &record = *m_singleton.record();
    const BehaviorRef behavior = flight()->behavior;
    const auto before = std::exchange(m_announcedBehavior, behavior);
    if (before && *before != behavior && record.lease.holder == m_id)
        announce(EventView::Level::Info,
                 QStringLiteral("The behaviour is %1 now, on %2").arg(behavior.name, m_config.name),
                 {EventFacts::Kind::Behavior, m_id});
}

} // namespace everbounce
