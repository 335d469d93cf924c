// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/FakeNode.h"
#include "web/Gateway.h"
#include "web/http/connection/Ports.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <vector>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of the gateway over plain HTTP: every route, and what is refused.
class TestWebHttp : public QObject
{
    Q_OBJECT

private:
    struct Served
    {
        Gateway gateway;
        ListenResult listening;
        FakeNode node;

        explicit Served(const Gateway::Limits &limits = {})
            : gateway(limits)
            , listening(gateway.listen(QHostAddress::LocalHost, 0))
            , node({.id = NodeId{0xabc}, .name = QStringLiteral("first"), .url = listening.url})
        {
            gateway.attach(&node);
        }

        QUrl url(const char *path) const { return listening.url.resolved(QUrl(QString::fromLatin1(path))); }
        quint16 port() const { return quint16(listening.url.port()); }
    };

    QNetworkAccessManager m_http;

    /// The finished reply; redirects and cookies play no part here.
    std::unique_ptr<QNetworkReply> ask(const QNetworkRequest &request, const QByteArray &method = "GET",
                                       const QByteArray &body = {})
    {
        std::unique_ptr<QNetworkReply> reply(m_http.sendCustomRequest(request, method, body));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished())
            finished.wait();
        return reply;
    }

    static int status(const QNetworkReply &reply)
    {
        return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

    /// What comes back for bytes sent as they are, until the other side closes or `complete` says that it is
    /// all.
    static QByteArray raw(quint16 port, const QByteArray &bytes, const char *until = nullptr)
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        QByteArray answer;
        connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
        socket.write(bytes);
        const auto over = [&] {
            return (until && answer.contains(until)) ||
                   (socket.state() == QAbstractSocket::UnconnectedState && socket.error() >= 0);
        };
        [&] { QTRY_VERIFY_WITH_TIMEOUT(over(), 10'000); }();
        return answer;
    }

    static QByteArray get(const char *path, const char *headers = "Host: localhost\r\n")
    {
        return QByteArray("GET ") + path + " HTTP/1.1\r\n" + headers + "\r\n";
    }

private Q_SLOTS:
    void everyRouteAnswers_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("content");
        const auto row = [](const char *path, const char *type, const char *content) {
            QTest::newRow(path) << QByteArray(path) << QByteArray(type) << QByteArray(content);
        };
        row("/", "text/html; charset=utf-8", "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"scene\"");
        row("/scene.svg", "image/svg+xml", "<g id=\"ball\" transform=\"translate(");
        row("/page/window/style.css", "text/css; charset=utf-8", "light-dark(");
        row("/page/main.js", "text/javascript; charset=utf-8", "import ");
        row("/page/window/icon.svg", "image/svg+xml", "<svg");
        row("/page/window/icon-192.png", "image/png", "PNG");
        row("/page/window/manifest.webmanifest", "application/manifest+json", "\"start_url\": \"../../\"");
        row("/healthz", "text/plain; charset=utf-8", "ok");
        row("/readyz", "text/plain; charset=utf-8", "ready");
        row("/api/v1/cluster", "application/json", "{\"self\":\"0000000000000abc\"");
        row("/api/v1/ball", "application/json", "{\"tick\":");
        row("/api/v1/events", "application/json", "[");
        row("/api/v1/history", "application/json", "{\"seconds\":3600,\"events\":[");
        row("/api/v1/faults", "application/json",
            "{\"fault\":\"crash-engine\",\"title\":\"Crash the engine\",");
    }
    void everyRouteAnswers()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, content);
        Served served;
        served.node.start();
        const auto reply = ask(QNetworkRequest(served.url(path.constData())));
        QCOMPARE(status(*reply), 200);
        QTEST(reply->rawHeader("Content-Type"), "type");
        QVERIFY(reply->readAll().contains(content));
        QCOMPARE(reply->rawHeader("X-Content-Type-Options"), QByteArray("nosniff"));
        QCOMPARE(reply->rawHeader("X-Frame-Options"), QByteArray("DENY"));
        QCOMPARE(reply->rawHeader("Referrer-Policy"), QByteArray("no-referrer"));
        // Pages of other nodes look whether this one is there.
        QCOMPARE(reply->rawHeader("Cross-Origin-Resource-Policy"),
                 QByteArray(path == "/healthz" ? "cross-origin" : "same-origin"));
        QVERIFY(reply->rawHeader("Content-Security-Policy").startsWith("default-src 'none';"));
    }

    void thePageHasNothingInline()
    {
        Served served;
        const auto reply = ask(QNetworkRequest(served.url("/")));
        const QByteArray page = reply->readAll();
        QVERIFY(!page.contains("style=") && !page.contains("<style") && !page.contains("onclick"));
        QCOMPARE(page.count("<script"), page.count(".js\"></script>"));
        QVERIFY(page.contains("<script type=\"module\" src=\"page/main.js\"></script>"));
        const QByteArray policy = reply->rawHeader("Content-Security-Policy");
        const QByteArray own = served.listening.url.toEncoded(QUrl::RemovePath).sliced(4);
        QVERIFY2(policy.contains(" http" + own) && policy.contains(" ws" + own), policy.constData());
    }

    void readyOnlyWhileAHolderIsKnown()
    {
        Served served;
        QCOMPARE(status(*ask(QNetworkRequest(served.url("/readyz")))), 503); // nothing is known yet
        QCOMPARE(status(*ask(QNetworkRequest(served.url("/healthz")))), 200);
        served.node.start();
        QTRY_COMPARE(status(*ask(QNetworkRequest(served.url("/readyz")))), 200);
        served.node.setHolder(NodeId{});
        QTRY_COMPARE(status(*ask(QNetworkRequest(served.url("/readyz")))), 503);
    }

    /// It may be known by another way, as it is with a lease that is not among the nodes.
    void notReadyWhereNoNodeIsReached()
    {
        Served served;
        served.node.start();
        QTRY_COMPARE(status(*ask(QNetworkRequest(served.url("/readyz")))), 200);
        served.node.setHolder(NodeId{0xdef});
        QTRY_COMPARE(status(*ask(QNetworkRequest(served.url("/readyz")))), 503);
        QVERIFY(
            ask(QNetworkRequest(served.url("/readyz")))->readAll().contains("There is no link to the node"));
        served.node.addNode(NodeId{0xabc}, QStringLiteral("second"),
                            QUrl(QStringLiteral("http://127.0.0.1:4009/"))); // the flight goes on, as known
        QTRY_COMPARE(status(*ask(QNetworkRequest(served.url("/readyz")))), 200);
    }

    void theClusterAsTheContractHasIt()
    {
        Served served;
        served.node.start();
        served.node.addNode(NodeId{0xdef}, QStringLiteral("second"),
                            QUrl(QStringLiteral("http://127.0.0.1:4009/")));
        served.node.setState(NodeId{0xdef}, NodeInfo::State::Suspect);
        served.node.setHolder(NodeId{0xdef});
        const auto reply = ask(QNetworkRequest(served.url("/api/v1/cluster")));
        const QJsonObject cluster = QJsonDocument::fromJson(reply->readAll()).object();
        QStringList members = cluster.keys();
        QCOMPARE(members.join(QLatin1Char(' ')),
                 QStringLiteral("behavior behaviors chaos cluster coordination holder last_good links nodes "
                                "on_trial revision self "
                                "term viewers_online warnings"));
        QCOMPARE(cluster[QStringLiteral("holder")].toString(), QStringLiteral("0000000000000def"));
        QCOMPARE(cluster[QStringLiteral("term")].toInt(), 2);
        const QJsonObject own = cluster[QStringLiteral("nodes")][0].toObject();
        const QJsonObject other = cluster[QStringLiteral("nodes")][1].toObject();
        QCOMPARE(own.keys().join(QLatin1Char(' ')),
                 QStringLiteral("holder id name state uptime_s url version viewers"));
        QCOMPARE(own[QStringLiteral("name")].toString(), QStringLiteral("first"));
        QCOMPARE(own[QStringLiteral("holder")].toBool(true), false);
        QCOMPARE(other[QStringLiteral("holder")].toBool(), true);
        QCOMPARE(other[QStringLiteral("state")].toString(), QStringLiteral("suspect"));
        const QJsonObject behavior = cluster[QStringLiteral("behaviors")][0].toObject();
        QCOMPARE(behavior.keys().join(QLatin1Char(' ')),
                 QStringLiteral("description from made_to_fail name new nodes problem quarantined source"));
        QCOMPARE(behavior[QStringLiteral("source")].toString(), QStringLiteral("builtin"));
    }

    void theBallIsOnItsFlight()
    {
        Served served;
        QCOMPARE(status(*ask(QNetworkRequest(served.url("/api/v1/ball")))), 503);
        served.node.start();
        QTRY_COMPARE(status(*ask(QNetworkRequest(served.url("/api/v1/ball")))), 200);
        const auto reply = ask(QNetworkRequest(served.url("/api/v1/ball")));
        const QJsonObject ball = QJsonDocument::fromJson(reply->readAll()).object();
        QCOMPARE(ball.keys().join(QLatin1Char(' ')),
                 QStringLiteral("behavior dx dy holder revision term tick x y"));
        const Position expected = served.node.flight().track.at(ball[QStringLiteral("tick")].toDouble());
        QCOMPARE((Position{ball[QStringLiteral("x")].toDouble(), ball[QStringLiteral("y")].toDouble()}),
                 expected);
    }

    void eventsSinceTheLastOneSeen()
    {
        Served served;
        for (int i = 1; i <= 250; ++i)
            served.node.emitEvent(EventView::Level::Warning, QStringLiteral("event %1").arg(i));
        const auto events = [&](const char *query) {
            const auto reply = ask(QNetworkRequest(served.url(query)));
            return QJsonDocument::fromJson(reply->readAll()).array();
        };
        QCOMPARE(events("/api/v1/events").size(), 200); // the last ones are kept
        const QJsonArray news = events("/api/v1/events?since=248");
        QCOMPARE(news.size(), 2);
        QCOMPARE(news[1].toObject().keys().join(QLatin1Char(' ')),
                 QStringLiteral("at id kind level node text"));
        QCOMPARE(news[1][QStringLiteral("id")].toInt(), 250);
        QCOMPARE(news[1][QStringLiteral("level")].toString(), QStringLiteral("warning"));
        QCOMPARE(status(*ask(QNetworkRequest(served.url("/api/v1/events?since=yesterday")))), 400);
    }

    void refusalsAreProblems_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("expected");
        QTest::newRow("unknown path") << QByteArray("GET") << QByteArray("/nothing") << 404;
        QTest::newRow("unknown command") << QByteArray("POST") << QByteArray("/api/v1/nothing") << 404;
        QTest::newRow("no way out of the page")
            << QByteArray("GET") << QByteArray("/page/../scene.svg/") << 404;
        // A proxy in front that forbids /api would let it by. tst_request_reader has more of the kind.
        QTest::newRow("an escaped slash") << QByteArray("POST") << QByteArray("/api%2fv1%2fnudge") << 400;
        QTest::newRow("wrong method") << QByteArray("POST") << QByteArray("/api/v1/ball") << 405;
        QTest::newRow("options") << QByteArray("OPTIONS") << QByteArray("/") << 405;
        QTest::newRow("unknown method") << QByteArray("BREW") << QByteArray("/") << 405;
        QTest::newRow("feed without upgrade") << QByteArray("GET") << QByteArray("/live") << 426;
    }
    void refusalsAreProblems()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(int, expected);
        Served served;
        QNetworkRequest request(served.url(path.constData()));
        const auto reply = ask(request, method, "{}");
        QCOMPARE(status(*reply), expected);
        QCOMPARE(reply->rawHeader("Content-Type"), QByteArray("application/problem+json"));
        const QJsonObject problem = QJsonDocument::fromJson(reply->readAll()).object();
        QCOMPARE(problem[QStringLiteral("status")].toInt(), expected);
        QVERIFY(!problem[QStringLiteral("title")].toString().isEmpty());
        QVERIFY(problem[QStringLiteral("detail")].toString().endsWith(QLatin1Char('.')));
        QCOMPARE(reply->rawHeader("Allow"), expected == 405 ? QByteArray("GET, HEAD") : QByteArray());
    }

    void aHealthCheckNeedsNoHost_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("expected");
        QTest::newRow("health") << QByteArray("GET /healthz") << 200;
        QTest::newRow("readiness, with no holder known") << QByteArray("GET /readyz") << 503;
        QTest::newRow("by its head") << QByteArray("HEAD /healthz") << 200;
        QTest::newRow("with no path") << QByteArray("OPTIONS /") << 200;
        QTest::newRow("the page") << QByteArray("GET /") << 403;
        QTest::newRow("the cluster") << QByteArray("GET /api/v1/cluster") << 403;
        QTest::newRow("a command") << QByteArray("POST /api/v1/nudge") << 403;
    }
    void aHealthCheckNeedsNoHost()
    {
        QFETCH(QByteArray, line);
        QFETCH(int, expected);
        Served served;
        QCOMPARE(raw(served.port(), line + " HTTP/1.0\r\n\r\n").mid(9, 3).toInt(), expected);
    }

    void headHasNoBody()
    {
        Served served;
        const QByteArray answer =
            raw(served.port(), "HEAD /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(answer.contains("Content-Length: 3\r\n"));
        QVERIFY(answer.endsWith("\r\n\r\n"));
    }

    void otherNamesAndOtherSitesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("expected");
        const QByteArray own = "Host: localhost\r\n";
        QTest::newRow("rebound name") << get("/", "Host: evil.example\r\n") << 403;
        QTest::newRow("rebound name with our port")
            << get("/api/v1/ball", "Host: evil.example:4000\r\n") << 403;
        QTest::newRow("no name") << get("/", "") << 400;
        QTest::newRow("an empty name") << get("/", "Host:\r\n") << 403;
        QTest::newRow("two names") << get("/", "Host: localhost\r\nHost: evil.example\r\n") << 400;
        QTest::newRow("another name in the target")
            << get("http://evil.example/healthz", "Host: localhost\r\n") << 403;
        QTest::newRow("evil command")
            << QByteArray(
                   "POST /api/v1/ball HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n")
            << 403;
        QTest::newRow("own command")
            << QByteArray("POST /api/v1/ball HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n\r\n")
            << 405;
    }
    void otherNamesAndOtherSitesAreRefused()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, expected);
        Served served;
        const QByteArray answer = raw(served.port(), request, "}");
        QCOMPARE(answer.mid(9, 3).toInt(), expected);
    }

    void connectionsThatDawdleAreClosed_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("silent") << QByteArray();
        QTest::newRow("half a head") << QByteArray("GET / HTTP/1.1\r\nHost: loc");
        QTest::newRow("half a body") << QByteArray(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n12345");
        QTest::newRow("idle after an answer") << get("/healthz");
    }
    void connectionsThatDawdleAreClosed()
    {
        QFETCH(QByteArray, sent);
        Served served({.connection = {.requestTime = 100ms}});
        raw(served.port(), sent); // returns when the gateway has closed it
    }

    void tricklingDoesNotBuyTime()
    {
        Served served({.connection = {.requestTime = 200ms}});
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, served.port());
        QTimer trickle;
        connect(&trickle, &QTimer::timeout, &socket, [&] { socket.write("x"); });
        trickle.start(10ms);
        QTRY_VERIFY(socket.state() == QAbstractSocket::ConnectedState);
        QTRY_VERIFY(socket.state() == QAbstractSocket::UnconnectedState);
    }

    void tooMuchIsRefused_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("status");
        const QByteArray much(100 * 1024, 'a');
        QTest::newRow("line") << "GET /" + much << QByteArray("414");
        QTest::newRow("head") << "GET / HTTP/1.1\r\nX-Much: " + much << QByteArray("431");
        QTest::newRow("fields") << "GET / HTTP/1.1\r\nHost: localhost\r\n" +
                                       QByteArray("X: 1\r\n").repeated(110) + "\r\n"
                                << QByteArray("431");
        QTest::newRow("body") << "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 102400\r\n\r\n" + much
                              << QByteArray("413");
        QTest::newRow("endless chunks")
            << "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" +
                   QByteArray("1000\r\n" + QByteArray(0x1000, 'a') + "\r\n").repeated(30)
            << QByteArray("413");
    }
    void tooMuchIsRefused()
    {
        QFETCH(QByteArray, sent);
        QFETCH(QByteArray, status);
        Served served; // with its ten seconds: it is the size that counts
        const QByteArray answer = raw(served.port(), sent);
        QVERIFY2(answer.startsWith("HTTP/1.1 " + status), answer.constData());
        QCOMPARE(raw(served.port(), get("/healthz"), "ok\n").mid(9, 3), QByteArray("200"));
    }

    void whoSendsFarTooMuchIsToldSo()
    {
        Served served;
        for (int i = 0; i < 3; ++i) {
            const QByteArray answer = raw(served.port(), "POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\n"
                                                         "Content-Length: 5000000\r\n\r\n" +
                                                             QByteArray(5'000'000, 'a'));
            QVERIFY2(answer.startsWith("HTTP/1.1 413 "), answer.constData());
        }
    }

    void whoNeverEndsIsCutOff()
    {
        Served served;
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, served.port());
        connect(&socket, &QIODevice::bytesWritten, &socket, [&] {
            if (socket.bytesToWrite() < 1'000'000)
                socket.write(QByteArray(1'000'000, 'a'));
        });
        socket.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000000\r\n\r\n");
        QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, 10'000);
    }

    void http10EndsTheConnectionAfterTheAnswer()
    {
        Gateway::Limits limits;
        limits.connection.requestTime = 1min;
        Served served(limits);
        for (const char *split : {"", "/1.0", "\n"}) { // where the request line comes in two parts
            const QByteArray request = "GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n";
            const qsizetype at = request.indexOf(split);
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, served.port());
            socket.write(request.left(at));
            QTRY_VERIFY(socket.bytesToWrite() == 0 && socket.state() == QAbstractSocket::ConnectedState);
            socket.write(request.sliced(at));
            QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
            QVERIFY(socket.readAll().startsWith("HTTP/1.1 200 "));
        }
        const char *again = "GET /healthz HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n"
                            "GET /api/v1/faults HTTP/1.0\r\nHost: localhost\r\n\r\n";
        QCOMPARE(raw(served.port(), again).count("HTTP/1.1 200 "), 2);
    }

    void anEmptyOriginIsAForeignOne()
    {
        Served served;
        served.node.start();
        for (const char *header : {"Origin:\r\n", "origin: \r\n"})
            QCOMPARE(raw(served.port(), QByteArray("POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\n") +
                                            header + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                         .mid(9, 3),
                     QByteArray("403"));
    }

    void aBrowserThatNamesNoOriginStillTellsOfAnotherSite_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("status");
        const auto row = [](const char *fields, const char *status) {
            QTest::newRow(fields) << QByteArray(fields) << QByteArray(status);
        };
        row("Sec-Fetch-Site: cross-site\r\n", "403");
        row("Sec-Fetch-Site: same-site\r\n", "403");
        row("Sec-Fetch-Site:\r\n", "403");
        row("Sec-Fetch-Site: same-origin\r\n", "200");
        row("Sec-Fetch-Site: none\r\n", "200");
        row("Sec-Fetch-Site: same-site\r\nOrigin: http://localhost\r\n", "200");
        row("Sec-Fetch-Site: same-origin\r\nOrigin: http://evil.example\r\n", "403");
    }
    void aBrowserThatNamesNoOriginStillTellsOfAnotherSite()
    {
        QFETCH(QByteArray, fields);
        Served served;
        served.node.start();
        const auto statusOf = [&](const QByteArray &method) {
            return raw(served.port(), method + " HTTP/1.1\r\nHost: localhost\r\n" + fields +
                                          "Content-Type: application/json\r\nContent-Length: 2\r\n"
                                          "Connection: close\r\n\r\n{}")
                .mid(9, 3);
        };
        QTEST(statusOf("POST /api/v1/nudge"), "status");
        QCOMPARE(statusOf("GET /api/v1/ball"), QByteArray("200"));
    }

    void aRequestOfAllowedSizeIsRead()
    {
        Served served;
        const auto reply =
            ask(QNetworkRequest(served.url("/api/v1/ball")), "POST", QByteArray(60 * 1024, 'a'));
        QCOMPARE(status(*reply), 405);
    }

    void aRequestOfUnclearLengthIsRefused_data()
    {
        QTest::addColumn<QByteArray>("lengths");
        QTest::newRow("negative") << QByteArray("Content-Length: -5\r\n");
        QTest::newRow("a word") << QByteArray("Content-Length: abc\r\n");
        QTest::newRow("two") << QByteArray("Content-Length: 2\r\nContent-Length: 3\r\n");
        QTest::newRow("beyond 64 bits") << QByteArray("Content-Length: 99999999999999999999\r\n");
    }
    void aRequestOfUnclearLengthIsRefused()
    {
        QFETCH(QByteArray, lengths);
        Served served;
        const QByteArray answer =
            raw(served.port(), "POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                               "application/json\r\n" +
                                   lengths + "\r\n{}");
        QCOMPARE(answer.mid(9, 3), QByteArray("400"));
        QVERIFY(answer.contains("application/problem+json"));
        QCOMPARE(answer.count("HTTP/1.1 "), 1); // what follows is none
    }

    void garbageHarmsNobody_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("binary") << QByteArray::fromHex("16030100b8010000b40303") + '\n';
        QTest::newRow("no words") << QByteArray("\r\n\r\n\r\n:::\r\n\r\n");
        QTest::newRow("no version") << QByteArray("GET /\r\n\r\n");
        QTest::newRow("bad length") << QByteArray(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n");
        QTest::newRow("bad chunk") << QByteArray(
            "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        QTest::newRow("bad escape") << get("/%zz%00%ff");
        QTest::newRow("bad handshake")
            << get("/live", "Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            "Sec-WebSocket-Version: 99\r\n");
    }
    void garbageHarmsNobody()
    {
        QFETCH(QByteArray, sent);
        Served served({.connection = {.requestTime = 100ms}});
        raw(served.port(), sent); // closed at once, or as an idle connection
        QCOMPARE(raw(served.port(), get("/healthz"), "ok\n").mid(9, 3), QByteArray("200"));
    }

    void whoWaitsLongestForARequestGivesWayWhenAllPlacesAreTaken()
    {
        Served served({.connection = {.connections = 3}});
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        const auto open = [&] {
            auto &socket = sockets.emplace_back(std::make_unique<QTcpSocket>());
            socket->connectToHost(QHostAddress::LocalHost, served.port());
            socket->write(get("/healthz"));
            [&] { QTRY_VERIFY(socket->bytesAvailable() > 0); }();
        };
        constexpr int places = 3 + 64; // with those kept for this machine
        for (int i = 0; i < places; ++i)
            open();
        QCOMPARE(served.gateway.connectionCount(), places);
        for (int i = 0; i < 3; ++i)
            open();
        QCOMPARE(served.gateway.connectionCount(), places);
        for (int i = 0; i < 3; ++i)
            QTRY_COMPARE(sockets[std::size_t(i)]->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(sockets[3]->state(), QAbstractSocket::ConnectedState);
    }

    void aBusyPortIsAnErrorWhereItWasGiven()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost, 0));
        Gateway gateway;
        const ListenResult result = gateway.listen(QHostAddress::LocalHost, other.serverPort());
        QVERIFY(!result);
        QCOMPARE(result.error,
                 QStringLiteral("Port %1 on 127.0.0.1 is in use by another program. Give a free one "
                                "with --http-port.")
                     .arg(other.serverPort()));
    }

    void aBusyPortIsPassedOverWhereNoneWasGiven()
    {
        Gateway first;
        const ListenResult one = first.listen(QHostAddress::LocalHost, std::nullopt);
        Gateway second;
        const ListenResult two = second.listen(QHostAddress::LocalHost, std::nullopt);
        if (!one || !two)
            QSKIP("Others have taken the ports of this machine.");
        QVERIFY(one.url.port() >= firstPort && two.url.port() > one.url.port() && two.url.port() <= lastPort);
        QCOMPARE(two.url.toString(), QStringLiteral("http://127.0.0.1:%1/").arg(two.url.port()));
    }
};

QTEST_GUILESS_MAIN(TestWebHttp)
#include "tst_web_http.moc"
