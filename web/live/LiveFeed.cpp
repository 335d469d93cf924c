// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/live/LiveFeed.h"

#include "engine/base/MonotonicClock.h"
#include "engine/node/view/EventTime.h"
#include "web/access/addresses/ViewerUrls.h"
#include "web/live/LiveMessages.h"

#include <algorithm>
#include <utility>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// While crowds come or go each new number would go to all viewers: at most two a second do.
constexpr std::chrono::milliseconds onlineInterval = 500ms;
constexpr std::chrono::milliseconds countInterval = 100ms;

/// Neighbours come and go; a person looks at them now and then.
constexpr std::chrono::milliseconds pairingInterval = 200ms;

/// A page counts a node that says nothing for 2.6 s as dead, and a flight known far ahead has no news that
/// often.
constexpr std::chrono::milliseconds mostSilence = 2200ms;

double tickNow(const FlightView &flight)
{
    return flight.clock.tickAt(monotonicNow());
}

/// Whether that makes a difference.
bool exchange(QByteArray &message, const QByteArray &next)
{
    return std::exchange(message, next) != next;
}

void gather(QTimer &timer)
{
    if (!timer.isActive())
        timer.start();
}

} // namespace

LiveFeed::LiveFeed(const ViewerLimits &limits, QObject *parent)
    : QObject(parent)
    , m_viewers(limits, this)
{
    m_frameTimer.setTimerType(Qt::PreciseTimer);
    m_onlineTimer.setInterval(onlineInterval);
    m_countTimer.setInterval(countInterval);
    m_silenceTimer.setInterval(mostSilence);
    m_pairingTimer.setInterval(pairingInterval);
    for (QTimer *timer :
         {&m_frameTimer, &m_onlineTimer, &m_countTimer, &m_silenceTimer, &m_linkTimer, &m_pairingTimer})
        timer->setSingleShot(true);
    connect(&m_frameTimer, &QTimer::timeout, this, &LiveFeed::sendDueFrames);
    connect(&m_onlineTimer, &QTimer::timeout, this, [this] { m_viewers.broadcast(m_viewersMessage); });
    connect(&m_linkTimer, &QTimer::timeout, this, &LiveFeed::sendLinks);
    connect(&m_pairingTimer, &QTimer::timeout, this,
            [this] { m_viewers.broadcast(QByteArrayLiteral("{\"type\":\"pairing\"}")); });
    connect(&m_silenceTimer, &QTimer::timeout, this, &LiveFeed::breakSilence);
    connect(&m_countTimer, &QTimer::timeout, this, [this] { Q_EMIT viewerCountChanged(viewerCount()); });
    connect(&m_viewers, &ViewerSet::countChanged, this, &LiveFeed::viewersChanged);
    connect(&m_viewers, &ViewerSet::received, this, &LiveFeed::take);
}

void LiveFeed::addViewer(std::unique_ptr<QWebSocket> webSocket, Connection *connection,
                         const ViewerOrder &order)
{
    Viewer &viewer = m_viewers.add(std::move(webSocket), connection, order);
    if (ready())
        greet(viewer);
}

void LiveFeed::take(const ViewerOrder &viewer, const QString &text)
{
    const QString type = typeOfMessage(text);
    if (type == QLatin1String("tick") && ready())
        return answer(viewer.id, tickMessage(tickNow(m_flight)));
    if (type == QLatin1String("failover"))
        return Q_EMIT failoverAsked(viewer.id, text);
    if (viewer.mode != FeedMode::Standby || type != QLatin1String("watch"))
        return Q_EMIT received(viewer, text);
    if (Viewer *roused = m_viewers.rouse(viewer.id); roused && ready())
        show(*roused, m_tokensHaveChanged ? QByteArrayList{tokensMessage(m_takesTokens)} : QByteArrayList());
}

void LiveFeed::setTakesTokens(bool takes)
{
    if (std::exchange(m_takesTokens, takes) == takes || !ready())
        return;
    m_tokensHaveChanged = true;
    m_viewers.broadcast(tokensMessage(takes));
}

void LiveFeed::setCluster(const ClusterView &cluster)
{
    const bool wasReady = ready();
    m_cluster = cluster;
    m_knowsCluster = true;
    const bool changed = m_clusterMessages.set(cluster);
    m_links.update(cluster.links, monotonicNow());
    const bool crowdChanged = exchange(m_viewersMessage, viewersMessage(cluster));
    const bool chaosChanged = exchange(m_chaosMessage, chaosMessage(cluster.chaos));
    if (!ready())
        return;
    if (!wasReady)
        return greetAll();
    if (changed)
        sendCluster();
    if (chaosChanged)
        m_viewers.broadcast(m_chaosMessage);
    sendLinks();
    if (crowdChanged)
        gather(m_onlineTimer);
}

void LiveFeed::sendCluster()
{
    const QByteArray &forMost = m_clusterMessages.asItIs();
    bool isSameForAll = true;
    m_viewers.forEach(
        [&](Viewer &viewer) { isSameForAll = isSameForAll && clusterMessageFor(viewer) == forMost; });
    if (isSameForAll)
        return m_viewers.broadcast(forMost);
    m_viewers.sendWaiting(); // it came earlier
    m_viewers.forEach([&](Viewer &viewer) {
        if (viewer.order.mode != FeedMode::Standby)
            m_viewers.send(viewer, {clusterMessageFor(viewer)});
    });
}

