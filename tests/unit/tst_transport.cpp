// SPDX-License-Identifier: GPL-3.0-or-later
#include "ClusterFixture.h"
#include "engine/cluster/LanTransport.h"
#include "engine/cluster/LoopbackTransport.h"
#include "engine/cluster/MessageKeys.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace everbounce;
using namespace std::chrono_literals;

namespace {

enum class Kind { Loopback, Lan };

/// A transport with a diary.
struct Node
{
    explicit Node(std::unique_ptr<Transport> made)
        : transport(std::move(made))
    {
        Transport *const t = transport.get();
        QObject::connect(t, &Transport::linkUp, t,
                         [this](const PeerInfo &peer) { ups.push_back(peer.id.value); });
        QObject::connect(t, &Transport::linkDown, t, [this](NodeId peer, LinkEnd end) {
            downs.push_back({peer.value, end == LinkEnd::Closed});
            ends.push_back(end);
        });
        QObject::connect(t, &Transport::received, t, [this](NodeId from, const QCborMap &message) {
            inbox.push_back({from.value, message});
        });
        QObject::connect(t, &Transport::suspectChanged, t, [this](NodeId peer, bool suspect) {
            suspicions.push_back({peer.value, suspect});
        });
        QObject::connect(t, &Transport::heard, t, [this](NodeId) { ++heard; });
        QObject::connect(t, &Transport::clockSample, t,
                         [this](NodeId peer, Nanoseconds roundTrip, double tick, Nanoseconds) {
                             samples.push_back({peer.value, roundTrip, tick});
                         });
        QObject::connect(t, &Transport::incompatiblePeer, t,
                         [this](const QString &name, const QString &, int major) {
                             incompatible.append(name + u'/' + QString::number(major));
                         });
    }

    using Events = std::vector<std::pair<quint64, bool>>;
    struct Sample
    {
        quint64 peer;
        Nanoseconds roundTrip;
        double tick;
    };

    std::unique_ptr<Transport> transport;
    std::vector<quint64> ups;
    Events downs, suspicions;
    std::vector<LinkEnd> ends; ///< how those in `downs` did
    std::vector<std::pair<quint64, QCborMap>> inbox;
    std::vector<Sample> samples;
    QStringList incompatible;
    int heard = 0;

    qsizetype linked() const { return transport->peers().size(); }
};

QCborMap text(const char *words)
{
    return {{kType, QLatin1String("text")}, {QLatin1String("words"), QLatin1String(words)}};
}

} // namespace

Q_DECLARE_METATYPE(Kind)

/// Promises of every transport, kept by the one over the network and by its twin in memory alike; then those
/// of the one over the network alone.
class TestTransport : public QObject
{
    Q_OBJECT

    std::unique_ptr<LoopbackBus> m_bus;
    quint16 m_port = 0;

    LanTransport::Settings lanSettings(quint16 port = 0) const
    {
        LanTransport::Settings settings;
        settings.discoveryPort = port ? port : m_port;
        settings.keys = testKeys();
        return settings;
    }

    static std::unique_ptr<Node> lan(quint64 id, const LanTransport::Settings &settings)
    {
        auto node = std::make_unique<Node>(std::make_unique<LanTransport>(settings));
        const QString error = node->transport->start(selfInfo(id));
        if (!error.isEmpty())
            qFatal("%s", qPrintable(error));
        return node;
    }

    std::unique_ptr<Node> start(Kind kind, quint64 id, const Liveness::Limits &limits = {})
    {
        if (kind == Kind::Lan) {
            LanTransport::Settings settings = lanSettings();
            settings.limits = limits;
            return lan(id, settings);
        }
        auto node = std::make_unique<Node>(std::make_unique<LoopbackTransport>(*m_bus, limits));
        const QString error = node->transport->start(selfInfo(id));
        Q_ASSERT(error.isEmpty());
        return node;
    }

    static void addKinds()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("loopback") << Kind::Loopback;
        QTest::newRow("lan") << Kind::Lan;
    }

