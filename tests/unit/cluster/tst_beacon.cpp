// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/Random.h"
#include "engine/base/RateLimit.h"
#include "engine/cluster/discovery/Beacon.h"
#include "engine/cluster/discovery/BeaconSchedule.h"
#include "tests/unit/cluster/ClusterFixture.h"

#include <QCborMap>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of beacons that need no socket: which ones verify, when they are sent, and where to.
class TestBeacon : public QObject
{
    Q_OBJECT

    const QByteArray m_key = testKeys().beacon;

    static QByteArray sign(const QByteArray &content, const QByteArray &key)
    {
        return content + QMessageAuthenticationCode::hash(content, key, QCryptographicHash::Sha256);
    }
    QByteArray signedMap(const QCborMap &map) const
    {
        return sign("EBB1" + map.toCborValue().toCbor(), m_key);
    }
    static QCborMap goodMap()
    {
        QCborMap map = encodeProfile(testProfile(7));
        map[QLatin1String("kind")] = QLatin1String("hello");
        return map;
    }

private Q_SLOTS:
    void whatIsSentIsWhatIsHeard()
    {
        for (const auto kind : {Beacon::Kind::Hello, Beacon::Kind::Goodbye}) {
            const Beacon beacon{kind, testProfile(0xfedcba9876543210u)};
            const DecodedBeacon decoded = decodeBeacon(encodeBeacon(beacon, m_key), m_key);
            QCOMPARE(decoded.verdict, BeaconVerdict::Good);
            QVERIFY(decoded.beacon == beacon);
        }
    }

    void theLongestCardFits()
    {
        NodeProfile profile = testProfile(~quint64(0));
        profile.name = QString(500, QChar(0x20ac)); // three bytes each
        profile.version = QString(500, u'v');
        profile.url = QUrl(QStringLiteral("http://host:65535/") + QString(140, u'h'));
        profile.linkPort = 65535;
        profile.minor = 1'000'000;
        const QByteArray datagram = encodeBeacon({Beacon::Kind::Goodbye, profile}, m_key);
        QVERIFY2(datagram.size() <= maxBeaconBytes, qPrintable(QString::number(datagram.size())));
        const DecodedBeacon decoded = decodeBeacon(datagram, m_key);
        QCOMPARE(decoded.verdict, BeaconVerdict::Good);
        QCOMPARE(decoded.beacon.profile.name, QString(32, QChar(0x20ac)));
        QCOMPARE(decoded.beacon.profile.url, profile.url);
        profile.url = QUrl(QStringLiteral("http://host/") + QString(300, u'h'));
        QVERIFY(decodeBeacon(encodeBeacon({Beacon::Kind::Hello, profile}, m_key), m_key)
                    .beacon.profile.url.isEmpty());
    }

    void anotherKeyOrClusterNameDoesNotVerify()
    {
        const QByteArray datagram = encodeBeacon({Beacon::Kind::Hello, testProfile(7)}, m_key);
        QCOMPARE(decodeBeacon(datagram, testKeys(QStringLiteral("test"), 'x').beacon).verdict,
                 BeaconVerdict::BadMac);
        QCOMPARE(decodeBeacon(datagram, testKeys(QStringLiteral("other")).beacon).verdict,
                 BeaconVerdict::BadMac);
    }

    void everyFlippedBitIsNoticed()
    {
        const QByteArray good = encodeBeacon({Beacon::Kind::Hello, testProfile(7)}, m_key);
        for (qsizetype i = 0; i < good.size() * 8; ++i) {
            QByteArray forged = good;
            forged[i / 8] = char(forged[i / 8] ^ (1 << (i % 8)));
            const BeaconVerdict verdict = decodeBeacon(forged, m_key).verdict;
            QVERIFY(verdict == BeaconVerdict::BadMac || (i < 32 && verdict == BeaconVerdict::NotOurs));
        }
    }

    void truncatedLongAndForeignDatagramsAreToldApart()
    {
        const QByteArray good = encodeBeacon({Beacon::Kind::Hello, testProfile(7)}, m_key);
        for (qsizetype size = 0; size < good.size(); ++size) {
            const BeaconVerdict verdict = decodeBeacon(good.left(size), m_key).verdict;
            QCOMPARE(verdict, size < 36 ? BeaconVerdict::NotOurs : BeaconVerdict::BadMac);
        }
        QCOMPARE(decodeBeacon(good + QByteArray(maxBeaconBytes, 'x'), m_key).verdict, BeaconVerdict::TooLong);
        QCOMPARE(decodeBeacon(QByteArray(200, '\0'), m_key).verdict, BeaconVerdict::NotOurs);
    }

