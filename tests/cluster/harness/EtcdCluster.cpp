// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/EtcdCluster.h"

#include "tests/cluster/harness/FreePorts.h"
#include "tests/cluster/harness/Wait.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QStandardPaths>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace everbounce::harness {
namespace {

QString address(quint16 port)
{
    return QStringLiteral("http://127.0.0.1:%1").arg(port);
}

/// Of the gateway; an empty object where no answer came in a second.
QJsonObject post(const QUrl &member, const char *path)
{
    QNetworkAccessManager network;
    QUrl url = member;
    url.setPath(QLatin1String(path));
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    request.setTransferTimeout(1000);
    std::unique_ptr<QNetworkReply> reply(network.post(request, QByteArrayLiteral("{}")));
    waitUntil([&] { return reply->isFinished(); });
    return QJsonDocument::fromJson(reply->readAll()).object();
}

} // namespace

EtcdCluster::EtcdCluster(int members, const QStringList &moreOptions)
{
    QStringList all;
    for (int member = 0; member < members; ++member) {
        m_clientPorts.push_back(freeTcpPort());
        m_peerPorts.push_back(freeTcpPort());
        all << QStringLiteral("m%1=%2").arg(member).arg(address(m_peerPorts.back()));
    }
    for (int member = 0; member < members; ++member) {
        const QString name = QStringLiteral("m%1").arg(member);
        const QString client = address(m_clientPorts[std::size_t(member)]);
        const QString peer = address(m_peerPorts[std::size_t(member)]);
        auto process = std::make_unique<QProcess>();
        process->setProgram(QStringLiteral("etcd"));
        process->setArguments(QStringList{QStringLiteral("--name"),
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
                                          all.join(QLatin1Char(',')),
                                          QStringLiteral("--initial-cluster-token"),
                                          m_directory.path(),
                                          QStringLiteral("--logger"),
                                          QStringLiteral("zap"),
                                          QStringLiteral("--log-level"),
                                          QStringLiteral("error")} +
                              moreOptions);
        process->setStandardOutputFile(QProcess::nullDevice());
        process->setStandardErrorFile(m_directory.filePath(name + QLatin1String(".log")));
        process->setChildProcessModifier([parent = getpid()] {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (getppid() != parent)
                _exit(127);
        });
        m_members.push_back(std::move(process));
    }
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
    return QUrl(address(m_clientPorts[std::size_t(member)]));
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
