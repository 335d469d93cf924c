// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/SelfSigned.h"
#include "tests/unit/web/WebFixture.h"

#include <QSslConfiguration>
#include <QSslSocket>
#include <QTemporaryDir>

#include <memory>
#include <vector>

using namespace everbounce;

namespace {

/// Files of a certificate and its key, and what a gateway needs to use them.
struct Files
{
    QTemporaryDir directory;
    TlsFiles names{directory.filePath(QStringLiteral("node.pem")),
                   directory.filePath(QStringLiteral("node.key"))};
    SelfSigned pair;

    Files() { write(pair); }

    void write(const SelfSigned &other)
    {
        QVERIFY(other.write(names.certificate, names.key));
        pair = other;
    }

    GatewayAccess access() const
    {
        GatewayAccess access;
        access.tlsFiles = names;
        access.tls = readTlsPair(names);
        return access;
    }
};

/// A client over TLS that knows the node's certificate.
struct TlsClient
{
    QSslSocket socket;
    QByteArray received;

    TlsClient(quint16 port, const SelfSigned &known)
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates(QSslCertificate::fromData(known.certificate));
        socket.setSslConfiguration(tls);
        socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
    }

    bool isEncrypted()
    {
        return QTest::qWaitFor([&] {
                   return socket.isEncrypted() || socket.error() != QAbstractSocket::UnknownSocketError;
               }) &&
               socket.isEncrypted();
    }

    /// All that has come until there are that many answers, or the end.
    QByteArray answersTo(const QByteArray &requests, int count)
    {
        socket.write(requests);
        [&] {
            QTRY_VERIFY((received += socket.readAll(), received.count("HTTP/1.1 ") >= count) ||
                        socket.state() == QAbstractSocket::UnconnectedState);
        }();
        return received;
    }
};

/// What is told meanwhile, instead of where it usually goes.
struct Warnings
{
    static inline QByteArray told;

    Warnings()
    {
        told.clear();
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &message) {
            told += message.toUtf8() + '\n';
        });
    }
    ~Warnings() { qInstallMessageHandler(nullptr); }
    Q_DISABLE_COPY_MOVE(Warnings)
};

QByteArray get(const QByteArray &path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
}

} // namespace

