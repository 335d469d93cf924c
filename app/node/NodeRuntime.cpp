// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/NodeRuntime.h"

#include "app/node/JoinCluster.h"
#include "app/node/NodePaths.h"
#include "app/node/Sharing.h"
#include "app/options/SettingsInUse.h"
#include "app/options/WindowSettings.h"
#include "app/process/CallOn.h"
#include "engine/Version.h"
#include "engine/cluster/link/keys/ClusterKey.h"
#include "engine/cluster/link/keys/KeyFile.h"
#include "engine/cluster/pairing/KeptMembership.h"
#include "engine/node/Node.h"
#include "engine/node/pairing/Pairing.h"
#include "engine/singleton/Coordinations.h"
#include "web/access/tokens/Session.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLoggingCategory>

#include <cstdio>
#include <utility>

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(runtimeLog, "everbounce.runtime")

LanTransport::Settings transportSettings(const Options &options, const Keyring &ring)
{
    LanTransport::Settings settings;
    settings.keys = deriveKeys(ring, options.cluster);
    settings.scope = options.scope();
    settings.discoveryPort = options.discoveryPort;
    settings.dnsNames = options.peerDns;
    const CoordinationTimes &times = coordinationKind(options.coordination.kind).times;
    settings.limits = Liveness::Limits::forSuspicionAfter(times.linkPatience.value_or(options.lease));
    for (const QString &text : options.peers) {
        if (const auto peer = PeerSpec::fromText(text))
            settings.peers << *peer;
    }
    return settings;
}

} // namespace

NodeRuntime::NodeRuntime(const Options &options)
    : m_options(options)
    , m_sharing(new Sharing(this))
    , m_settings(new WindowSettings(this))
    , m_serviceManager(ServiceManager::Settings::takeFromEnvironment())
    , m_onCluster(new QObject)
{
    m_clusterThread.setObjectName(QStringLiteral("cluster"));
    m_onCluster->moveToThread(&m_clusterThread);
    connect(&m_clusterThread, &QThread::finished, m_onCluster, &QObject::deleteLater);
    m_clusterThread.start(QThread::TimeCriticalPriority);

    m_serviceManager.watch(m_onCluster);
    m_serviceManager.watch(m_page.gateway());
    connect(m_page.gateway(), &Gateway::audited, this, &NodeRuntime::audited);
    connect(m_page.gateway(), &Gateway::addressesChanged, m_sharing, &Sharing::setAddresses);
}

NodeRuntime::~NodeRuntime()
{
    m_page.close(); // viewers first: they read from the node
    callOn(m_onCluster, [this] {
        delete m_pairing;
        delete m_node;
        return true;
    });
    m_clusterThread.quit();
    m_clusterThread.wait();
}

QString NodeRuntime::prepare()
{
    if (const QString problem = openPage(); !problem.isEmpty())
        return problem;
    m_name = freeName();
    openToNetwork();
    const JoinResult join = joinIfAsked(m_options, m_name, m_joining);
    if (!join.problem.isEmpty())
        return join.problem;
    useKeptMembership(m_options);
    if (join.joined)
        setStateAside(NodePaths(m_options, m_name).stateDir(), m_options.clusterKeyFile);
    return makeNode();
}

/// As people chose before; where that cannot be had, this machine is served all the same.
void NodeRuntime::openToNetwork()
{
    const QString listen = m_sharing->listenOf(m_options, m_name);
    if (listen != m_options.listen) {
        if (const QString problem = listenAt(listen); !problem.isEmpty()) {
            qCWarning(runtimeLog).noquote() << problem;
            m_sharing->setOff();
        }
    }
    connect(m_sharing, &Sharing::wanted, this, &NodeRuntime::share);
    connect(m_sharing, &Sharing::linkWanted, this, [this](quint64 request, const QString &role) {
        const PageLink link = m_page.makeLink(role);
        Q_EMIT m_sharing->linkMade(request, link);
        if (!role.isEmpty())
            noteWindows(request, "link " + role.toUtf8(), link.problem.isEmpty() ? 200 : 409);
    });
    m_page.gateway()->attach(m_sharing);
    announcePage();
}

QString NodeRuntime::listenAt(const QString &listen)
{
    const QString problem = m_page.moveTo(listen);
    if (problem.isEmpty())
        m_options.listen = listen;
    return problem;
}

void NodeRuntime::announcePage()
{
    if (m_options.scope().isLoopback())
        m_announcement.withdraw();
    else
        m_announcement.announce(m_name, quint16(pageUrl().port()),
                                pageUrl().scheme() == QLatin1String("https"));
}

/// All but how the lease is kept.
NodeConfig NodeRuntime::nodeConfig(const Keyring &ring)
{
    const NodePaths paths(m_options, m_name);
    NodeConfig config;
    config.keys = {ring, m_options.clusterKeyFile, memberSecret(m_options.clusterKeyFile), m_options.cluster,
                   m_name};
    config.news = std::exchange(m_news, {});
    config.name = m_name;
    config.version = QStringLiteral(EVERBOUNCE_VERSION);
    config.clusterName = m_options.cluster;
    config.url = m_page.at().told;
    config.servesEverywhere = m_page.at().everywhere;
    config.stateDir = paths.stateDir();
    config.engineProgram = NodePaths::engineProgram();
    config.behaviorDirs = paths.behaviorDirs();
    config.scriptDir = paths.scriptDir();
    config.faults = m_options.faults;
    config.tick = m_options.tick;
    config.lease = m_options.lease;
    config.horizon = m_options.horizon;
    return config;
}

