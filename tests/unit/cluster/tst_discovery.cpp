// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/discovery/Discovery.h"
#include "tests/unit/cluster/ClusterFixture.h"

#include <QNetworkDatagram>
#include <QPromise>
#include <QSignalSpy>
#include <QTest>
#include <QUdpSocket>
#include <QtEndian>

using namespace everbounce;
using namespace std::chrono_literals;

namespace {

/// One node as far as discovery goes.
struct Finder
{
    explicit Finder(quint64 id, const Discovery::Settings &settings)
        : discovery(settings, faults, counters)
    {
        QObject::connect(&discovery, &Discovery::heard, &discovery,
                         [this](const NodeProfile &profile, const QHostAddress &from) {
                             heard[profile.id.value] = from;
                             ++times[profile.id.value];
                         });
        QObject::connect(&discovery, &Discovery::left, &discovery,
                         [this](NodeId peer) { left.insert(peer.value); });
        error = discovery.start(testProfile(id));
    }

    FaultFilter faults;
    ClusterCounters counters;
    Discovery discovery;
    std::map<quint64, QHostAddress> heard;
    std::map<quint64, int> times;
    std::set<quint64> left;
    QString error;
};

} // namespace

/// Promises of discovery, with real sockets on loopback.
class TestDiscovery : public QObject
{
    Q_OBJECT

    Discovery::Settings settings(quint16 port = 0) const
    {
        return {.port = port ? port : m_port, .keys = {testKeys()}};
    }
    /// A datagram from a socket that belongs to no node.
    void inject(const QByteArray &datagram)
    {
        QUdpSocket socket;
        QCOMPARE(socket.writeDatagram(datagram, QHostAddress(QStringLiteral("127.255.255.255")), m_port),
                 datagram.size());
    }

    quint16 m_port = 0;

    /// An address of IPv6 in the n-th of many networks.
    static QHostAddress inNetwork(quint32 network, quint64 host)
    {
        Q_IPV6ADDR bytes{{0x20, 0x01, 0x0d, 0xb8}};
        qToBigEndian(network, bytes.c + 4);
        qToBigEndian(host, bytes.c + 8);
        return QHostAddress(bytes);
    }

private Q_SLOTS:
    void init() { m_port = freeUdpPort(); }

    void severalNodesOfOneMachineHearEachOther()
    {
        Finder a(1, settings()), b(2, settings()), c(3, settings());
        QVERIFY2(a.error.isEmpty(), qPrintable(a.error));
        for (Finder *finder : {&a, &b, &c})
            QTRY_COMPARE(finder->heard.size(), std::size_t(2));
        QVERIFY(!a.heard.count(1)); // not itself
        QVERIFY(a.heard[2].isLoopback());
    }

    /// Whoever has no key hears them, too.
    void beaconsRevealNoNames()
    {
        QUdpSocket stranger;
        QVERIFY(stranger.bind(QHostAddress::AnyIPv4, m_port,
                              QUdpSocket::ShareAddress | QUdpSocket::ReuseAddressHint));
        Finder a(1, settings()), b(2, settings());
        QTRY_VERIFY(stranger.hasPendingDatagrams() && a.heard.count(2));
        const QByteArray beacon = stranger.receiveDatagram().data();
        const auto decoded = decodeBeacon(beacon, testKeys().beacon);
        QCOMPARE(decoded.verdict, BeaconVerdict::Good);
        const NodeProfile known = testProfile(decoded.beacon.profile.id.value);
        for (const QString &text : {known.name, known.version, known.url.host()})
            QVERIFY2(!text.isEmpty() && !beacon.contains(text.toUtf8()), qPrintable(text));
    }

    void goodbyeIsHeard()
    {
        Finder a(1, settings());
        auto b = std::make_unique<Finder>(2, settings());
        QTRY_VERIFY(a.heard.count(2));
        b->discovery.stop();
        QTRY_VERIFY(a.left.count(2));
        // Nothing more comes from it, while another one goes through all its quick rounds.
        const int before = a.times[2];
        Finder c(3, settings());
        QTRY_VERIFY(a.times[3] >= 4);
        QCOMPARE(a.times[2], before);
    }

