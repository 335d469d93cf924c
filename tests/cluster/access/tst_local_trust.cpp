// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/FreePorts.h"
#include "tests/cluster/harness/network/PrivateNetwork.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QWebSocket>

#include <array>
#include <csignal>
#include <memory>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace everbounce::harness;

namespace {

/// A second account of this machine: that of services which have none.
constexpr uid_t otherUser = 65534;

QString findProgram(const char *name)
{
    const QString program = QString::fromLatin1(name);
    const QString found = QStandardPaths::findExecutable(program);
    return found.isEmpty() ? QStandardPaths::findExecutable(
                                 program, {QStringLiteral("/usr/sbin"), QStringLiteral("/sbin")})
                           : found;
}

/// Commands a node with no token, as this process's effective user. The status, 0 where no answer comes.
int statusOfNudge(quint16 port, const QByteArray &headers = {})
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const QByteArray request = "POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
                               headers + "Content-Length: 2\r\n\r\n{}";
    std::array<char, 13> answer{};
    const bool answered =
        connect(socket, reinterpret_cast<sockaddr *>(&to), sizeof to) == 0 &&
        send(socket, request.data(), std::size_t(request.size()), MSG_NOSIGNAL) == request.size() &&
        recv(socket, answer.data(), answer.size() - 1, MSG_WAITALL) > 0;
    ::close(socket);
    return answered ? QByteArray(answer.data()).mid(9, 3).toInt() : 0;
}

int statusAsOtherUser(quint16 port, const QByteArray &headers = {})
{
    if (seteuid(otherUser) != 0)
        return -1;
    const int status = statusOfNudge(port, headers);
    return seteuid(0) == 0 ? status : -1;
}

/// A proxy on this machine, in the foreground, with no setting but the two addresses.
class Proxy
{
public:
    Proxy(const QString &kind, quint16 from, quint16 to)
    {
        const QString text = QString::fromLatin1(kind == QLatin1String("nginx") ? nginx : haproxy);
        QFile file(m_directory.filePath(QStringLiteral("settings")));
        if (!file.open(QIODevice::WriteOnly))
            return;
        file.write(QString(text)
                       .replace(QLatin1String("%1"), QString::number(from))
                       .replace(QLatin1String("%2"), QString::number(to))
                       .replace(QLatin1String("%3"), m_directory.path())
                       .toUtf8());
        file.close();
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        if (kind == QLatin1String("nginx")) {
            m_process.start(findProgram("nginx"), {QStringLiteral("-c"), file.fileName(),
                                                   QStringLiteral("-p"), m_directory.path()});
        } else if (kind == QLatin1String("haproxy")) {
            m_process.start(findProgram("haproxy"),
                            {QStringLiteral("-db"), QStringLiteral("-f"), file.fileName()});
        } else {
            m_process.setChildProcessModifier([] {
                if (setgid(otherUser) != 0 || setuid(otherUser) != 0)
                    _exit(127);
            });
            m_process.start(findProgram("socat"),
                            {QStringLiteral("TCP-LISTEN:%1,bind=127.0.0.1,fork,reuseaddr").arg(from),
                             QStringLiteral("TCP:127.0.0.1:%1").arg(to)});
        }
    }
    ~Proxy()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Proxy)

    bool running() const { return m_process.state() != QProcess::NotRunning; }

private:
    static constexpr char nginx[] = "user www-data;\ndaemon off;\npid %3/pid;\nerror_log stderr;\nevents {}\n"
                                    "http {\n  access_log off;\n  server {\n    listen 127.0.0.1:%1;\n"
                                    "    location / { proxy_pass http://127.0.0.1:%2; }\n  }\n}\n";
    static constexpr char haproxy[] =
        "global\n  user haproxy\n  group haproxy\ndefaults\n  mode http\n  timeout connect 5s\n"
        "  timeout client 30s\n  timeout server 30s\nfrontend in\n  bind 127.0.0.1:%1\n  default_backend "
        "out\n"
        "backend out\n  server node 127.0.0.1:%2\n";

    QTemporaryDir m_directory;
    QProcess m_process;
};

} // namespace

