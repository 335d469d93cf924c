// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/NodeRuntime.h"

#include "app/JoinCluster.h"
#include "app/SettingsInUse.h"
#include "engine/Version.h"
#include "engine/cluster/link/ClusterKey.h"
#include "engine/cluster/link/KeyFile.h"
#include "engine/cluster/pairing/KeptMembership.h"
#include "engine/cluster/pairing/Pairing.h"
#include "engine/node/Node.h"
#include "engine/singleton/etcd/EtcdReplicator.h"
#include "web/Gateway.h"
#include "web/access/OperatorToken.h"
#include "web/access/Session.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QStandardPaths>
#include <QSysInfo>

#include <cstdio>
#include <utility>

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(runtimeLog, "everbounce.runtime")

/// Calls a function on another object's thread and waits for its result.
template<typename Function>
auto callOn(QObject *object, Function function)
{
    std::invoke_result_t<Function> result{};
    QMetaObject::invokeMethod(object, function, Qt::BlockingQueuedConnection, &result);
    return result;
}

QHostAddress pageAddress(const QString &listen)
{
    if (listen == QLatin1String("loopback"))
        return QHostAddress::LocalHost;
    return listen == QLatin1String("lan") ? QHostAddress(QHostAddress::Any) : QHostAddress(listen);
}

LanTransport::Settings transportSettings(const Options &options, const Keyring &ring)
{
    LanTransport::Settings settings;
    settings.keys = deriveKeys(ring, options.cluster);
    settings.scope = ListenScope::fromText(options.listen).value_or(ListenScope::loopback());
    settings.discoveryPort = options.discoveryPort;
    settings.dnsNames = options.peerDns;
    // A lease in etcd is long, and says nothing of links.
    const auto suspicion = options.coordination.isEtcd() ? std::chrono::milliseconds(500) : options.lease;
    settings.limits = Liveness::Limits::forSuspicionAfter(suspicion);
    for (const QString &text : options.peers) {
        if (const auto peer = PeerSpec::fromText(text))
            settings.peers << *peer;
    }
    return settings;
}

/// A name as part of a path: nothing in it leads elsewhere.
QString asFolder(const QString &name)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(name))
        .replace(QLatin1String("."), QLatin1String("%2E"));
}

} // namespace

NodeRuntime::NodeRuntime(const Options &options)
    : m_options(options)
    , m_serviceManager(ServiceManager::Settings::takeFromEnvironment())
    , m_onCluster(new QObject)
    , m_gateway(new Gateway)
{
    m_clusterThread.setObjectName(QStringLiteral("cluster"));
    m_onCluster->moveToThread(&m_clusterThread);
    connect(&m_clusterThread, &QThread::finished, m_onCluster, &QObject::deleteLater);
    m_clusterThread.start(QThread::TimeCriticalPriority);

    m_webThread.setObjectName(QStringLiteral("web"));
    m_gateway->moveToThread(&m_webThread);
    connect(&m_webThread, &QThread::finished, m_gateway, &QObject::deleteLater);
    m_webThread.start();

    m_serviceManager.watch(m_onCluster);
    m_serviceManager.watch(m_gateway);
}

NodeRuntime::~NodeRuntime()
{
    // Viewers first: they read from the node.
    m_webThread.quit();
    m_webThread.wait();
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
    m_name = m_options.name.isEmpty()
                 ? QStringLiteral("%1:%2").arg(QSysInfo::machineHostName()).arg(m_url.port())
                 : m_options.name;
    const JoinResult join = joinIfAsked(m_options, m_name);
    if (!join.problem.isEmpty())
        return join.problem;
    useKeptMembership(m_options);
    if (join.joined)
        setStateAside(stateDir());
    return makeNode();
}

QString NodeRuntime::openPage()
{
    GatewayAccess access{.runToken = m_runToken.text(),
                         .tokenFile =
                             QFileInfo(m_options.clusterKeyFile).path() + QLatin1String("/tokens.json"),
                         .faults = m_options.faults,
                         .publicUrls = m_options.publicUrls,
                         .embedders = m_options.embedders,
                         .trustedProxies = m_options.access.trustedProxies,
                         .tlsFiles = m_options.access.tlsFiles,
                         .tls = m_options.access.tls};
    if (!m_options.operatorTokenFile.isEmpty()) {
        const OperatorTokenFile read = readOperatorToken(m_options.operatorTokenFile);
        if (!read.error.isEmpty())
            return read.error;
        access.operatorToken = read.token;
    }
    if (!access.tls.warning.isEmpty())
        qCWarning(runtimeLog).noquote() << access.tls.warning;
    connect(m_gateway, &Gateway::certificateChanged, this, &NodeRuntime::writeRunCertificates);
    const ListenResult result = callOn(m_gateway, [&] {
        return m_gateway->listen(pageAddress(m_options.listen), m_options.httpPort, access);
    });
    m_url = result.url;
    m_toldUrl = result.told;
    m_servesEverywhere = result.everywhere;
    if (result) {
        writeRunToken();
        writeRunCertificates(access.tls.certificates);
    }
    return result.error;
}

