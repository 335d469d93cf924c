// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/sender/ForwardingHeaders.h"
#include "web/access/sender/RunToken.h"
#include "web/access/sender/RunTokenSearch.h"
#include "web/access/sender/Sender.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace everbounce;

/// Who may command without a token, and how root gets one.
class TestAccess : public QObject
{
    Q_OBJECT

private:
    static constexpr uid_t otherUser = 1;

    /// A connection within this process, by the two ends of its sockets.
    struct Pair
    {
        QTcpServer server;
        QTcpSocket client;
        std::unique_ptr<QTcpSocket> accepted;

        Pair(const QHostAddress &listening, const QHostAddress &to)
        {
            server.listen(listening);
            client.connectToHost(to, server.serverPort());
            if (client.waitForConnected() && server.waitForNewConnection(5000))
                accepted.reset(server.nextPendingConnection());
        }

        AcceptedSocket socket() const
        {
            return AcceptedSocket::of(int(accepted->socketDescriptor()),
                                      {accepted->peerAddress(), accepted->peerPort()},
                                      {accepted->localAddress(), accepted->localPort()});
        }
    };

    static AcceptedSocket between(const char *peer, const char *local)
    {
        return {{QHostAddress(QString::fromLatin1(peer)), 50000},
                {QHostAddress(QString::fromLatin1(local)), 4000},
                1};
    }

private Q_SLOTS:
    void theKernelTellsWhoseTheOtherEndIs_data()
    {
        QTest::addColumn<QHostAddress>("listening");
        QTest::addColumn<QHostAddress>("to");
        const QHostAddress ipv4(QHostAddress::LocalHost);
        const QHostAddress ipv6(QHostAddress::LocalHostIPv6);
        const QHostAddress mapped(QStringLiteral("::ffff:127.0.0.1"));
        const QHostAddress any(QHostAddress::Any);
        QTest::newRow("IPv4") << ipv4 << ipv4;
        QTest::newRow("another loopback address") << any << QHostAddress(QStringLiteral("127.1.2.3"));
        QTest::newRow("IPv6") << ipv6 << ipv6;
        QTest::newRow("IPv6, at any") << any << ipv6;
        QTest::newRow("IPv4, at any") << any << ipv4;
        QTest::newRow("IPv4 by a socket for both, at any") << any << mapped;
        QTest::newRow("IPv4 by a socket for both") << ipv4 << mapped;
    }
    void theKernelTellsWhoseTheOtherEndIs()
    {
        QFETCH(QHostAddress, listening);
        QFETCH(QHostAddress, to);
        const Pair pair(listening, to);
        QVERIFY(pair.accepted);
        QCOMPARE(peerOwner(pair.socket()), std::optional(geteuid()));
        QVERIFY(Sender(pair.socket()).isOwnUser());
    }

    void anotherUsersSocketIsNotTrusted()
    {
        if (geteuid() != 0)
            QSKIP("Skipped: only root can open a socket as another user.");
        Pair pair(QHostAddress::LocalHost, QHostAddress::LocalHost);
        QVERIFY(seteuid(otherUser) == 0);
        QTcpSocket theirs;
        theirs.connectToHost(QHostAddress::LocalHost, pair.server.serverPort());
        QVERIFY(seteuid(0) == 0);
        QVERIFY(theirs.waitForConnected() && pair.server.waitForNewConnection(5000));
        pair.accepted.reset(pair.server.nextPendingConnection());
        QCOMPARE(peerOwner(pair.socket()), std::optional(otherUser));
        QVERIFY(!Sender(pair.socket()).isOwnUser());
    }

    // The kernel reports what is left of a closed socket as root's.
    void aSocketThatNobodyHasAnyMoreIsNobodys()
    {
        Pair pair(QHostAddress::LocalHost, QHostAddress::LocalHost);
        QVERIFY(pair.accepted);
        const AcceptedSocket socket = pair.socket();
        pair.client.close();
        QTRY_VERIFY(peerOwner(socket) == std::nullopt);
    }

