// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/cluster/TransportBench.h"

#include "engine/base/Bounds.h"
#include "engine/base/Random.h"
#include "engine/cluster/mesh/RelayMessages.h"

#include <QTest>

#include <algorithm>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises to nodes that reach each other only through others: to all that is above the transport they have
/// a link as any other.
class TestRelay : public QObject, TransportBench
{
    Q_OBJECT

    using Stations = std::vector<std::unique_ptr<Station>>;

    static Liveness::Limits quick()
    {
        Liveness::Limits limits;
        limits.goneAfter = 1500ms; // and suspect after half a second, as ever
        return limits;
    }

    /// Nodes 1, 2, … on the bus.
    Stations startNodes(quint64 count)
    {
        Stations nodes;
        for (quint64 id = 1; id <= count; ++id)
            nodes.push_back(start(TransportKind::Loopback, id, quick()));
        return nodes;
    }

    /// Every node reaches only the next one.
    void cutToChain(quint64 count)
    {
        for (quint64 a = 1; a <= count; ++a) {
            for (quint64 b = a + 2; b <= count; ++b)
                m_bus->cutBoth(NodeId{a}, NodeId{b});
        }
    }

    static bool allLinked(const Stations &nodes)
    {
        return std::all_of(nodes.begin(), nodes.end(),
                           [&](const auto &node) { return node->linked() == qsizetype(nodes.size()) - 1; });
    }

    static quint64 toldOfNeighbours(const Stations &nodes)
    {
        quint64 sum = 0;
        for (const auto &node : nodes)
            sum += node->transport->sent().value(kNeighboursType).messages;
        return sum;
    }

    /// Until all know all links: nothing is said of them any more.
    static void waitForRest(const Stations &nodes)
    {
        QTRY_VERIFY(allLinked(nodes));
        quint64 before = 0;
        QTRY_VERIFY([&] {
            before = toldOfNeighbours(nodes);
            QTest::qWait(150); // news are told within a third of that
            return toldOfNeighbours(nodes) == before && before > 0;
        }());
    }

    static bool noneLost(const Stations &nodes)
    {
        return std::all_of(nodes.begin(), nodes.end(), [](const auto &node) { return node->downs.empty(); });
    }

    static const ClusterCounters &counters(const std::unique_ptr<Station> &node)
    {
        return node->transport->counters();
    }

    static void sendNumber(Station &from, quint64 to, int number)
    {
        from.transport->send(NodeId{to}, {{kType, QLatin1String("count")}, {QLatin1String("i"), number}});
    }

    static std::vector<qint64> numbers(const Station &node)
    {
        std::vector<qint64> numbers;
        for (const auto &[from, message] : node.inbox)
            numbers.push_back(message[QLatin1String("i")].toInteger());
        return numbers;
    }