/// Without it, root and other programs on this machine need the operator's token; that is no reason not to
/// serve.
void NodeRuntime::writeRunToken()
{
    const QString problem = m_runToken.write(runDirectory(), quint16(m_url.port()));
    if (!problem.isEmpty())
        qCWarning(runtimeLog).noquote() << "There is no run token:" << problem;
}

/// By these everbouncectl knows this node on its own machine, whatever name they are for. Without them it
/// needs --ca.
void NodeRuntime::writeRunCertificates(const QByteArray &certificates)
{
    const QString path = runCertificateFile(runDirectory(), quint16(m_url.port()));
    if (certificates.isEmpty()) {
        QFile::remove(path); // of a former node, which was killed
        return;
    }
    const QString problem = m_runCertificates.write(path, certificates);
    if (!problem.isEmpty())
        qCWarning(runtimeLog).noquote()
            << "Programs on this machine have to be told the certificate:" << problem;
}

QString NodeRuntime::makeNode()
{
    const KeyFileResult key = loadOrCreateKeyFile(m_options.clusterKeyFile);
    if (!key.error.isEmpty())
        return key.error;
    const LanTransport::Settings settings = transportSettings(m_options, key.ring);
    useSessionKey(key.ring.newest().key);
    NodeConfig config;
    config.keys = {key.ring, m_options.clusterKeyFile, memberSecret(m_options.clusterKeyFile),
                   m_options.cluster, m_name};
    config.news = std::exchange(m_news, {});
    config.name = m_name;
    config.version = QStringLiteral(EVERBOUNCE_VERSION);
    config.clusterName = m_options.cluster;
    config.url = m_toldUrl;
    config.servesEverywhere = m_servesEverywhere;
    config.stateDir = stateDir();
    config.engineProgram = engineProgram();
    config.behaviorDirs = QStringList(shippedBehaviors()) + m_options.behaviorDirs;
    config.scriptDir = scriptDir();
    config.faults = m_options.faults;
    config.tick = m_options.tick;
    config.lease = m_options.lease;
    config.horizon = m_options.horizon;
    if (m_options.coordination.isEtcd()) {
        EtcdSettings etcd;
        if (const QString problem = toEtcdSettings(m_options.coordination, etcd); !problem.isEmpty())
            return problem;
        etcd.cluster = m_options.cluster;
        etcd.length = std::chrono::duration_cast<std::chrono::seconds>(m_options.lease);
        config.coordination = QStringLiteral("etcd");
        config.coordinate = coordinateByEtcd(etcd);
    }
    if (!QFileInfo(config.engineProgram).isExecutable())
        return QStringLiteral("The engine program %1 is missing: install it beside this one.")
            .arg(config.engineProgram);
    makePairing(settings, key.key);
    m_node = callOn(m_onCluster, [&] {
        auto transport = std::make_unique<LanTransport>(settings);
        connect(transport.get(), &LanTransport::neighbourHeard, m_pairing, &Pairing::hearNeighbour);
        return new Node(config, std::move(transport));
    });
    connect(m_node, &Node::stopped, this, &NodeRuntime::onStopped);
    connect(m_node, &Node::keyChanged, this, &NodeRuntime::useSessionKey);
    connect(m_node, &Node::removed, this, &NodeRuntime::leaveCluster);
    connect(m_node, &Node::keyChanged, m_pairing, &Pairing::setKey); // both live on the cluster's thread
    m_gateway->attach(m_node);
    tellSettings();
    return {};
}

void NodeRuntime::tellSettings()
{
    QMetaObject::invokeMethod(
        m_gateway,
        [gateway = m_gateway, settings = settingsInUse(m_options, {m_name, m_url.port(), stateDir()})] {
            gateway->setSettings(settings);
        });
}

/// A node that was put out knows the former key, and could seal sessions with it: a new key ends them all.
void NodeRuntime::useSessionKey(const QByteArray &key)
{
    QMetaObject::invokeMethod(m_gateway,
                              [gateway = m_gateway, session = sessionKeyOf(key, m_options.cluster)] {
                                  gateway->setSessionKey(session);
                              });
}

/// It outlives the node.
void NodeRuntime::makePairing(const LanTransport::Settings &transport, const QByteArray &key)
{
    const ClusterMembership membership{m_options.cluster, key, m_options.discoveryPort};
    if (m_pairing) {
        QMetaObject::invokeMethod(m_pairing,
                                  [pairing = m_pairing, membership] { pairing->setMembership(membership); });
        return;
    }
    const Pairing::Settings settings{transport.scope, m_options.discoveryPort, m_name, membership};
    m_pairing = callOn(m_onCluster, [&] { return new Pairing(settings); });
    connect(m_pairing, &Pairing::gained, this, &NodeRuntime::changeCluster);
    m_gateway->attach(m_pairing);
}