/// The user of a node commands it from its own machine without a token; nobody else can, whatever is in
/// between.
class TestLocalTrust : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestCluster> m_cluster;

    quint16 nodePort() { return quint16(m_cluster->node(0).url().port()); }

    QByteArray runToken()
    {
        QFile file(m_cluster->ground().directory() +
                   QStringLiteral("/.local/share/everbounce/run/%1.token").arg(nodePort()));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (geteuid() != 0)
            QSKIP("Skipped: only root can be another user as well.");
        m_cluster = std::make_unique<TestCluster>(1);
        QVERIFY(m_cluster->start());
    }

    void theNodesUserCommands() { QCOMPARE(statusOfNudge(nodePort()), 200); }

    void anotherUserNeedsAToken()
    {
        QCOMPARE(statusAsOtherUser(nodePort()), 401);
        const QByteArray token = runToken();
        QVERIFY(token.size() >= 43);
        QCOMPARE(statusAsOtherUser(nodePort(), "Authorization: Bearer " + token + "\r\n"), 200);
    }

    void aProxyOfAnotherUserNeedsAToken_data()
    {
        QTest::addColumn<QString>("proxy");
        for (const char *proxy : {"nginx", "haproxy", "socat"})
            QTest::newRow(proxy) << QString::fromLatin1(proxy);
    }
    void aProxyOfAnotherUserNeedsAToken()
    {
        QFETCH(QString, proxy);
        if (findProgram(qPrintable(proxy)).isEmpty())
            QSKIP("Skipped: this proxy is not installed.");
        const quint16 port = freeTcpPort();
        const Proxy running(proxy, port, nodePort());
        int status = 0;
        QVERIFY(waitUntil([&] { return !running.running() || (status = statusOfNudge(port)) != 0; }));
        QCOMPARE(status, 401);
        const QByteArray bearer = "Authorization: Bearer " + runToken() + "\r\n";
        QCOMPARE(statusOfNudge(port, bearer), 200);

        // What a page shows, and what it may do, over the live feed.
        QWebSocket feed;
        QJsonObject hello;
        QString answer;
        connect(&feed, &QWebSocket::textMessageReceived, &feed, [&](const QString &text) {
            const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
            const QString type = message.value(QLatin1String("type")).toString();
            if (type == QLatin1String("hello"))
                hello = message;
            if (type == QLatin1String("problem") || type == QLatin1String("ack"))
                answer = type;
        });
        feed.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/live").arg(port)));
        if (proxy == QLatin1String("nginx")) // passes no upgrade on unless it is told to
            return;
        QVERIFY(waitUntil([&] { return !hello.isEmpty(); }));
        QCOMPARE(hello.value(QLatin1String("may_command")).toBool(true), false);
        feed.sendTextMessage(QStringLiteral(R"({"type":"command","command":"nudge","id":"x"})"));
        QVERIFY(waitUntil([&] { return !answer.isEmpty(); }));
        QCOMPARE(answer, QStringLiteral("problem"));
    }

    void aPageOfTheNodesUserMayCommand()
    {
        QWebSocket feed;
        QJsonObject hello;
        connect(&feed, &QWebSocket::textMessageReceived, &feed, [&](const QString &text) {
            const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
            if (message.value(QLatin1String("type")) == QLatin1String("hello"))
                hello = message;
        });
        feed.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/live").arg(nodePort())));
        QVERIFY(waitUntil([&] { return !hello.isEmpty(); }));
        QVERIFY(hello.value(QLatin1String("may_command")).toBool());
    }

    void theTokenGoesWithTheNode()
    {
        const QString directory =
            m_cluster->ground().directory() + QStringLiteral("/.local/share/everbounce/run");
        QVERIFY(!QDir(directory).entryList(QDir::Files).isEmpty());
        m_cluster->node(0).signal(SIGTERM);
        QCOMPARE(m_cluster->node(0).waitForExitStatus(), 0);
        QCOMPARE(QDir(directory).entryList(QDir::Files), QStringList());
    }

    void cleanupTestCase() { m_cluster.reset(); }
};

int main(int argc, char *argv[])
{
    enterPrivateNetwork();
    QCoreApplication application(argc, argv);
    TestLocalTrust test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_local_trust.moc"
