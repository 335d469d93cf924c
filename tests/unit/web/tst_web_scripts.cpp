// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/web/WebFixture.h"
#include "web/api/EntityTags.h"

#include <QJsonArray>

using namespace everbounce;

namespace {

QByteArray textBody(const QByteArray &text)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("text"), QString::fromUtf8(text)}})
        .toJson(QJsonDocument::Compact);
}

WireAnswer asked(const ServedNode &served, const QByteArray &method, const QByteArray &path,
                 const QByteArray &body = {}, const QByteArray &headers = {})
{
    WireClient client(served.port());
    client.send(method + " /api/v1/behaviors/" + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers +
                "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    return client.next();
}

} // namespace

/// Promises of writing scripts over HTTP.
class TestWebScripts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersWithThePathOrTheLine()
    {
        const ServedNode served;
        const WireAnswer flown = asked(served, "POST", "preview", textBody("fine"));
        QCOMPARE(flown.status, 200);
        QCOMPARE(flown.json()[QStringLiteral("end")].toInt() - flown.json()[QStringLiteral("begin")].toInt(),
                 667);
        QCOMPARE(flown.json()[QStringLiteral("segments")].toArray().size(), 1);
        const WireAnswer refused = asked(served, "POST", "preview", textBody("one\nthrow two"));
        QCOMPARE(refused.status, 422);
        QCOMPARE(refused.header("Content-Type"), "application/problem+json");
        QCOMPARE(refused.json()[QStringLiteral("line")].toInt(), 2);
    }

    void savesAndGoesBackUnderConditions()
    {
        const ServedNode served;
        QCOMPARE(asked(served, "GET", "Drift").status, 404);
        const WireAnswer saved = asked(served, "PUT", "Drift", textBody("one"), "If-None-Match: *\r\n");
        QCOMPARE(saved.status, 200);
        const QByteArray tag = saved.header("ETag");
        QVERIFY(tag.startsWith('"') && tag.endsWith('"') && tag.size() == 66);
        QCOMPARE(asked(served, "PUT", "Drift", textBody("two"), "If-None-Match: *\r\n").status, 412);
        QCOMPARE(asked(served, "PUT", "Drift", textBody("two"), "If-Match: \"other\"\r\n").status, 412);
        QCOMPARE(asked(served, "PUT", "Drift", textBody("two"), "If-Match: W/" + tag + "\r\n").status, 412);
        QCOMPARE(asked(served, "PUT", "Drift", textBody("two"), "If-Match: \"a,b\", " + tag + "\r\n").status,
                 200);
        QCOMPARE(asked(served, "GET", "Drift").json()[QStringLiteral("text")].toString(),
                 QStringLiteral("two"));
        QCOMPARE(asked(served, "POST", "Drift/back", {}, "If-Match: " + tag + "\r\n").status, 412);
        const WireAnswer back = asked(served, "POST", "Drift/back");
        QCOMPARE(back.json()[QStringLiteral("text")].toString(), QStringLiteral("one"));
        QCOMPARE(back.header("ETag"), tag);
        QCOMPARE(asked(served, "POST", "Drift/back").status, 409);
    }

    void takesAScriptOf64KiBAndNoMore()
    {
        const ServedNode served;
        QCOMPARE(asked(served, "PUT", "Long", textBody(QByteArray("a\n").repeated(32 * 1024))).status, 200);
        QCOMPARE(asked(served, "PUT", "Long", textBody(QByteArray(150 * 1024, 'a'))).status, 413);
    }

    void refusesWhatIsNoScript_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const char *method, const char *path, const QByteArray &body,
                            const QByteArray &headers, int status) {
            QTest::newRow(name) << QByteArray(method) << QByteArray(path) << body << headers << status;
        };
        row("no text", "PUT", "Drift", "{}", {}, 422);
        row("a number", "POST", "preview", "{\"text\":5}", {}, 422);
        row("no JSON", "POST", "preview", "function", {}, 400);
        row("a bad tag", "PUT", "Drift", textBody("a"), "If-Match: one\r\n", 400);
        row("no tag", "PUT", "Drift", textBody("a"), "If-Match: ,\r\n", 400);
        row("from another site", "PUT", "Drift", textBody("a"), "Origin: http://evil.example\r\n", 403);
        row("from another machine", "PUT", "Drift", textBody("a"), "Forwarded: for=192.0.2.9\r\n", 401);
        row("as a form", "POST", "preview", textBody("a"),
            "Origin: http://localhost\r\nContent-Type: text/plain\r\n", 415);
        row("saved as a preview", "PUT", "preview", textBody("a"), {}, 405);
        row("deeper", "PUT", "a/b/back", textBody("a"), {}, 404);
    }

    void refusesWhatIsNoScript()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, headers);
        const ServedNode served;
        const WireAnswer answer = asked(served, method, path, body, headers);
        QTEST(answer.status, "status");
        QVERIFY(answer.json()[QStringLiteral("detail")].toString().endsWith(u'.'));
    }

    void readsTagsAsTheStandardHasThem()
    {
        const auto strong = [](const char *field) { return readEntityTags(field, TagComparison::Strong); };
        QCOMPARE(strong("*"), (QList<QByteArray>{"*"}));
        QCOMPARE(strong("\"a\",, W/\"b\" ,\t\"c,d\""), (QList<QByteArray>{"a", "c,d"}));
        QCOMPARE(readEntityTags("W/\"b\"", TagComparison::Weak), (QList<QByteArray>{"b"}));
        QCOMPARE(strong("\"\""), (QList<QByteArray>{""}));
        QCOMPARE(strong("W/\"b\""), (QList<QByteArray>{}));
        for (const char *malformed : {"", "a", "\"a\" \"b\"", "w/\"a\"", "\"a", ","})
            QVERIFY2(!strong(malformed), malformed);
    }
};

QTEST_GUILESS_MAIN(TestWebScripts)
#include "tst_web_scripts.moc"
