// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/cluster/TransportBench.h"

#include <QSignalSpy>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUdpSocket>

#include <algorithm>
#include <sys/socket.h>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of the transport over the network alone.
class TestLanTransport : public QObject, TransportBench
{
    Q_OBJECT

    /// The link of a peer made by hand, 9, to this one, 5.
    static std::unique_ptr<Link> dialByHand(const Station &station, FaultFilter &faults,
                                            quint16 listensAt = testProfile(9).linkPort)
    {
        const quint16 port = static_cast<const LanTransport *>(station.transport.get())->linkPort();
        Link::Settings settings{.keys = {testKeys()},
                                .hello = {.profile = testProfile(9), .startedAt = monotonicNow()}};
        settings.hello.profile.linkPort = listensAt;
        return std::unique_ptr<Link>(
            Link::dial(settings, {QHostAddress(QHostAddress::LocalHost), port}, NodeId{5}, faults, nullptr));
    }

    static int descriptorOf(const Station &station)
    {
        return int(station.transport->findChild<QSslSocket *>()->socketDescriptor());
    }

    /// The first record of a client that looks for the cluster's own kind of TLS.
    static QByteArray clientGreeting()
    {
        const QByteArray suites = QByteArray::fromHex("0004ccac00ab");
        const QByteArray extensions = QByteArray::fromHex("000e000a00040002001d000b00020100");
        const QByteArray hello = QByteArray::fromHex("0303") + QByteArray(32, 'r') + QByteArray(1, '\0') +
                                 suites + QByteArray::fromHex("0100") + extensions;
        const auto length = [](qsizetype size) { return QByteArray(1, '\0') + char(size); };
        const QByteArray message = QByteArray::fromHex("0100") + length(hello.size()) + hello;
        return QByteArray::fromHex("160301") + length(message.size()) + message;
    }

private Q_SLOTS:
    void init() { renew(); }

    void pairsThatStartTogetherEndWithOneLink()
    {
        for (quint64 round = 0; round < 10; ++round) {
            m_port = freeUdpPort();
            const quint64 idA = 100, idB = round % 2 ? 50 : 200; // whoever of the two is the lower
            const auto a = start(TransportKind::Lan, idA), b = start(TransportKind::Lan, idB);
            QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
            a->transport->send(NodeId{idB}, text("x"));
            QTRY_COMPARE(b->inbox.size(), std::size_t(1));
            QVERIFY(a->downs.empty() && b->downs.empty());
        }
    }

    void ofTwoConnectionsTheLowerIdsIsKept_data()
    {
        QTest::addColumn<quint64>("id");
        QTest::addColumn<bool>("keepsOwn");
        QTest::newRow("this node's, of the lower id") << quint64(9) << true;
        QTest::newRow("the peer's, of the lower id") << quint64(2) << false;
    }
    void ofTwoConnectionsTheLowerIdsIsKept()
    {
        QFETCH(quint64, id);
        QFETCH(bool, keepsOwn);
        // A peer made by hand: it lets itself be dialled by its beacon, and then dials too.
        const auto a = lan(5, lanSettings());
        auto *const lanA = static_cast<LanTransport *>(a->transport.get());
        FaultFilter faults;
        LinkServer server;
        QVERIFY(server.listen(ListenScope::loopback()).isEmpty());
        Link::Settings settings{.keys = {testKeys()},
                                .hello = {.profile = testProfile(id), .startedAt = monotonicNow()}};
        settings.hello.profile.linkPort = server.port();
        std::unique_ptr<Link> dialledByA, dialledByPeer;
        QByteArrayList byeOnAs, byeOnPeers;
        const auto collect = [this](Link *link, QByteArrayList &byes) {
            connect(link, &Link::received, this, [&byes](const QByteArray &bytes) {
                if (QCborValue::fromCbor(bytes)[kType].toString() == kByeType)
                    byes.append(bytes);
            });
        };
        connect(&server, &LinkServer::incoming, this, [&](qintptr descriptor) {
            dialledByA.reset(Link::accept(settings, descriptor, faults, nullptr));
            collect(dialledByA.get(), byeOnAs);
        });
        QUdpSocket socket;
        socket.writeDatagram(encodeBeacon({Beacon::Kind::Hello, settings.hello.profile}, testKeys().beacon),
                             QHostAddress(QHostAddress::LocalHost), m_port);
        QTRY_COMPARE(a->linked(), 1);
        dialledByPeer.reset(Link::dial(settings, {QHostAddress(QHostAddress::LocalHost), lanA->linkPort()},
                                       NodeId{5}, faults, nullptr));
        collect(dialledByPeer.get(), byeOnPeers);
        QTRY_COMPARE((keepsOwn ? byeOnPeers : byeOnAs).size(), 1);
        QVERIFY((keepsOwn ? byeOnAs : byeOnPeers).isEmpty());
        (keepsOwn ? dialledByPeer : dialledByA)->close();
        (keepsOwn ? dialledByA : dialledByPeer)->send(text("still here").toCborValue().toCbor());
        QTRY_COMPARE(a->inbox.size(), std::size_t(1));
        QCOMPARE(a->ups.size(), std::size_t(1));
        QVERIFY(a->downs.empty());
    }