    void signedNonsenseIsMalformed_data()
    {
        QTest::addColumn<QByteArray>("datagram");
        QTest::newRow("not CBOR") << sign("EBB1\xff\xff\xff", m_key);
        QTest::newRow("no map") << sign("EBB1" + QCborValue(7).toCbor(), m_key);
        QTest::newRow("empty map") << signedMap({});
        const std::pair<const char *, QCborValue> wrong[] = {
            {"id", 0},
            {"id", QLatin1String("7")},
            {"name", 7},
            {"name", QString(97, u'n')},
            {"port", 65536},
            {"port", -1},
            {"major", -1},
            {"kind", QLatin1String("maybe")},
            {"url", QString(161, u'u')},
        };
        for (const auto &[key, value] : wrong) {
            QCborMap map = goodMap();
            map[QLatin1String(key)] = value;
            QTest::addRow("%s = %s", key, qPrintable(value.toDiagnosticNotation())) << signedMap(map);
        }
    }
    void signedNonsenseIsMalformed()
    {
        QFETCH(QByteArray, datagram);
        QCOMPARE(decodeBeacon(signedMap(goodMap()), m_key).verdict, BeaconVerdict::Good);
        QCOMPARE(decodeBeacon(datagram, m_key).verdict, BeaconVerdict::Malformed);
    }

    void randomBytesNeverVerify()
    {
        Random random{5};
        for (int i = 0; i < 2000; ++i) {
            QByteArray bytes("EBB1");
            for (std::uint32_t n = random.below(600); n > 0; --n)
                bytes.append(char(random.below(256)));
            const BeaconVerdict verdict = decodeBeacon(bytes, m_key).verdict;
            QVERIFY(verdict != BeaconVerdict::Good && verdict != BeaconVerdict::OtherMajor &&
                    verdict != BeaconVerdict::Malformed);
        }
    }

    void onlyWebAddressesAreTaken()
    {
        QCborMap map = goodMap();
        for (const char *url : {"javascript:alert(1)", "file:///etc/passwd", "nonsense", ""}) {
            map[QLatin1String("url")] = QLatin1String(url);
            const DecodedBeacon decoded = decodeBeacon(signedMap(map), m_key);
            QCOMPARE(decoded.verdict, BeaconVerdict::Good);
            QVERIFY(decoded.beacon.profile.url.isEmpty());
        }
    }

    void unknownKeysAreIgnored()
    {
        QCborMap map = goodMap();
        map[QLatin1String("later")] = QLatin1String("invention");
        map[QLatin1String("minor")] = 5;
        const DecodedBeacon decoded = decodeBeacon(signedMap(map), m_key);
        QCOMPARE(decoded.verdict, BeaconVerdict::Good);
        QCOMPARE(decoded.beacon.profile.minor, 5);
    }

    void anotherMajorIsKnownByItsNameAlone()
    {
        QCborMap map{{QLatin1String("major"), 2},
                     {QLatin1String("minor"), 3},
                     {QLatin1String("id"), 77},
                     {QLatin1String("name"), QLatin1String("tomorrow")},
                     {QLatin1String("version"), QLatin1String("9.0")},
                     {QLatin1String("port"), QLatin1String("is a text from now on")}};
        const DecodedBeacon decoded = decodeBeacon(signedMap(map), m_key);
        QCOMPARE(decoded.verdict, BeaconVerdict::OtherMajor);
        QCOMPARE(decoded.beacon.profile.id, NodeId{77});
        QCOMPARE(decoded.beacon.profile.name, QStringLiteral("tomorrow"));
        QCOMPARE(decoded.beacon.profile.version, QStringLiteral("9.0"));
        QCOMPARE(decoded.beacon.profile.major, 2);
    }

    // ---- When
    // ------------------------------------------------------------------------------------------------

    void roundsAreQuickAtFirstAndThenOnceASecond()
    {
        BeaconSchedule schedule(10s);
        QCOMPARE(schedule.due(), Nanoseconds(10s));
        Nanoseconds now = 10s;
        for (const Nanoseconds gap : {100ms, 200ms, 400ms}) {
            schedule.sent(now, 0.5, 3);
            QCOMPARE(schedule.due() - now, gap);
            now = schedule.due();
        }
        for (const double jitter : {0.0, 0.5, 1.0}) {
            schedule.sent(now, jitter, 3);
            QCOMPARE(schedule.due() - now, Nanoseconds(800ms) + Nanoseconds(400ms) / 2 * int(jitter * 2));
            now = schedule.due();
        }
    }

    void manyNodesSendTenBeaconsASecondTogetherAndEachOneEveryFourSeconds()
    {
        const auto steadyGap = [](std::size_t nodes) {
            BeaconSchedule schedule(0s);
            for (int i = 0; i < 5; ++i)
                schedule.sent(0s, 0.5, nodes);
            return schedule.due();
        };
        QCOMPARE(steadyGap(10), Nanoseconds(1s));
        QCOMPARE(steadyGap(30), Nanoseconds(3s));
        QCOMPARE(steadyGap(500), Nanoseconds(4s));
    }