QByteArray LiveFeed::clusterMessageFor(const Viewer &viewer)
{
    const QHostAddress &host = viewer.order.host;
    return m_clusterMessages.under(host, ownAddressesFor(host));
}

void LiveFeed::sendLinks()
{
    if (m_viewers.count() == 0)
        return m_links.catchUp();
    const Nanoseconds now = monotonicNow();
    for (const LinkInfo &link : m_links.takeDue(now))
        m_viewers.broadcast(linkMessage(link));
    if (const auto wait = m_links.untilDue(now))
        m_linkTimer.start(toTimer(*wait));
}

void LiveFeed::setFlight(const FlightView &flight)
{
    const bool wasReady = ready();
    m_flight = flight;
    m_knowsFlight = true;
    const auto update = m_trackFeed.advance(flight);
    if (ready() && !wasReady)
        return greetAll();
    if (ready() && update && m_viewers.count(FeedMode::Track) > 0)
        sendTrack(*update);
    if (m_viewers.count(FeedMode::Frames) > 0)
        sendDueFrames();
}

void LiveFeed::sendTrack(const TrackUpdate &update)
{
    m_silenceTimer.start();
    m_viewers.broadcast(FeedMode::Track, trackMessage(update, tickNow(m_flight)));
}

/// Not once the flight has run out, though: then nobody flies it, and another node may know more.
void LiveFeed::breakSilence()
{
    if (m_viewers.count(FeedMode::Track) > 0 && tickNow(m_flight) < double(m_flight.track.end()))
        sendTrack({m_flight.lease, m_flight.revision, m_flight.track.end(), {}});
}

void LiveFeed::addEvent(const EventView &event)
{
    m_recentEvents.add(event, instantOf(event), monotonicNow());
    if (ready())
        m_viewers.broadcast(eventMessage(event));
}

void LiveFeed::pairingChanged()
{
    gather(m_pairingTimer);
}

void LiveFeed::restart()
{
    constexpr auto serviceRestart = QWebSocketProtocol::CloseCode(1012);
    m_knowsCluster = m_knowsFlight = false;
    m_trackFeed = {};
    m_frameFeed = {};
    m_recentEvents.clear();
    m_frameTimer.stop();
    m_silenceTimer.stop();
    m_viewers.forEach([&](Viewer &viewer) { viewer.webSocket->close(serviceRestart); });
}

void LiveFeed::replaceEvents(const QList<EventView> &events, const QList<EventView> &fresh)
{
    const Nanoseconds now = monotonicNow();
    m_recentEvents.clear();
    for (const EventView &event : events)
        m_recentEvents.add(event, instantOf(event), now);
    for (const EventView &event : fresh) {
        if (ready() && RecentEvents::isRecent(instantOf(event), now))
            m_viewers.broadcast(eventMessage(event));
    }
}

void LiveFeed::greetAll()
{
    m_links.catchUp();
    m_viewers.forEach([this](Viewer &viewer) { greet(viewer); });
}

void LiveFeed::greet(Viewer &viewer)
{
    const QHostAddress &host = viewer.order.host;
    const ClusterView seen = seenUnder(host, m_cluster, ownAddressesFor(host));
    const HelloAccess access{.mayCommand = viewer.order.mayCommand || viewer.order.mayBySession,
                             .takesTokens = m_takesTokens,
                             .publicUrls = m_publicUrls};
    const QByteArray hello = helloMessage(seen, m_flight, access);
    if (viewer.order.mode == FeedMode::Standby)
        m_viewers.send(viewer, {hello});
    else
        show(viewer, {hello});
}

void LiveFeed::show(Viewer &viewer, QByteArrayList messages)
{
    const double now = tickNow(m_flight);
    if (m_viewers.count() == 1) // it is the only one
        m_links.catchUp();
    messages << clusterMessageFor(viewer) << linksMessage(m_links.told()) << m_viewersMessage;
    if (viewer.order.mode == FeedMode::Track) {
        messages << trackMessage(m_trackFeed.whole(now), now);
        gather(m_silenceTimer);
    }
    if (!m_cluster.chaos.summary.isEmpty()) // it was on
        messages << m_chaosMessage;
    for (const EventView &event : m_recentEvents.at(monotonicNow()))
        messages << eventMessage(event);
    m_viewers.send(viewer, messages);
    if (viewer.order.mode == FeedMode::Frames && !m_frameTimer.isActive()) {
        m_frameFeed.begin(now);
        sendDueFrames();
    }
}

void LiveFeed::sendDueFrames()
{
    if (m_viewers.count(FeedMode::Frames) == 0)
        return m_frameTimer.stop();
    while (const auto tick = m_frameFeed.takeDue(m_flight.track, tickNow(m_flight)))
        m_viewers.broadcast(FeedMode::Frames, frameMessage(m_flight.track, *tick));
    m_viewers.sendWaiting();
    if (m_frameFeed.next() > m_flight.track.end())
        return m_frameTimer.stop(); // until the flight is extended
    const auto wait = m_flight.clock.instantOf(double(m_frameFeed.next())) - monotonicNow();
    m_frameTimer.start(std::clamp(std::chrono::ceil<std::chrono::milliseconds>(wait), 1ms, 10'000ms));
}

void LiveFeed::viewersChanged()
{
    gather(m_countTimer);
    if (m_viewers.count(FeedMode::Frames) == 0)
        m_frameTimer.stop();
}

} // namespace everbounce
