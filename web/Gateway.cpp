// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/Gateway.h"
#include "engine/MonotonicClock.h"

#include "web/Api.h"
#include "web/HttpServer.h"
#include "web/OpenFiles.h"
#include "web/Ports.h"
#include "web/ReachableAddress.h"
#include "web/Scene.h"

#include <QNetworkInterface>

#include <algorithm>
#include <cmath>

namespace everbounce {
namespace {

/// Files that the rest of the process needs for itself.
constexpr int ownFiles = 128;

constexpr char jsonType[] = "application/json";

HttpResponse plain(const QByteArray &text)
{
    return {200, "text/plain; charset=utf-8", text, {}};
}

QUrl urlOf(const QHostAddress &address, quint16 port)
{
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(address.toString());
    url.setPort(port);
    url.setPath(QStringLiteral("/"));
    return url;
}

QList<QUrl> urlsOf(const ClusterView &cluster)
{
    QList<QUrl> urls;
    for (const NodeInfo &node : cluster.nodes)
        urls.append(node.url);
    return urls;
}

std::optional<FeedMode> feedMode(const QUrlQuery &query)
{
    const QString mode = query.queryItemValue(QStringLiteral("mode"));
    if (mode.isEmpty() || mode == QLatin1String("track"))
        return FeedMode::Track;
    if (mode == QLatin1String("frames"))
        return FeedMode::Frames;
    return std::nullopt;
}

} // namespace

Gateway::Gateway(const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
    , m_feed(new LiveFeed(limits.unsentBytes, this))
{
    connect(m_feed, &LiveFeed::viewerCountChanged, this,
            [this](int count) { Q_EMIT viewersChanged(QStringLiteral("web"), count); });
    addRoutes();
}

Gateway::Gateway(QObject *parent)
    : Gateway(Limits{}, parent)
{
}

// Viewers go before the connections that carry them.
Gateway::~Gateway()
{
    delete m_feed;
}

ListenResult Gateway::listen(const QHostAddress &address, std::optional<quint16> port)
{
    m_limits.connection.connections =
        std::min(m_limits.connection.connections, raiseOpenFileLimit() - ownFiles);
    m_listener = new TcpListener(m_limits.connection, this);
    if (const QString error = openPort(address, port); !error.isEmpty())
        return {{}, error};
    m_rules = AccessRules(address, address.isLoopback() ? QStringList() : namesOfThisMachine());
    new HttpServer(
        m_listener, [this](const HttpRequest &request) { return answer(request); },
        [this](std::unique_ptr<QWebSocket> webSocket) {
            const auto mode = feedMode(QUrlQuery(webSocket->requestUrl()));
            m_feed->addViewer(std::move(webSocket), mode.value_or(FeedMode::Track));
        },
        this);
    const QUrl url =
        urlOf(reachableAddress(address, QNetworkInterface::allAddresses()), m_listener->serverPort());
    m_rules.addNodes({url});
    return {url, {}};
}

QString Gateway::openPort(const QHostAddress &address, std::optional<quint16> port)
{
    for (int next = port.value_or(firstPort); next <= (port ? int(*port) : lastPort); ++next) {
        if (m_listener->listen(address, quint16(next)))
            return {};
        if (m_listener->serverError() != QAbstractSocket::AddressInUseError)
            return QStringLiteral("Cannot listen on %1, port %2: %3. Give another address with --listen or "
                                  "another port with --http-port.")
                .arg(address.toString())
                .arg(next)
                .arg(m_listener->errorString());
    }
    if (port)
        return QStringLiteral("Port %1 on %2 is in use by another program. Give a free one with --http-port.")
            .arg(*port)
            .arg(address.toString());
    return QStringLiteral("The ports %1 to %2 on %3 are all in use. Give a free one with --http-port.")
        .arg(firstPort)
        .arg(lastPort)
        .arg(address.toString());
}

void Gateway::attach(NodeInterface *node)
{
    connect(node, &NodeInterface::clusterChanged, this, &Gateway::setCluster, Qt::QueuedConnection);
    connect(node, &NodeInterface::flightChanged, this, &Gateway::setFlight, Qt::QueuedConnection);
    connect(node, &NodeInterface::eventHappened, this, &Gateway::addEvent, Qt::QueuedConnection);
    connect(this, &Gateway::viewersChanged, node, &NodeInterface::setViewers, Qt::QueuedConnection);
}

int Gateway::connectionCount() const
{
    return m_listener->connectionCount();
}

void Gateway::setCluster(const ClusterView &view)
{
    m_cluster = view;
    m_rules.addNodes(urlsOf(view));
    m_feed->setCluster(view);
}

void Gateway::setFlight(const FlightView &view)
{
    m_flight = view;
    m_feed->setFlight(view);
}

void Gateway::addEvent(const EventView &event)
{
    if (m_events.size() == maxEvents)
        m_events.removeFirst();
    m_events.append(event);
    m_feed->addEvent(event);
}

void Gateway::addRoutes()
{
    const auto get = [this](const char *path, Router::Handler handler) {
        m_router.add("GET", QString::fromLatin1(path), std::move(handler));
    };
    get("/", [this](const HttpRequest &request) { return pageDocument(request); });
    for (const QString &path : m_page.paths())
        m_router.add("GET", path, [this, path](const HttpRequest &) { return m_page.file(path); });
    get("/scene.svg", [this](const HttpRequest &) {
        return HttpResponse{200, "image/svg+xml", sceneWithBallAt(ballPosition()), {}};
    });
    get("/healthz", [](const HttpRequest &) { return plain("ok\n"); });
    get("/readyz", [this](const HttpRequest &) {
        return m_cluster.lease ? plain("ready\n") : problem(503, QStringLiteral("No holder is known yet."));
    });
    get("/api/v1/cluster", [this](const HttpRequest &) {
        return HttpResponse{200, jsonType, clusterDocument(m_cluster, monotonicNow()), {}};
    });
    get("/api/v1/ball", [this](const HttpRequest &) { return ball(); });
    get("/api/v1/events", [this](const HttpRequest &request) { return events(request); });
    get("/live", [this](const HttpRequest &request) { return openFeed(request); });
}

HttpResponse Gateway::answer(const HttpRequest &request) const
{
    if (!m_rules.hostAllowed(request.host))
        return problem(403, QStringLiteral("This node does not answer to the name in the Host header."));
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if ((request.webSocket || !reads) && !m_rules.originAllowed(request.origin, request.host))
        return problem(403, QStringLiteral("Pages of other sites may not use this node."));
    if (request.webSocket && request.path != QLatin1String("/live"))
        return problem(404, QStringLiteral("The live feed is at /live."));
    return m_router.answer(request);
}

HttpResponse Gateway::openFeed(const HttpRequest &request) const
{
    if (!feedMode(request.query))
        return problem(400, QStringLiteral("The mode of the live feed is track or frames."));
    if (request.webSocket)
        return {101, {}, {}, {}};
    HttpResponse refusal = problem(426, QStringLiteral("The live feed speaks WebSocket only."));
    refusal.headers.append(qMakePair(QByteArray("Upgrade"), QByteArray("websocket")));
    return refusal;
}

HttpResponse Gateway::pageDocument(const HttpRequest &request) const
{
    return m_page.document(ballPosition(), m_rules.pagePolicy(request.host, urlsOf(m_cluster)));
}

HttpResponse Gateway::ball() const
{
    if (m_flight.track.empty())
        return problem(503, QStringLiteral("The flight is not known yet."));
    return {200, jsonType, ballDocument(m_flight, monotonicNow()), {}};
}

HttpResponse Gateway::events(const HttpRequest &request) const
{
    const QString since = request.query.queryItemValue(QStringLiteral("since"));
    bool ok = true;
    const quint64 after = since.isEmpty() ? 0 : since.toULongLong(&ok);
    if (!ok)
        return problem(400, QStringLiteral("since takes the id of an event, a whole number."));
    return {200, jsonType, eventsDocument(m_events, after), {}};
}

Position Gateway::ballPosition() const
{
    if (m_flight.track.empty())
        return {BallState{}.x, BallState{}.y};
    return m_flight.track.at(std::floor(m_flight.clock.tickAt(monotonicNow())));
}

} // namespace everbounce