    void anotherKeyIsNeitherHeardNorAnswered()
    {
        Discovery::Settings other = settings();
        other.keys = {testKeys(QStringLiteral("another cluster"))};
        Finder a(1, settings()), stranger(2, other);
        QTRY_VERIFY(a.counters.beaconsBadMac > 0 && stranger.counters.beaconsBadMac > 0);
        QVERIFY(a.heard.empty() && stranger.heard.empty());
    }

    void whatIsNoBeaconIsCountedByItsReason()
    {
        Finder a(1, settings());
        const QByteArray good = encodeBeacon({Beacon::Kind::Hello, testProfile(9)}, testKeys().beacon);
        inject(QByteArray(2000, 'x'));
        inject("hello?");
        QByteArray forged = good;
        forged[20] = char(forged[20] + 1);
        inject(forged);
        QTRY_COMPARE(a.counters.beaconsTooLong, quint64(1));
        QTRY_COMPARE(a.counters.beaconsNotOurs, quint64(1));
        QTRY_COMPARE(a.counters.beaconsBadMac, quint64(1));
        QVERIFY(a.heard.empty());
        inject(good);
        QTRY_VERIFY(a.heard.count(9));
    }

    void anotherMajorIsShown()
    {
        Finder a(1, settings());
        QSignalSpy shown(&a.discovery, &Discovery::incompatible);
        NodeProfile profile = testProfile(9);
        profile.major = 2;
        inject(encodeBeacon({Beacon::Kind::Hello, profile}, testKeys().beacon));
        QTRY_COMPARE(shown.size(), 1);
        QCOMPARE(shown[0][0].value<NodeProfile>().name, QStringLiteral("node-9"));
        QVERIFY(a.heard.empty());
        QCOMPARE(a.counters.beaconsOtherMajor, quint64(1));
    }

