// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/cluster/TransportBench.h"

#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of every transport, kept by the one over the network and by its twin in memory alike; and what
/// the latter is for.
class TestTransport : public QObject, TransportBench
{
    Q_OBJECT

    static void addKinds()
    {
        QTest::addColumn<TransportKind>("kind");
        QTest::newRow("loopback") << TransportKind::Loopback;
        QTest::newRow("lan") << TransportKind::Lan;
    }

private Q_SLOTS:
    void init() { renew(); }

    void everyPairGetsOneLink_data() { addKinds(); }
    void everyPairGetsOneLink()
    {
        QFETCH(TransportKind, kind);
        std::vector<std::unique_ptr<Station>> nodes;
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
        QFETCH(TransportKind, kind);
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
        QFETCH(TransportKind, kind);
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
        QFETCH(TransportKind, kind);
        Liveness::Limits patient;
        patient.suspectAfter = patient.goneAfter = 1h; // so it cannot have been the silence
        const auto a = start(kind, 1, patient);
        auto b = start(kind, 2, patient);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        b.reset(); // without stop()
        QTRY_COMPARE(a->downs, (Station::Downs{{2, LinkEnd::Closed}}));
        QCOMPARE(a->linked(), 0);
    }

    void aCleanStopIsAClosedLinkAndLosesNoLastWord_data() { addKinds(); }
    void aCleanStopIsAClosedLinkAndLosesNoLastWord()
    {
        QFETCH(TransportKind, kind);
        const auto a = start(kind, 1);
        const auto b = start(kind, 2);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        b->transport->send(NodeId{1}, text("over to you"));
        b->transport->stop();
        QTRY_COMPARE(a->downs, (Station::Downs{{2, LinkEnd::Closed}}));
        QCOMPARE(a->inbox.size(), std::size_t(1));
        QVERIFY(b->downs.empty());
        QCOMPARE(b->linked(), 0);
    }

    void theIsolatedAreSuspectThenSilentAndComeBack_data() { addKinds(); }
    void theIsolatedAreSuspectThenSilentAndComeBack()
    {
        QFETCH(TransportKind, kind);
        Liveness::Limits quick;
        quick.goneAfter = 1s;
        const auto a = start(kind, 1, quick), b = start(kind, 2, quick), c = start(kind, 3, quick);
        QTRY_VERIFY(a->linked() == 2 && b->linked() == 2 && c->linked() == 2);
        b->transport->setIsolated(true);
        a->transport->send(NodeId{2}, text("into the void"));
        b->transport->send(NodeId{1}, text("out of the void"));
        QTRY_VERIFY(!a->suspicions.empty());
        QCOMPARE(a->suspicions, (Station::Events{{2, true}}));
        QVERIFY(a->transport->isSuspect(NodeId{2}) && a->downs.empty());
        for (const auto &node : {a.get(), c.get()})
            QTRY_COMPARE(node->downs, (Station::Downs{{2, LinkEnd::Silent}}));
        QTRY_COMPARE(b->downs.size(), std::size_t(2)); // it misses both others, and not as dead
        if (kind == TransportKind::Lan) {              // it is dialled meanwhile, in vain
            const auto gaveUp = [](const Station &node) {
                return node.transport->counters().linksTimedOut > 0;
            };
            QTRY_VERIFY_WITH_TIMEOUT(gaveUp(*a) || gaveUp(*c), 20'000);
            QCOMPARE(b->linked(), 0);
            QCOMPARE(b->ups.size(), std::size_t(2));
        }
        QVERIFY(b->downs[0].second == LinkEnd::Silent && b->downs[1].second == LinkEnd::Silent);
        QVERIFY(a->inbox.empty() && b->inbox.empty());
        QVERIFY(b->transport->counters().faultsDropped > 0);

        b->transport->setIsolated(false);
        QTRY_VERIFY_WITH_TIMEOUT(a->linked() == 2 && b->linked() == 2 && c->linked() == 2, 15'000);
        QCOMPARE(a->downs, (Station::Downs{{2, LinkEnd::Silent}})); // the old link's end was no second loss
        a->transport->send(NodeId{2}, text("welcome"));
        QTRY_COMPARE(b->inbox.size(), std::size_t(1));
    }

    void aShortSilenceIsOnlySuspected_data() { addKinds(); }
    void aShortSilenceIsOnlySuspected()
    {
        QFETCH(TransportKind, kind);
        Liveness::Limits patient;
        patient.goneAfter = 1h;
        const auto a = start(kind, 1, patient), b = start(kind, 2, patient);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        b->transport->setIsolated(true);
        QTRY_COMPARE(a->suspicions, (Station::Events{{2, true}}));
        b->transport->setIsolated(false);
        QTRY_COMPARE(a->suspicions, (Station::Events{{2, true}, {2, false}}));
        QVERIFY(a->downs.empty() && b->downs.empty());
    }

    void theIsolatedDoNotEvenHearADeath_data() { addKinds(); }
    void theIsolatedDoNotEvenHearADeath()
    {
        QFETCH(TransportKind, kind);
        Liveness::Limits quick;
        quick.goneAfter = 1s;
        const auto a = start(kind, 1, quick);
        auto b = start(kind, 2, quick);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        a->transport->setIsolated(true);
        b.reset();
        QTRY_COMPARE(a->downs, (Station::Downs{{2, LinkEnd::Silent}})); // by the silence, as over a cut cable
    }

    void pingsMeasureTheRoundTripAndBringTheTick_data() { addKinds(); }
    void pingsMeasureTheRoundTripAndBringTheTick()
    {
        QFETCH(TransportKind, kind);
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
        QFETCH(TransportKind, kind);
        Liveness::Limits seldom;
        seldom.checkEvery = seldom.suspectAfter = seldom.goneAfter = 1h; // so no ping comes by itself
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
        QFETCH(TransportKind, kind);
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
        const auto a = start(TransportKind::Loopback, 1, quick), b = start(TransportKind::Loopback, 2, quick);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        m_bus->cutBoth(NodeId{1}, NodeId{2});
        QTRY_COMPARE(a->downs, (Station::Downs{{2, LinkEnd::Silent}}));
        QTRY_COMPARE(b->downs, (Station::Downs{{1, LinkEnd::Silent}}));
        m_bus->cutBoth(NodeId{1}, NodeId{2}, false);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
    }

    void aResetIsNoDeathAndThePairMeetsAgain()
    {
        const auto a = start(TransportKind::Loopback, 1);
        auto b = start(TransportKind::Loopback, 2);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        m_bus->reset(NodeId{1}, NodeId{2});
        QTRY_COMPARE(a->downs, (Station::Downs{{2, LinkEnd::Broken}}));
        QTRY_COMPARE(b->downs, (Station::Downs{{1, LinkEnd::Broken}}));
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        b.reset();
        QTRY_COMPARE(a->downs.back(), (std::pair(quint64(2), LinkEnd::Closed)));
    }

    void theBusDelays()
    {
        m_bus->setDelay(30ms);
        const auto a = start(TransportKind::Loopback, 1), b = start(TransportKind::Loopback, 2);
        QTRY_VERIFY(a->transport->roundTrip(NodeId{2}).has_value());
        QVERIFY(*a->transport->roundTrip(NodeId{2}) >= 58ms);
    }
};

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"
