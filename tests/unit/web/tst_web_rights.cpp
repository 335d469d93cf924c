// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/web/RightsFixture.h"

using namespace everbounce;
using namespace std::chrono_literals;

/// Who may do what over the web: tokens that are given out, wrong ones, and the audit.
class TestWebRights : public RightsFixture
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { removeTokens(); }

    void aTokenThatWasGivenOutCommandsUntilItIsRevoked()
    {
        ServedNode served({}, access());
        const WireAnswer added =
            asked(served, "POST", "/api/v1/tokens", "{\"name\":\"Ada\",\"seconds\":3600}");
        QCOMPARE(added.status, 200);
        const QByteArray token = added.json()[QStringLiteral("token")].toString().toLatin1();
        QVERIFY(token.size() >= 40);
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", stranger()).status, 401);
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", stranger(token)).status, 200);
        // Not in any file, nor told again.
        QFile file(tokenFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(token));
        QCOMPARE(file.permissions() & 0x0077, QFile::Permissions());
        const WireAnswer all = asked(served, "GET", "/api/v1/tokens");
        QCOMPARE(list(all).size(), 1);
        QVERIFY(!all.body.contains(token));
        // It gives out no others.
        QCOMPARE(
            asked(served, "POST", "/api/v1/tokens", "{\"name\":\"Eve\",\"seconds\":3600}", stranger(token))
                .status,
            403);
        // Nor does it let anybody into the cluster, for longer than it is good itself.
        QCOMPARE(asked(served, "POST", "/api/v1/pairing/invitations", "{}", stranger(token)).status, 403);
        QCOMPARE(asked(served, "GET", "/api/v1/pairing", {}, stranger(token)).status, 403);
        QCOMPARE(asked(served, "GET", "/api/v1/keys", {}, stranger(token)).status, 403);
        QCOMPARE(asked(served, "POST", "/api/v1/keys/rotate", "{}", stranger(token)).status, 403);
        const QByteArray id = added.json()[QStringLiteral("id")].toString().toLatin1();
        QCOMPARE(asked(served, "DELETE", "/api/v1/tokens/" + id).status, 200);
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", stranger(token)).status, 401);
        QCOMPARE(asked(served, "DELETE", "/api/v1/tokens/" + id).status, 404);
    }

    void wrongTokensAreSlowedDownByAddress()
    {
        WrongTokens wrong;
        const auto at = [](const char *address) {
            return Origin::of(QHostAddress(QString::fromLatin1(address)));
        };
        const Origin one = at("2001:db8::1"), neighbour = at("2001:db8::2"), other = at("192.0.2.1");
        for (int i = 0; i < WrongTokens::most; ++i) {
            QVERIFY(!wrong.wait(one, 0s));
            wrong.note(one, 0s);
        }
        QCOMPARE(wrong.wait(one, 1s), std::optional(59));
        QVERIFY(wrong.wait(neighbour, 1s)); // whoever has one has all
        QVERIFY(!wrong.wait(other, 1s));
        QVERIFY(!wrong.wait(one, 60s));
        for (int i = 0; i < 5000; ++i) // no more is remembered than fits
            wrong.note(Origin::of(QHostAddress(quint32(0x0a000000 + i))), 61s);
        QVERIFY(!wrong.wait(other, 61s));
    }

    void accountsOfAMachineCountEachByItself()
    {
        WrongTokens wrong;
        for (int i = 0; i < WrongTokens::most; ++i)
            wrong.note(Origin::ofAccount(1001), 0s);
        QVERIFY(wrong.wait(Origin::ofAccount(1001), 1s));
        QVERIFY(!wrong.wait(Origin::ofAccount(1002), 1s));
        QVERIFY(!wrong.wait(Origin{}, 1s)); // the node's own user
    }

    void aTokenThatNobodyCanGuessDoesNotWait()
    {
        GatewayAccess all = withSessions();
        all.runToken = "the run's own";
        ServedNode served({}, all);
        const QByteArray ada = token(served, "Ada", "operator");
        for (int i = 0; i <= WrongTokens::most; ++i)
            asked(served, "POST", "/api/v1/nudge", "{}", stranger("wrong"));
        const auto nudge = [&](const QByteArray &shown) {
            return asked(served, "POST", "/api/v1/nudge", "{}", stranger(shown)).status;
        };
        QCOMPARE(nudge(all.operatorToken), 429);
        QCOMPARE(nudge(all.runToken), 200);
        QCOMPARE(nudge(ada), 200);
        QCOMPARE(opened(served, ada).status, 200);
        QCOMPARE(nudge("wrong"), 429);
    }

    void strangersTakeNothingFromThoseWhoMayCommand()
    {
        Gateway::Limits limits;
        limits.commands.all = {3, 0.001};
        ServedNode served(limits, withSessions());
        const QByteArray ada = token(served, "Ada", "operator"), eve = token(served, "Eve", "viewer");
        Watcher viewer(liveOf(served.listening.url), {{"X-Forwarded-For", "192.0.2.9"}});
        QTRY_VERIFY(!viewer.of("hello").isEmpty());
        for (int i = 0; i < 10; ++i) {
            viewer.say("{\"type\":\"session\",\"id\":" + QByteArray::number(i) + "}");
            viewer.say("{\"type\":\"session\",\"id\":" + QByteArray::number(i) + ",\"token\":\"" + eve +
                       "\"}");
            viewer.say("{\"type\":\"command\",\"id\":" + QByteArray::number(i) +
                       ",\"command\":\"nudge\",\"token\":\"" + eve + "\"}");
        }
        QTRY_COMPARE(viewer.of("problem").size(), 20);
        QCOMPARE(viewer.of("session").size(), 10);
        const auto statuses = [&](const QByteArray &headers) {
            QList<int> all;
            for (int i = 0; i < 4; ++i)
                all << asked(served, "POST", "/api/v1/nudge", "{}", headers).status;
            return all;
        };
        QCOMPARE(statuses(stranger(ada)), (QList<int>{200, 200, 200, 429}));
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}").status, 200); // not from what is Ada's
    }

    void afterTwentyWrongTokensTheRightOneWaitsToo()
    {
        ServedNode served({}, access());
        for (int i = 0; i < WrongTokens::most; ++i)
            QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", stranger("wrong")).status, 401);
        const WireAnswer answer =
            asked(served, "POST", "/api/v1/nudge", "{}", stranger("the operator's own"));
        QCOMPARE(answer.status, 429);
        QVERIFY(answer.header("Retry-After").toInt() > 0);
        // The node's own user does not wait.
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}").status, 200);
    }

    void viewersAreSlowedDownAsWell()
    {
        ServedNode served({}, access());
        Watcher viewer(liveOf(served.listening.url), {{"X-Forwarded-For", "192.0.2.9"}});
        QTRY_VERIFY(!viewer.of("hello").isEmpty());
        for (int i = 0; i <= WrongTokens::most; ++i)
            viewer.say("{\"type\":\"command\",\"id\":" + QByteArray::number(i) +
                       ",\"command\":\"nudge\",\"token\":\"wrong\"}");
        QTRY_COMPARE(viewer.of("problem").size(), WrongTokens::most + 1);
        QCOMPARE(viewer.of("problem").first()[QStringLiteral("status")].toInt(), 401);
        QCOMPARE(viewer.of("problem").last()[QStringLiteral("status")].toInt(), 429);
    }

    void theAuditSaysWhoDidWhatAndWhatWasRefused()
    {
        ServedNode served({}, access());
        asked(served, "POST", "/api/v1/nudge", "{}");
        asked(served, "POST", "/api/v1/behavior", "{\"name\":\"MirrorJump\"}",
              stranger("the operator's own"));
        asked(served, "POST", "/api/v1/nudge", "{}", stranger("wrong"));
        asked(served, "GET", "/api/v1/ball");
        Watcher viewer(liveOf(served.listening.url));
        QTRY_VERIFY(!viewer.of("hello").isEmpty());
        viewer.say("{\"type\":\"command\",\"id\":1,\"command\":\"nudge\",\"token\":\"secret\"}");
        QTRY_COMPARE(viewer.of("ack").size(), 1);
        QCOMPARE(asked(served, "GET", "/api/v1/audit", {}, stranger()).status, 401);
        const QJsonArray audit = list(asked(served, "GET", "/api/v1/audit"));
        QStringList told;
        for (const QJsonValue &entry : audit) {
            QVERIFY(entry[QStringLiteral("at")].toDouble() > 1e12);
            QCOMPARE(entry[QStringLiteral("from")].toString(), QStringLiteral("127.0.0.1"));
            told << QStringLiteral("%1 %2 %3")
                        .arg(entry[QStringLiteral("who")].toString(),
                             QString::number(entry[QStringLiteral("status")].toInt()),
                             entry[QStringLiteral("what")].toString());
        }
        QCOMPARE(told,
                 (QStringList{QStringLiteral("user 200 POST /api/v1/nudge {}"),
                              QStringLiteral("operator 200 POST /api/v1/behavior {\"name\":\"MirrorJump\"}"),
                              QStringLiteral("nobody 401 POST /api/v1/nudge {}"),
                              QStringLiteral("user 200 live {\"command\":\"nudge\"}"),
                              QStringLiteral("nobody 401 GET /api/v1/audit")}));
    }

    void inTheLogEachIsAPlainLine_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("line");
        const auto row = [](const char *name, const QByteArray &path, const QByteArray &body,
                            const QByteArray &line) { QTest::newRow(name) << path << body << line; };
        const QByteArray behavior = "/api/v1/behavior";
        const QByteArray began = "user (127.0.0.1): POST ";
        row("a command", behavior, "{\"name\":\"MirrorJump\",\"try_again\":true}",
            began + behavior + " name=MirrorJump try_again=true → 200");
        row("nothing more to say", "/api/v1/nudge", "{}", began + "/api/v1/nudge → 200");
        row("a text that looks like the end of a line", behavior,
            "{\"name\":\"x → 200\\nroot (::1): POST /\",\"a b\":1}",
            began + behavior + " \"a b\"=1 name=\"x → 200\\u000aroot (::1): POST /\" → 422");
        row("what turns the direction of writing", behavior, "{\"name\":\"a\\u202eb\\u0085\"}",
            began + behavior + " name=\"a?b \" → 422");
        row("lists, nothing and numbers", "/api/v1/nudge",
            "{\"a\":[1],\"b\":null,\"c\":-2.5,\"d\":{\"e\":1}}",
            began + "/api/v1/nudge a=[…] b=null c=-2.5 d={…} → 200");
        row("a path of two lines", "/api/v1/nudge%0aroot", "{}", began + "/api/v1/nudge root → 404");
        row("a token", "/api/v1/nudge", "{\"token\":\"the operator's own\"}", began + "/api/v1/nudge → 200");
    }
    void inTheLogEachIsAPlainLine()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        static QByteArrayList lines;
        lines.clear();
        ServedNode served({}, access());
        const auto usual =
            qInstallMessageHandler([](QtMsgType, const QMessageLogContext &context, const QString &line) {
                if (QByteArray(context.category) == "everbounce.audit")
                    lines << line.toUtf8();
            });
        asked(served, "POST", path, body);
        qInstallMessageHandler(usual);
        QCOMPARE(lines.size(), 1);
        QTEST(lines.first(), "line");
    }

    void aLineInTheLogIsBounded()
    {
        const AuditEntry entry{
            0, QStringLiteral("token ") + QString(500, u'\n'), {}, {}, 200, true, QString(900, u'x')};
        QVERIFY(entry.line().size() < 320);
        QVERIFY(!entry.line().contains(u'\n'));
    }

    void strangersCannotPushOthersOutOfTheAudit()
    {
        AuditLog log;
        log.add({1, QStringLiteral("user"), {}, QStringLiteral("nudge"), 200}, 0s);
        int logged = 0;
        for (int i = 0; i < 5000; ++i)
            logged += log.add({2 + i, QStringLiteral("nobody"), {}, QString(300, u'x'), 401}, 0s) ? 1 : 0;
        QCOMPARE(logged, int(AuditLog::ofRefused.burst)); // in the log of the process
        const QJsonArray all = QJsonDocument::fromJson(log.document()).array();
        QCOMPARE(std::size_t(all.size()), 1 + AuditLog::mostRefused);
        QCOMPARE(all.last()[QStringLiteral("at")].toInteger(), 2 + 4999); // the last ones
        QCOMPARE(all.first()[QStringLiteral("who")].toString(), QStringLiteral("user"));
        QCOMPARE(all.last()[QStringLiteral("what")].toString().size(), AuditLog::longestWhat);
        for (std::size_t i = 0; i < 2 * AuditLog::most; ++i)
            log.add({3, QStringLiteral("user"), {}, QStringLiteral("nudge"), 200}, 0s);
        QCOMPARE(std::size_t(QJsonDocument::fromJson(log.document()).array().size()),
                 AuditLog::most + AuditLog::mostRefused);
    }

    void whoIsRefusedOftenErasesNothingOfOthers()
    {
        AuditLog log;
        const QString eve = QStringLiteral("token Eve"), ada = QStringLiteral("token Ada");
        log.add({1, QStringLiteral("operator"), {}, QStringLiteral("nudge"), 200}, 0s);
        log.add({1, ada, {}, QStringLiteral("nudge"), 422}, 0s);
        for (int i = 0; i < 5000; ++i) { // for hours, and not only what is refused
            log.add({2, eve, {}, QStringLiteral("nudge"), 403, false}, std::chrono::seconds(i));
            log.add({2, eve, {}, QStringLiteral("DELETE"), 200, false}, std::chrono::seconds(i));
        }
        const QJsonArray all = QJsonDocument::fromJson(log.document()).array();
        QCOMPARE(std::size_t(all.size()), AuditLog::mostRefused + 1);
        QCOMPARE(all[0][QStringLiteral("who")].toString(), QStringLiteral("operator"));
        QCOMPARE(all[1][QStringLiteral("who")].toString(), ada);
    }

    void theAuditNamesWhoOpensAndEndsASession()
    {
        ServedNode served({}, withSessions());
        const WireAnswer answer = opened(served, token(served, "Ada", "operator"));
        asked(served, "DELETE", "/api/v1/session", {}, cookieOf(answer));
        opened(served, "wrong");
        QStringList told;
        for (const QJsonValue &entry : list(asked(served, "GET", "/api/v1/audit"))) {
            if (entry[QStringLiteral("what")].toString().endsWith(QLatin1String("session")))
                told << entry[QStringLiteral("who")].toString();
        }
        QCOMPARE(told, QStringList({QStringLiteral("token Ada"), QStringLiteral("token Ada"),
                                    QStringLiteral("nobody")}));
    }

    /// Behind a proxy that is trusted.
    GatewayAccess behindAProxy() const
    {
        GatewayAccess behind = access();
        behind.trustedProxies.add(QStringLiteral("127.0.0.1"));
        return behind;
    }
    static QByteArray by(const QByteArray &client, const QByteArray &token = {})
    {
        return "X-Forwarded-For: " + client + "\r\n" +
               (token.isEmpty() ? QByteArray() : "Authorization: Bearer " + token + "\r\n");
    }
    static QString lastFrom(const ServedNode &served)
    {
        const WireAnswer audit =
            asked(served, "GET", "/api/v1/audit", {}, by("192.0.2.1", "the operator's own"));
        return list(audit).last()[QStringLiteral("from")].toString();
    }

