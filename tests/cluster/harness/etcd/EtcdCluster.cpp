// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/etcd/EtcdCluster.h"

#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/FreePorts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QStandardPaths>

#include <csignal>
#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace everbounce::harness {
namespace {

/// Of the gateway; an empty object where no answer came in a second.
QJsonObject post(const QUrl &member, const char *path)
{
    QNetworkAccessManager network;
    QUrl url = member;
    url.setPath(QLatin1String(path));
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    request.setTransferTimeout(1000);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    std::unique_ptr<QNetworkReply> reply(network.post(request, QByteArrayLiteral("{}")));
    reply->ignoreSslErrors(); // whatever its certificate is, it is this test's own
    waitUntil([&] { return reply->isFinished(); });
    return QJsonDocument::fromJson(reply->readAll()).object();
}

/// Before the program begins: only what is safe there.
bool enterNetwork(const QByteArray &networkNamespace)
{
    if (networkNamespace.isEmpty())
        return true;
    const int descriptor = ::open(networkNamespace.constData(), O_RDONLY | O_CLOEXEC);
    return descriptor >= 0 && setns(descriptor, CLONE_NEWNET) == 0;
}

} // namespace

EtcdCluster::EtcdCluster(int members, const QStringList &moreOptions)
    : EtcdCluster(EtcdSetup{std::vector<EtcdPlace>(std::size_t(members)), {}, {}, moreOptions})
{
}

EtcdCluster::EtcdCluster(const EtcdSetup &setup)
    : m_setup(setup)
{
    QStringList all;
    for (int member = 0; member < int(setup.places.size()); ++member) {
        m_clientPorts.push_back(freeTcpPort());
        m_peerPorts.push_back(freeTcpPort());
        all << QStringLiteral("m%1=%2").arg(member).arg(
            address(member, m_peerPorts.back(), QStringLiteral("http")));
    }
    for (int member = 0; member < int(setup.places.size()); ++member)
        m_members.push_back(makeProcess(member, all.join(QLatin1Char(','))));
}

QString EtcdCluster::address(int member, quint16 port, const QString &scheme) const
{
    return QStringLiteral("%1://%2:%3").arg(scheme, m_setup.places[std::size_t(member)].address).arg(port);
}

QStringList EtcdCluster::argumentsOf(int member, const QString &all) const
{
    const QString name = QStringLiteral("m%1").arg(member);
    const QString client = url(member).toString();
    const QString peer = address(member, m_peerPorts[std::size_t(member)], QStringLiteral("http"));
    QStringList arguments{QStringLiteral("--name"),
                          name,
                          QStringLiteral("--data-dir"),
                          m_directory.filePath(name),
                          QStringLiteral("--listen-client-urls"),
                          client,
                          QStringLiteral("--advertise-client-urls"),
                          client,
                          QStringLiteral("--listen-peer-urls"),
                          peer,
                          QStringLiteral("--initial-advertise-peer-urls"),
                          peer,
                          QStringLiteral("--initial-cluster"),
                          all,
                          QStringLiteral("--initial-cluster-token"),
                          m_directory.path(),
                          QStringLiteral("--logger"),
                          QStringLiteral("zap"),
                          QStringLiteral("--log-level"),
                          QStringLiteral("error")};
    if (!m_setup.certificateFile.isEmpty())
        arguments << QStringLiteral("--cert-file") << m_setup.certificateFile << QStringLiteral("--key-file")
                  << m_setup.keyFile;
    return arguments + m_setup.more;
}

std::unique_ptr<QProcess> EtcdCluster::makeProcess(int member, const QString &all) const
{
    auto process = std::make_unique<QProcess>();
    process->setProgram(QStringLiteral("etcd"));
    process->setArguments(argumentsOf(member, all));
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setStandardErrorFile(m_directory.filePath(QStringLiteral("m%1.log").arg(member)));
    const QByteArray place = m_setup.places[std::size_t(member)].networkNamespace.toUtf8();
    process->setChildProcessModifier([place, parent = getpid()] {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent || !enterNetwork(place))
            _exit(127);
    });
    return process;
}

EtcdCluster::~EtcdCluster()
{
    for (int member = 0; member < size(); ++member)
        kill(member);
}

bool EtcdCluster::isInstalled()
{
    return !QStandardPaths::findExecutable(QStringLiteral("etcd")).isEmpty() &&
           !QStandardPaths::findExecutable(QStringLiteral("etcdctl")).isEmpty();
}

bool EtcdCluster::start()
{
    for (int member = 0; member < size(); ++member) {
        if (!running(member))
            start(member);
    }
    for (int tries = 0; tries < 100; ++tries) {
        bool isWhole = leader() >= 0;
        for (int member = 0; isWhole && member < size(); ++member)
            isWhole = !post(url(member), "/v3/maintenance/status")
                           .value(QLatin1String("leader"))
                           .toString()
                           .isEmpty();
        if (isWhole)
            return true;
        waitUntil([] { return false; },
                  std::chrono::milliseconds(100)); // until then nothing can be heard of it
    }
    return false;
}

void EtcdCluster::start(int member)
{
    m_members[std::size_t(member)]->start();
}

void EtcdCluster::kill(int member)
{
    m_members[std::size_t(member)]->kill();
    m_members[std::size_t(member)]->waitForFinished(-1);
}

void EtcdCluster::signal(int member, int number)
{
    ::kill(pid_t(m_members[std::size_t(member)]->processId()), number);
}

int EtcdCluster::leader() const
{
    for (int member = 0; member < size(); ++member) {
        const QJsonObject status =
            running(member) ? post(url(member), "/v3/maintenance/status") : QJsonObject();
        const QString self = status[QLatin1String("header")][QLatin1String("member_id")].toString();
        if (!self.isEmpty() && status[QLatin1String("leader")].toString() == self)
            return member;
    }
    return -1;
}

QUrl EtcdCluster::url(int member) const
{
    const bool isSecure = !m_setup.certificateFile.isEmpty();
    return QUrl(address(member, m_clientPorts[std::size_t(member)],
                        isSecure ? QStringLiteral("https") : QStringLiteral("http")));
}

QString EtcdCluster::coordination() const
{
    QStringList urls;
    for (int member = 0; member < size(); ++member)
        urls << url(member).toString();
    return QLatin1String("etcd:") + urls.join(QLatin1Char(','));
}

QString EtcdCluster::ctl(const QStringList &arguments, int *status) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("ETCDCTL_API"), QStringLiteral("3"));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral("etcdctl"),
                  QStringList{QStringLiteral("--endpoints"), coordination().mid(5)} + arguments);
    process.waitForFinished(-1);
    if (status)
        *status = process.exitCode();
    return process.exitCode() == 0 ? QString::fromUtf8(process.readAllStandardOutput()) : QString();
}

} // namespace everbounce::harness