    void halfAConnectionIsStillSomebodys()
    {
        const Pair pair(QHostAddress::LocalHost, QHostAddress::LocalHost);
        QVERIFY(pair.accepted);
        QVERIFY(shutdown(int(pair.client.socketDescriptor()), SHUT_WR) == 0);
        QCOMPARE(peerOwner(pair.socket()), std::optional(geteuid()));
    }

    // The port of a connection that was reset may be another's by now.
    void anEndThatIsNotThisConnectionsIsNobodys()
    {
        const Pair pair(QHostAddress::LocalHost, QHostAddress::LocalHost);
        QVERIFY(pair.accepted);
        AcceptedSocket other = pair.socket();
        other.inode += 1;
        QCOMPARE(peerOwner(other), std::nullopt);
        AcceptedSocket turned = pair.socket();
        std::swap(turned.local, turned.peer);
        QCOMPARE(peerOwner(turned), std::nullopt);
    }

    void onlyLoopbackAndOnlyTheOwnUserIsTrusted()
    {
        const auto ask = [](const AcceptedSocket &socket, std::optional<uid_t> trusted,
                            std::optional<uid_t> owner) {
            return Sender(socket, trusted, [owner](const AcceptedSocket &) { return owner; }).isOwnUser();
        };
        const AcceptedSocket loopback = between("127.0.0.1", "127.0.0.1");
        QVERIFY(ask(loopback, 7, 7));
        QVERIFY(ask(between("::1", "::1"), 7, 7));
        QVERIFY(ask(between("::ffff:127.0.0.1", "::ffff:127.0.0.1"), 7, 7));
        QVERIFY(!ask(loopback, 7, 8));
        QVERIFY2(!ask(loopback, 7, 0), "root");
        QVERIFY(!ask(loopback, 7, std::nullopt));
        QVERIFY(!ask(loopback, std::nullopt, std::nullopt));
        QVERIFY(!ask(between("192.0.2.7", "192.0.2.7"), 7, 7));
        QVERIFY(!ask(between("192.0.2.8", "127.0.0.1"), 7, 7));
        QVERIFY(!ask(between("127.0.0.1", "192.0.2.7"), 7, 7));
    }

    void theKernelIsAskedOnceAConnection()
    {
        int asked = 0;
        Sender sender(between("127.0.0.1", "127.0.0.1"), 7, [&asked](const AcceptedSocket &) {
            ++asked;
            return std::optional<uid_t>(7);
        });
        QCOMPARE(asked, 0);
        QVERIFY(sender.isOwnUser() && sender.isOwnUser());
        QCOMPARE(asked, 1);
        sender.distrust();
        QVERIFY(!sender.isOwnUser());
        QCOMPARE(asked, 1);
    }