private Q_SLOTS:
    void aTrustedProxySaysWhoAsks()
    {
        ServedNode served({}, behindAProxy());
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", by("192.0.2.66, 192.0.2.7")).status, 401);
        QCOMPARE(lastFrom(served), QStringLiteral("192.0.2.7"));
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", by("127.0.0.1, ::1")).status, 401);
        QCOMPARE(lastFrom(served), QStringLiteral("::1"));
        // Without a word of it nothing is known but the proxy; it is not the user of this machine.
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}").status, 401);
        QCOMPARE(lastFrom(served), QStringLiteral("127.0.0.1"));
    }

    void nobodyElseIsBelieved()
    {
        GatewayAccess behind = access();
        behind.trustedProxies.add(QStringLiteral("192.0.2.80"));
        ServedNode served({}, behind);
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", by("192.0.2.7")).status, 401);
        QCOMPARE(lastFrom(served), QStringLiteral("127.0.0.1"));
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}").status, 200); // the user of this machine
    }

    void wrongTokensBehindAProxySlowDownTheirSenderAlone()
    {
        ServedNode served({}, behindAProxy());
        for (int i = 0; i < WrongTokens::most; ++i)
            QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", by("192.0.2.7", "guess")).status, 401);
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", by("192.0.2.7", "guess")).status, 429);
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", by("192.0.2.8", "the operator's own")).status,
                 200);
    }

    void commandsBehindAProxyCountForTheirSender()
    {
        Gateway::Limits limits;
        limits.commands.each = {2, 0.001};
        ServedNode served(limits, behindAProxy());
        const QByteArray token = "the operator's own";
        for (const int status : {200, 200, 429})
            QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", by("192.0.2.7", token)).status, status);
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", by("192.0.2.8", token)).status, 200);
    }

    void aTrustedProxyMayNameTheHost()
    {
        GatewayAccess behind = behindAProxy();
        behind.publicUrls = {QUrl(QStringLiteral("https://ball.example"))};
        ServedNode served({}, behind);
        const QByteArray named =
            "X-Forwarded-Host: ball.example\r\nX-Forwarded-Proto: https\r\nOrigin: https://ball.example\r\n"
            "Content-Type: application/json\r\n";
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", named + by("192.0.2.7", "the operator's own"))
                     .status,
                 200);
        const QByteArray other = "X-Forwarded-Host: evil.example\r\n";
        QCOMPARE(asked(served, "GET", "/", {}, other + by("192.0.2.7")).status, 403);
    }

    // Sessions.

    void aTokenIsExchangedForACookie()
    {
        ServedNode served({}, withSessions());
        const WireAnswer answer = opened(served, token(served, "Ada", "operator"));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json()[QStringLiteral("role")].toString(), QStringLiteral("operator"));
        QCOMPARE(answer.json()[QStringLiteral("who")].toString(), QStringLiteral("token Ada"));
        const QByteArray cookie = answer.header("Set-Cookie");
        for (const char *attribute : {"; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age="})
            QVERIFY2(cookie.contains(attribute), cookie.constData());
        QVERIFY(!cookie.contains("; Secure"));
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", stranger()).status, 401);
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", cookieOf(answer)).status, 200);
        const WireAnswer seen = asked(served, "GET", "/api/v1/session", {}, cookieOf(answer));
        QCOMPARE(seen.json()[QStringLiteral("role")].toString(), QStringLiteral("operator"));
        QVERIFY(seen.json()[QStringLiteral("pass")].toString().size() > 40);
        QCOMPARE(
            asked(served, "GET", "/api/v1/session", {}, stranger()).json()[QStringLiteral("who")].toString(),
            QStringLiteral("nobody"));
        // It does not open what its token does not open, and no page of another site uses it.
        QCOMPARE(asked(served, "GET", "/api/v1/tokens", {}, cookieOf(answer)).status, 403);
        QCOMPARE(
            asked(served, "POST", "/api/v1/nudge", "{}", cookieOf(answer) + "Origin: http://evil.example\r\n")
                .status,
            403);
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", cookieOf(answer) + "Origin: null\r\n").status,
                 403);
    }

    void noTokenIsInTheAudit()
    {
        ServedNode served({}, withSessions());
        const QByteArray ada = token(served, "Ada", "operator");
        QCOMPARE(opened(served, ada).status, 200);
        QCOMPARE(asked(served, "POST", "/api/v1/session", {}, stranger(ada)).status, 200);
        const WireAnswer audit = asked(served, "GET", "/api/v1/audit");
        QVERIFY(!audit.body.contains(ada));
        QCOMPARE(list(audit).last()[QStringLiteral("who")].toString(), QStringLiteral("token Ada"));
    }

    void noTokenIsInTheAuditWhereverItWasSent_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("told");
        const QByteArray body = "{\"token\":\"the operator's own\"}";
        QTest::newRow("a slip in the path") << QByteArray("POST") << QByteArray("/api/v1/sessions") << body
                                            << QStringLiteral("POST /api/v1/sessions {}");
        QTest::newRow("a slash too many") << QByteArray("POST") << QByteArray("/api/v1/session/") << body
                                          << QStringLiteral("POST /api/v1/session/ {}");
        QTest::newRow("with a command")
            << QByteArray("POST") << QByteArray("/api/v1/behavior")
            << QByteArray("{\"name\":\"MirrorJump\",\"Token\":\"the operator's own\"}")
            << QStringLiteral("POST /api/v1/behavior {\"name\":\"MirrorJump\"}");
        QTest::newRow("deep within") << QByteArray("POST") << QByteArray("/api/v1/nudge")
                                     << QByteArray("{\"a\":[1,{\"pass\":\"the operator's own\"}]}")
                                     << QStringLiteral("POST /api/v1/nudge {\"a\":[1,{}]}");
        QTest::newRow("as a form") << QByteArray("POST") << QByteArray("/api/v1/nudge")
                                   << QByteArray("token=the operator's own")
                                   << QStringLiteral("POST /api/v1/nudge");
        QTest::newRow("cut off") << QByteArray("PUT") << QByteArray("/api/v1/behaviors/A") << body.chopped(1)
                                 << QStringLiteral("PUT /api/v1/behaviors/A");
        QTest::newRow("instead of an id")
            << QByteArray("DELETE") << QByteArray("/api/v1/tokens/the-operators-own-token") << QByteArray()
            << QStringLiteral("DELETE /api/v1/tokens/…");
    }
    void noTokenIsInTheAuditWhereverItWasSent()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        ServedNode served({}, access());
        asked(served, method, path, body, stranger());
        const QJsonArray audit = list(asked(served, "GET", "/api/v1/audit"));
        QCOMPARE(audit.size(), 1);
        QTEST(audit[0][QStringLiteral("what")].toString(), "told");
    }

    void feedsThatWereRefusedAreInTheAudit()
    {
        ServedNode served({}, access());
        const QByteArray upgrade =
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
        for (const char *of :
             {"Host: localhost\r\nOrigin: http://evil.example\r\n", "Host: evil.example\r\n"}) {
            WireClient client(served.port());
            client.send("GET /live HTTP/1.1\r\n" + QByteArray(of) + upgrade);
            QCOMPARE(client.next().status, 403);
        }
        const QJsonArray audit = list(asked(served, "GET", "/api/v1/audit"));
        QCOMPARE(audit.size(), 2);
        for (const QJsonValue &entry : audit) {
            QCOMPARE(entry[QStringLiteral("what")].toString(), QStringLiteral("GET /live"));
            QCOMPARE(entry[QStringLiteral("status")].toInt(), 403);
        }
    }

    void aSessionEndsWithItsTokenOrWhenItIsLocked()
    {
        ServedNode served({}, withSessions());
        const QByteArray ada = token(served, "Ada", "operator");
        const WireAnswer one = opened(served, ada), other = opened(served, ada);
        const QByteArray pass = one.json()[QStringLiteral("pass")].toString().toLatin1();
        const auto status = [&](const QByteArray &headers) {
            return asked(served, "POST", "/api/v1/nudge", "{}", headers).status;
        };
        QCOMPARE(status(stranger(pass)), 200);
        const WireAnswer locked = asked(served, "DELETE", "/api/v1/session", {}, cookieOf(one));
        QVERIFY(locked.header("Set-Cookie").contains("=; Path=/; Max-Age=0;"));
        QCOMPARE(status(cookieOf(one)), 401);
        QCOMPARE(status(stranger(pass)), 401);
        QCOMPARE(status(cookieOf(other)), 200);
        const QByteArray id =
            list(asked(served, "GET", "/api/v1/tokens"))[0][QStringLiteral("id")].toString().toLatin1();
        QCOMPARE(asked(served, "DELETE", "/api/v1/tokens/" + id).status, 200);
        QCOMPARE(status(cookieOf(other)), 401);
        QCOMPARE(asked(served, "POST", "/api/v1/session", "{}", cookieOf(other)).status, 403);
    }

    void aSessionOfAnotherClusterIsNone()
    {
        ServedNode served({}, withSessions());
        const WireAnswer answer = opened(served, "the operator's own");
        QCOMPARE(answer.status, 200);
        served.gateway.setSessionKey(QByteArray(32, 'o'));
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", cookieOf(answer)).status, 401);
    }

    void aViewersSessionsKeepNobodyOut()
    {
        ServedNode served({}, withSessions());
        const QByteArray eve = token(served, "Eve", "viewer"), ada = token(served, "Ada", "operator");
        for (int i = 0; i < int(EndedSessions::mostFromOne); ++i)
            QCOMPARE(opened(served, eve).status, 200);
        const WireAnswer refused = opened(served, eve);
        QCOMPARE(refused.status, 503);
        QVERIFY(refused.json()[QStringLiteral("detail")].toString().contains(QLatin1String("token")));
        QCOMPARE(opened(served, ada).status, 200);
        QCOMPARE(opened(served, "the operator's own").status, 200);
        QCOMPARE(asked(served, "POST", "/api/v1/session", "{\"token\":\"" + ada + "\"}").status, 200);
    }

    void whoCannotEndItsSessionIsTold()
    {
        CommandRights rights("the operator's own", {}, tokenFile());
        rights.setSessionKey(QByteArray(32, 'k'));
        const QByteArray eve = rights.issued().add(QStringLiteral("Eve"), 3600, Role::Viewer).text;
        const auto pass = [&](const QByteArray &shown) {
            return std::get<CommandRights::Granted>(rights.pass(shown, {}));
        };
        for (int i = 0; i < int(EndedSessions::mostEnded); ++i)
            QVERIFY(!rights.endSession(pass(eve).session));
        const auto further = pass(eve);
        const auto refused = rights.endSession(further.session);
        QVERIFY(refused && refused->status == 503);
        QCOMPARE(rights.identify(further.text).who, QStringLiteral("token Eve"));
        // The operator's own session ends all the same.
        const auto own = pass("the operator's own");
        QVERIFY(!rights.endSession(own.session));
        QCOMPARE(rights.identify(own.text).who, QStringLiteral("nobody"));
    }

    void whoGuessesGetsNoSession()
    {
        ServedNode served({}, withSessions());
        for (int i = 0; i < WrongTokens::most; ++i)
            QCOMPARE(opened(served, "guess").status, 401);
        QCOMPARE(opened(served, "the operator's own").status, 429);
    }

    void aNodeElsewhereTakesThePassAlone()
    {
        GatewayAccess elsewhere = withSessions();
        elsewhere.operatorToken = "another operator's";
        elsewhere.tokenFile = m_home.filePath(QStringLiteral("elsewhere/tokens.json"));
        ServedNode here({}, withSessions()), there({}, elsewhere);
        const WireAnswer answer = opened(here, token(here, "Ada", "operator"));
        const QByteArray pass = answer.json()[QStringLiteral("pass")].toString().toLatin1();
        QCOMPARE(asked(there, "POST", "/api/v1/nudge", "{}", cookieOf(answer)).status, 401);
        QCOMPARE(asked(there, "POST", "/api/v1/nudge", "{}", stranger(pass)).status, 200);
        QCOMPARE(asked(there, "GET", "/api/v1/tokens", {}, stranger(pass)).status, 403);
        // A page that has moved there cannot have it renewed by a node that does not know the token.
        Watcher page(liveOf(there.listening.url), {{"X-Forwarded-For", "192.0.2.9"}});
        QTRY_COMPARE_GE(page.messages.size(), 1);
        page.say("{\"type\":\"session\",\"id\":\"1\",\"token\":\"" + pass + "\"}");
        QTRY_COMPARE(page.of("problem").size(), 1);
        QCOMPARE(page.of("problem")[0][QStringLiteral("status")].toInt(), 403);
        page.say("{\"type\":\"command\",\"id\":\"2\",\"command\":\"nudge\",\"token\":\"" + pass + "\"}");
        QTRY_COMPARE(page.of("ack").size(), 1);
    }

    void theFeedTakesASessionToo()
    {
        ServedNode served({}, withSessions());
        const WireAnswer answer = opened(served, token(served, "Ada", "operator"));
        const QByteArray cookie = answer.header("Set-Cookie");
        Watcher page(liveOf(served.listening.url),
                     {{"X-Forwarded-For", "192.0.2.9"}, {"Cookie", cookie.first(cookie.indexOf(';'))}});
        QTRY_COMPARE(page.of("hello").size(), 1);
        QVERIFY(page.of("hello")[0][QStringLiteral("may_command")].toBool());
        page.say(R"({"type":"command","id":"1","command":"nudge"})");
        QTRY_COMPARE(page.of("ack").size(), 1);
        page.say("{\"type\":\"session\",\"id\":\"2\",\"token\":\"the operator's own\"}");
        QTRY_COMPARE(page.of("session").size(), 1);
        QCOMPARE(page.of("session")[0][QStringLiteral("role")].toString(), QStringLiteral("operator"));
        QCOMPARE(page.of("session")[0][QStringLiteral("who")].toString(), QStringLiteral("operator"));
        const QByteArray pass = page.of("session")[0][QStringLiteral("pass")].toString().toLatin1();
        page.say("{\"type\":\"session\",\"id\":\"3\",\"token\":\"" + pass + "\"}"); // renewed, not opened
        QTRY_COMPARE(page.of("session").size(), 2);
        page.say(R"({"type":"session","id":"4","token":"wrong"})");
        QTRY_COMPARE(page.of("problem").size(), 1);
        QStringList noted;
        for (const QJsonValue &entry : list(asked(served, "GET", "/api/v1/audit"))) {
            if (entry[QStringLiteral("what")].toString() == QLatin1String("live session"))
                noted << QStringLiteral("%1 %2")
                             .arg(entry[QStringLiteral("who")].toString())
                             .arg(entry[QStringLiteral("status")].toInt());
        }
        QCOMPARE(noted, QStringList({QStringLiteral("operator 200"), QStringLiteral("nobody 401")}));
        const QByteArray id =
            list(asked(served, "GET", "/api/v1/tokens"))[0][QStringLiteral("id")].toString().toLatin1();
        QCOMPARE(asked(served, "DELETE", "/api/v1/tokens/" + id).status, 200);
        page.say(R"({"type":"command","id":"3","command":"nudge"})");
        QTRY_COMPARE(page.of("problem").size(), 2);
        QCOMPARE(page.of("problem")[1][QStringLiteral("status")].toInt(), 401);
    }

    void aViewersTokenWatches()
    {
        ServedNode served({}, withSessions());
        const QByteArray eve = token(served, "Eve", "viewer");
        QCOMPARE(list(asked(served, "GET", "/api/v1/tokens"))[0][QStringLiteral("role")].toString(),
                 QStringLiteral("viewer"));
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", stranger(eve)).status, 403);
        QCOMPARE(asked(served, "GET", "/api/v1/audit", {}, stranger(eve)).status, 403);
        const WireAnswer answer = opened(served, eve);
        QCOMPARE(answer.json()[QStringLiteral("role")].toString(), QStringLiteral("viewer"));
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", cookieOf(answer)).status, 403);
        QCOMPARE(asked(served, "GET", "/api/v1/cluster", {}, cookieOf(answer)).status, 200);
        const QJsonArray audit = list(asked(served, "GET", "/api/v1/audit"));
        QCOMPARE(audit.last()[QStringLiteral("who")].toString(), QStringLiteral("token Eve"));
        QCOMPARE(asked(served, "POST", "/api/v1/tokens", R"({"name":"x","seconds":60,"role":"king"})").status,
                 422);
        QVERIFY(served.node.commands().isEmpty());
    }

    void aLinkOpensOneSessionAndNothingElse()
    {
        GatewayAccess open = withSessions();
        open.publicUrls = {QUrl(QStringLiteral("https://ball.example"))};
        ServedNode served({}, open);
        const QByteArray operators = stranger(open.operatorToken);
        const auto link = [&](const QByteArray &body, const QByteArray &who) {
            return asked(served, "POST", "/api/v1/sharing/links", body, who);
        };
        const QJsonObject plain = link("{}", operators).json();
        QCOMPARE(plain[QStringLiteral("url")].toString(), QStringLiteral("https://ball.example"));
        QVERIFY(plain[QStringLiteral("svg")].toString().startsWith(QLatin1String("<svg")));
        const QUrl url(link(R"({"role":"operator"})", operators).json()[QStringLiteral("url")].toString());
        const QByteArray secret = url.fragment().section(u'=', 1).toLatin1();
        QVERIFY(secret.size() > 40);
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", stranger(secret)).status, 401);

        const WireAnswer answer = opened(served, secret);
        QCOMPARE(answer.status, 200);
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", cookieOf(answer)).status, 200);
        QCOMPARE(opened(served, secret).status, 401);
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", stranger(secret)).status, 401);
        // It lets nobody else in.
        QCOMPARE(link("{}", cookieOf(answer)).status, 403);
        QCOMPARE(link("{}", stranger()).status, 401);
        QCOMPARE(link(R"({"role":"king"})", operators).status, 422);
    }

    void theNodesOwnWindowIsInTheAudit()
    {
        ServedNode served({}, access());
        served.gateway.noteOwn(QStringLiteral("fault:kill-node"), 403);
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}").status, 200);
        const QJsonArray audit = list(asked(served, "GET", "/api/v1/audit"));
        QCOMPARE(audit[0][QStringLiteral("what")].toString(), QStringLiteral("window fault:kill-node"));
        QCOMPARE(audit[0][QStringLiteral("status")].toInt(), 403);
        const qint64 first = audit[0][QStringLiteral("at")].toInteger();
        const auto since = [&](qint64 at) {
            return list(asked(served, "GET", "/api/v1/audit?since=" + QByteArray::number(at))).size();
        };
        QCOMPARE(since(first - 1), audit.size());
        QCOMPARE(since(audit.last()[QStringLiteral("at")].toInteger()), 0);
        QCOMPARE(asked(served, "GET", "/api/v1/audit?since=now").status, 400);
    }
};

QTEST_GUILESS_MAIN(TestWebRights)
#include "tst_web_rights.moc"