    void aDuplicateStillBringsWhatWasOnTheWay()
    {
        // The second link is dialled by hand, by a peer that this node has just got a link with.
        auto settings = lanSettings();
        const auto a = lan(5, settings);
        auto *const lanA = static_cast<LanTransport *>(a->transport.get());
        const Endpoint endpoint{QHostAddress(QHostAddress::LocalHost), lanA->linkPort()};
        FaultFilter faults;
        Link::Settings link{.keys = settings.keys,
                            .hello = {.profile = testProfile(9), .startedAt = monotonicNow()}};
        link.hello.profile.linkPort = 0; // not to be dialled by a
        std::unique_ptr<Link> first(Link::dial(link, endpoint, NodeId{5}, faults, nullptr));
        QTRY_COMPARE(a->linked(), 1);
        std::unique_ptr<Link> second(Link::dial(link, endpoint, NodeId{5}, faults, nullptr));
        QByteArrayList onSecond;
        connect(second.get(), &Link::received, this, [&](const QByteArray &m) { onSecond.append(m); });
        // On the link that it does not keep, a says that it is a duplicate, and no signal reports anything.
        QTRY_VERIFY(!onSecond.isEmpty());
        QCOMPARE(QCborValue::fromCbor(onSecond[0])[QLatin1String("why")].toString(),
                 QStringLiteral("duplicate"));
        // What the other had sent on it before still counts.
        second->send(text("in flight").toCborValue().toCbor());
        QTRY_COMPARE(a->inbox.size(), std::size_t(1));
        second->send(QCborMap{{kType, kByeType}, {QLatin1String("why"), QLatin1String("duplicate")}}
                         .toCborValue()
                         .toCbor());
        bool ended = false;
        connect(second.get(), &Link::closed, this, [&] { ended = true; });
        QTRY_VERIFY(ended);
        first->send(text("still here").toCborValue().toCbor());
        QTRY_COMPARE(a->inbox.size(), std::size_t(2));
        QCOMPARE(a->ups.size(), std::size_t(1));
        QVERIFY(a->downs.empty());
    }

    void aByeSaysWhetherItsSenderLives_data()
    {
        QTest::addColumn<QString>("why");
        QTest::addColumn<LinkEnd>("end");
        QTest::newRow("stopping") << "stopping" << LinkEnd::Closed;
        QTest::newRow("silent") << "silent" << LinkEnd::GivenUp;
        QTest::newRow("a reason of a later version") << "bored" << LinkEnd::Silent;
    }
    void aByeSaysWhetherItsSenderLives()
    {
        QFETCH(QString, why);
        QFETCH(LinkEnd, end);
        const auto a = lan(5, lanSettings());
        FaultFilter faults;
        const auto link = dialByHand(*a, faults);
        QTRY_COMPARE(a->linked(), 1);
        link->send(QCborMap{{kType, kByeType}, {QLatin1String("why"), why}}.toCborValue().toCbor());
        link->close(); // the end of the connection right behind it changes nothing
        QTRY_COMPARE(a->downs, (Station::Downs{{9, end}}));
    }

