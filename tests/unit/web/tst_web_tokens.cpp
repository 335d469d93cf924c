// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/web/RightsFixture.h"
#include "web/access/tokens/OperatorToken.h"

using namespace everbounce;

/// What can be learned by guessing, which is nothing; and how tokens come and go.
class TestWebTokens : public RightsFixture
{
    Q_OBJECT

private:
    static void writeToken(const QString &path, const QByteArray &token)
    {
        QFile file(path + QLatin1String(".new"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(token) > 0);
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        file.close();
        QFile::remove(path);
        QVERIFY(file.rename(path));
    }

private Q_SLOTS:
    void cleanup() { removeTokens(); }

    void whoAsksWithGuessesWhoTheyAreWaitsToo()
    {
        ServedNode served({}, withSessions());
        const auto seen = [&](const QByteArray &token) {
            return asked(served, "GET", "/api/v1/session", {}, stranger(token));
        };
        QCOMPARE(seen("the operator's own").json()[QStringLiteral("who")].toString(),
                 QStringLiteral("operator"));
        for (int i = 0; i < WrongTokens::most; ++i)
            QCOMPARE(seen("guess" + QByteArray::number(i)).status, 401);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(seen("guess").status, 429);
        const WireAnswer right = seen("the operator's own");
        QCOMPARE(right.status, 429);
        QVERIFY(right.header("Retry-After").toInt() > 0);
        QVERIFY(!right.body.contains("operator\""));
        QCOMPARE(seen({}).json()[QStringLiteral("who")].toString(), QStringLiteral("nobody"));
        int refused = 0;
        for (const QJsonValue &entry : list(asked(served, "GET", "/api/v1/audit")))
            refused += entry[QStringLiteral("what")] == QLatin1String("GET /api/v1/session") ? 1 : 0;
        QCOMPARE(refused, WrongTokens::most + 6);
        // A token that no node made is not judged for anybody else either, and the own user needs none.
        QCOMPARE(asked(served, "GET", "/api/v1/session", {}, "Authorization: Bearer guess\r\n")
                     .json()[QStringLiteral("who")]
                     .toString(),
                 QStringLiteral("user"));
    }

    void aTokenInTheCookieIsNoSession()
    {
        ServedNode served({}, withSessions());
        const WireAnswer answer = opened(served, "the operator's own");
        const QByteArray name = answer.header("Set-Cookie").split('=').first();
        const QByteArray guessed = "Cookie: " + name + "=the operator's own";
        QCOMPARE(asked(served, "GET", "/api/v1/session", {}, stranger() + guessed + "\r\n")
                     .json()[QStringLiteral("who")]
                     .toString(),
                 QStringLiteral("nobody"));
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", stranger() + guessed + "\r\n").status, 401);
        Watcher page(liveOf(served.listening.url),
                     {{"X-Forwarded-For", "192.0.2.9"}, {"Cookie", guessed.sliced(8)}});
        QTRY_COMPARE(page.of("hello").size(), 1);
        QCOMPARE(page.of("hello")[0][QStringLiteral("may_command")].toBool(true), false);
        // Beside it the session still is one.
        const QByteArray real = answer.header("Set-Cookie").split(';').first();
        QCOMPARE(
            asked(served, "POST", "/api/v1/nudge", "{}", stranger() + guessed + "; " + real + "\r\n").status,
            200);
    }

    void whoGuessesOverTheFeedGetsNoPass()
    {
        ServedNode served({}, withSessions());
        Watcher page(liveOf(served.listening.url), {{"X-Forwarded-For", "192.0.2.9"}});
        QTRY_COMPARE(page.of("hello").size(), 1);
        for (int i = 0; i < 25; ++i)
            page.say("{\"type\":\"session\",\"id\":" + QByteArray::number(i) + ",\"token\":\"guess\"}");
        page.say("{\"type\":\"session\",\"id\":25,\"token\":\"the operator's own\"}");
        QTRY_COMPARE(page.of("problem").size(), 26);
        QCOMPARE(page.of("problem")[WrongTokens::most - 1][QStringLiteral("status")].toInt(), 401);
        QCOMPARE(page.of("problem").last()[QStringLiteral("status")].toInt(), 429);
        QVERIFY(page.of("session").isEmpty());
    }

    void whoHasAPassIsStillTheSameOnceItIsRenewed()
    {
        ServedNode served({}, withSessions());
        const WireAnswer answer = opened(served, token(served, "Ada", "operator"));
        QByteArray pass = answer.json()[QStringLiteral("pass")].toString().toLatin1();
        Watcher page(liveOf(served.listening.url), {{"X-Forwarded-For", "192.0.2.9"}});
        QTRY_COMPARE(page.of("hello").size(), 1);
        for (int renewed = 1; renewed <= 2; ++renewed) {
            page.say("{\"type\":\"session\",\"id\":1,\"token\":\"" + pass + "\"}");
            QTRY_COMPARE(page.of("session").size(), renewed);
            QCOMPARE(page.of("session").last()[QStringLiteral("who")].toString(),
                     QStringLiteral("token Ada"));
            pass = page.of("session").last()[QStringLiteral("pass")].toString().toLatin1();
        }
    }

    void aCookieIsForThePagesOfItsAddressAlone()
    {
        GatewayAccess open = withSessions();
        open.publicUrls = {QUrl(QStringLiteral("https://ball.example/x")),
                           QUrl(QStringLiteral("https://both.example/a/")),
                           QUrl(QStringLiteral("https://both.example/b/"))};
        ServedNode served({}, open);
        const auto pathAt = [&](const QByteArray &host, const QByteArray &method) {
            WireClient client(served.port());
            client.send(method + " /api/v1/session HTTP/1.1\r\nHost: " + host +
                        "\r\nAuthorization: Bearer the operator's own\r\nContent-Length: 0\r\n\r\n");
            const QByteArray cookie = client.next().header("Set-Cookie");
            return cookie.mid(cookie.indexOf("Path=")).split(';').first();
        };
        for (const char *method : {"POST", "DELETE"}) {
            QCOMPARE(pathAt("ball.example", method), QByteArray("Path=/x/"));
            QCOMPARE(pathAt("both.example", method), QByteArray("Path=/"));
            QCOMPARE(pathAt("localhost", method), QByteArray("Path=/"));
        }
    }

    void aRoleThatIsNoneGivesNothing_data()
    {
        QTest::addColumn<QByteArray>("role");
        for (const char *role : {"5", "[\"viewer\"]", "{\"a\":1}", "false", "null", "\"\"", "\"Viewer\""})
            QTest::newRow(role) << QByteArray(role);
    }
    void aRoleThatIsNoneGivesNothing()
    {
        QFETCH(QByteArray, role);
        ServedNode served({}, access());
        QCOMPARE(
            asked(served, "POST", "/api/v1/tokens", "{\"name\":\"x\",\"seconds\":60,\"role\":" + role + '}')
                .status,
            422);
        QCOMPARE(list(asked(served, "GET", "/api/v1/tokens")).size(), 0);
    }

    void aTokenThatIsNoTextOpensNoSession()
    {
        ServedNode served({}, withSessions());
        QCOMPARE(
            asked(served, "POST", "/api/v1/session", "{\"token\":5}", stranger("the operator's own")).status,
            422);
    }

    void whatABookDoesNotSayGivesNoMore()
    {
        TokenBook book(tokenFile());
        const auto added = book.add(QStringLiteral("Ada"), 3600);
        QFile file(tokenFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray written = file.readAll();
        file.close();
        const auto foundWith = [&](const QByteArray &before, const QByteArray &after) {
            QByteArray changed = written;
            changed.replace(before, after);
            [&] { QVERIFY(changed != written); }();
            [&] { QVERIFY(file.open(QIODevice::WriteOnly) && file.write(changed) > 0); }();
            file.close();
            return TokenBook(tokenFile()).find(added.text);
        };
        QVERIFY(foundWith("\"role\": \"operator\"", "\"roll\": 1")->role == Role::Operator); // of old
        for (const char *role : {"5", "[\"operator\"]", "null", "true", "\"king\""})
            QVERIFY(foundWith("\"operator\"", role)->role == Role::Viewer);
        QVERIFY(foundWith("\"link\": false", "\"lint\": 1"));        // of old
        QVERIFY(!foundWith("\"link\": false", "\"link\": \"yes\"")); // it opens no more than one session
    }

    void aTokenWithoutANameIsNamedAfterItsRole()
    {
        ServedNode served({}, access());
        const auto nameOfNext = [&](const QByteArray &body) {
            return asked(served, "POST", "/api/v1/tokens", body).json()[QStringLiteral("name")].toString();
        };
        const QByteArray viewer = R"({"role":"viewer","seconds":3600})";
        QCOMPARE(nameOfNext(viewer), QStringLiteral("viewer"));
        QCOMPARE(nameOfNext(viewer), QStringLiteral("viewer-2"));
        QCOMPARE(nameOfNext(viewer), QStringLiteral("viewer-3"));
        QCOMPARE(nameOfNext(R"({"seconds":3600})"), QStringLiteral("operator"));
        QCOMPARE(asked(served, "POST", "/api/v1/tokens", R"({"name":"","seconds":3600})").status, 422);
        QCOMPARE(asked(served, "POST", "/api/v1/tokens", R"({"name":5,"seconds":3600})").status, 422);
    }

    void aNewLinkTakesThePlaceOfOneThatNobodyOpened()
    {
        TokenBook book(tokenFile());
        const auto link = [&](Role role) { return book.addLink(QStringLiteral("link"), 600, 3600, role); };
        const auto opened = link(Role::Viewer);
        QString problem;
        QVERIFY(book.redeem(opened.text, &problem));
        const auto former = link(Role::Viewer);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(link(Role::Operator).problem, QString());
        QVERIFY(book.redeem(former.text, &problem)); // of the other role
        link(Role::Viewer);
        const auto last = link(Role::Viewer);
        QCOMPARE(book.list().size(), 4); // two opened ones, and the last one of each role
        QVERIFY(book.list().contains(last.token));
    }

    void viewersAreToldWhetherATokenCanBeEntered()
    {
        GatewayAccess none = withSessions();
        none.operatorToken.clear();
        ServedNode served({}, none);
        const auto takes = [](const QJsonObject &message) {
            return message[QStringLiteral("takes_token")].toBool();
        };
        Watcher page(liveOf(served.listening.url), {{"X-Forwarded-For", "192.0.2.9"}});
        Watcher standby(liveOf(served.listening.url, "?mode=standby"));
        QTRY_VERIFY(page.of("hello").size() == 1 && standby.of("hello").size() == 1);
        QVERIFY(!takes(page.of("hello")[0]));
        QVERIFY(!takes(standby.of("hello")[0]));
        token(served, "Ada", "operator");
        QTRY_COMPARE_WITH_TIMEOUT(page.of("tokens").size(), 1, 20'000);
        QVERIFY(takes(page.of("tokens")[0]));
        QVERIFY(standby.of("tokens").isEmpty());
        standby.say(R"({"type":"watch"})");
        QTRY_COMPARE(standby.of("tokens").size(), 1);
        const QByteArray id =
            list(asked(served, "GET", "/api/v1/tokens"))[0][QStringLiteral("id")].toString().toLatin1();
        QCOMPARE(asked(served, "DELETE", "/api/v1/tokens/" + id).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(page.of("tokens").size(), 2, 20'000);
        QVERIFY(!takes(page.of("tokens")[1]));
        ServedNode other({}, withSessions());
        Watcher there(liveOf(other.listening.url));
        QTRY_COMPARE(there.of("hello").size(), 1);
        QVERIFY(takes(there.of("hello")[0]));
    }

    void anotherOperatorsTokenIsTakenWithoutARestart()
    {
        const QString path = m_home.filePath(QStringLiteral("operator.token"));
        writeToken(path, "the operator's own");
        GatewayAccess all = withSessions();
        all.operatorTokenFile = path;
        ServedNode served({}, all);
        const auto status = [&](const QByteArray &token) {
            return asked(served, "POST", "/api/v1/nudge", "{}", stranger(token)).status;
        };
        const WireAnswer session = opened(served, "the operator's own");
        QCOMPARE(asked(served, "POST", "/api/v1/nudge", "{}", cookieOf(session)).status, 200);
        QTest::ignoreMessage(QtInfoMsg, "A new operator's token is in use.");
        writeToken(path, "the-operators-next-one");
        QTRY_COMPARE_WITH_TIMEOUT(asked(served, "POST", "/api/v1/nudge", "{}", cookieOf(session)).status, 401,
                                  20'000);
        QCOMPARE(status("the-operators-next-one"), 200);
        QCOMPARE(status("the operator's own"), 401);
    }

    void aTokenFileIsReadAnewOnceItIsWhole()
    {
        const QString path = m_home.filePath(QStringLiteral("renewed.token"));
        writeToken(path, "a-token-of-more-than-16");
        OperatorTokenRenewal renewal(path);
        QVERIFY(!renewal.look());
        writeToken(path, "another-of-more-than-16");
        QVERIFY(!renewal.look()); // perhaps it is being written
        const auto renewed = renewal.look();
        QVERIFY(renewed);
        QCOMPARE(renewed->token, QByteArray("another-of-more-than-16"));
        QVERIFY(!renewal.look());
        writeToken(path, "short");
        QVERIFY(!renewal.look());
        QVERIFY(renewal.look().value().error.contains(path));
        QVERIFY(!OperatorTokenRenewal().look());
    }
};

QTEST_GUILESS_MAIN(TestWebTokens)
#include "tst_web_tokens.moc"