    /// Until messages of one node to another go through others.
    static void waitForDetour(Station &from, quint64 to, const std::unique_ptr<Station> &between)
    {
        const quint64 before = counters(between).relayed;
        QTRY_VERIFY_WITH_TIMEOUT((from.transport->ping(NodeId{to}), counters(between).relayed > before + 1),
                                 10'000);
    }

private Q_SLOTS:
    void init() { renew(); }

    void aCutLinkGoesOnThroughOthers()
    {
        const Stations nodes = startNodes(3);
        Station &holder = *nodes[0], &viewer = *nodes[1];
        holder.transport->setTickSource([] { return std::optional(7.5); });
        waitForRest(nodes);
        m_bus->cutBoth(NodeId{1}, NodeId{2});
        waitForDetour(holder, 2, nodes[2]);
        waitForDetour(viewer, 1, nodes[2]);
        const std::size_t samples = viewer.samples.size();
        const int heard = viewer.heard;
        sendNumber(holder, 2, 1);
        viewer.transport->sendToAll(text("to all"));
        QTRY_COMPARE(numbers(viewer), (std::vector<qint64>{1}));
        QTRY_COMPARE(holder.inbox.size(), std::size_t(1));
        QCOMPARE(nodes[2]->inbox.size(), std::size_t(1)); // what it passes on is not its own
        // Long enough that the channel is given up, and then some.
        QTRY_VERIFY(viewer.samples.size() > samples + 8 && viewer.heard > heard);
        QVERIFY(!holder.transport->isSuspect(NodeId{2}) && !viewer.transport->isSuspect(NodeId{1}));
        QVERIFY(viewer.transport->roundTrip(NodeId{1}).has_value());
        QVERIFY(noneLost(nodes));
        QVERIFY(holder.transport->sent().value(kRelayType).messages > 0);
        for (const auto &node : nodes)
            QCOMPARE(node->ups.size(), std::size_t(2));
    }

    void aLieAboutANeighbourIsPutRight_data()
    {
        QTest::addColumn<quint64>("ahead");
        QTest::newRow("the next version") << quint64(1);
        QTest::newRow("a later one") << quint64(1000);
        QTest::newRow("the last one") << quint64(bounds::maxCount);
    }
    void aLieAboutANeighbourIsPutRight()
    {
        QFETCH(const quint64, ahead);
        const Stations nodes = startNodes(3);
        waitForRest(nodes);
        constexpr std::uint64_t atRest = 2; // of a node with two neighbours
        const Neighbours lie{{{NodeId{2}, std::min<std::uint64_t>(atRest + ahead, bounds::maxCount), {}}},
                             {}};
        nodes[2]->transport->send(NodeId{1}, encodeNeighbours(lie));
        waitForRest(nodes);
        m_bus->cutBoth(NodeId{1}, NodeId{2});
        waitForDetour(*nodes[0], 2, nodes[2]);
        QVERIFY(noneLost(nodes));
    }

    /// It sends through others, and perhaps in a circle: it has missed that the link works.
    void whoTriesALinkThatWorksIsToldTheNewsOnceMore()
    {
        const Stations nodes = startNodes(3);
        waitForRest(nodes);
        const auto told = [&] { return nodes[0]->transport->sent().value(kNeighboursType).messages; };
        const quint64 before = told();
        nodes[1]->transport->send(NodeId{1}, {{kType, kPingType}, {kPingNumber, 0}, {kSessionKey, 1}});
        QTRY_COMPARE(told(), before + 1);
        waitForRest(nodes);
        QCOMPARE(told(), before + 1);
    }

    void aHealedLinkTakesOverSilently()
    {
        const Stations nodes = startNodes(3);
        waitForRest(nodes);
        m_bus->cutBoth(NodeId{1}, NodeId{2});
        waitForDetour(*nodes[0], 2, nodes[2]);
        m_bus->cutBoth(NodeId{1}, NodeId{2}, false);
        // In time nothing is relayed any more.
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                const quint64 before = counters(nodes[2]).relayed;
                for (int i = 0; i < 10; ++i)
                    nodes[0]->transport->ping(NodeId{2});
                QTest::qWait(50);
                return counters(nodes[2]).relayed == before;
            }(),
            10'000);
        sendNumber(*nodes[0], 2, 1);
        QTRY_COMPARE(numbers(*nodes[1]), (std::vector<qint64>{1}));
        QVERIFY(noneLost(nodes));
        for (const auto &node : nodes)
            QCOMPARE(node->ups.size(), std::size_t(2));
    }

    void aChainIsAClusterAsAnyOther()
    {
        cutToChain(4);
        const Stations nodes = startNodes(4);
        QTRY_VERIFY(allLinked(nodes));
        sendNumber(*nodes[0], 4, 1);
        sendNumber(*nodes[3], 1, 2);
        QTRY_COMPARE(numbers(*nodes[3]), (std::vector<qint64>{1}));
        QTRY_COMPARE(numbers(*nodes[0]), (std::vector<qint64>{2}));
        QCOMPARE(nodes[3]->inbox[0].first, quint64(1));
        const SelfInfo self = selfInfo(4);
        const PeerInfo peer = nodes[0]->transport->peers().at(2);
        QCOMPARE(peer.id, self.id);
        QCOMPARE(peer.name, self.name);
        QCOMPARE(peer.version, self.version);
        QCOMPARE(peer.url, self.url);
        QVERIFY(noneLost(nodes));
    }

    void messagesArriveInOrderEachOnce()
    {
        cutToChain(4);
        const Stations nodes = startNodes(4);
        QTRY_VERIFY(allLinked(nodes));
        std::vector<qint64> sent;
        for (int i = 0; i < 1000; ++i) {
            sendNumber(*nodes[0], 4, i);
            sent.push_back(i);
        }
        QTRY_COMPARE(nodes[3]->inbox.size(), std::size_t(1000));
        QCOMPARE(numbers(*nodes[3]), sent);
        for (const auto &node : nodes)
            QCOMPARE(counters(node).relayDropped, quint64(0));
    }