    void aResetLinkIsBrokenAndComesBack_data()
    {
        QTest::addColumn<bool>("resets");
        QTest::newRow("FIN") << false;
        QTest::newRow("RST") << true;
    }
    void aResetLinkIsBrokenAndComesBack()
    {
        QFETCH(bool, resets);
        const auto a = lan(1, lanSettings()), b = lan(2, lanSettings());
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        sockaddr nowhere{};
        nowhere.sa_family = AF_UNSPEC; // the kernel sends a RST, and the descriptor stays
        const int done = resets ? ::connect(descriptorOf(*b), &nowhere, sizeof nowhere)
                                : ::shutdown(descriptorOf(*b), SHUT_RDWR);
        QCOMPARE(done, 0);
        QTRY_COMPARE(a->downs, (Station::Downs{{2, LinkEnd::Broken}}));
        QTRY_COMPARE(a->ups, (std::vector<quint64>{2, 2}));
        a->transport->send(NodeId{2}, text("again"));
        QTRY_COMPARE(b->inbox.size(), std::size_t(1));
        QCOMPARE(a->downs.size(), std::size_t(1));
        QVERIFY(std::none_of(b->downs.begin(), b->downs.end(),
                             [](const auto &down) { return down.second == LinkEnd::Closed; }));
    }

