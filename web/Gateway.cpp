// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/Gateway.h"

#include "web/access/addresses/ReachableAddress.h"
#include "web/access/addresses/ViewerUrls.h"
#include "web/api/Api.h"
#include "web/api/Metrics.h"
#include "web/api/PageLinks.h"
#include "web/api/routes/OperatorRoutes.h"
#include "web/api/routes/SessionRoutes.h"
#include "web/api/routes/StateRoutes.h"
#include "web/api/routes/TokenRoutes.h"
#include "web/http/HttpServer.h"
#include "web/http/OpenFiles.h"
#include "web/http/connection/Ports.h"
#include "web/live/FeedRequest.h"

#include <QLoggingCategory>

#include <algorithm>

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(gatewayLog, "everbounce.web")

using namespace std::chrono_literals;

constexpr auto tokenInterval = 2s;

/// Files that the rest of the process needs for itself.
constexpr int ownFiles = 128;

/// More are not named in a page's policy.
constexpr qsizetype mostNamedAddresses = 4;

/// Where the nodes of this machine are found once they are opened to its network. (A policy cannot name an
/// address of IPv6.)
QList<QUrl> urlsOnceShared(quint16 ownPort, bool isEncrypted)
{
    QList<QHostAddress> addresses = reachableAddresses(ownAddresses());
    addresses.removeIf([](const QHostAddress &one) { return one.protocol() != QHostAddress::IPv4Protocol; });
    QList<QUrl> urls;
    for (const QHostAddress &address : addresses.mid(0, mostNamedAddresses)) {
        urls << pageUrl(address, ownPort, isEncrypted);
        for (int port = firstPort; port <= lastPort; ++port)
            urls << pageUrl(address, quint16(port), isEncrypted);
    }
    return urls;
}

QList<QUrl> urlsOf(const ClusterView &cluster)
{
    QList<QUrl> urls;
    for (const NodeInfo &node : cluster.nodes) {
        if (!node.url.isEmpty())
            urls.append(node.url);
    }
    return urls;
}

} // namespace