private Q_SLOTS:
    void init()
    {
        m_bus = std::make_unique<LoopbackBus>();
        m_port = freeUdpPort();
    }

    // ---- Both kinds --------------------------------------------------------------------------------------

    void everyPairGetsOneLink_data() { addKinds(); }
    void everyPairGetsOneLink()
    {
        QFETCH(Kind, kind);
        std::vector<std::unique_ptr<Node>> nodes;
        for (quint64 id = 1; id <= 5; ++id)
            nodes.push_back(start(kind, id));
        for (const auto &node : nodes)
            QTRY_COMPARE(node->linked(), 4);
        for (const auto &node : nodes) {
            QCOMPARE(node->ups.size(), std::size_t(4));
            QVERIFY(node->downs.empty());
        }
        const PeerInfo peer = nodes[0]->transport->peers().at(1);
        const SelfInfo self = selfInfo(3);
        QCOMPARE(peer.id, self.id);
        QCOMPARE(peer.name, self.name);
        QCOMPARE(peer.version, self.version);
        QCOMPARE(peer.url, self.url);
    }

    void messagesArriveWholeAndInOrder_data() { addKinds(); }
    void messagesArriveWholeAndInOrder()
    {
        QFETCH(Kind, kind);
        const auto a = start(kind, 1), b = start(kind, 2), c = start(kind, 3);
        QTRY_VERIFY(a->linked() == 2 && b->linked() == 2 && c->linked() == 2);
        for (int i = 0; i < 300; ++i)
            a->transport->send(NodeId{2}, {{kType, QLatin1String("count")}, {QLatin1String("i"), i}});
        a->transport->sendToAll(text("all"));
        a->transport->send(NodeId{99}, text("nobody"));
        QTRY_COMPARE(b->inbox.size(), std::size_t(301));
        QTRY_COMPARE(c->inbox.size(), std::size_t(1));
        for (int i = 0; i < 300; ++i) {
            QCOMPARE(b->inbox[std::size_t(i)].first, quint64(1));
            QCOMPARE(b->inbox[std::size_t(i)].second[QLatin1String("i")].toInteger(), i);
        }
        QCOMPARE(c->inbox[0].second, text("all"));
    }

    void aMessageOverTheCapIsCountedAndTheLinkStays_data() { addKinds(); }
    void aMessageOverTheCapIsCountedAndTheLinkStays()
    {
        QFETCH(Kind, kind);
        const auto a = start(kind, 1), b = start(kind, 2);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        a->transport->send(NodeId{2}, {{kType, QString(int(maxFrameBytes), u'x')}});
        a->transport->sendToAll({{kType, QString(int(maxFrameBytes), u'x')}});
        a->transport->send(NodeId{2}, text("after"));
        QTRY_COMPARE(b->inbox.size(), std::size_t(1));
        QCOMPARE(a->transport->counters().framesTooLong, quint64(2));
        QVERIFY(a->downs.empty() && b->downs.empty());
    }

    void aKilledPeerIsAClosedLinkAtOnce_data() { addKinds(); }
    void aKilledPeerIsAClosedLinkAtOnce()
    {
        QFETCH(Kind, kind);
        Liveness::Limits patient;
        patient.suspectAfter = patient.goneAfter = 1h; // so it cannot have been the silence
        const auto a = start(kind, 1, patient);
        auto b = start(kind, 2, patient);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        b.reset(); // without stop()
        QTRY_COMPARE(a->downs, (Node::Events{{2, true}}));
        QCOMPARE(a->linked(), 0);
    }

    void aCleanStopIsAClosedLinkAndLosesNoLastWord_data() { addKinds(); }
    void aCleanStopIsAClosedLinkAndLosesNoLastWord()
    {
        QFETCH(Kind, kind);
        const auto a = start(kind, 1);
        const auto b = start(kind, 2);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        b->transport->send(NodeId{1}, text("over to you"));
        b->transport->stop();
        QTRY_COMPARE(a->downs, (Node::Events{{2, true}}));
        QCOMPARE(a->inbox.size(), std::size_t(1));
        QVERIFY(b->downs.empty());
        QCOMPARE(b->linked(), 0);
    }

    void theIsolatedAreSuspectThenSilentAndComeBack_data() { addKinds(); }
    void theIsolatedAreSuspectThenSilentAndComeBack()
    {
        QFETCH(Kind, kind);
        Liveness::Limits quick;
        quick.goneAfter = 1s;
        const auto a = start(kind, 1, quick), b = start(kind, 2, quick), c = start(kind, 3, quick);
        QTRY_VERIFY(a->linked() == 2 && b->linked() == 2 && c->linked() == 2);
        b->transport->setIsolated(true);
        a->transport->send(NodeId{2}, text("into the void"));
        b->transport->send(NodeId{1}, text("out of the void"));
        QTRY_VERIFY(!a->suspicions.empty());
        QCOMPARE(a->suspicions, (Node::Events{{2, true}}));
        QVERIFY(a->transport->isSuspect(NodeId{2}) && a->downs.empty());
        for (const auto &node : {a.get(), c.get()})
            QTRY_COMPARE(node->downs, (Node::Events{{2, false}}));
        QTRY_COMPARE(b->downs.size(), std::size_t(2)); // it misses both others, and not as dead
        if (kind == Kind::Lan) {                       // it is dialled meanwhile, in vain
            const auto gaveUp = [](const Node &node) { return node.transport->counters().linksTimedOut > 0; };
            QTRY_VERIFY_WITH_TIMEOUT(gaveUp(*a) || gaveUp(*c), 20'000);
            QCOMPARE(b->linked(), 0);
            QCOMPARE(b->ups.size(), std::size_t(2));
        }
        QVERIFY(!b->downs[0].second && !b->downs[1].second);
        QVERIFY(a->inbox.empty() && b->inbox.empty());
        QVERIFY(b->transport->counters().faultsDropped > 0);

        b->transport->setIsolated(false);
        QTRY_VERIFY_WITH_TIMEOUT(a->linked() == 2 && b->linked() == 2 && c->linked() == 2, 15'000);
        QCOMPARE(a->downs, (Node::Events{{2, false}})); // the old link's end was no second loss
        a->transport->send(NodeId{2}, text("welcome"));
        QTRY_COMPARE(b->inbox.size(), std::size_t(1));
    }

    void aShortSilenceIsOnlySuspected_data() { addKinds(); }
    void aShortSilenceIsOnlySuspected()
    {
        QFETCH(Kind, kind);
        Liveness::Limits patient;
        patient.goneAfter = 1h;
        const auto a = start(kind, 1, patient), b = start(kind, 2, patient);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        b->transport->setIsolated(true);
        QTRY_COMPARE(a->suspicions, (Node::Events{{2, true}}));
        b->transport->setIsolated(false);
        QTRY_COMPARE(a->suspicions, (Node::Events{{2, true}, {2, false}}));
        QVERIFY(a->downs.empty() && b->downs.empty());
    }

    void theIsolatedDoNotEvenHearADeath_data() { addKinds(); }
    void theIsolatedDoNotEvenHearADeath()
    {
        QFETCH(Kind, kind);
        Liveness::Limits quick;
        quick.goneAfter = 1s;
        const auto a = start(kind, 1, quick);
        auto b = start(kind, 2, quick);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        a->transport->setIsolated(true);
        b.reset();
        QTRY_COMPARE(a->downs, (Node::Events{{2, false}})); // by the silence, as over a cut cable
    }

    void pingsMeasureTheRoundTripAndBringTheTick_data() { addKinds(); }
    void pingsMeasureTheRoundTripAndBringTheTick()
    {
        QFETCH(Kind, kind);
        const auto a = start(kind, 1), b = start(kind, 2);
        b->transport->setTickSource([] { return std::optional(123.25); });
        QTRY_VERIFY(a->samples.size() >= 2);
        QCOMPARE(a->samples[0].peer, quint64(2));
        QCOMPARE(a->samples[0].tick, 123.25);
        QVERIFY(a->samples[0].roundTrip > 0ns);
        QVERIFY(b->samples.empty()); // a has no tick to tell
        QTRY_VERIFY(b->transport->roundTrip(NodeId{1}).has_value());
        QVERIFY(!b->transport->roundTrip(NodeId{9}));
        QVERIFY(a->heard > 0);
    }

    void aPeerIsPingedOutOfTurn_data() { addKinds(); }
    void aPeerIsPingedOutOfTurn()
    {
        QFETCH(Kind, kind);
        Liveness::Limits seldom;
        seldom.checkEvery = 1h; // so no ping comes by itself
        const auto a = start(kind, 1, seldom), b = start(kind, 2, seldom);
        QTRY_VERIFY(a->transport->roundTrip(NodeId{2}).has_value());
        QVERIFY(a->samples.empty());
        b->transport->setTickSource([] { return std::optional(7.0); });
        a->transport->ping(NodeId{9}); // there is none
        for (std::size_t count = 1; count <= 3; ++count) {
            a->transport->ping(NodeId{2});
            QTRY_COMPARE(a->samples.size(), count);
        }
    }

    void lossIsLossAndTheLinkStays_data() { addKinds(); }
    void lossIsLossAndTheLinkStays()
    {
        QFETCH(Kind, kind);
        Liveness::Limits patient;
        patient.suspectAfter = patient.goneAfter = 1h;
        const auto a = start(kind, 1, patient), b = start(kind, 2, patient);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        a->transport->setLossy(0.5, 2ms);
        for (int i = 0; i < 400; ++i)
            a->transport->send(NodeId{2}, text("perhaps"));
        QTRY_VERIFY(b->inbox.size() > 100);
        a->transport->setLossy(0, 0ms);
        a->transport->send(NodeId{2}, text("surely"));
        QTRY_VERIFY(b->inbox.back().second == text("surely"));
        QVERIFY(b->inbox.size() < 300);
        QVERIFY(a->downs.empty() && b->downs.empty());
    }

    // ---- In memory alone ---------------------------------------------------------------------------------

    void theBusCutsAndHealsPairs()
    {
        Liveness::Limits quick;
        quick.suspectAfter = 300ms;
        quick.goneAfter = 600ms;
        const auto a = start(Kind::Loopback, 1, quick), b = start(Kind::Loopback, 2, quick),
                   c = start(Kind::Loopback, 3, quick);
        QTRY_VERIFY(a->linked() == 2 && b->linked() == 2 && c->linked() == 2);
        m_bus->cutBoth(NodeId{1}, NodeId{2});
        QTRY_COMPARE(a->downs, (Node::Events{{2, false}}));
        QTRY_COMPARE(b->downs, (Node::Events{{1, false}}));
        QVERIFY(c->downs.empty());
        m_bus->cutBoth(NodeId{1}, NodeId{2}, false);
        QTRY_VERIFY(a->linked() == 2 && b->linked() == 2);
    }

    void theBusDelays()
    {
        m_bus->setDelay(30ms);
        const auto a = start(Kind::Loopback, 1), b = start(Kind::Loopback, 2);
        QTRY_VERIFY(a->transport->roundTrip(NodeId{2}).has_value());
        QVERIFY(*a->transport->roundTrip(NodeId{2}) >= 58ms);
    }

    // ---- Over the network alone --------------------------------------------------------------------------

    void pairsThatStartTogetherEndWithOneLink()
    {
        for (quint64 round = 0; round < 10; ++round) {
            m_port = freeUdpPort();
            const quint64 idA = 100, idB = round % 2 ? 50 : 200; // whoever of the two is the lower
            const auto a = start(Kind::Lan, idA), b = start(Kind::Lan, idB);
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
        Link::Settings settings{.key = testKeys().link,
                                .hello = {.card = testCard(id), .startedAt = monotonicNow()}};
        settings.hello.card.linkPort = server.port();
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
        socket.writeDatagram(encodeBeacon({Beacon::Kind::Hello, settings.hello.card}, testKeys().beacon),
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
        Link::Settings link{.key = settings.keys.link,
                            .hello = {.card = testCard(9), .startedAt = monotonicNow()}};
        link.hello.card.linkPort = 0; // not to be dialled by a
        std::unique_ptr<Link> first(Link::dial(link, endpoint, NodeId{5}, faults, nullptr));
        QTRY_COMPARE(a->linked(), 1);
        std::unique_ptr<Link> second(Link::dial(link, endpoint, NodeId{5}, faults, nullptr));
        QByteArrayList onSecond;
        connect(second.get(), &Link::received, this, [&](const QByteArray &m) { onSecond.append(m); });
        // a says on the one it does not keep that it is a duplicate, and nobody is told of anything.
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
        QTest::newRow("a reason of a later version") << "bored" << LinkEnd::GivenUp;
    }
    void aByeSaysWhetherItsSenderLives()
    {
        QFETCH(QString, why);
        QFETCH(LinkEnd, end);
        const auto a = lan(5, lanSettings());
        auto *const lanA = static_cast<LanTransport *>(a->transport.get());
        FaultFilter faults;
        Link::Settings settings{.key = testKeys().link,
                                .hello = {.card = testCard(9), .startedAt = monotonicNow()}};
        std::unique_ptr<Link> link(Link::dial(
            settings, {QHostAddress(QHostAddress::LocalHost), lanA->linkPort()}, NodeId{5}, faults, nullptr));
        QTRY_COMPARE(a->linked(), 1);
        link->send(QCborMap{{kType, kByeType}, {QLatin1String("why"), why}}.toCborValue().toCbor());
        link->close(); // the end of the connection right behind it changes nothing
        QTRY_COMPARE(a->downs, (Node::Events{{9, end == LinkEnd::Closed}}));
        QCOMPARE(a->ends.back(), end);
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
        std::vector<std::unique_ptr<Node>> others;
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
        other.keys = testKeys(QStringLiteral("other"));
        const auto a = lan(1, lanSettings()), b = lan(2, lanSettings()), stranger = lan(3, other);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        QTRY_VERIFY(a->transport->counters().beaconsBadMac > 2);
        QVERIFY(stranger->ups.empty());
        QCOMPARE(a->linked(), 1);
    }

    void aPeerOfAnotherMajorIsShownOnce()
    {
        const auto a = lan(1, lanSettings());
        NodeCard card = testCard(9);
        card.major = 2;
        QUdpSocket socket;
        const QByteArray beacon = encodeBeacon({Beacon::Kind::Hello, card}, testKeys().beacon);
        for (int i = 0; i < 3; ++i)
            socket.writeDatagram(beacon, QHostAddress(QHostAddress::LocalHost), m_port);
        QTRY_COMPARE(a->transport->counters().beaconsOtherMajor, quint64(3));
        QCOMPARE(a->incompatible, QStringList{QStringLiteral("node-9/2")});
        QVERIFY(a->ups.empty());
    }

    void aReplayedBeaconHarmsNobody()
    {
        const auto a = lan(1, lanSettings());
        auto b = lan(2, lanSettings());
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        // Somebody has recorded b's beacon and sends it from elsewhere: where the link port would be, nobody
        // is.
        NodeCard card = testCard(2);
        card.linkPort = 1;
        const QByteArray beacon = encodeBeacon({Beacon::Kind::Hello, card}, testKeys().beacon);
        QUdpSocket replayer;
        for (int i = 0; i < 50; ++i)
            replayer.writeDatagram(beacon, QHostAddress(QHostAddress::LocalHost), m_port);
        b.reset();
        QTRY_COMPARE(a->downs, (Node::Events{{2, true}}));
        for (int i = 0; i < 50; ++i)
            replayer.writeDatagram(beacon, QHostAddress(QHostAddress::LocalHost), m_port);
        QTRY_VERIFY(a->transport->counters().linksUnreachable > 0);
        const auto c = lan(3, lanSettings());
        QTRY_COMPARE(a->linked(), 1);
        QCOMPARE(a->ups, (std::vector<quint64>{2, 3}));
    }

    void unprovenConnectionsAreCapped()
    {
        const auto a = lan(1, lanSettings());
        auto *const lanA = static_cast<LanTransport *>(a->transport.get());
        std::vector<std::unique_ptr<QTcpSocket>> mute;
        for (int i = 0; i < maxUnprovenLinks + 10; ++i) {
            mute.push_back(std::make_unique<QTcpSocket>());
            mute.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), lanA->linkPort());
        }
        QTRY_COMPARE(a->transport->counters().linksOverCap, quint64(10));
        // Meanwhile a dials itself, and in time the mute are let go.
        const auto b = lan(2, lanSettings());
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        QTRY_COMPARE(a->transport->counters().linksTimedOut, quint64(maxUnprovenLinks));
    }

    void malformedFramesAreCountedAndTheLinkStays()
    {
        const auto a = lan(5, lanSettings());
        auto *const lanA = static_cast<LanTransport *>(a->transport.get());
        FaultFilter faults;
        Link::Settings settings{.key = testKeys().link,
                                .hello = {.card = testCard(9), .startedAt = monotonicNow()}};
        std::unique_ptr<Link> link(Link::dial(
            settings, {QHostAddress(QHostAddress::LocalHost), lanA->linkPort()}, NodeId{5}, faults, nullptr));
        QTRY_COMPARE(a->linked(), 1);
        link->send("\xff\xff\xff");
        link->send(QCborValue(7).toCbor());
        link->send(QCborMap{{QLatin1String("no"), QLatin1String("type")}}.toCborValue().toCbor());
        link->send(text("fine").toCborValue().toCbor());
        QTRY_COMPARE(a->inbox.size(), std::size_t(1));
        QCOMPARE(a->transport->counters().framesMalformed, quint64(3));
        QVERIFY(a->downs.empty());
    }

    // ---- Real processes ----------------------------------------------------------------------------------

    void aProcessThatIsKilledIsClosedByItsKernel()
    {
        const auto a = lan(1, lanSettings());
        QProcess process;
        startPeer(process, 2);
        QTRY_COMPARE(a->linked(), 1);
        ::kill(pid_t(process.processId()), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(a->downs, (Node::Events{{2, true}}), 5000);
        QVERIFY(a->suspicions.empty()); // it came before any silence could
        QTRY_COMPARE(process.state(), QProcess::NotRunning);
    }

    void aProcessThatIsStoppedIsSilentAndComesBack()
    {
        const auto a = lan(1, lanSettings());
        QProcess process;
        startPeer(process, 2);
        QTRY_COMPARE(a->linked(), 1);
        ::kill(pid_t(process.processId()), SIGSTOP);
        QTRY_COMPARE(a->suspicions, (Node::Events{{2, true}}));
        QTRY_COMPARE_WITH_TIMEOUT(a->downs, (Node::Events{{2, false}}), 10'000);
        ::kill(pid_t(process.processId()), SIGCONT);
        QTRY_COMPARE_WITH_TIMEOUT(a->linked(), 1, 10'000);
        QCOMPARE(a->downs, (Node::Events{{2, false}}));
        process.kill();
        QTRY_COMPARE(process.state(), QProcess::NotRunning);
    }

    // ---- Measured, not promised --------------------------------------------------------------------------

    void measuresJoiningAndDeath()
    {
        const auto a = lan(1, lanSettings());
        std::vector<double> joins, deaths;
        // Signal spies wait in an event loop; QTRY would sleep between two looks.
        QSignalSpy up(a->transport.get(), &Transport::linkUp);
        QSignalSpy down(a->transport.get(), &Transport::linkDown);
        for (quint64 id = 2; id < 32; ++id) {
            QProcess process;
            const Nanoseconds begin = monotonicNow();
            startPeer(process, id);
            QVERIFY(up.wait());
            joins.push_back(std::chrono::duration<double, std::milli>(monotonicNow() - begin).count());
            const Nanoseconds death = monotonicNow();
            ::kill(pid_t(process.processId()), SIGKILL);
            QVERIFY(down.wait());
            deaths.push_back(std::chrono::duration<double, std::milli>(monotonicNow() - death).count());
            QTRY_COMPARE(process.state(), QProcess::NotRunning);
        }
        const auto summary = [](const char *what, std::vector<double> &values) {
            std::sort(values.begin(), values.end());
            qInfo("%s, ms: median %.2f, worst %.2f of %zu", what, values[values.size() / 2], values.back(),
                  values.size());
        };
        summary("start of a process to its link", joins);
        summary("SIGKILL to the closed link", deaths);
    }

private:
    void startPeer(QProcess &process, quint64 id) const
    {
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("--peer-process"), QString::number(id), QString::number(m_port)});
    }
};

/// This program as another node, until somebody kills it or its parent goes.
static int runPeer(QCoreApplication &app)
{
    const QStringList arguments = app.arguments();
    LanTransport::Settings settings;
    settings.discoveryPort = quint16(arguments.at(3).toUInt());
    settings.keys = testKeys();
    LanTransport transport(settings);
    if (!transport.start(selfInfo(arguments.at(2).toULongLong())).isEmpty())
        return 1;
    QTimer::singleShot(60s, &app, &QCoreApplication::quit);
    return app.exec();
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (app.arguments().value(1) == QLatin1String("--peer-process"))
        return runPeer(app);
    TestTransport test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_transport.moc"