    void whereAClosedLinkLedIsLookedAtOnce_data()
    {
        QTest::addColumn<bool>("listens");
        QTest::addColumn<bool>("goes");
        QTest::addColumn<LinkEnd>("end");
        QTest::newRow("nobody listens") << false << false << LinkEnd::Closed;
        QTest::newRow("its kernel answers, as for a frozen process") << true << false << LinkEnd::Broken;
        QTest::newRow("it is just going") << true << true << LinkEnd::Closed;
    }
    void whereAClosedLinkLedIsLookedAtOnce()
    {
        QFETCH(bool, listens);
        QFETCH(bool, goes);
        QFETCH(LinkEnd, end);
        QTcpServer door;
        QVERIFY(door.listen(QHostAddress(QHostAddress::LocalHost)));
        int knocks = 0;
        connect(&door, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *const visitor = door.nextPendingConnection(); // the door owns it
            ++knocks;
            if (!goes)
                return;
            door.close();
            visitor->abort();
        });
        const quint16 port = door.serverPort();
        if (!listens)
            door.close();
        const auto a = lan(5, lanSettings());
        FaultFilter faults;
        auto link = dialByHand(*a, faults, port);
        QTRY_COMPARE(a->linked(), 1);
        QCOMPARE(knocks, 0);
        link.reset();
        QTRY_COMPARE(a->downs, (Station::Downs{{9, end}}));
        QCOMPARE(knocks > 0, listens);
    }

    void whoListensNowhereIsNotTakenForDead()
    {
        const auto a = lan(5, lanSettings());
        FaultFilter faults;
        auto link = dialByHand(*a, faults, 0);
        QTRY_COMPARE(a->linked(), 1);
        link.reset();
        QTRY_COMPARE(a->downs, (Station::Downs{{9, LinkEnd::Broken}}));
    }

    void oneSeedSuffices_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("IPv4") << "127.0.0.1";
        QTest::newRow("IPv6") << "::1";
    }
    void oneSeedSuffices()
    {
        QFETCH(QString, host);
        // Each on a discovery port of its own: no broadcast reaches another node.
        const auto seed = lan(1, lanSettings());
        std::vector<std::unique_ptr<Station>> others;
        for (quint64 id = 2; id <= 5; ++id) {
            LanTransport::Settings settings = lanSettings(freeUdpPort());
            settings.peers = {{host, m_port}};
            others.push_back(lan(id, settings));
        }
        QTRY_COMPARE(seed->linked(), 4);
        for (const auto &node : others)
            QTRY_COMPARE(node->linked(), 4);
        for (const auto &node : others)
            QVERIFY(node->downs.empty());
    }

    void anotherClusterIsNeverJoined()
    {
        LanTransport::Settings other = lanSettings();
        other.keys = {testKeys(QStringLiteral("other"))};
        const auto a = lan(1, lanSettings()), b = lan(2, lanSettings()), stranger = lan(3, other);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        QTRY_VERIFY(a->transport->counters().beaconsBadMac > 2);
        QVERIFY(stranger->ups.empty());
        QCOMPARE(a->linked(), 1);
    }

    void aPeerOfAnotherMajorIsRefused()
    {
        const auto a = lan(1, lanSettings());
        NodeProfile profile = testProfile(9);
        profile.major = 2;
        QUdpSocket socket;
        const QByteArray beacon = encodeBeacon({Beacon::Kind::Hello, profile}, testKeys().beacon);
        for (int i = 0; i < 3; ++i)
            socket.writeDatagram(beacon, QHostAddress(QHostAddress::LocalHost), m_port);
        QTRY_COMPARE(a->transport->counters().beaconsOtherMajor, quint64(3));
        QCOMPARE(a->refused.value(0), QStringLiteral("node-9 speaks protocol 2 and cannot take part"));
        QVERIFY(a->ups.empty());
    }

    void nodesOfOtherTimesRefuseEachOther()
    {
        SelfInfo slow = selfInfo(2);
        slow.agreement = testAgreement(800ms);
        const auto a = lan(1, lanSettings());
        Station b(std::make_unique<LanTransport>(lanSettings()));
        QVERIFY(b.transport->start(slow).isEmpty());
        QTRY_VERIFY(!a->refused.isEmpty() && !b.refused.isEmpty());
        QCOMPARE(a->refused[0],
                 QStringLiteral("node-2 has another --beat (800 ms, here 500 ms) and cannot take part"));
        QCOMPARE(b.refused[0],
                 QStringLiteral("node-1 has another --beat (500 ms, here 800 ms) and cannot take part"));
        QVERIFY(a->ups.empty() && b.ups.empty());
        QVERIFY(a->transport->counters().linksOtherTiming > 0);
    }

    void aNodeThatDoesNotTellItsTimesIsTakenIn()
    {
        const auto a = lan(5, lanSettings());
        FaultFilter faults;
        const auto link = dialByHand(*a, faults); // its hello is that of version 0.1.1
        QTRY_COMPARE(a->linked(), 1);
        QVERIFY(a->refused.isEmpty());
    }

    void aReplayedBeaconHarmsNobody()
    {
        const auto a = lan(1, lanSettings());
        auto b = lan(2, lanSettings());
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        // Somebody has recorded b's beacon and sends it from elsewhere: there is no link port there.
        NodeProfile profile = testProfile(2);
        profile.linkPort = 1;
        const QByteArray beacon = encodeBeacon({Beacon::Kind::Hello, profile}, testKeys().beacon);
        QUdpSocket replayer;
        for (int i = 0; i < 50; ++i)
            replayer.writeDatagram(beacon, QHostAddress(QHostAddress::LocalHost), m_port);
        b.reset();
        QTRY_COMPARE(a->downs, (Station::Downs{{2, LinkEnd::Closed}}));
        for (int i = 0; i < 50; ++i)
            replayer.writeDatagram(beacon, QHostAddress(QHostAddress::LocalHost), m_port);
        QTRY_VERIFY(a->transport->counters().linksUnreachable > 0);
        const auto c = lan(3, lanSettings());
        QTRY_COMPARE(a->linked(), 1);
        QCOMPARE(a->ups, (std::vector<quint64>{2, 3}));
    }

    void silentConnectionsAreCapped()
    {
        const auto a = lan(1, lanSettings());
        auto *const lanA = static_cast<LanTransport *>(a->transport.get());
        constexpr int share = maxSilentConnections / 4; // of one address
        std::vector<std::unique_ptr<QTcpSocket>> mute;
        for (int i = 0; i < share + 10; ++i) {
            mute.push_back(std::make_unique<QTcpSocket>());
            mute.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), lanA->linkPort());
        }
        QTRY_COMPARE(a->transport->counters().linksOverCap, quint64(10));
        // The oldest went, the newest are there. Meanwhile b gets in, and in time the mute are let go.
        const auto ended = [&mute] {
            return std::count_if(mute.begin(), mute.begin() + 10, [](const auto &socket) {
                return socket->state() == QAbstractSocket::UnconnectedState;
            });
        };
        QTRY_COMPARE(ended(), 10);
        const auto b = lan(2, lanSettings());
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        QTRY_COMPARE(a->transport->counters().linksTimedOut, quint64(share));
    }

    void strangersKeepNobodyFromMeetingAgain_data()
    {
        QTest::addColumn<QByteArray>("greeting");
        QTest::newRow("who say nothing") << QByteArray();
        QTest::newRow("who say the first byte") << QByteArray("\x16");
        QTest::newRow("who do not speak TLS") << QByteArray("GET / HTTP/1.1\r\n\r\n");
        QTest::newRow("who begin a handshake") << clientGreeting();
    }
    void strangersKeepNobodyFromMeetingAgain()
    {
        QFETCH(QByteArray, greeting);
        const auto a = lan(1, lanSettings()), b = lan(2, lanSettings());
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        std::vector<std::unique_ptr<QTcpSocket>> strangers;
        quint64 connections = 0;
        for (const auto *node : {&a, &b}) {
            const quint16 port = static_cast<LanTransport *>((*node)->transport.get())->linkPort();
            for (int i = 0; i < 40; ++i) {
                auto *const socket = strangers.emplace_back(std::make_unique<QTcpSocket>()).get();
                const auto knock = [socket, port, &connections] {
                    ++connections;
                    socket->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
                };
                connect(socket, &QTcpSocket::connected, socket,
                        [socket, greeting] { socket->write(greeting); });
                connect(socket, &QTcpSocket::disconnected, socket, knock, Qt::QueuedConnection);
                knock();
            }
        }
        a->transport->setIsolated(true);
        QTRY_VERIFY(a->linked() == 0 && b->linked() == 0);
        a->transport->setIsolated(false);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        QVERIFY(connections > 80); // they never stopped
    }

    void whereAPageIsNowIsToldWhileTheLinkLives()
    {
        const auto a = lan(5, lanSettings());
        QSignalSpy changed(a->transport.get(), &Transport::pagesChanged);
        FaultFilter faults;
        const auto link = dialByHand(*a, faults);
        QTRY_COMPARE(a->linked(), 1);
        const auto known = [&] { return a->transport->peers().first(); };
        const QUrl first = known().url;
        const auto say = [&](const QList<QHostAddress> &pages) {
            link->send(encodePages(pages).toCborValue().toCbor());
        };
        const QHostAddress page(QStringLiteral("192.0.2.77")), zoned(QStringLiteral("fe80::1%eth0"));
        say({QHostAddress(QHostAddress::LocalHost), zoned, page});
        QTRY_COMPARE(known().pages, QList<QHostAddress>{page});
        QCOMPARE(known().url.host(), page.toString());
        QCOMPARE(known().url.port(), first.port());
        say({page}); // nothing new
        say({});     // its machine has lost its network
        QTRY_COMPARE(known().url.host(), QStringLiteral("127.0.0.1"));
        link->send(QCborMap{{kType, kPagesType}}.toCborValue().toCbor());
        link->send(text("after that").toCborValue().toCbor());
        QTRY_COMPARE(a->inbox.size(), std::size_t(1));
        QCOMPARE(known().url.host(), QStringLiteral("127.0.0.1"));
        QCOMPARE(changed.size(), 2);
        QVERIFY(a->downs.empty());
    }

    void malformedFramesAreCountedAndTheLinkStays()
    {
        const auto a = lan(5, lanSettings());
        FaultFilter faults;
        const auto link = dialByHand(*a, faults);
        QTRY_COMPARE(a->linked(), 1);
        const QByteArray whole = text("fine").toCborValue().toCbor();
        link->send("\xff\xff\xff");
        for (qsizetype length = 1; length < whole.size(); ++length)
            link->send(whole.left(length));
        link->send(QCborValue(7).toCbor());
        link->send(QCborMap{{QLatin1String("no"), QLatin1String("type")}}.toCborValue().toCbor());
        link->send(whole);
        QTRY_COMPARE(a->inbox.size(), std::size_t(1));
        QCOMPARE(a->transport->counters().framesMalformed, quint64(3 + whole.size() - 1));
        QVERIFY(a->downs.empty());
    }
};

QTEST_GUILESS_MAIN(TestLanTransport)
#include "tst_lan_transport.moc"
