// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/Gateway.h"

#include "engine/base/MonotonicClock.h"
#include "web/access/ReachableAddress.h"
#include "web/access/ViewerUrls.h"
#include "web/api/Api.h"
#include "web/api/Metrics.h"
#include "web/api/OperatorRoutes.h"
#include "web/api/QrCode.h"
#include "web/api/SessionRoutes.h"
#include "web/api/StateRoutes.h"
#include "web/api/TokenRoutes.h"
#include "web/http/HttpServer.h"
#include "web/http/OpenFiles.h"
#include "web/http/Ports.h"

#include <algorithm>

namespace everbounce {
namespace {

/// Files that the rest of the process needs for itself.
constexpr int ownFiles = 128;

/// For that long browsers come by https only, whatever they are told to do. They do not heed it for
/// addresses, and for "localhost" it would lock out every other server of the machine.
constexpr char strictTransport[] = "max-age=15552000";

QList<QUrl> urlsOf(const ClusterView &cluster)
{
    QList<QUrl> urls;
    for (const NodeInfo &node : cluster.nodes) {
        if (!node.url.isEmpty())
            urls.append(node.url);
    }
    return urls;
}

/// HAProxy's check if no path is configured.
bool isBareCheck(const HttpRequest &request)
{
    return request.host.isEmpty() && request.method == "OPTIONS" && request.path == QLatin1String("/");
}

/// Load balancers ask like this whether a node is there, many with HTTP/1.0 and without a name. The answer is
/// no secret, and a page of another site that has rebound a name sends that name.
bool isHealthCheck(const HttpRequest &request)
{
    const bool isAboutHealth =
        request.path == QLatin1String("/healthz") || request.path == QLatin1String("/readyz");
    return isBareCheck(request) || (request.host.isEmpty() && isAboutHealth);
}

bool isForLocalhost(const HttpRequest &request)
{
    return QUrl::fromEncoded("http://" + request.host).host() == QLatin1String("localhost");
}

HttpResponse withStrictTransport(HttpResponse response)
{
    response.headers.append(qMakePair(QByteArray("Strict-Transport-Security"), QByteArray(strictTransport)));
    return response;
}

std::optional<FeedMode> feedMode(const QUrlQuery &query)
{
    const QString mode = query.queryItemValue(QStringLiteral("mode"));
    if (mode.isEmpty() || mode == QLatin1String("track"))
        return FeedMode::Track;
    if (mode == QLatin1String("frames"))
        return FeedMode::Frames;
    if (mode == QLatin1String("standby"))
        return FeedMode::Standby;
    return std::nullopt;
}

} // namespace

Gateway::Gateway(const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
    , m_feed(new LiveFeed(limits.viewer, this))
    , m_commands(new CommandGate(limits.commands, m_node.cluster, this))
    , m_failovers(limits.commands.patience, this)
    , m_pairing([this](const HttpRequest &request) { return refusalToLetIn(request); },
                limits.commands.patience, this)
    , m_keys([this](const HttpRequest &request) { return refusalToLetIn(request); }, limits.commands.patience,
             this)
    , m_sharing([this](const HttpRequest &request) { return refusalToLetIn(request); },
                [this](const QString &role) { return makeLink(role); }, limits.commands.patience, this)
    , m_scripts([this](const HttpRequest &request) { return m_commands->refusal(request); },
                limits.commands.patience, this)
    , m_figures(limits.commands.patience, this)
{
    connect(m_feed, &LiveFeed::viewerCountChanged, this,
            [this](int count) { Q_EMIT viewersChanged(QStringLiteral("web"), count); });
    connect(&m_addresses, &PageAddresses::changed, this, &Gateway::addressesChanged);
    connect(m_feed, &LiveFeed::received, m_commands, &CommandGate::receive);
    connect(m_commands, &CommandGate::answered, m_feed, &LiveFeed::answer);
    connect(m_commands, &CommandGate::audited, this, [this](const AuditEntry &entry) { keep(entry); });
    connect(m_feed, &LiveFeed::failoverAsked, this, [this](quint64 viewer, const QString &question) {
        m_failovers.askForViewer(
            question, [this, viewer](const QByteArray &message) { m_feed->answer(viewer, message); });
    });
    addRoutes();
}

Gateway::Gateway(QObject *parent)
    : Gateway(Limits{}, parent)
{
}

// Viewers are destroyed before the connections that carry them.
Gateway::~Gateway()
{
    delete m_feed;
}

ListenResult Gateway::listen(const QHostAddress &address, std::optional<quint16> port,
                             const GatewayAccess &access)
{
    m_limits.connection.connections =
        std::min(m_limits.connection.connections, raiseOpenFileLimit() - ownFiles);
    m_listener = new TcpListener(m_limits.connection, this);
    if (const QString error = openPort(address, port); !error.isEmpty())
        return {.error = error};
    if (access.tls.context)
        encrypt(access);
    m_address = address;
    m_publicUrls = access.publicUrls;
    m_rules = AccessRules(address, m_isEncrypted);
    connect(&m_machineNames, &MachineNames::changed, this,
            [this](const QStringList &names) { m_rules.setMachineNames(names); });
    followAddresses();
    m_faults = offeredFaults(access.faults, access.etcdFaults);
    m_rules.addPublic(access.publicUrls);
    m_listener->setTrustedProxies(access.trustedProxies);
    if (!access.publicUrls.isEmpty())
        m_listener->requireProof();
    m_rules.addEmbedders(access.embedders);
    m_feed->setPublicUrls(access.publicUrls);
    m_commands->setRights(CommandRights(access.operatorToken, access.runToken, access.tokenFile));
    setSessionKey(access.sessionKey);
    new HttpServer(
        m_listener, [this](const HttpRequest &request, const Reply &reply) { answer(request, reply); },
        [this](const HttpRequest &request) { return upgrade(request); },
        [this](std::unique_ptr<QWebSocket> webSocket, Connection *connection, const HttpRequest &request) {
            m_feed->addViewer(std::move(webSocket), connection, orderOf(request));
        },
        this);
    const ListenResult result = listenResult();
    m_rules.addNodes({result.url});
    return result;
}

ListenResult Gateway::listenResult() const
{
    const QHostAddress reachable = reachableAddress(m_address, ownAddresses());
    const QUrl url =
        pageUrl(reachable.isNull() ? m_address : reachable, m_listener->serverPort(), m_isEncrypted);
    return {url, reachable.isNull() ? QUrl() : url, isEveryAddress(m_address), {}};
}

void Gateway::followAddresses()
{
    m_addresses.follow(m_address, m_listener->serverPort(), m_isEncrypted, m_publicUrls);
    // Who listens on loopback alone answers to no other name.
    if (m_address.isLoopback())
        m_machineNames.forget();
    else
        m_machineNames.follow();
}

ListenResult Gateway::moveTo(const QHostAddress &address)
{
    const quint16 port = m_listener->serverPort();
    const auto listenAt = [&](const QHostAddress &at) {
        m_listener->close();
        return openPort(at, port);
    };
    if (const QString error = listenAt(address); !error.isEmpty())
        return {.error = listenAt(m_address).isEmpty() ? error : error + u' ' + m_listener->errorString()};
    m_address = address;
    m_rules.moveTo(address);
    followAddresses();
    if (address.isLoopback())
        m_listener->dropOthers();
    const ListenResult result = listenResult();
    m_rules.addNodes({result.url});
    return result;
}

PageLink Gateway::makeLink(const QString &role)
{
    constexpr qint64 opensFor = 600;
    constexpr qint64 lasts = 12 * 3600;
    // Another node behind the same public address would not know the link.
    QUrl url = roleOf(role) ? m_addresses.ownFirst() : m_addresses.list().value(0);
    if (url.isEmpty())
        return {QStringLiteral("No other machine reaches this page. Share it on the network first."), {}, {}};
    if (const auto asked = roleOf(role)) {
        const auto added =
            m_commands->rights().issued().addLink(QStringLiteral("link"), opensFor, lasts, *asked);
        if (!added.problem.isEmpty())
            return {added.problem, {}, {}};
        url.setFragment(QStringLiteral("token=") + QString::fromLatin1(added.text)); // in no log
    }
    return {{}, url, qrCode(url.toEncoded())};
}

void Gateway::encrypt(const GatewayAccess &access)
{
    m_isEncrypted = true;
    m_listener->setTls(access.tls.context);
    m_renewal.follow(access.tlsFiles);
    connect(&m_renewal, &TlsRenewal::renewed, this, [this](const TlsPair &pair) {
        m_listener->setTls(pair.context);
        Q_EMIT certificateChanged(pair.certificates);
    });
}

ViewerOrder Gateway::orderOf(const HttpRequest &request)
{
    CommandRights &rights = m_commands->rights();
    const QByteArray session = rights.sessionIn(request.cookies);
    return {.id = request.connection,
            .mode = *feedMode(request.query),
            .mayCommand = comesFromOwnUser(request),
            .host = addressIn(request.host),
            .from = addressOf(request),
            .session = session,
            .mayBySession = rights.identify(session).role == Role::Operator};
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
    // What the node before it showed goes away before this one shows anything.
    QMetaObject::invokeMethod(this, &Gateway::forgetNode);
    connect(node, &NodeInterface::clusterChanged, this, &Gateway::setCluster, Qt::QueuedConnection);
    connect(node, &NodeInterface::flightChanged, this, &Gateway::setFlight, Qt::QueuedConnection);
    connect(node, &NodeInterface::eventHappened, this, &Gateway::addEvent, Qt::QueuedConnection);
    connect(node, &NodeInterface::eventsReplaced, this, &Gateway::replaceEvents, Qt::QueuedConnection);
    connect(node, &NodeInterface::executed, m_commands, &CommandGate::conclude, Qt::QueuedConnection);
    connect(node, &NodeInterface::figuresReady, this, &Gateway::takeFigures, Qt::QueuedConnection);
    connect(node, &NodeInterface::failoversReady, &m_failovers, &FailoverRoutes::takeList,
            Qt::QueuedConnection);
    connect(node, &NodeInterface::failoverReady, &m_failovers, &FailoverRoutes::take, Qt::QueuedConnection);
    connect(&m_failovers, &FailoverRoutes::listWanted, node, &NodeInterface::requestFailovers,
            Qt::QueuedConnection);
    connect(&m_failovers, &FailoverRoutes::wanted, node, &NodeInterface::requestFailover,
            Qt::QueuedConnection);
    connect(node, &NodeInterface::keysReady, &m_keys, &KeyRoutes::takeKeys, Qt::QueuedConnection);
    connect(node, &NodeInterface::keyRotated, &m_keys, &KeyRoutes::takeRotated, Qt::QueuedConnection);
    connect(&m_keys, &KeyRoutes::keysWanted, node, &NodeInterface::requestKeys, Qt::QueuedConnection);
    connect(&m_keys, &KeyRoutes::rotationWanted, node, &NodeInterface::rotateKey, Qt::QueuedConnection);
    connect(this, &Gateway::viewersChanged, node, &NodeInterface::setViewers, Qt::QueuedConnection);
    connect(m_commands, &CommandGate::asked, node, &NodeInterface::execute, Qt::QueuedConnection);
    connect(this, &Gateway::figuresWanted, node, &NodeInterface::requestFigures, Qt::QueuedConnection);
    if (ScriptsInterface *scripts = node->scripts())
        m_scripts.attach(scripts);
}

void Gateway::attach(PairingInterface *pairing)
{
    connect(pairing, &PairingInterface::invitationReady, &m_pairing, &PairingRoutes::takeInvitation,
            Qt::QueuedConnection);
    connect(&m_pairing, &PairingRoutes::invitationWanted, pairing, &PairingInterface::requestInvitation,
            Qt::QueuedConnection);
    connect(pairing, &PairingInterface::acted, &m_pairing, &PairingRoutes::takeActed, Qt::QueuedConnection);
    connect(pairing, &PairingInterface::changed, this, &Gateway::setPairing, Qt::QueuedConnection);
    connect(&m_pairing, &PairingRoutes::actionWanted, pairing, &PairingInterface::act, Qt::QueuedConnection);
    connect(&m_pairing, &PairingRoutes::withdrawalWanted, pairing, &PairingInterface::withdrawInvitations,
            Qt::QueuedConnection);
}

void Gateway::attach(SharingInterface *sharing)
{
    connect(&m_sharing, &SharingRoutes::wanted, sharing, &SharingInterface::share, Qt::QueuedConnection);
    connect(sharing, &SharingInterface::shared, &m_sharing, &SharingRoutes::takeShared, Qt::QueuedConnection);
    connect(sharing, &SharingInterface::changed, this, &Gateway::setSharing, Qt::QueuedConnection);
    QMetaObject::invokeMethod(sharing, &SharingInterface::requestView, Qt::QueuedConnection);
}

void Gateway::setSharing(const SharingView &view)
{
    m_sharing.takeView(view);
    m_feed->pairingChanged(); // both are in one part of the page
}

void Gateway::setPairing(const PairingView &view)
{
    m_pairing.takeView(view);
    m_feed->pairingChanged();
}

void Gateway::forgetNode()
{
    m_node = {};
    m_feed->restart();
}

int Gateway::connectionCount() const
{
    return m_listener->connectionCount();
}

void Gateway::setCluster(const ClusterView &view)
{
    m_node.cluster = view;
    m_rules.addNodes(allUrls(view));
    m_feed->setCluster(view);
}

void Gateway::setFlight(const FlightView &view)
{
    m_node.flight = view;
    m_feed->setFlight(view);
}

void Gateway::addEvent(const EventView &event)
{
    m_node.events.append(event);
    m_feed->addEvent(event);
}

void Gateway::replaceEvents(const QList<EventView> &events)
{
    const QList<EventView> fresh = m_node.events.replace(events);
    m_feed->replaceEvents(m_node.events.all(), fresh);
}

void Gateway::addRoutes()
{
    m_router.add("GET", QStringLiteral("/"),
                 [this](const HttpRequest &request) { return pageDocument(request); });
    for (const QString &path : m_page.paths())
        m_router.add("GET", path, [this, path](const HttpRequest &) { return m_page.file(path); });
    m_router.add("GET", QStringLiteral("/live"),
                 [this](const HttpRequest &request) { return openFeed(request); });
    m_router.addLate("GET", QStringLiteral("/metrics"),
                     [this](const HttpRequest &, const Reply &reply) { tellFigures(reply); });
    addStateRoutes(m_router, m_node);
    m_router.add("GET", QStringLiteral("/api/v1/faults"), [this](const HttpRequest &) {
        return HttpResponse{200, "application/json", faultsDocument(m_faults), {}};
    });
    m_failovers.addTo(m_router);
    m_pairing.addTo(m_router);
    m_keys.addTo(m_router);
    m_sharing.addTo(m_router);
    m_scripts.addTo(m_router);
    m_commands->addRoutes(m_router);
    addSessionRoutes(m_router, m_commands->rights());
    addTokenRoutes(m_router, m_commands->rights().issued(),
                   [this](const HttpRequest &request) { return refusalToLetIn(request); });
    addOperatorRoutes(m_router, m_audit, m_settings,
                      [this](const HttpRequest &request) { return m_commands->refusal(request); });
}

std::optional<HttpResponse> Gateway::refusalToLetIn(const HttpRequest &request)
{
    const auto refused = m_commands->refusal(request);
    return refused ? refused : m_commands->rights().refusalToLetIn(request);
}

std::optional<HttpResponse> Gateway::refusal(const HttpRequest &request) const
{
    if (!m_rules.hostAllowed(request.host) && !isHealthCheck(request))
        return problem(403, QStringLiteral("This node does not answer to the name in the Host header."));
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if ((request.webSocket || !reads) && !m_rules.originAllowed(request.origin, request.host))
        return problem(403, QStringLiteral("Pages of other sites may not use this node."));
    return std::nullopt;
}

/// For who speaks plain HTTP to a node with a certificate. Nothing that matters is said to them, and nothing
/// taken.
HttpResponse Gateway::toHttps(const HttpRequest &request) const
{
    const bool reads = request.method == "GET" || request.method == "HEAD";
    HttpResponse response =
        problem(reads ? 307 : 400, QStringLiteral("This node speaks HTTPS: ask again at https://%1.")
                                       .arg(QString::fromUtf8(request.host)));
    if (!reads)
        return response;
    QUrl target = QUrl::fromEncoded("https://" + request.host);
    target.setPath(request.path);
    target.setQuery(request.query);
    response.headers.append(qMakePair(QByteArray("Location"), target.toEncoded()));
    return response;
}

/// Whatever was to do something, and whatever was refused to somebody.
void Gateway::note(const HttpRequest &request, int status)
{
    const bool reads = request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS" ||
                       request.path == QLatin1String("/api/v1/behaviors/preview"); // one a pause in typing
    if (reads && status != 401 && status != 403 && status != 429)
        return;
    const bool bearsToken = request.path == QLatin1String("/api/v1/session"); // which is nobody's to read
    const QByteArray body = bearsToken ? QByteArray() : request.body.left(AuditLog::longestWhat);
    const QString what =
        QString::fromLatin1(request.method) + u' ' + request.path + u' ' + QString::fromUtf8(body);
    keep({QDateTime::currentMSecsSinceEpoch(), m_commands->rights().identify(request).who, addressOf(request),
          what.trimmed(), status});
}

void Gateway::keep(const AuditEntry &entry)
{
    if (const auto kept = m_audit.add(entry, monotonicNow()))
        Q_EMIT audited(eventOf(*kept));
}

void Gateway::noteOwn(const QString &control, int status)
{
    keep({QDateTime::currentMSecsSinceEpoch(), QStringLiteral("user"), QHostAddress(QHostAddress::LocalHost),
          QStringLiteral("window ") + control, status});
}

void Gateway::answer(const HttpRequest &request, const Reply &reply)
{
    const Reply counting = [this, reply, request](const HttpResponse &response) {
        m_webFigures.count(response.status);
        note(request, response.status);
        reply(request.encrypted && !isForLocalhost(request) ? withStrictTransport(response) : response);
    };
    if (const auto refused = refusal(request))
        return counting(*refused);
    if (m_isEncrypted && !request.encrypted)
        return counting(toHttps(request));
    if (isBareCheck(request))
        return counting({200, "text/plain; charset=utf-8", {}, {}});
    m_router.answer(request, counting);
}

HttpResponse Gateway::upgrade(const HttpRequest &request) const
{
    if (const auto refused = refusal(request))
        return *refused;
    if (m_isEncrypted && !request.encrypted)
        return problem(400, QStringLiteral("This node speaks HTTPS: its live feed is at wss://, not ws://."));
    if (request.path != QLatin1String("/live"))
        return problem(404, QStringLiteral("The live feed is at /live."));
    return openFeed(request);
}

HttpResponse Gateway::openFeed(const HttpRequest &request) const
{
    if (!feedMode(request.query))
        return problem(400, QStringLiteral("The mode of the live feed is track, frames or standby."));
    if (request.webSocket)
        return {101, {}, {}, {}};
    HttpResponse refusal = problem(426, QStringLiteral("The live feed needs a WebSocket."));
    refusal.headers.append(qMakePair(QByteArray("Upgrade"), QByteArray("websocket")));
    return refusal;
}

HttpResponse Gateway::pageDocument(const HttpRequest &request) const
{
    return m_page.document(m_node.ballPosition(),
                           m_rules.pagePolicy(request.host, urlsOf(m_node.clusterSeenUnder(request.host))));
}

/// Clients that ask while the node is being asked get the same answer.
void Gateway::tellFigures(const Reply &reply)
{
    const bool asking = m_figures.contains(m_figuresRequest);
    if (!asking)
        ++m_figuresRequest;
    m_figures.add(m_figuresRequest, [this, reply](const std::optional<QList<Metric>> &figures) {
        if (!figures)
            return reply(problem(504, QStringLiteral("The node did not report its figures in time.")));
        reply({200, metricsType, metricsText(*figures + ownFigures()), {}});
    });
    if (!asking)
        Q_EMIT figuresWanted(m_figuresRequest);
}

void Gateway::takeFigures(quint64 request, const QList<Metric> &figures)
{
    m_figures.conclude(request, figures);
}

QList<Metric> Gateway::ownFigures() const
{
    return m_webFigures.metrics({.trackViewers = m_feed->viewerCount(FeedMode::Track),
                                 .framesViewers = m_feed->viewerCount(FeedMode::Frames),
                                 .standbys = m_feed->viewerCount(FeedMode::Standby),
                                 .connections = connectionCount(),
                                 .commandsDone = m_commands->accepted(),
                                 .commandsRefused = m_commands->refused()});
}

} // namespace everbounce