    void aFloodIsNotVerified()
    {
        Finder a(1, settings());
        QUdpSocket socket;
        const QHostAddress local(QHostAddress::LocalHost);
        const QByteArray flood = "EBB1" + QByteArray(100, 'x');
        int sent = 0;
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
                                     for (int i = 0; i < 200; ++i, ++sent)
                                         socket.writeDatagram(flood, local, m_port);
                                     return a.counters.beaconsOverRate > 0 || sent > 100'000;
                                 }()),
                                 20'000);
        QVERIFY(a.counters.beaconsOverRate > 0);
    }

    void aFloodOfStrangersKeepsNobodyUnheard()
    {
        BeaconRates rates;
        const QHostAddress machine(QStringLiteral("192.0.2.1"));
        const Endpoint peer{machine, 4001}, newcomer{QHostAddress(QStringLiteral("192.0.2.2")), 4002};
        rates.proved(peer);
        int strangers = 0;
        for (Nanoseconds now = 1s; now < 11s; now += 10us) {
            // From the very machine of the peer, and from others.
            const auto port = quint16(5000 + (now / 10us) % 1000);
            const QHostAddress other(quint32(0xc6336400 + (now / 10us) % 3));
            strangers += rates.admits({machine, port}, now) + rates.admits({other, port}, now);
            if ((now / 10us) % 100'000 == 0) {
                QVERIFY(rates.admits(peer, now));
                QVERIFY(rates.admits(newcomer, now));
            }
        }
        QVERIFY(strangers <= 11 * maxBeaconsPerSecond);
    }

    void aFloodFromElsewhereKeepsNobodyUnheard_data()
    {
        QTest::addColumn<int>("networks");
        QTest::newRow("one host, with all the addresses of its /64") << 1;
        QTest::newRow("many networks") << 100;
    }

    void aFloodFromElsewhereKeepsNobodyUnheard()
    {
        QFETCH(const int, networks);
        BeaconRates rates;
        const Endpoint v4{QHostAddress(QStringLiteral("192.0.2.2")), 4002};
        const Endpoint v6{QHostAddress(QStringLiteral("2001:db8:ffff::2")), 4002};
        const Endpoint seed{inNetwork(0, 77), 4003}; // at home where the flood comes from
        rates.setSeeds({seed});
        quint64 sent = 0, admitted = 0;
        for (Nanoseconds now = 1s; now < 6s; now += 10us, ++sent) {
            admitted += rates.admits({inNetwork(quint32(sent % quint64(networks)), 1000 + sent), 4004}, now);
            if (sent % 100'000 == 99'999) {
                QVERIFY(rates.admits(v4, now));
                QVERIFY(rates.admits(v6, now));
                QVERIFY(rates.admits(seed, now));
            }
        }
        QVERIFY(admitted <= 6u * (BeaconRates::maxFirst + maxBeaconsPerSecond));
        QVERIFY(networks > 1 || admitted <= 6u * (BeaconRates::firstOfNetwork + BeaconRates::maxOfNetwork));
    }

    void moreNetworksThanCanBeToldApartKeepNoSeedUnheard()
    {
        BeaconRates rates;
        const Endpoint peer{inNetwork(1, 1), 4001}, seed{inNetwork(2, 2), 4002};
        rates.proved(peer);
        rates.setSeeds({seed});
        quint64 sent = 0, admitted = 0;
        for (Nanoseconds now = 1s; now < 4s; now += 10us, ++sent) {
            admitted += rates.admits({inNetwork(quint32(sent), 1000), 4004}, now);
            if (sent % 50'000 == 49'999) {
                QVERIFY(rates.admits(peer, now));
                QVERIFY(rates.admits(seed, now));
            }
        }
        QVERIFY(admitted <= 4u * (BeaconRates::maxFirst + maxBeaconsPerSecond));
    }

    void oneOfManyAddressesOfANetworkLeavesTheOthersTheirPart()
    {
        BeaconRates rates;
        const Endpoint loud{inNetwork(1, 1), 4001}, newcomer{inNetwork(1, 2), 4002};
        quint64 sent = 0;
        for (Nanoseconds now = 1s; now < 4s; now += 10us, ++sent) {
            rates.admits(loud, now);
            if (sent % 50'000 == 49'999)
                QVERIFY(rates.admits(newcomer, now));
        }
    }

    void whoReplaysABeaconFromManyPortsDisplacesItself_data()
    {
        QTest::addColumn<bool>("hasManyAddresses");
        QTest::newRow("of one address") << false;
        QTest::newRow("of one network") << true;
    }

    void whoReplaysABeaconFromManyPortsDisplacesItself()
    {
        QFETCH(const bool, hasManyAddresses);
        BeaconRates rates;
        const Endpoint peer{QHostAddress(QStringLiteral("192.0.2.1")), 4001};
        rates.proved(peer);
        for (int i = 0; i < 3000; ++i)
            rates.proved({inNetwork(1, hasManyAddresses ? quint64(i) : 1), quint16(5000 + i)});
        // That it is known still shows where its network has no part left.
        for (quint16 port = 1; port <= 1000; ++port)
            rates.admits({peer.address, port}, 1s);
        QVERIFY(!rates.admits({peer.address, 1}, 1s));
        QVERIFY(rates.admits(peer, 1s));
        QVERIFY(rates.admits({inNetwork(1, hasManyAddresses ? 2999 : 1), 5000 + 2999}, 1s));
    }

    void peersNamedByHandAreFoundAndAnswerWhereBroadcastDoesNotReach_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("IPv4") << "127.0.0.1";
        QTest::newRow("IPv6") << "::1";
        QTest::newRow("name") << "localhost";
    }
    void peersNamedByHandAreFoundAndAnswerWhereBroadcastDoesNotReach()
    {
        QFETCH(QString, host);
        // On ports of their own, so that broadcasts of the one do not reach the other.
        Finder seed(1, settings());
        Discovery::Settings other = settings(freeUdpPort());
        other.peers = {{host, m_port}};
        Finder newcomer(2, other);
        QTRY_VERIFY(seed.heard.count(2));
        // Of its own accord the seed sends nothing to that port: this is the answer to a newcomer.
        QTRY_VERIFY(newcomer.heard.count(1));
        if (host == QLatin1String("::1"))
            QCOMPARE(seed.heard[2], QHostAddress(QHostAddress::LocalHostIPv6));
    }

    void aNewcomerIsHeardByWhoSharesItsPortBeforeItHearsThem()
    {
        Discovery::Settings shared = settings();
        shared.scope = *ListenScope::fromText(QStringLiteral("::1")); // no broadcast there
        shared.peers = {{QStringLiteral("::1"), m_port}};
        Finder first(1, shared);
        QVERIFY2(first.error.isEmpty(), qPrintable(first.error));
        QTRY_VERIFY(first.counters.beaconsUnsent >=
                    4); // broadcasts of IPv4: one a round, and no quick one is left
        std::unique_ptr<Finder> newcomer;
        int heardBefore = -1;
        connect(&first.discovery, &Discovery::heard, &first.discovery, [&] {
            if (heardBefore < 0)
                heardBefore = newcomer->times[1];
        });
        newcomer = std::make_unique<Finder>(2, shared);
        QTRY_VERIFY(heardBefore >= 0);
        QCOMPARE(heardBefore, 0);
        QTRY_VERIFY(newcomer->heard.count(1));
    }

    void everyAddressOfADnsNameIsAPeer()
    {
        Discovery::Settings other = settings();
        other.dnsNames = QStringList{QStringLiteral("localhost")};
        Seeds seeds({}, other.dnsNames, m_port);
        QSignalSpy changed(&seeds, &Seeds::changed);
        seeds.start();
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(seeds.endpoints().contains(Endpoint{QHostAddress(QHostAddress::LocalHost), m_port}) ||
                seeds.endpoints().contains(Endpoint{QHostAddress(QHostAddress::LocalHostIPv6), m_port}));
    }

    void aNameThatMovesIsFollowed_data()
    {
        QTest::addColumn<bool>("isDnsName");
        QTest::newRow("--peer") << false;
        QTest::newRow("--peer-dns") << true;
    }
    void aNameThatMovesIsFollowed()
    {
        QFETCH(bool, isDnsName);
        const QString name = QStringLiteral("ball.example");
        const QHostAddress before(QStringLiteral("192.0.2.1")), after(QStringLiteral("192.0.2.2"));
        QList<QHostAddress> addresses{before};
        int asked = 0;
        const auto lookUp = [&](const QString &) {
            ++asked;
            QPromise<QList<QHostAddress>> answer;
            answer.start();
            answer.addResult(addresses);
            answer.finish();
            return answer.future();
        };
        Seeds seeds(isDnsName ? QList<PeerSpec>() : QList<PeerSpec>{{name, m_port}},
                    isDnsName ? QStringList{name} : QStringList(), m_port, {lookUp, 1ms});
        seeds.start();
        QTRY_COMPARE(seeds.endpoints(), (QList<Endpoint>{{before, m_port}}));
        addresses = {after};
        QTRY_COMPARE(seeds.endpoints(), (QList<Endpoint>{{after, m_port}}));
        // A name server that fails takes nobody away.
        addresses.clear();
        QSignalSpy changed(&seeds, &Seeds::changed);
        const int askedBefore = asked;
        QTRY_VERIFY(asked > askedBefore + 3);
        QVERIFY(changed.isEmpty());
        QCOMPARE(seeds.endpoints(), (QList<Endpoint>{{after, m_port}}));
    }

    void loopbackScopeSendsNothingOutside()
    {
        Discovery::Settings outward = settings();
        outward.peers = {{QStringLiteral("192.0.2.77"), m_port}};
        Finder a(1, outward);
        QTRY_VERIFY(a.counters.beaconsUnsent > 0);
    }

    void theIsolatedAreNeitherHeardNorDoTheyHear()
    {
        Finder a(1, settings());
        a.faults.setIsolated(true);
        Finder b(2, settings());
        QTRY_VERIFY(a.counters.faultsDropped > 3);
        QVERIFY(a.heard.empty() && b.heard.empty());
        a.faults.setIsolated(false);
        QTRY_VERIFY(a.heard.count(2) && b.heard.count(1));
    }

    void aTakenPortIsSaidToBe()
    {
        QUdpSocket hog;
        QVERIFY(hog.bind(QHostAddress(QHostAddress::AnyIPv4), m_port, QUdpSocket::DontShareAddress));
        Finder a(1, settings());
        QVERIFY2(a.error.contains(QString::number(m_port)) &&
                     a.error.contains(QLatin1String("--discovery-port")),
                 qPrintable(a.error));
    }
};

QTEST_GUILESS_MAIN(TestDiscovery)
#include "tst_discovery.moc"