/// A gateway with a certificate.
class TestWebTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersOverHttps()
    {
        const Files files;
        ServedNode served({}, files.access());
        QVERIFY2(served.listening, qPrintable(served.listening.error));
        QCOMPARE(served.listening.url.scheme(), QStringLiteral("https"));
        QCOMPARE(served.listening.told, served.listening.url);
        TlsClient client(served.port(), files.pair);
        QVERIFY2(client.isEncrypted(), qPrintable(client.socket.errorString()));
        // More than one request in one record: the kernel has no more of the later ones.
        const QByteArray three = get("/healthz") + get("/api/v1/cluster") + get("/healthz");
        const QByteArray answers = client.answersTo(three, 3);
        QCOMPARE(answers.count("HTTP/1.1 200 OK"), 3);
        QVERIFY(answers.contains("Strict-Transport-Security: max-age="));
    }

    void aLargeAnswerArrivesWhole()
    {
        const Files files;
        ServedNode served({}, files.access());
        TlsClient client(served.port(), files.pair);
        QVERIFY(client.isEncrypted());
        client.socket.write(get("/api/v1/openapi.json") + get("/") + get("/healthz"));
        QTRY_VERIFY((client.received += client.socket.readAll(), client.received.endsWith("\r\n\r\nok\n")));
        QCOMPARE(client.received.count("HTTP/1.1 200 OK"), 3);
    }

    void theFeedIsEncryptedAndTakesCommands()
    {
        const Files files;
        ServedNode served({}, files.access());
        QUrl live = liveOf(served.listening.url);
        live.setScheme(QStringLiteral("wss"));
        Watcher watcher(live);
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates(QSslCertificate::fromData(files.pair.certificate));
        watcher.socket.setSslConfiguration(tls);
        watcher.socket.open(live);
        QTRY_COMPARE(watcher.of("hello").size(), 1);
        QVERIFY(watcher.of("hello").first().value(QLatin1String("may_command")).toBool());
        watcher.say(R"({"type":"command","command":"nudge","id":"x"})");
        QTRY_COMPARE(watcher.of("ack").size(), 1);
    }

    void plainHttpIsSentToHttpsAndDoesNothing()
    {
        const Files files;
        ServedNode served({}, files.access());
        WireClient reader(served.port());
        reader.send("GET /scene.svg?a=b HTTP/1.1\r\nHost: localhost:4000\r\n\r\n");
        const WireAnswer redirect = reader.next();
        QCOMPARE(redirect.status, 307);
        QCOMPARE(redirect.header("Location"), QByteArray("https://localhost:4000/scene.svg?a=b"));
        QVERIFY(redirect.header("Strict-Transport-Security").isEmpty());
        reader.send("POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}");
        QCOMPARE(reader.next().status, 400);
        reader.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
        QCOMPARE(reader.next().status, 403);
        reader.send("GET /healthz HTTP/1.0\r\n\r\n"); // there is no address to send it to
        const WireAnswer nowhere = reader.next();
        QCOMPARE(nowhere.status, 400);
        QVERIFY(nowhere.header("Location").isEmpty());
        Watcher watcher(liveOf(served.listening.url));
        QTRY_VERIFY(watcher.isClosed());
        QCOMPARE(watcher.messages.size(), 0);
        QCOMPARE(served.node.commands().size(), 0);
    }

    void aRequestIsJudgedBeforeQtSeesIt()
    {
        const Files files;
        ServedNode served({}, files.access());
        QByteArray many = "POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 70\r\n";
        for (int i = 0; i < 110; ++i)
            many += "X-" + QByteArray::number(i) + ": 1\r\n";
        const QByteArray smuggled = "POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (const QByteArray &bad :
             {many + "\r\n" + smuggled,
              "POST /healthz HTTP/1.1\r\nHost: localhost\r\nX-A : 1\r\n\r\n" + smuggled,
              "GET / HTTP/1.1\nHost: localhost\n\n" + smuggled}) {
            TlsClient client(served.port(), files.pair);
            QVERIFY(client.isEncrypted());
            const QByteArray answers = client.answersTo(bad, 2);
            QVERIFY2(answers.startsWith("HTTP/1.1 4"), answers.constData());
            QCOMPARE(answers.count("HTTP/1.1 "), 1);
        }
        QCOMPARE(served.node.commands().size(), 0);
    }

    void renewedFilesAreUsedAndBrokenOnesAreNot()
    {
        Files files;
        ServedNode served({}, files.access());
        TlsClient before(served.port(), files.pair);
        QVERIFY(before.isEncrypted());
        QList<QByteArray> told;
        connect(&served.gateway, &Gateway::certificateChanged, this,
                [&](const QByteArray &certificates) { told << certificates; });
        const SelfSigned old = files.pair;
        const Warnings warnings;
        QVERIFY(SelfSigned::replace(files.names.key, SelfSigned().key));
        QTRY_COMPARE_WITH_TIMEOUT(Warnings::told.count("is not the key of"), 1, 15'000);
        TlsClient meanwhile(served.port(), old);
        QVERIFY(meanwhile.isEncrypted());
        files.write(SelfSigned());
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, 15'000);
        QCOMPARE(told.first(), files.pair.certificate);
        TlsClient after(served.port(), files.pair);
        QVERIFY(after.isEncrypted());
        QVERIFY(before.answersTo(get("/healthz"), 1).startsWith("HTTP/1.1 200"));
        QCOMPARE(Warnings::told.count("is not the key of"), 1);
        // One that is out of date replaces no good one.
        const SelfSigned good = files.pair;
        files.write(SelfSigned(-1));
        QTRY_COMPARE_WITH_TIMEOUT(Warnings::told.count("has expired"), 1, 15'000);
        QVERIFY(TlsClient(served.port(), good).isEncrypted());
        QCOMPARE(told.size(), 1);
    }

    void mistakesAreOneSentence_data()
    {
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("said");
        const SelfSigned one, other;
        QTest::newRow("another's key") << one.certificate << other.key << QStringLiteral("is not the key of");
        QTest::newRow("no certificate")
            << QByteArray("x") << one.key << QStringLiteral("holds no certificate");
        QTest::newRow("no key") << one.certificate << one.certificate << QStringLiteral("holds no key");
        QTest::newRow("empty") << QByteArray() << QByteArray() << QStringLiteral("holds no certificate");
        QTest::newRow("endless") << QByteArray(1 << 20, 'x') << one.key
                                 << QStringLiteral("holds no certificate");
    }
    void mistakesAreOneSentence()
    {
        QFETCH(QByteArray, certificate);
        QFETCH(QByteArray, key);
        QFETCH(QString, said);
        const Files files;
        QVERIFY(SelfSigned::replace(files.names.certificate, certificate));
        QVERIFY(SelfSigned::replace(files.names.key, key));
        const TlsPair pair = readTlsPair(files.names);
        QVERIFY(!pair);
        QVERIFY2(pair.problem.contains(said), qPrintable(pair.problem));
    }

    void filesThatAreNoneOrOpenToOthersAreRefused()
    {
        const Files files;
        TlsFiles absent = files.names;
        absent.certificate += u'x';
        QVERIFY(readTlsPair(absent).problem.startsWith(QLatin1String("--tls-certificate")));
        absent = files.names;
        absent.key = QStringLiteral("/dev/zero");
        QVERIFY(readTlsPair(absent).problem.startsWith(QLatin1String("--tls-key")));
        QFile::setPermissions(files.names.key, QFile::ReadOwner | QFile::ReadOther);
        QVERIFY(readTlsPair(files.names).problem.contains(QLatin1String("open to others")));
    }

    void aLinkToElsewhereIsFollowed()
    {
        const Files files;
        QTemporaryDir live;
        const TlsFiles links{live.filePath(QStringLiteral("fullchain.pem")),
                             live.filePath(QStringLiteral("privkey.pem"))};
        QVERIFY(QFile::link(files.names.certificate, links.certificate));
        QVERIFY(QFile::link(files.names.key, links.key));
        QVERIFY2(readTlsPair(links), qPrintable(readTlsPair(links).problem));
    }

    void anExpiredCertificateIsAWarning()
    {
        Files files;
        files.write(SelfSigned(-1));
        const TlsPair pair = readTlsPair(files.names);
        QVERIFY(pair);
        QVERIFY2(pair.warning.contains(QLatin1String("has expired")), qPrintable(pair.warning));
    }

    void handshakesThatDoNotEndMakeRoom()
    {
        const Files files;
        Gateway::Limits limits;
        limits.connection.handshakes = 4;
        limits.connection.owner = [](const AcceptedSocket &) { return std::nullopt; };
        ServedNode served(limits, files.access());
        std::vector<std::unique_ptr<QTcpSocket>> slow;
        for (int i = 0; i < 20; ++i) {
            slow.push_back(std::make_unique<QTcpSocket>());
            slow.back()->connectToHost(QHostAddress::LocalHost, served.port());
            slow.back()->write("\x16\x03\x01\x02");
        }
        const auto open = [&] {
            return std::count_if(slow.begin(), slow.end(), [](const auto &socket) {
                return socket->state() == QAbstractSocket::ConnectedState;
            });
        };
        QTRY_VERIFY(open() > 0 && open() <= 4);
        TlsClient client(served.port(), files.pair);
        QVERIFY(client.isEncrypted());
        QVERIFY(client.answersTo(get("/healthz"), 1).startsWith("HTTP/1.1 200"));
    }

    void handshakesTakeNoMoreTimeThanTheyMay()
    {
        const Files files;
        Gateway::Limits limits;
        limits.connection.handshakeTime = {{1e-6, 1e-9}, {1e-6, 1e-9}}; // one takes more
        std::optional<uid_t> owner;
        limits.connection.owner = [&owner](const AcceptedSocket &) { return owner; };
        ServedNode served(limits, files.access());
        QVERIFY(TlsClient(served.port(), files.pair).isEncrypted());
        QVERIFY(!TlsClient(served.port(), files.pair).isEncrypted());
        owner = ownUser();
        QVERIFY(TlsClient(served.port(), files.pair).isEncrypted());
    }

    void aHandshakeHasTheTimeOfARequest()
    {
        const Files files;
        Gateway::Limits limits;
        limits.connection.requestTime = std::chrono::milliseconds(300);
        ServedNode served(limits, files.access());
        QTcpSocket slow;
        slow.connectToHost(QHostAddress::LocalHost, served.port());
        slow.write("\x16\x03\x01\x02");
        QTRY_COMPARE(slow.state(), QAbstractSocket::ConnectedState);
        QTRY_COMPARE(slow.state(), QAbstractSocket::UnconnectedState);
    }

    void nonsenseEndsTheConnection()
    {
        const Files files;
        ServedNode served({}, files.access());
        QTcpSocket noise;
        noise.connectToHost(QHostAddress::LocalHost, served.port());
        noise.write(QByteArray("\x16\x03\x01\xff\xff", 5) + QByteArray(70'000, 'x'));
        QTRY_COMPARE(noise.state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(served.node.commands().size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestWebTls)
#include "tst_web_tls.moc"
