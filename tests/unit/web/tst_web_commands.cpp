// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/web/WebFixture.h"
#include "web/access/CommandCaps.h"

#include <QUuid>

using namespace everbounce;
using namespace std::chrono_literals;

namespace {

const QByteArray secret = "a-token-of-more-than-16";
const QByteArray fromElsewhere = "X-Forwarded-For: 192.0.2.9\r\n";

QByteArray post(const char *path, const QByteArray &body = {}, const QByteArray &headers = {})
{
    return QByteArray("POST ") + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

const QByteArray nudge = post("/api/v1/nudge", "{}");

WireAnswer asked(const ServedNode &served, const QByteArray &request)
{
    WireClient client(served.port());
    client.send(request);
    return client.next();
}

} // namespace

/// Promises of commands over HTTP: who may give them, how they are written, and what is answered when.
class TestWebCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commandsReachTheNode_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<Command>("expected");
        const auto row = [](const char *name, const QByteArray &request, const Command &expected) {
            QTest::newRow(name) << request << expected;
        };
        row("nudge", nudge, Command::nudge());
        row("nudge without a body", post("/api/v1/nudge"), Command::nudge());
        row("as plain JSON", post("/api/v1/nudge", "{}", "Content-Type: application/json\r\n"),
            Command::nudge());
        row("as JSON", post("/api/v1/nudge", "{}", "Content-Type: Application/JSON; charset=utf-8\r\n"),
            Command::nudge());
        row("behaviour", post("/api/v1/behavior", "{\"name\":\"RandomRebound\"}"),
            Command::setBehavior(QStringLiteral("RandomRebound")));
        row("again", post("/api/v1/behavior", "{\"name\":\"MirrorJump\",\"try_again\":true,\"more\":1}"),
            Command::setBehavior(QStringLiteral("MirrorJump"), true));
        const auto fault = [](Fault kind, NodeId node, std::chrono::milliseconds length) {
            return Command::injectFault({kind, node, length});
        };
        row("chaos", post("/api/v1/chaos", "{\"on\":true}"), Command::setChaos(true));
        row("no chaos", post("/api/v1/chaos", "{\"on\":false,\"more\":1}"), Command::setChaos(false));
        row("fault of the engine", post("/api/v1/faults", "{\"fault\":\"crash-engine\"}"),
            fault(Fault::CrashEngine, {}, 0ms));
        row("by id",
            post("/api/v1/faults",
                 "{\"fault\":\"freeze-node\",\"node\":\"0000000000000abc\",\"seconds\":1.5}"),
            fault(Fault::FreezeNode, NodeId{0xabc}, 1500ms));
        row("by name",
            post("/api/v1/faults", "{\"fault\":\"isolate-node\",\"node\":\"first\",\"seconds\":null}"),
            fault(Fault::IsolateNode, NodeId{0xabc}, 0ms));
        row("has no length", post("/api/v1/faults", "{\"fault\":\"kill-node\",\"seconds\":7000}"),
            fault(Fault::KillNode, {}, 0ms));
    }
    void commandsReachTheNode()
    {
        QFETCH(QByteArray, request);
        QFETCH(Command, expected);
        ServedNode served;
        QTRY_VERIFY(asked(served, "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 200);
        const WireAnswer answer = asked(served, request);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, "{\"ok\":true,\"term\":0,\"revision\":" +
                                  QByteArray::number(served.node.cluster().revision) + ",\"copies\":0}");
        QCOMPARE(answer.header("Content-Type"), QByteArray("application/json"));
        QCOMPARE(served.node.commands(), QList<Command>{expected});
    }

    void whatIsWrittenWronglyIsRefused_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("expected");
        const auto row = [](const char *name, int expected, const QByteArray &request) {
            QTest::newRow(name) << request << expected;
        };
        row("no JSON", 400, post("/api/v1/nudge", "{"));
        row("an array", 400, post("/api/v1/nudge", "[]"));
        row("nothing", 400, post("/api/v1/nudge", "null"));
        row("a number", 400, post("/api/v1/behavior", "5"));
        row("deep", 400,
            post("/api/v1/nudge", "{\"a\":" + QByteArray(30'000, '[') + QByteArray(30'000, ']') + "}"));
        row("no UTF-8", 400, post("/api/v1/behavior", "{\"name\":\"\xff\xfe\"}"));
        row("huge", 413, post("/api/v1/behavior", "{\"name\":\"" + QByteArray(100'000, 'a') + "\"}"));
        row("no name", 422, post("/api/v1/behavior"));
        row("name of another type", 422, post("/api/v1/behavior", "{\"name\":[\"MirrorJump\"]}"));
        row("endless name", 422, post("/api/v1/behavior", "{\"name\":\"" + QByteArray(5000, 'a') + "\"}"));
        row("unknown name", 422, post("/api/v1/behavior", "{\"name\":\"Unheard\"}"));
        row("flag of another type", 422,
            post("/api/v1/behavior", "{\"name\":\"MirrorJump\",\"try_again\":\"yes\"}"));
        row("no fault", 422, post("/api/v1/faults", "{}"));
        row("unknown fault", 422, post("/api/v1/faults", "{\"fault\":\"flood\"}"));
        row("unknown node", 422, post("/api/v1/faults", "{\"fault\":\"kill-node\",\"node\":\"nobody\"}"));
        row("too long", 422, post("/api/v1/faults", "{\"fault\":\"freeze-node\",\"seconds\":61}"));
        row("too short", 422, post("/api/v1/faults", "{\"fault\":\"freeze-node\",\"seconds\":-1}"));
        row("a node of no name", 422, post("/api/v1/faults", "{\"fault\":\"freeze-node\",\"node\":\"\"}"));
        row("no number", 422, post("/api/v1/faults", "{\"fault\":\"freeze-node\",\"seconds\":\"5\"}"));
        row("neither on nor off", 422, post("/api/v1/chaos", "{}"));
        row("on of another type", 422, post("/api/v1/chaos", "{\"on\":1}"));
        row("id with blanks", 400, post("/api/v1/nudge", "", "Idempotency-Key: a b\r\n"));
        row("endless id", 400, post("/api/v1/nudge", "", "Idempotency-Key: " + QByteArray(65, 'a') + "\r\n"));
        row("another method", 405, "PUT /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\n\r\n");
        row("only a post", 405, "GET /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\n\r\n");
        row("another site", 403, post("/api/v1/nudge", "{}", "Origin: http://evil.example\r\n"));
    }
    void whatIsWrittenWronglyIsRefused()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, expected);
        ServedNode served;
        const WireAnswer answer = asked(served, request);
        QCOMPARE(answer.status, expected);
        QCOMPARE(answer.header("Content-Type"), QByteArray("application/problem+json"));
        QCOMPARE(answer.json()[QStringLiteral("status")].toInt(), expected);
        QVERIFY(answer.json()[QStringLiteral("detail")].toString().endsWith(QLatin1Char('.')));
        QVERIFY(answer.json()[QStringLiteral("detail")].toString().size() < 300);
        QCOMPARE(served.node.cluster().revision, 1u);
    }

    void aRefusedCommandIsTheNodesOwnProblem()
    {
        ServedNode served;
        served.node.refuseWith(CommandResult::refused(409, QStringLiteral("It is in quarantine.")));
        const WireAnswer answer = asked(served, nudge);
        QCOMPARE(answer.status, 409);
        QCOMPARE(answer.json()[QStringLiteral("title")].toString(), QStringLiteral("Conflict"));
        QCOMPARE(answer.json()[QStringLiteral("detail")].toString(), QStringLiteral("It is in quarantine."));
    }

    void whoMayCommand_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<int>("expected");
        QTest::addColumn<QByteArray>("challenge");
        const QByteArray missing = "Bearer realm=\"everbounce\"";
        const QByteArray wrong = missing + ", error=\"invalid_token\"";
        const auto row = [](const char *name, const QByteArray &headers, int expected,
                            const QByteArray &challenge = {}) {
            QTest::newRow(name) << headers << expected << challenge;
        };
        const QByteArray bearer = "Authorization: Bearer ";
        row("this machine", {}, 200);
        row("forwarded", fromElsewhere, 401, missing);
        row("forwarded, as the standard has it", "Forwarded: for=192.0.2.9\r\n", 401, missing);
        row("forwarded by others", "X-Real-IP: 127.0.0.1\r\n", 401, missing);
        row("forwarded, by a port", "X-Forwarded-Port: 443\r\n", 401, missing);
        row("forwarded, by nobody", "X-Forwarded-For:\r\n", 401, missing);
        row("forwarded, by a cloud", "CF-Connecting-IP: 127.0.0.1\r\n", 401, missing);
        row("forwarded, by what a client says to its proxy", "Proxy-Connection: keep-alive\r\n", 401,
            missing);
        row("forwarded, by a field that was taken out", "Connection: X-Forwarded-For\r\n", 401, missing);
        row("forwarded, by a field that is announced", "Trailer: Via\r\n", 401, missing);
        row("wrong token", fromElsewhere + bearer + "a-token-of-more-than-17\r\n", 401, wrong);
        row("half a token", fromElsewhere + bearer + secret.left(16) + "\r\n", 401, wrong);
        row("no token", fromElsewhere + bearer + "\r\n", 401, missing);
        row("another scheme", fromElsewhere + "Authorization: Basic " + secret + "\r\n", 401, missing);
        row("the token", fromElsewhere + bearer + secret + "\r\n", 200);
        row("the token, in small letters", fromElsewhere + "authorization: bearer " + secret + "\r\n", 200);
        row("a token where none is needed", bearer + "wrong\r\n", 200);
    }
    void whoMayCommand()
    {
        QFETCH(QByteArray, headers);
        ServedNode served({}, {.operatorToken = secret});
        const WireAnswer answer = asked(served, post("/api/v1/nudge", "{}", headers));
        QTEST(answer.status, "expected");
        QTEST(answer.header("WWW-Authenticate"), "challenge");
        QCOMPARE(served.node.commands().size(), answer.status == 200 ? 1 : 0);
    }

    void whatATrailerTellsEndsTheTrustForGood()
    {
        ServedNode served({}, {.operatorToken = secret});
        WireClient client(served.port());
        const QByteArray start =
            "POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
            "\r\n2\r\n{}\r\n0\r\n";
        client.send(start + "\r\n" + start + "X-Forwarded-For: 198.51.100.1\r\n\r\n" + start + "\r\n");
        QCOMPARE(client.next().status, 200);
        QCOMPARE(client.next().status, 401);
        QCOMPARE(client.next().status, 401);
        QCOMPARE(served.node.commands().size(), 1);
    }

    void withoutATokenOnlyThisMachineMay()
    {
        ServedNode served;
        const WireAnswer answer =
            asked(served, post("/api/v1/nudge", "{}", fromElsewhere + "Authorization: Bearer \r\n"));
        QCOMPARE(answer.status, 401);
        QVERIFY(
            answer.json()[QStringLiteral("detail")].toString().contains(QLatin1String("own machine only")));
    }

    void onlyTheOwnUserIsKnown()
    {
        const auto from = [](std::optional<uid_t> owner) {
            const SocketEnd end{QHostAddress(QHostAddress::LocalHost), 4000};
            return HttpRequest{
                .sender = std::make_shared<Sender>(AcceptedSocket{end, end}, uid_t(7),
                                                   [owner](const AcceptedSocket &) { return owner; })};
        };
        QVERIFY(comesFromOwnUser(from(7)));
        QVERIFY(!comesFromOwnUser(from(8)));
        QVERIFY(!comesFromOwnUser(from(std::nullopt)));
        QVERIFY(!comesFromOwnUser({}));
    }

    void aRequestThatWasPassedOnTaintsItsConnection()
    {
        ServedNode served;
        WireClient client(served.port());
        client.send(post("/api/v1/nudge", "{}"));
        QCOMPARE(client.next().status, 200);
        client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Port:\r\n\r\n");
        QCOMPARE(client.next().status, 200);
        client.send(post("/api/v1/nudge", "{}"));
        QCOMPARE(client.next().status, 401);
    }

    void theTokenOfTheRunCommandsAsWell()
    {
        const QByteArray ofTheRun = "a-token-of-this-run-alone";
        const auto status = [](const GatewayAccess &access, const QByteArray &token) {
            ServedNode served({}, access);
            return asked(served, post("/api/v1/nudge", "{}",
                                      fromElsewhere + "Authorization: Bearer " + token + "\r\n"))
                .status;
        };
        QCOMPARE(status({.runToken = ofTheRun}, ofTheRun), 200);
        QCOMPARE(status({.operatorToken = secret, .runToken = ofTheRun}, ofTheRun), 200);
        QCOMPARE(status({.operatorToken = secret, .runToken = ofTheRun}, secret), 200);
        QCOMPARE(status({.runToken = ofTheRun}, secret), 401);
        QCOMPARE(status({.runToken = ofTheRun}, {}), 401);
    }

    void whatAFormCouldHaveSentIsRefusedFromPages()
    {
        ServedNode served;
        const QByteArray page = "Origin: http://127.0.0.1:" + QByteArray::number(served.port()) + "\r\n";
        const auto status = [&](const QByteArray &headers) {
            return asked(served, post("/api/v1/nudge", "{}", headers)).status;
        };
        for (const char *type : {"application/x-www-form-urlencoded", "text/plain", "multipart/form-data"}) {
            const QByteArray header = QByteArray("Content-Type: ") + type + "\r\n";
            QCOMPARE(status(page + header), 415);
            QCOMPARE(status(header), 200); // command line tools say so unless told otherwise
        }
        QCOMPARE(status(page), 415);
        QCOMPARE(status(page + "Content-Type: application/json\r\n"), 200);
    }

    void aPublicAddressIsAccepted()
    {
        ServedNode served({}, {.operatorToken = "a-token-of-more-than-16",
                               .publicUrls = {QUrl(QStringLiteral("https://ball.example/"))}});
        const auto status = [&](const QByteArray &origin) {
            return asked(served, "POST /api/v1/nudge HTTP/1.1\r\nHost: ball.example\r\nOrigin: " + origin +
                                     "\r\nAuthorization: Bearer a-token-of-more-than-16\r\nContent-Type: "
                                     "application/json\r\nContent-Length: 0\r\n\r\n")
                .status;
        };
        QCOMPARE(status("https://ball.example"), 200);
        QCOMPARE(status("https://ball.example:444"), 403);
        QCOMPARE(status("https://evil.example"), 403);
        const WireAnswer page = asked(served, "GET / HTTP/1.1\r\nHost: ball.example\r\n\r\n");
        QCOMPARE(page.status, 200);
        QVERIFY(page.header("Content-Security-Policy").contains(" https://ball.example wss://ball.example"));
    }

    void behindAPublicAddressTheMachinesOwnUserNeedsAToken()
    {
        ServedNode served({}, {.runToken = "a-token-of-this-run-only",
                               .publicUrls = {QUrl(QStringLiteral("https://ball.example/"))}});
        QCOMPARE(asked(served, post("/api/v1/nudge", "{}")).status, 401);
        const QByteArray bearer = "Authorization: Bearer a-token-of-this-run-only\r\n";
        QCOMPARE(asked(served, post("/api/v1/nudge", "{}", bearer)).status, 200);
    }

    void oneCommandOfAnIdIsUnderWayAtATime()
    {
        ServedNode served;
        served.node.blockSignals(true); // it hears, but says nothing
        WireClient first(served.port());
        WireClient second(served.port());
        WireClient third(served.port());
        const QByteArray key = "Idempotency-Key: \"00000000-0000-4000-8000-00000000000a\"\r\n";
        first.send(post("/api/v1/nudge", "", key));
        QTRY_COMPARE(served.node.commands().size(), 1);
        second.send(post("/api/v1/nudge", "", "Idempotency-Key: 00000000-0000-4000-8000-00000000000a\r\n"));
        third.send(post("/api/v1/faults", "{\"fault\":\"step-down\"}", key));
        QCOMPARE(third.next().status, 422); // an id is not for two commands
        served.node.blockSignals(false);
        Q_EMIT served.node.executed(QStringLiteral("00000000-0000-4000-8000-00000000000a"),
                                    CommandResult::done(7));
        QCOMPARE(first.next().body, QByteArray("{\"ok\":true,\"term\":0,\"revision\":7,\"copies\":0}"));
        QCOMPARE(second.next().body, QByteArray("{\"ok\":true,\"term\":0,\"revision\":7,\"copies\":0}"));
        QCOMPARE(served.node.commands().size(), 1);
    }

    void anIdStandsForOneCommandAlsoWhenThatIsDone_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("UUID") << QByteArray("00000000-0000-4000-8000-00000000000a");
        QTest::newRow("a word") << QByteArray("order-7");
        QTest::newRow("quoted") << QByteArray("\"order-7\"");
    }
    void anIdStandsForOneCommandAlsoWhenThatIsDone()
    {
        QFETCH(QByteArray, key);
        ServedNode served;
        const QByteArray header = "Idempotency-Key: " + key + "\r\n";
        QCOMPARE(asked(served, post("/api/v1/behavior", "{\"name\":\"RandomRebound\"}", header)).status, 200);
        const WireAnswer another =
            asked(served, post("/api/v1/behavior", "{\"name\":\"MirrorJump\"}", header));
        QCOMPARE(another.status, 422);
        QCOMPARE(asked(served, post("/api/v1/nudge", "{}", header)).status, 422);
        QCOMPARE(asked(served, post("/api/v1/faults", "{\"fault\":\"step-down\"}", header)).status, 422);
        QCOMPARE(asked(served, post("/api/v1/behavior", "{ \"name\": \"RandomRebound\" }", header)).status,
                 200);
    }

    void answersKeepTheOrderOfTheirRequests()
    {
        ServedNode served;
        served.node.blockSignals(true);
        WireClient client(served.port());
        client.send(post("/api/v1/nudge", "", "Idempotency-Key: 00000000-0000-4000-8000-00000000000a\r\n"));
        client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        QTRY_COMPARE(served.node.commands().size(), 1);
        served.node.blockSignals(false);
        Q_EMIT served.node.executed(QStringLiteral("00000000-0000-4000-8000-00000000000a"),
                                    CommandResult::done(7));
        QCOMPARE(client.next().body, QByteArray("{\"ok\":true,\"term\":0,\"revision\":7,\"copies\":0}"));
        QCOMPARE(client.next().body, QByteArray("ok\n"));
        QTRY_VERIFY(client.isClosed());
    }

    void aConnectionThatIsGoneIsNoHarm()
    {
        ServedNode served;
        served.node.blockSignals(true);
        {
            WireClient client(served.port());
            client.send(post("/api/v1/nudge", "", "Idempotency-Key: gone\r\n"));
            QTRY_COMPARE(served.node.commands().size(), 1);
        }
        QTRY_COMPARE(served.gateway.connectionCount(), 0);
        served.node.blockSignals(false);
        Q_EMIT served.node.executed(QStringLiteral("gone"), CommandResult::done(7));
        QCOMPARE(asked(served, nudge).status, 200);
    }

    void aNodeThatDoesNotAnswerIsGivenUp()
    {
        ServedNode served({.commands = {.patience = 100ms}});
        served.node.blockSignals(true);
        const WireAnswer answer = asked(served, post("/api/v1/nudge", "", "Idempotency-Key: late\r\n"));
        QCOMPARE(answer.status, 504);
        served.node.blockSignals(false);
        Q_EMIT served.node.executed(QStringLiteral("late"), CommandResult::done(7)); // nobody waits
        QCOMPARE(asked(served, post("/api/v1/nudge", "", "Idempotency-Key: late\r\n")).status, 200);
    }

    void oneRequestOfAConnectionIsUnansweredAtATime()
    {
        ServedNode served;
        served.node.blockSignals(true);
        WireClient client(served.port());
        for (int i = 0; i < 40; ++i)
            client.send(nudge);
        QTRY_COMPARE(served.node.commands().size(), 1);
        QCOMPARE(asked(served, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 200);
        QCOMPARE(served.node.commands().size(), 1);
    }

    void moreThanTheRateIsRefused()
    {
        ServedNode served({.commands = {.each = {3, 0.1}, .all = {5, 0.1}}});
        WireClient first(served.port());
        for (int i = 0; i < 3; ++i) {
            first.send(nudge);
            QCOMPARE(first.next().status, 200);
        }
        first.send(nudge);
        const WireAnswer refused = first.next();
        QCOMPARE(refused.status, 429);
        QVERIFY(refused.header("Retry-After").toInt() > 0 && refused.header("Retry-After").toInt() <= 10);
        WireClient second(served.port()); // has its own share of what is left for all
        QList<int> statuses;
        for (int i = 0; i < 3; ++i) {
            second.send(nudge);
            statuses.append(second.next().status);
        }
        QCOMPARE(statuses, (QList<int>{200, 200, 429}));
        QCOMPARE(served.node.commands().size(), 5);
    }

    void theRateIsThatOfTime()
    {
        CommandCaps caps({2, 1}, {100, 100}, 0s);
        QVERIFY(!caps.refused(1, 0s) && !caps.refused(1, 0s));
        QCOMPARE(caps.refused(1, 100ms), 1);
        QVERIFY(!caps.refused(2, 100ms));
        QVERIFY(!caps.refused(1, 1100ms));
        QVERIFY(caps.refused(1, 1200ms));
        for (quint64 client = 3; client < 5000; ++client) // forgotten when they have been silent
            caps.refused(client, 10s + std::chrono::milliseconds(client * 100));
        QVERIFY(!caps.refused(1, 1000s) && !caps.refused(1, 1000s) && caps.refused(1, 1000s));
    }
};

QTEST_GUILESS_MAIN(TestWebCommands)
#include "tst_web_commands.moc"