    void headersThatTellOfForwarding_data()
    {
        QTest::addColumn<bool>("tells");
        for (const char *name : {"Forwarded",
                                 "X-Forwarded",
                                 "X-Forwarded-For",
                                 "x-forwarded-host",
                                 "X-FORWARDED-PROTO",
                                 "X-Forwarded-Port",
                                 "X-Forwarded-Server",
                                 "X-Forwarded-Prefix",
                                 "X-Forwarded-By",
                                 "X_Forwarded_For",
                                 "Forwarded-For",
                                 "X-Original-Forwarded-For",
                                 "X-Real-IP",
                                 "X-Real-Port",
                                 "Via",
                                 "CF-Connecting-IP",
                                 "CF-Ray",
                                 "CF-Visitor",
                                 "CDN-Loop",
                                 "True-Client-IP",
                                 "Client-IP",
                                 "X-Client-IP",
                                 "X-ClientIP",
                                 "X-Cluster-Client-IP",
                                 "Fastly-Client-IP",
                                 "Fastly-FF",
                                 "Fly-Client-IP",
                                 "Fly-Region",
                                 "X-Remote-IP",
                                 "X-Remote-Addr",
                                 "X-Originating-IP",
                                 "X-ProxyUser-Ip",
                                 "WL-Proxy-Client-IP",
                                 "Proxy-Connection",
                                 "X-Envoy-External-Address",
                                 "X-Azure-ClientIP",
                                 "X-Azure-SocketIP",
                                 "X-Appengine-User-IP",
                                 "X-Amz-Cf-Id",
                                 "X-Amzn-Trace-Id",
                                 "CloudFront-Viewer-Address",
                                 "Front-End-Https",
                                 "X-Scheme",
                                 "X-Original-URL",
                                 "X-Rewrite-URL",
                                 "X-Host",
                                 "X-Varnish",
                                 "X-Nginx-Proxy",
                                 "X-SSL-Client-Cert",
                                 "Client-Cert",
                                 "Early-Data",
                                 "Tailscale-User-Login",
                                 "X-Request-Start",
                                 "X-Auth-Request-User",
                                 "X-WebAuth-User",
                                 "X-Goog-Authenticated-User-Email",
                                 "X-Pomerium-Jwt-Assertion",
                                 "X-Proto",
                                 "Sec-Forwarded-For",
                                 "Traceparent",
                                 "User_Agent",
                                 "Accept-",
                                 "",
                                 "X-Of-Next-Year",
                                 "Max-Forwards"})
            QTest::newRow(name) << true;
        for (const char *name : {"Host",
                                 "User-Agent",
                                 "Accept",
                                 "Accept-Encoding",
                                 "Accept-Language",
                                 "Authorization",
                                 "Connection",
                                 "Content-Type",
                                 "Content-Length",
                                 "Cookie",
                                 "Cache-Control",
                                 "DNT",
                                 "Expect",
                                 "Idempotency-Key",
                                 "If-None-Match",
                                 "Keep-Alive",
                                 "Origin",
                                 "Pragma",
                                 "Priority",
                                 "Range",
                                 "Referer",
                                 "TE",
                                 "Transfer-Encoding",
                                 "Upgrade",
                                 "Upgrade-Insecure-Requests",
                                 "Sec-Fetch-Site",
                                 "Sec-CH-UA-Platform",
                                 "Sec-GPC",
                                 "Sec-WebSocket-Key",
                                 "Sec-WebSocket-Extensions",
                                 "X-Requested-With",
                                 "Service-Worker",
                                 "Save-Data",
                                 "close",
                                 "Access-Control-Request-Method"})
            QTest::newRow(name) << false;
    }
    void headersThatTellOfForwarding()
    {
        QFETCH(bool, tells);
        QCOMPARE(tellsOfForwarding(QTest::currentDataTag()), tells);
    }

