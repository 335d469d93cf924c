// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/sender/PassedOn.h"

#include <QTest>

using namespace everbounce;

/// What is believed of requests that proxies pass on.
class TestPassedOn : public QObject
{
    Q_OBJECT

private:
    static TrustedProxies trusted(const QStringList &texts)
    {
        TrustedProxies proxies;
        for (const QString &text : texts)
            proxies.add(text);
        return proxies;
    }
    static TrustedProxies usual()
    {
        return trusted(
            {QStringLiteral("127.0.0.1"), QStringLiteral("10.0.0.0/24"), QStringLiteral("fd77::/64")});
    }
    static QString clientOf(const PassedOnFields &fields)
    {
        const auto client = readPassedOn(fields, usual()).client;
        return client ? client->toString() : QStringLiteral("not known");
    }

private Q_SLOTS:
    void proxiesAreAddressesOrNetworks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        for (const char *valid :
             {"127.0.0.1", "10.0.0.0/8", "10.1.2.3/8", "::1", "fd77::/64", "::ffff:10.0.0.1", "10.0.0.1/32",
              "::ffff:10.0.0.0/120", "::ffff:10.0.0.1/128"})
            QTest::newRow(valid) << QString::fromLatin1(valid) << true;
        for (const char *invalid :
             {"", "localhost", "10", "10/8", "0.0.0.0/0", "::/0", "10.0.0.1/33", "fd77::/129", "10.0.0.1/",
              "10.0.0.1/-1", "/8", "10.0.0.1/8/8", "10.0.0.1:80"})
            QTest::newRow(*invalid ? invalid : "empty") << QString::fromLatin1(invalid) << false;
        for (const char *unclear : {"::ffff:10.0.0.0/24", "::ffff:0.0.0.0/96", "::ffff:10.0.0.1/129",
                                    "10.0.0.0/+8", "10.0.0.0/0x8", "010.0.0.1", "10.0.0.0x1"})
            QTest::newRow(unclear) << QString::fromLatin1(unclear) << false;
    }
    void proxiesAreAddressesOrNetworks()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        TrustedProxies proxies;
        QCOMPARE(proxies.add(text), valid);
        QCOMPARE(proxies.isEmpty(), !valid);
    }

    void anAddressIsTheSameHoweverItIsWritten()
    {
        const TrustedProxies proxies = usual();
        QVERIFY(proxies.contains(QHostAddress(QStringLiteral("10.0.0.255"))));
        QVERIFY(proxies.contains(QHostAddress(QStringLiteral("::ffff:10.0.0.1"))));
        QVERIFY(!proxies.contains(QHostAddress(QStringLiteral("10.0.1.0"))));
        QVERIFY(proxies.contains(QHostAddress(QStringLiteral("fd77::1"))));
        QVERIFY(!proxies.contains(QHostAddress(QStringLiteral("fd77:0:0:1::1"))));
        QVERIFY(!proxies.contains(QHostAddress(QStringLiteral("::1"))));
        QVERIFY(!TrustedProxies().contains(QHostAddress(QHostAddress::LocalHost)));
        const TrustedProxies mapped = trusted({QStringLiteral("::ffff:10.0.0.0/120")});
        QVERIFY(mapped.contains(QHostAddress(QStringLiteral("10.0.0.255"))));
        QVERIFY(!mapped.contains(QHostAddress(QStringLiteral("10.0.1.0"))));
    }

    void theLastUntrustedOneIsTheClient_data()
    {
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<QString>("client");
        const auto row = [](const char *list, const char *client) {
            QTest::newRow(list) << QByteArray(list) << QString::fromLatin1(client);
        };
        row("192.0.2.1", "192.0.2.1");
        row("192.0.2.1:4711", "192.0.2.1");
        row("2001:db8::1", "2001:db8::1");
        row("[2001:db8::1]:80", "2001:db8::1");
        row("::ffff:192.0.2.1", "192.0.2.1");
        row("192.0.2.66, 192.0.2.1", "192.0.2.1"); // the first one is the client's own invention
        row("127.0.0.1, 192.0.2.1", "192.0.2.1");
        row("192.0.2.1, 10.0.0.7", "192.0.2.1"); // two proxies of ours
        row("192.0.2.66,192.0.2.1,10.0.0.7,10.0.0.8", "192.0.2.1");
        row("10.0.0.7", "10.0.0.7"); // a proxy asks for itself
        row("unknown", "not known");
        row("192.0.2.1, unknown", "not known");
        row("192.0.2.1, _hidden, 10.0.0.7", "not known");
        row("192.0.2.1,", "not known");
        row("", "not known");
        row("192.0.2", "not known");
        row("localhost", "not known");
        row("[::1", "not known");
        row("192.0.2.1 evil", "not known");
    }
    void theLastUntrustedOneIsTheClient()
    {
        QFETCH(QByteArray, list);
        QFETCH(QString, client);
        const QByteArray given = list.isNull() ? QByteArray("") : list;
        QCOMPARE(clientOf({.forwardedFor = given}), client);
    }

    void theStandardsFieldIsReadAsWell_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("client");
        const auto row = [](const char *field, const char *client) {
            QTest::newRow(field) << QByteArray(field) << QString::fromLatin1(client);
        };
        row("for=192.0.2.1", "192.0.2.1");
        row("For=\"[2001:db8::1]:4711\";proto=https;by=10.0.0.7", "2001:db8::1");
        row("for=192.0.2.66, for=192.0.2.1;host=\"a,b;c\", for=10.0.0.7", "192.0.2.1");
        row("by=10.0.0.7", "not known");
        row("for=unknown", "not known");
        row("for=\"192.0.2.1", "not known");
        row("for=\"a\\\"b\", for=192.0.2.1", "192.0.2.1");
        row("=;=,", "not known");
    }
    void theStandardsFieldIsReadAsWell()
    {
        QFETCH(QByteArray, field);
        QFETCH(QString, client);
        QCOMPARE(clientOf({.forwarded = field}), client);
    }

    void fieldsThatContradictEachOtherSayNothing()
    {
        QCOMPARE(clientOf({.forwarded = "for=192.0.2.1", .forwardedFor = "192.0.2.1"}),
                 QStringLiteral("192.0.2.1"));
        QCOMPARE(clientOf({.forwarded = "for=192.0.2.66", .forwardedFor = "192.0.2.1"}),
                 QStringLiteral("not known"));
        QCOMPARE(clientOf({.forwarded = "for=unknown", .forwardedFor = "192.0.2.1"}),
                 QStringLiteral("not known"));
        QCOMPARE(clientOf({.proto = "https"}), QStringLiteral("not known"));
    }

    void protocolAndHostAreOfTheLastProxy()
    {
        const PassedOn said =
            readPassedOn({.proto = "http, HTTPS", .host = "evil.example, ball.example"}, usual());
        QVERIFY(said.encrypted);
        QCOMPARE(said.host, QByteArray("ball.example"));
        QVERIFY(!readPassedOn({.forwarded = "proto=http", .proto = "https"}, usual()).encrypted);
        QVERIFY(!readPassedOn({.proto = "on"}, usual()).encrypted);
        QVERIFY(
            readPassedOn({.forwarded = "for=192.0.2.1;proto=https;host=ball.example"}, usual()).encrypted);
    }

    void aListWithoutEndSaysNothing()
    {
        QCOMPARE(clientOf({.forwardedFor = QByteArray("10.0.0.7,").repeated(40) + "10.0.0.7"}),
                 QStringLiteral("not known"));
    }
};

QTEST_GUILESS_MAIN(TestPassedOn)
#include "tst_passed_on.moc"