QString NodeRuntime::start()
{
    const QString problem = callOn(m_onCluster, [this] { return m_node->start(); });
    if (!problem.isEmpty())
        return problem;
    printReady();
    m_serviceManager.tellReady(QStringLiteral("Serves %1").arg(m_url.toString()));
    return {};
}

/// The node leaves its cluster as if it were to end, and then begins anew in the other one.
void NodeRuntime::changeCluster(const ClusterMembership &gained, const QHostAddress &inviter)
{
    const QString problem =
        m_isStopping ? QStringLiteral("This node is about to end.") : keepGain(m_options, gained, inviter);
    if (!problem.isEmpty()) {
        QMetaObject::invokeMethod(m_pairing,
                                  [pairing = m_pairing, problem] { pairing->refuseGain(problem); });
        return;
    }
    m_options.cluster = gained.cluster;
    useKeptMembership(m_options);
    m_isChangingCluster = true;
    QMetaObject::invokeMethod(m_node, &Node::stop);
}

/// Somebody has removed this node from its cluster: it goes on alone, with a key of its own.
void NodeRuntime::leaveCluster(const Keyring &ring)
{
    if (m_isStopping || m_isChangingCluster)
        return;
    const QString sentence =
        QStringLiteral("This node was removed from the cluster %1").arg(m_options.cluster);
    if (const QString problem = leaveKeyFile(m_options.clusterKeyFile, ring); !problem.isEmpty()) {
        Q_EMIT failed(sentence + QStringLiteral(", and cannot go on alone. ") + problem);
        return;
    }
    forgetMembership(m_options.clusterKeyFile);
    m_news = sentence +
             QStringLiteral(" and flies a ball of its own. To come back, it has to be invited there again.");
    m_isChangingCluster = true;
    QMetaObject::invokeMethod(m_node, &Node::stop);
}

void NodeRuntime::onStopped()
{
    if (m_isStopping || !std::exchange(m_isChangingCluster, false)) {
        Q_EMIT finished();
        return;
    }
    if (const QString problem = replaceNode(); !problem.isEmpty())
        Q_EMIT failed(problem);
}

QString NodeRuntime::replaceNode()
{
    callOn(m_onCluster, [this] {
        delete m_node;
        return true;
    });
    m_node = nullptr;
    setStateAside(stateDir());
    if (const QString problem = makeNode(); !problem.isEmpty())
        return problem;
    Q_EMIT nodeReplaced(m_node);
    return callOn(m_onCluster, [this] { return m_node->start(); });
}

void NodeRuntime::stop()
{
    m_isStopping = true;
    m_serviceManager.tellStopping();
    QMetaObject::invokeMethod(m_node, &Node::stop);
}

void NodeRuntime::noteCommand(const QString &control, int status)
{
    QMetaObject::invokeMethod(m_gateway,
                              [gateway = m_gateway, control, status] { gateway->noteOwn(control, status); });
}

NodeInterface *NodeRuntime::node() const
{
    return m_node;
}

PairingInterface *NodeRuntime::pairing() const
{
    return m_pairing;
}

QString NodeRuntime::engineProgram() const
{
    return QCoreApplication::applicationDirPath() + QLatin1String("/everbounce-engine");
}

/// The behaviours that come with the program.
QString NodeRuntime::shippedBehaviors() const
{
    return QDir::cleanPath(QCoreApplication::applicationDirPath() +
                           QLatin1String("/../lib/everbounce/behaviors"));
}

/// Where viewers' scripts are saved: the first given directory that can be written, but none of those that
/// came with the program.
QString NodeRuntime::scriptDir() const
{
    const QString shipped = QFileInfo(shippedBehaviors()).absolutePath() + QLatin1Char('/');
    for (const QString &given : m_options.behaviorDirs) {
        const QFileInfo folder(QDir::cleanPath(QFileInfo(given).absoluteFilePath()));
        if (folder.isDir() && folder.isWritable() && !folder.filePath().startsWith(shipped))
            return folder.filePath();
    }
    return stateDir() + QLatin1String("/behaviors");
}

QString NodeRuntime::stateDir() const
{
    if (!m_options.stateDir.isEmpty())
        return m_options.stateDir;
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return QStringLiteral("%1/everbounce/%2/%3").arg(data, asFolder(m_options.cluster), asFolder(m_name));
}

void NodeRuntime::printReady() const
{
    const QString line = QStringLiteral("ready name=%1 node=%2 http=%3 pid=%4")
                             .arg(m_name, toString(m_node->id()), m_url.toString(),
                                  QString::number(QCoreApplication::applicationPid()));
    std::puts(qPrintable(line));
    std::fflush(stdout);
}

} // namespace everbounce