    void aRunsTokenIsForItsUserAloneAndGoesWithIt()
    {
        const QTemporaryDir home;
        const QString directory = home.filePath(QStringLiteral("new/run"));
        const QString path = runTokenFile(directory, 4000);
        {
            RunToken token;
            QVERIFY(token.text().size() >= 43);
            QVERIFY(token.text() != RunToken().text());
            QCOMPARE(token.write(directory, 4000), QString());
            struct stat status = {};
            QVERIFY(stat(QFile::encodeName(path).constData(), &status) == 0);
            QCOMPARE(int(status.st_mode & 07777), 0600);
            QVERIFY(stat(QFile::encodeName(directory).constData(), &status) == 0);
            QCOMPARE(int(status.st_mode & 07777), 0700);
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll().trimmed(), token.text());
        }
        QVERIFY(!QFile::exists(path));
    }

    // A link that somebody has laid must not be written through, nor a file that others can read be kept.
    void whatStandsInItsPlaceIsReplaced()
    {
        const QTemporaryDir home;
        const QString victim = home.filePath(QStringLiteral("victim"));
        QFile file(victim);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("kept") == 4 && file.flush());
        const QString path = runTokenFile(home.path(), 4000);
        QVERIFY(QFile::link(victim, path));
        RunToken token;
        QCOMPARE(token.write(home.path(), 4000), QString());
        QVERIFY(!QFileInfo(path).isSymbolicLink());
        QCOMPARE(QFileInfo(victim).size(), 4);
    }

    void whatCannotBeWrittenWholeIsNotLeftBehind()
    {
        const QTemporaryDir home;
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit usual{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &usual), 0);
        const rlimit none{0, usual.rlim_max}; // as on a full disk
        RunToken token;
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &none), 0);
        const QString problem = token.write(home.path(), 4000);
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &usual), 0);
        QVERIFY2(problem.contains(QLatin1String("Cannot write")), qPrintable(problem));
        QVERIFY(!QFile::exists(runTokenFile(home.path(), 4000)));
    }

    void aDirectoryInWhichOthersWriteIsRefused()
    {
        const QTemporaryDir home;
        QVERIFY(chmod(QFile::encodeName(home.path()).constData(), 0777) == 0);
        RunToken token;
        QVERIFY(token.write(home.path(), 4000).contains(home.path()));
        QVERIFY(!QFile::exists(runTokenFile(home.path(), 4000)));
    }

    void oneOfALaterRunIsLeftAlone()
    {
        const QTemporaryDir home;
        RunToken later;
        {
            RunToken first;
            QCOMPARE(first.write(home.path(), 4000), QString());
            QCOMPARE(later.write(home.path(), 4000), QString());
        }
        QVERIFY(QFile::exists(runTokenFile(home.path(), 4000)));
    }

    void aRunsTokenIsFoundForLoopbackAlone()
    {
        const QTemporaryDir session;
        qputenv("XDG_RUNTIME_DIR", session.path().toLocal8Bit());
        QTcpServer node;
        QVERIFY(node.listen(QHostAddress::Any));
        RunToken token;
        QCOMPARE(token.write(runDirectory(), node.serverPort()), QString());
        for (const char *host : {"127.0.0.1", "127.0.0.9", "localhost", "::1"})
            QCOMPARE(findRunToken(QString::fromLatin1(host), node.serverPort()), token.text());
        for (const char *host : {"192.0.2.7", "ball.example", "localhost.example", "10.0.0.1", "0.0.0.0"})
            QCOMPARE(findRunToken(QString::fromLatin1(host), node.serverPort()), QByteArray());
        const quint16 port = node.serverPort();
        node.close();
        QCOMPARE(findRunToken(QStringLiteral("127.0.0.1"), port), QByteArray());
    }

    // Somebody waits where the node was, or beside it at ::1, for a token to be sent.
    void aTokenIsGivenToNoOtherUser()
    {
        if (geteuid() != 0)
            QSKIP("Skipped: only root can open a socket as another user.");
        const QTemporaryDir session;
        qputenv("XDG_RUNTIME_DIR", session.path().toLocal8Bit());
        QVERIFY(seteuid(otherUser) == 0);
        QTcpServer theirs;
        const bool listens = theirs.listen(QHostAddress::LocalHostIPv6);
        QVERIFY(seteuid(0) == 0 && listens);
        const quint16 port = theirs.serverPort();
        RunToken token;
        QCOMPARE(token.write(runDirectory(), port), QString());
        QCOMPARE(findRunToken(QStringLiteral("::1"), port), QByteArray());
        QCOMPARE(findRunToken(QStringLiteral("localhost"), port), QByteArray());
        QTcpServer node;
        QVERIFY(node.listen(QHostAddress::LocalHost, port));
        QCOMPARE(findRunToken(QStringLiteral("127.0.0.1"), port), token.text());
        QCOMPARE(findRunToken(QStringLiteral("localhost"), port), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestAccess)
#include "tst_access.moc"