QString NodeRuntime::makeNode()
{
    const KeyFileResult key = loadOrCreateKeyFile(m_options.clusterKeyFile);
    if (!key.error.isEmpty())
        return key.error;
    useSessionKey(key.ring.newest().key);
    NodeConfig config = nodeConfig(key.ring);
    const CoordinateResult made = m_options.coordination.prepare(m_options.cluster, m_options.lease);
    if (!made.problem.isEmpty())
        return made.problem;
    config.coordination = m_options.coordination.kind;
    config.coordinate = made.coordinate;
    config.askForFault = m_options.coordination.askForFault;
    if (!QFileInfo(config.engineProgram).isExecutable())
        return QStringLiteral("The engine program %1 is missing: install it beside this one.")
            .arg(config.engineProgram);
    const LanTransport::Settings settings = transportSettings(m_options, key.ring);
    makePairing(settings, key.key);
    m_node = callOn(m_onCluster, [&] {
        auto transport = std::make_unique<LanTransport>(settings);
        connect(transport.get(), &LanTransport::neighbourHeard, m_pairing, &Pairing::hearNeighbour);
        return new Node(config, std::move(transport));
    });
    connectNode();
    m_page.gateway()->attach(m_node);
    tellSettings();
    return {};
}

void NodeRuntime::connectNode()
{
    connect(m_node, &Node::stopped, this, &NodeRuntime::onStopped);
    connect(m_node, &Node::keyChanged, this, &NodeRuntime::useSessionKey);
    connect(m_node, &Node::removed, this, &NodeRuntime::leaveCluster);
    // Both live on the cluster's thread.
    connect(m_node, &Node::keyChanged, m_pairing, &Pairing::setKey);
    connect(m_node, &Node::removed, m_pairing, &Pairing::leaveCluster);
}

void NodeRuntime::tellSettings()
{
    m_settings->setInUse(m_name, pageUrl().port());
    QMetaObject::invokeMethod(
        m_page.gateway(), [gateway = m_page.gateway(),
                           settings = settingsInUse(m_options, {m_name, pageUrl().port(),
                                                                NodePaths(m_options, m_name).stateDir()})] {
            gateway->setSettings(settings);
        });
}

/// A node that was put out knows the former key, and could seal sessions with it: a new key ends them all.
void NodeRuntime::useSessionKey(const QByteArray &key)
{
    QMetaObject::invokeMethod(m_page.gateway(),
                              [gateway = m_page.gateway(), session = sessionKeyOf(key, m_options.cluster)] {
                                  gateway->setSessionKey(session);
                              });
}

/// It outlives the node: what people promised by it is not to end by a change of name or port.
void NodeRuntime::makePairing(const LanTransport::Settings &transport, const QByteArray &key)
{
    const ClusterMembership membership{m_options.cluster, key, m_options.discoveryPort};
    if (m_pairing) {
        QMetaObject::invokeMethod(m_pairing,
                                  [pairing = m_pairing, membership, name = m_name, scope = transport.scope] {
                                      pairing->follow(name, scope);
                                      pairing->setMembership(membership);
                                  });
        return;
    }
    const auto keep = [options = m_options](const ClusterMembership &gained, const QHostAddress &inviter) {
        return keepGain(options, gained, inviter);
    };
    const Pairing::Settings settings{
        .scope = transport.scope,
        .discoveryPort = m_options.discoveryPort,
        .name = m_name,
        .membership = membership,
        .keep = keep,
    };
    m_pairing = callOn(m_onCluster, [&] { return new Pairing(settings); });
    connect(m_pairing, &Pairing::gained, this, &NodeRuntime::changeCluster);
    m_page.gateway()->attach(m_pairing);
}

QString NodeRuntime::start()
{
    const QString problem = callOn(m_onCluster, [this] { return m_node->start(); });
    if (!problem.isEmpty())
        return problem;
    m_isStarted = true;
    printReady();
    m_serviceManager.tellReady(QStringLiteral("Serves %1").arg(pageUrl().toString()));
    return {};
}

void NodeRuntime::stop()
{
    m_isStopping = true;
    m_serviceManager.tellStopping();
    if (m_node)
        QMetaObject::invokeMethod(m_node, &Node::stop);
    else
        m_joining.quit();
}

/// Pages number their wishes from 1, and the gateway has noted them already.
void NodeRuntime::noteWindows(quint64 request, const QByteArray &what, int status)
{
    if (request >= (1ULL << 32))
        noteCommand(QString::fromUtf8(what), status);
}

void NodeRuntime::noteCommand(const QString &control, int status)
{
    QMetaObject::invokeMethod(m_page.gateway(), [gateway = m_page.gateway(), control, status] {
        gateway->noteOwn(control, status);
    });
}

NodeInterface *NodeRuntime::node() const
{
    return m_node;
}

SharingInterface *NodeRuntime::sharing() const
{
    return m_sharing;
}

SettingsInterface *NodeRuntime::settings() const
{
    return m_settings;
}

PairingInterface *NodeRuntime::pairing() const
{
    return m_pairing;
}

void NodeRuntime::printReady() const
{
    const QString line = QStringLiteral("ready name=%1 node=%2 http=%3 pid=%4")
                             .arg(m_name, toString(m_node->id()), pageUrl().toString(),
                                  QString::number(QCoreApplication::applicationPid()));
    std::puts(qPrintable(line));
    std::fflush(stdout);
}

} // namespace everbounce