    void aLinkThatWorksOneWayIsReplacedBothWays()
    {
        const Stations nodes = startNodes(3);
        QTRY_VERIFY(allLinked(nodes));
        m_bus->cut(NodeId{2}, NodeId{1});
        waitForDetour(*nodes[0], 2, nodes[2]);
        waitForDetour(*nodes[1], 1, nodes[2]);
        sendNumber(*nodes[0], 2, 1);
        sendNumber(*nodes[1], 1, 2);
        QTRY_COMPARE(numbers(*nodes[1]), (std::vector<qint64>{1}));
        QTRY_COMPARE(numbers(*nodes[0]), (std::vector<qint64>{2}));
        QTRY_VERIFY(!nodes[0]->transport->isSuspect(NodeId{2}));
        QVERIFY(noneLost(nodes));
    }

    void aDeathBehindOthersIsADeathAtOnce()
    {
        cutToChain(4);
        Stations nodes = startNodes(4);
        waitForRest(nodes);
        nodes.pop_back(); // killed
        for (const auto &node : nodes)
            QTRY_COMPARE(node->downs, (Station::Downs{{4, LinkEnd::Closed}}));
        QVERIFY(nodes[0]->suspicions.empty()); // it came before any silence could
    }

    void aGoodbyeIsHeardBehindOthers()
    {
        cutToChain(4);
        const Stations nodes = startNodes(4);
        QTRY_VERIFY(allLinked(nodes));
        nodes[0]->transport->stop();
        for (const auto &node : {nodes[1].get(), nodes[2].get(), nodes[3].get()})
            QTRY_COMPARE(node->downs, (Station::Downs{{1, LinkEnd::Closed}}));
        QVERIFY(nodes[0]->downs.empty());
    }