Gateway::Gateway(const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
    , m_feed(new LiveFeed(limits.viewer, this))
    , m_commands(new CommandGate(limits.commands, m_node.cluster, this))
    , m_door(m_rules, m_router, m_commands->rights(), this)
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
    connect(&m_door, &FrontDoor::audited, this, &Gateway::audited);
    connect(m_feed, &LiveFeed::received, m_commands, &CommandGate::receive);
    connect(m_commands, &CommandGate::answered, m_feed, &LiveFeed::answer);
    connect(m_commands, &CommandGate::audited, this, [this](const AuditEntry &entry) { m_door.keep(entry); });
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
    if (const PortProblem problem = listenOn(*m_listener, address, port); !problem.what.isEmpty()) {
        delete std::exchange(m_listener, nullptr);
        return {.error = problem.what + problem.wayOut};
    }
    if (access.tls.context)
        encrypt(access);
    m_address = address;
    m_publicUrls = access.publicUrls;
    m_rules = AccessRules(address, m_door.isEncrypted());
    connect(&m_machineNames, &MachineNames::changed, this,
            [this](const QStringList &names) { m_rules.setMachineNames(names); });
    followAddresses();
    m_faults = offeredFaults(access.faults, access.breakable);
    m_rules.addPublic(access.publicUrls);
    m_listener->setTrustedProxies(access.trustedProxies);
    if (!access.publicUrls.isEmpty())
        m_listener->requireProof();
    m_rules.addEmbedders(access.embedders);
    m_feed->setPublicUrls(access.publicUrls);
    m_commands->setRights(CommandRights(access.operatorToken, access.runToken, access.tokenFile));
    setSessionKey(access.sessionKey);
    followTokens(access);
    new HttpServer(
        m_listener, [this](const HttpRequest &request, const Reply &reply) { m_door.answer(request, reply); },
        [this](const HttpRequest &request) { return m_door.upgrade(request); },
        [this](std::unique_ptr<QWebSocket> webSocket, Connection *connection, const HttpRequest &request) {
            m_feed->addViewer(std::move(webSocket), connection, viewerOrder(request, m_commands->rights()));
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
        pageUrl(reachable.isNull() ? m_address : reachable, m_listener->serverPort(), m_door.isEncrypted());
    return {url, reachable.isNull() ? QUrl() : url, isEveryAddress(m_address), {}};
}

void Gateway::followAddresses()
{
    m_addresses.follow(m_address, m_listener->serverPort(), m_door.isEncrypted(), m_publicUrls);
    // Who listens on loopback alone answers to no other name.
    if (m_address.isLoopback())
        m_machineNames.forget();
    else
        m_machineNames.follow();
}

/// Where that fails, it listens where it did.
QString Gateway::reopen(const QHostAddress &address, std::optional<quint16> port)
{
    const quint16 former = m_listener->serverPort();
    m_listener->close();
    const QString error = listenOn(*m_listener, address, port).what;
    if (error.isEmpty())
        return {};
    m_listener->close();
    const QString still = listenOn(*m_listener, m_address, former).what;
    return still.isEmpty() ? error : error + u' ' + still;
}

ListenResult Gateway::moveToPort(std::optional<quint16> port)
{
    if (const QString error = reopen(m_address, port); !error.isEmpty())
        return {.error = error};
    followAddresses();
    const ListenResult result = listenResult();
    m_rules.addNodes({result.url});
    return result;
}

ListenResult Gateway::moveTo(const QHostAddress &address)
{
    if (const QString error = reopen(address, m_listener->serverPort()); !error.isEmpty())
        return {.error = error};
    m_address = address;
    m_rules.moveTo(address);
    followAddresses();
    if (address.isLoopback())
        m_listener->dropOthers();
    const ListenResult result = listenResult();
    m_rules.addNodes({result.url});
    return result;
}

void Gateway::encrypt(const GatewayAccess &access)
{
    m_door.setEncrypted();
    m_listener->setTls(access.tls.context);
    m_renewal.follow(access.tlsFiles, access.tls.context);
    connect(&m_renewal, &TlsRenewal::renewed, this, [this](const TlsPair &pair) {
        m_listener->setTls(pair.context);
        Q_EMIT certificateChanged(pair.certificates);
    });
}

void Gateway::followTokens(const GatewayAccess &access)
{
    m_operatorToken = OperatorTokenRenewal(access.operatorTokenFile);
    connect(&m_tokenLook, &QTimer::timeout, this, &Gateway::lookAtTokens);
    m_tokenLook.start(tokenInterval);
    lookAtTokens();
}

/// Other nodes of this user give out tokens, too, and each is over some day.
void Gateway::lookAtTokens()
{
    CommandRights &rights = m_commands->rights();
    if (const auto renewed = m_operatorToken.look()) {
        if (renewed->error.isEmpty()) {
            rights.setOperatorToken(renewed->token);
            qCInfo(gatewayLog) << "A new operator's token is in use.";
        } else {
            qCWarning(gatewayLog).noquote()
                << renewed->error << "The token that was there before stays in use.";
        }
    }
    m_feed->setTakesTokens(rights.takesTokens());
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
    connect(this, &Gateway::viewersChanged, node, &NodeInterface::setViewers, Qt::QueuedConnection);
    connect(m_commands, &CommandGate::asked, node, &NodeInterface::execute, Qt::QueuedConnection);
    connect(this, &Gateway::figuresWanted, node, &NodeInterface::requestFigures, Qt::QueuedConnection);
    m_failovers.attach(node);
    m_keys.attach(node);
    if (ScriptsInterface *scripts = node->scripts())
        m_scripts.attach(scripts);
}

void Gateway::attach(PairingInterface *pairing)
{
    connect(pairing, &PairingInterface::changed, this, &Gateway::setPairing, Qt::QueuedConnection);
    m_pairing.attach(pairing);
}

void Gateway::attach(SharingInterface *sharing)
{
    connect(sharing, &SharingInterface::changed, this, &Gateway::setSharing, Qt::QueuedConnection);
    m_sharing.attach(sharing);
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

PageLink Gateway::makeLink(const QString &role)
{
    return makePageLink(role, m_addresses, m_commands->rights().issued());
}

void Gateway::noteOwn(const QString &control, int status)
{
    m_door.keep({QDateTime::currentMSecsSinceEpoch(), QStringLiteral("user"),
                 QHostAddress(QHostAddress::LocalHost), QStringLiteral("window ") + control, status});
}

int Gateway::connectionCount() const
{
    return m_listener->connectionCount();
}

void Gateway::setCluster(const ClusterView &view)
{
    m_node.cluster = view;
    m_rules.addNodes(allUrls(view));
    m_rules.addEverywhere(urlsEverywhere(view));
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
    m_node.history.add(event, monotonicNow());
    m_feed->addEvent(event);
}

void Gateway::replaceEvents(const QList<EventView> &events)
{
    const QList<EventView> fresh = m_node.events.replace(events);
    m_node.history.take(m_node.events.all(), monotonicNow());
    m_feed->replaceEvents(m_node.events.all(), fresh);
}

void Gateway::addRoutes()
{
    m_router.add("GET", QStringLiteral("/"),
                 [this](const HttpRequest &request) { return pageDocument(request); });
    for (const QString &path : m_page.paths())
        m_router.add("GET", path, [this, path](const HttpRequest &) { return m_page.file(path); });
    m_router.add("GET", QStringLiteral("/live"), openFeed);
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
    addSessionRoutes(m_router, m_commands->rights(), m_publicUrls);
    addTokenRoutes(m_router, m_commands->rights().issued(),
                   [this](const HttpRequest &request) { return refusalToLetIn(request); });
    addOperatorRoutes(m_router, m_door.audit(), m_settings,
                      [this](const HttpRequest &request) { return m_commands->refusal(request); });
}

std::optional<HttpResponse> Gateway::refusalToLetIn(const HttpRequest &request)
{
    const auto refused = m_commands->refusal(request);
    return refused ? refused : m_commands->rights().refusalToLetIn(request);
}

HttpResponse Gateway::pageDocument(const HttpRequest &request) const
{
    QList<QUrl> nodes = urlsOf(m_node.clusterSeenUnder(request.host));
    // A policy cannot grow while the page is open.
    if (m_address.isLoopback())
        nodes << urlsOnceShared(m_listener->serverPort(), m_door.isEncrypted());
    return m_page.document(m_node.ballPosition(), m_rules.pagePolicy(request.host, nodes));
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
    return m_door.figures().metrics({.trackViewers = m_feed->viewerCount(FeedMode::Track),
                                     .framesViewers = m_feed->viewerCount(FeedMode::Frames),
                                     .standbys = m_feed->viewerCount(FeedMode::Standby),
                                     .connections = connectionCount(),
                                     .commandsDone = m_commands->accepted(),
                                     .commandsRefused = m_commands->refused(),
                                     .wrongTokens = m_commands->rights().wrongTokens()});
}

} // namespace everbounce