    void aNewcomerIsAnsweredAtOnceButAtMostOnceInFiftyMilliseconds()
    {
        BeaconSchedule schedule(0s);
        Nanoseconds now = 0s;
        for (int i = 0; i < 5; ++i) {
            schedule.sent(now, 0, 3);
            now = schedule.due();
        }
        schedule.sent(now, 0, 3);
        const Nanoseconds last = now;
        schedule.newcomer(last + 10ms);
        QCOMPARE(schedule.due(), last + 50ms);
        schedule.sent(last + 50ms, 0, 3);
        schedule.newcomer(last + 400ms);
        QCOMPARE(schedule.due(), last + 400ms);
        schedule.newcomer(last + 390ms); // a second one at the same time brings no second round
        QCOMPARE(schedule.due(), last + 390ms);
    }

    void aFloodIsCutToTheRate()
    {
        RateLimit limit(100);
        int passed = 0;
        for (Nanoseconds now = 100s; now < 102s; now += 1ms)
            passed += limit.admits(now);
        QVERIFY2(passed >= 298 && passed <= 300,
                 qPrintable(QString::number(passed))); // a burst, then the rate
    }

    // ---- Where to ----------------------------------------------------------------------------------------

    void broadcastsFollowTheScope()
    {
        QNetworkAddressEntry home, office;
        home.setIp(QHostAddress(QStringLiteral("192.168.1.5")));
        home.setBroadcast(QHostAddress(QStringLiteral("192.168.1.255")));
        office.setIp(QHostAddress(QStringLiteral("10.1.2.3")));
        office.setBroadcast(QHostAddress(QStringLiteral("10.1.255.255")));
        QNetworkAddressEntry tunnel; // point to point: nothing to broadcast to
        tunnel.setIp(QHostAddress(QStringLiteral("10.9.9.9")));
        const QList<QNetworkAddressEntry> up{home, office, home, tunnel};
        const QHostAddress local(QStringLiteral("127.255.255.255"));

        const auto targets = [&](const char *text) {
            return ListenScope::fromText(QLatin1String(text))->broadcastTargets(up);
        };
        QCOMPARE(targets("loopback"), QList<QHostAddress>{local});
        QCOMPARE(targets("127.0.0.3"), QList<QHostAddress>{local});
        QCOMPARE(targets("lan"), (QList<QHostAddress>{local, home.broadcast(), office.broadcast()}));
        QCOMPARE(targets("10.1.2.3"), (QList<QHostAddress>{local, office.broadcast()}));
        QVERIFY(!ListenScope::fromText(QStringLiteral("everywhere")));
        QCOMPARE(targets("0.0.0.0"), targets("lan"));
        QCOMPARE(targets("::"), targets("lan"));
    }

    void loopbackScopeHearsThisMachineOnly()
    {
        const QHostAddress far(QStringLiteral("192.0.2.7"));
        QVERIFY(!ListenScope::loopback().admits(far));
        QVERIFY(ListenScope::loopback().admits(QHostAddress(QStringLiteral("127.0.0.9"))));
        QVERIFY(ListenScope::loopback().admits(QHostAddress(QStringLiteral("::1"))));
        QVERIFY(ListenScope::lan().admits(far));
    }

    void peersAreNamedByHostAndPort_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::newRow("name") << "alpha"
                              << "alpha" << 0;
        QTest::newRow("name and port") << "alpha.example:4545"
                                       << "alpha.example" << 4545;
        QTest::newRow("IPv4") << "127.0.0.1:1"
                              << "127.0.0.1" << 1;
        QTest::newRow("IPv6") << "::1"
                              << "::1" << 0;
        QTest::newRow("IPv6 in brackets") << "[fe80::1%eth0]"
                                          << "fe80::1%eth0" << 0;
        QTest::newRow("IPv6 and port") << "[::1]:65535"
                                       << "::1" << 65535;
        for (const char *wrong :
             {"", "alpha:", "alpha:0", "alpha:65536", "alpha:x", "[::1", "::1]:5", "a b", "[]:7"})
            QTest::addRow("wrong: %s", wrong) << wrong << QString() << -1;
    }
    void peersAreNamedByHostAndPort()
    {
        QFETCH(QString, text);
        QFETCH(QString, host);
        QFETCH(int, port);
        const auto peer = PeerSpec::fromText(text);
        QCOMPARE(peer.has_value(), port >= 0);
        if (peer)
            QCOMPARE(*peer, (PeerSpec{host, quint16(port)}));
    }
};

QTEST_GUILESS_MAIN(TestBeacon)
#include "tst_beacon.moc"