    void whoNobodyReachesIsSilentAndComesBack()
    {
        cutToChain(4);
        const Stations nodes = startNodes(4);
        QTRY_VERIFY(allLinked(nodes));
        m_bus->cutBoth(NodeId{2}, NodeId{3});
        QTRY_COMPARE(nodes[0]->downs.size(), std::size_t(2));
        QTRY_COMPARE(nodes[3]->downs.size(), std::size_t(2));
        for (const auto &node : nodes) {
            for (const auto &[id, end] : node->downs)
                QVERIFY(end != LinkEnd::Closed);
        }
        m_bus->cutBoth(NodeId{2}, NodeId{3}, false);
        QTRY_VERIFY_WITH_TIMEOUT(allLinked(nodes), 10'000);
        // Each pair begins anew on both sides.
        for (const auto &node : nodes)
            QTRY_COMPARE(node->ups.size(), node->downs.size() + 3);
    }

    void aResetLinkIsNotEvenNoticed()
    {
        const Stations nodes = startNodes(3);
        waitForRest(nodes);
        for (int round = 0; round < 5; ++round) {
            m_bus->reset(NodeId{1}, NodeId{2});
            QTest::qWait(30); // wherever it is in finding itself again
        }
        sendNumber(*nodes[0], 2, 1);
        QTRY_COMPARE(numbers(*nodes[1]), (std::vector<qint64>{1}));
        QVERIFY(noneLost(nodes));
    }

    void theIsolatedAreReachedByNobodyAndRelayNothing()
    {
        cutToChain(3);
        const Stations nodes = startNodes(3);
        QTRY_VERIFY(allLinked(nodes));
        nodes[1]->transport->setIsolated(true);
        const quint64 relayed = counters(nodes[1]).relayed;
        QTRY_COMPARE(nodes[0]->downs.size(), std::size_t(2));
        QTRY_COMPARE(nodes[2]->downs.size(), std::size_t(2));
        QCOMPARE(counters(nodes[1]).relayed, relayed);
        nodes[1]->transport->setIsolated(false);
        QTRY_VERIFY_WITH_TIMEOUT(allLinked(nodes), 10'000);
    }

    void aLossyNodeLosesWhatItRelaysAndStaysReached()
    {
        cutToChain(3);
        const Stations nodes = startNodes(3);
        QTRY_VERIFY(allLinked(nodes));
        nodes[1]->transport->setLossy(0.3, 2ms);
        for (int i = 0; i < 400; ++i)
            sendNumber(*nodes[0], 3, i);
        QTRY_VERIFY(nodes[2]->inbox.size() > 100);
        nodes[1]->transport->setLossy(0, 0ms);
        sendNumber(*nodes[0], 3, 1000);
        QTRY_COMPARE(numbers(*nodes[2]).back(), qint64(1000));
        const std::vector<qint64> heard = numbers(*nodes[2]);
        QVERIFY(heard.size() < 350);
        QVERIFY(std::is_sorted(heard.begin(), heard.end()));
        QVERIFY(noneLost(nodes));
    }

    void atRestNothingIsSaidOfNeighbours()
    {
        Stations nodes = startNodes(4);
        QTRY_VERIFY(allLinked(nodes));
        waitForRest(nodes);
        const quint64 before = toldOfNeighbours(nodes);
        const std::size_t samples = nodes[0]->samples.size();
        nodes[1]->transport->setTickSource([] { return std::optional(1.0); });
        QTRY_VERIFY(nodes[0]->samples.size() > samples + 4);
        QCOMPARE(toldOfNeighbours(nodes), before);
        // A death costs each survivor a message to each other one.
        const quint64 oneRound = 3 * 2;
        const quint64 ofTheDead = nodes[3]->transport->sent().value(kNeighboursType).messages;
        nodes.pop_back();
        QTRY_COMPARE(toldOfNeighbours(nodes), before - ofTheDead + oneRound);
        QTRY_VERIFY(nodes[0]->samples.size() > samples + 8);
        QCOMPARE(toldOfNeighbours(nodes), before - ofTheDead + oneRound);
    }

    /// Edges come and go, and the graph stays connected: whoever has met stays met.
    void aFlappingGraphLosesNobody()
    {
        const Stations nodes = startNodes(5);
        waitForRest(nodes);
        Random random{11};
        for (int round = 0; round < 8; ++round) {
            // A ring in some order stays, and every other edge is up or down at random.
            std::vector<quint64> order{1, 2, 3, 4, 5};
            for (std::size_t i = order.size() - 1; i > 0; --i)
                std::swap(order[i], order[std::size_t(random.unit() * double(i + 1))]);
            std::set<std::pair<quint64, quint64>> kept;
            for (std::size_t i = 0; i < 4; ++i)
                kept.insert(std::minmax(order[i], order[i + 1]));
            for (quint64 a = 1; a <= 5; ++a) {
                for (quint64 b = a + 1; b <= 5; ++b)
                    m_bus->cutBoth(NodeId{a}, NodeId{b}, !kept.count({a, b}) && random.unit() < 0.5);
            }
            // The next round comes when everybody is heard by everybody.
            QTRY_VERIFY_WITH_TIMEOUT(
                std::all_of(nodes.begin(), nodes.end(),
                            [&](const auto &node) {
                                return std::all_of(nodes.begin(), nodes.end(), [&](const auto &other) {
                                    const NodeId id{quint64(&other - nodes.data()) + 1};
                                    return node == other || !node->transport->isSuspect(id);
                                });
                            }),
                10'000);
            QTest::qWait(200 + int(random.unit() * 600));
            QVERIFY2(noneLost(nodes), qPrintable(QString::number(round)));
        }
        for (const auto &node : nodes)
            node->inbox.clear();
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                for (const auto &node : nodes)
                    node->transport->sendToAll(text("here"));
                QTest::qWait(20);
                return std::all_of(nodes.begin(), nodes.end(), [](const auto &node) {
                    std::set<quint64> senders;
                    for (const auto &[from, message] : node->inbox)
                        senders.insert(from);
                    return senders.size() == 4;
                });
            }(),
            10'000);
    }

    // ---- Over the network --------------------------------------------------------------------------------

    void whatCannotBeIsDroppedAndCounted()
    {
        const auto a = lan(5, lanSettings()), b = lan(6, lanSettings());
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        FaultFilter faults;
        const quint16 port = static_cast<const LanTransport *>(a->transport.get())->linkPort();
        Link::Settings settings{.keys = {testKeys()},
                                .hello = {.profile = testProfile(9), .startedAt = monotonicNow()}};
        const std::unique_ptr<Link> link(
            Link::dial(settings, {QHostAddress(QHostAddress::LocalHost), port}, NodeId{5}, faults, nullptr));
        QTRY_COMPARE(a->linked(), 2);
        const auto relay = [&](quint64 from, quint64 to, int hops) {
            const QByteArray body = text("forged").toCborValue().toCbor();
            link->send(encodeRelayed({{from}, {to}, hops, body}).toCborValue().toCbor());
        };
        relay(5, 5, 8);   // as if of itself
        relay(77, 5, 8);  // of somebody who is nowhere
        relay(9, 88, 8);  // to somebody who is nowhere
        relay(9, 6, 0);   // too far
        relay(9, 5, 900); // malformed
        QTRY_COMPARE(counters(a).framesMalformed, quint64(1));
        QCOMPARE(counters(a).relayDropped, quint64(4));
        QVERIFY(a->inbox.empty() && b->inbox.empty());
    }

    /// The peer 9 is made by hand, and so is 77, which only 9 reaches.
    void aPeerBehindAnotherIsMetByItsHello()
    {
        SelfInfo self = selfInfo(5);
        const auto a = lan(5, lanSettings());
        FaultFilter faults;
        const quint16 port = static_cast<const LanTransport *>(a->transport.get())->linkPort();
        Link::Settings settings{.keys = {testKeys()},
                                .hello = {.profile = testProfile(9), .startedAt = monotonicNow()}};
        const std::unique_ptr<Link> link(
            Link::dial(settings, {QHostAddress(QHostAddress::LocalHost), port}, NodeId{5}, faults, nullptr));
        QList<QCborMap> bodies; // of what is for 77
        connect(link.get(), &Link::received, this, [&](const QByteArray &bytes) {
            const auto relayed = decodeRelayed(QCborValue::fromCbor(bytes).toMap());
            if (relayed && relayed->to == NodeId{77})
                bodies.append(QCborValue::fromCbor(relayed->body).toMap());
        });
        QTRY_COMPARE(a->linked(), 1);
        const auto say = [&](const QCborMap &message) { link->send(message.toCborValue().toCbor()); };
        const auto sayAs77 = [&](const QCborMap &message) {
            say(encodeRelayed({{77}, {5}, 7, message.toCborValue().toCbor()}));
        };
        say(encodeNeighbours({{{{9}, 1, {{5}, {77}}}, {{77}, 1, {{9}}}}, {}}));
        const auto isHello = [](const QCborMap &body) { return body[kType].toString() == kHelloType; };
        QTRY_VERIFY(!bodies.isEmpty() && isHello(bodies[0])); // this node looks for it
        sayAs77(text("too early"));
        Hello hello{.profile = testProfile(77), .startedAt = monotonicNow(), .agreement = self.agreement};
        hello.profile.id = NodeId{78};
        sayAs77(encodeHello(hello, monotonicNow())); // not who it is said to be
        hello.profile.id = NodeId{77};
        hello.agreement = testAgreement(800ms);
        sayAs77(encodeHello(hello, monotonicNow()));
        QTRY_COMPARE(a->refused.size(), 1);
        QCOMPARE(a->ups, std::vector<quint64>{9});
        QCOMPARE(counters(a).relayDropped, quint64(2));
        hello.agreement = self.agreement;
        sayAs77(encodeHello(hello, monotonicNow()));
        QTRY_COMPARE(a->ups, (std::vector<quint64>{9, 77}));
        sayAs77(text("here"));
        QTRY_COMPARE(a->inbox.size(), std::size_t(1));
        QCOMPARE(a->inbox[0].first, quint64(77));
        a->transport->send(NodeId{77}, text("there"));
        QTRY_VERIFY(bodies.contains(text("there")));
        say(encodeNeighbours({{}, {{77}}}));
        QTRY_COMPARE(a->downs, (Station::Downs{{77, LinkEnd::Closed}}));
    }

    void aPeerOfAnOlderVersionIsToldNothingAndGoesAsEver()
    {
        const auto a = lan(5, lanSettings());
        FaultFilter faults;
        const quint16 port = static_cast<const LanTransport *>(a->transport.get())->linkPort();
        Link::Settings settings{.keys = {testKeys()},
                                .hello = {.profile = testProfile(9), .startedAt = monotonicNow()}};
        settings.hello.profile.minor = 0;
        std::unique_ptr<Link> link(
            Link::dial(settings, {QHostAddress(QHostAddress::LocalHost), port}, NodeId{5}, faults, nullptr));
        QTRY_COMPARE(a->linked(), 1);
        const auto b = lan(6, lanSettings());
        QTRY_COMPARE(b->linked(), 1);
        QTRY_VERIFY(a->transport->sent().contains(kNeighboursType));
        QByteArrayList types;
        connect(link.get(), &Link::received, this, [&](const QByteArray &bytes) {
            types.append(QCborValue::fromCbor(bytes)[kType].toString().toUtf8());
        });
        a->transport->ping(NodeId{9});
        QTRY_VERIFY(types.contains("ping"));
        QVERIFY(!types.contains("neighbours"));
        link.reset();
        QTRY_COMPARE(a->downs, (Station::Downs{{9, LinkEnd::Closed}}));
    }
};

QTEST_GUILESS_MAIN(TestRelay)
#include "tst_relay.moc"
