// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/etcd/EtcdWorld.h"

#include <QTest>

using namespace everbounce;
using namespace everbounce::simulation;
using namespace std::chrono_literals;
using State = etcd::Condition::State;

/// The lease in etcd, told as stories in virtual time.
class TestEtcdCore : public QObject
{
    Q_OBJECT

    std::unique_ptr<EtcdWorld> m_world;

    EtcdWorld &threeNodes(const etcd::Rules &rules = {})
    {
        m_world = std::make_unique<EtcdWorld>(1, rules);
        for (int node = 0; node < 3; ++node)
            m_world->add();
        m_world->run(2s);
        return *m_world;
    }

    bool somebodyHolds(Duration within, int other = -1)
    {
        return m_world->runUntil([&] { return m_world->holder() && m_world->holder() != other; }, within);
    }

    bool isAcknowledged(int command, Duration within)
    {
        return m_world->runUntil([&] { return m_world->acknowledged().contains(command); }, within);
    }

    bool allShow(int command, Duration within)
    {
        return m_world->runUntil(
            [&] {
                for (int node = 0; node < m_world->size(); ++node) {
                    if (m_world->isUp(node) && !m_world->shown(node).commands.contains(command))
                        return false;
                }
                return true;
            },
            within);
    }

private Q_SLOTS:
    void oneHoldsAndAllFollow()
    {
        EtcdWorld &world = threeNodes();
        QVERIFY(world.holder());
        const int holder = *world.holder();
        world.give(holder, 7);
        QVERIFY(isAcknowledged(7, 1s));
        QVERIFY(allShow(7, 100ms));
        for (int node = 0; node < 3; ++node) {
            QCOMPARE(world.core(node).lease(), world.core(holder).lease());
            QCOMPARE(world.core(node).isHolder(), node == holder);
            QCOMPARE(world.core(node).condition().state, State::Ready);
            QCOMPARE(world.core(node).view().nodes().size(), std::size_t(3));
        }
        const std::size_t terms = world.terms();
        world.run(60s);
        QCOMPARE(world.terms(), terms);
    }

    void aKilledHolderIsReplacedAtOnce()
    {
        EtcdWorld &world = threeNodes();
        const int holder = *world.holder();
        world.give(holder, 7);
        QVERIFY(isAcknowledged(7, 1s));
        world.kill(holder);
        QVERIFY(somebodyHolds(20ms));
        QVERIFY(allShow(7, 100ms));
    }

    void withoutTakeoverItIsReplacedAfterItsLease()
    {
        EtcdWorld &world = threeNodes({.takesOver = false});
        world.kill(*world.holder());
        QVERIFY(!somebodyHolds(3s));
        QVERIFY(somebodyHolds(2s));
    }

    void theWishToTakeOverOutlivesAnElection()
    {
        EtcdWorld &world = threeNodes({.length = 20s});
        world.stopStore(1500ms, true);
        world.kill(*world.holder());
        QVERIFY(somebodyHolds(2500ms));
    }

    void aLinkThatComesBackTakesNothing()
    {
        EtcdWorld &world = threeNodes();
        const int holder = *world.holder();
        const std::size_t terms = world.terms();
        world.stopStore(300ms, false);
        world.resetLink((holder + 1) % 3, holder);
        world.run(10ms);
        world.healLink((holder + 1) % 3, holder);
        world.run(10s);
        // Its first try may have arrived; there is no second one.
        QVERIFY(world.terms() <= terms + 1);
        const std::size_t later = world.terms();
        world.run(20s);
        QCOMPARE(world.terms(), later);
    }

    void aFalseAlarmCostsOneChangeOfHands()
    {
        EtcdWorld &world = threeNodes();
        const int holder = *world.holder();
        const std::size_t terms = world.terms();
        world.give(holder, 7);
        QVERIFY(isAcknowledged(7, 1s));
        world.resetLink((holder + 1) % 3, holder);
        QVERIFY(somebodyHolds(50ms, holder));
        world.run(20s);
        QCOMPARE(world.terms(), terms + 1);
        QVERIFY(allShow(7, 1ms));
    }

    void twoThatTakeEachOtherForDeadDoNotGoOnForEver()
    {
        EtcdWorld &world = threeNodes();
        const std::size_t terms = world.terms();
        for (int node = 0; node < 3; ++node)
            world.resetLink(node, (node + 1) % 3), world.resetLink(node, (node + 2) % 3);
        world.run(20s);
        QVERIFY(world.holder());
        QVERIFY(world.terms() <= terms + 6);
    }

    void aFrozenHolderIsReplacedAfterItsLeaseAndShowsNothingMore()
    {
        EtcdWorld &world = threeNodes();
        const int holder = *world.holder();
        world.give(holder, 7); // its commit comes in while it is frozen
        world.freeze(holder, 10s);
        QVERIFY(somebodyHolds(4500ms, holder));
        world.run(10s);
        QVERIFY(!world.core(holder).isHolder());
        QVERIFY(allShow(7, 1ms));
    }

    void lostAnswersAreReadBack()
    {
        EtcdWorld &world = threeNodes();
        const std::size_t terms = world.terms();
        world.conduct.losses = 0.3;
        for (int command = 1; command <= 20; ++command) {
            world.give(world.holder().value_or(0), command);
            world.run(1s);
        }
        world.conduct.losses = 0;
        QVERIFY(somebodyHolds(10s));
        for (int command = 1; command <= 20; ++command)
            world.give(*world.holder(), command);
        for (int command = 1; command <= 20; ++command)
            QVERIFY(isAcknowledged(command, 5s));
        QVERIFY(world.terms() >= terms);
    }

    void anElectionMakesNobodyStepDown()
    {
        EtcdWorld &world = threeNodes();
        const int holder = *world.holder();
        const std::size_t terms = world.terms();
        for (int time = 0; time < 20; ++time) {
            world.stopStore(1800ms, true);
            world.run(3s + std::chrono::milliseconds(time * 37));
            QCOMPARE(world.holder(), std::optional(holder));
        }
        QCOMPARE(world.terms(), terms);
    }

    void withoutAMajorityTheHolderStopsAndGoesOnUnderANewTerm()
    {
        EtcdWorld &world = threeNodes();
        const int holder = *world.holder();
        world.give(holder, 7);
        QVERIFY(isAcknowledged(7, 1s));
        world.stopStore(20s, true);
        world.give(holder, 8);
        world.run(4500ms);
        for (int node = 0; node < 3; ++node) {
            QVERIFY(!world.core(node).isHolder());
            QVERIFY(!world.core(node).lease());
        }
        world.run(5s);
        QCOMPARE(world.core(holder).condition().state, State::Unreachable);
        QVERIFY(!world.acknowledged().contains(8));
        world.run(10500ms);
        QVERIFY(somebodyHolds(3s));
        world.give(*world.holder(), 8);
        QVERIFY(isAcknowledged(8, 1s));
        QVERIFY(allShow(7, 100ms));
    }

    void aReleaseIsOneCommit()
    {
        EtcdWorld &world = threeNodes();
        const int holder = *world.holder();
        const std::size_t terms = world.terms();
        world.give(holder, 7);
        QVERIFY(isAcknowledged(7, 1s));
        world.release(holder);
        QVERIFY(!world.core(holder).isHolder());
        QVERIFY(somebodyHolds(20ms, holder));
        world.run(20s);
        QCOMPARE(world.terms(), terms + 1);
        QVERIFY(allShow(7, 1ms));
    }

    void whoIsAloneKeepsIt()
    {
        m_world = std::make_unique<EtcdWorld>(1);
        m_world->add();
        m_world->run(1s);
        m_world->release(0);
        QVERIFY(m_world->core(0).isHolder());
        m_world->leave(0);
        m_world->run(100ms);
        QVERIFY(!m_world->core(0).isHolder());
        m_world->add();
        QVERIFY(somebodyHolds(100ms, 0));
    }

    void aLeavingHolderHandsOver()
    {
        EtcdWorld &world = threeNodes();
        const int holder = *world.holder();
        world.leave(holder);
        QVERIFY(somebodyHolds(20ms, holder));
        QVERIFY(
            world.runUntil([&] { return world.core(*world.holder()).view().nodes().size() == 2; }, 100ms));
    }

    void aRaiseGivesAHigherTermToTheSame()
    {
        EtcdWorld &world = threeNodes();
        const int holder = *world.holder();
        const std::uint64_t term = world.core(holder).lease().term;
        world.raise(holder);
        QVERIFY(world.core(holder).isHolder());
        QVERIFY(!world.core(holder).mayAct(world.now()));
        QVERIFY(somebodyHolds(20ms));
        QCOMPARE(world.holder(), std::optional(holder));
        QVERIFY(world.core(holder).lease().term > term);
    }

    void aCompactionIsReadOver()
    {
        EtcdWorld &world = threeNodes();
        const int holder = *world.holder();
        const int follower = (holder + 1) % 3;
        world.freeze(follower, 3s);
        world.give(holder, 7);
        world.run(1s);
        world.compact();
        world.breakWatch(follower);
        QVERIFY(allShow(7, 4s));
        world.give(holder, 8);
        QVERIFY(allShow(8, 100ms));
    }

    void aWatchThatFellSilentIsReplaced()
    {
        EtcdWorld &world = threeNodes();
        const int holder = *world.holder();
        world.muteWatch((holder + 1) % 3);
        world.run(5s);
        world.give(holder, 8);
        QVERIFY(isAcknowledged(8, 1s));
        QVERIFY(allShow(8, 10ms));
    }

    void afterARestoreTermsGoOn()
    {
        EtcdWorld &world = threeNodes();
        world.give(*world.holder(), 1);
        QVERIFY(isAcknowledged(1, 1s));
        world.backUp();
        for (int time = 0; time < 5; ++time) {
            world.raise(*world.holder());
            world.run(1s);
        }
        const std::uint64_t term = world.core(*world.holder()).lease().term;
        world.restore();
        QVERIFY(world.runUntil(
            [&] { return world.holder() && world.core(*world.holder()).lease().term > term; }, 10s));
        QVERIFY(allShow(1, 100ms));
        world.run(20s);
        QCOMPARE(world.core(0).lease(), world.core(1).lease());
    }

    void aFullStoreIsToldAndPasses()
    {
        EtcdWorld &world = threeNodes();
        const int holder = *world.holder();
        world.setFull(true);
        world.give(holder, 7);
        world.run(10s);
        QVERIFY(!world.acknowledged().contains(7));
        QCOMPARE(world.core(holder).condition().state, State::Full);
        world.setFull(false);
        QVERIFY(isAcknowledged(7, 1s));
        world.run(10ms); // its answer may come after the watch has told it
        QCOMPARE(world.core(holder).condition().state, State::Ready);
    }

    void whoIsDeniedTriesSeldom()
    {
        m_world = std::make_unique<EtcdWorld>(1);
        m_world->deny(true);
        m_world->add();
        m_world->run(60s);
        QCOMPARE(m_world->core(0).condition().state, State::Denied);
        QVERIFY(m_world->calls() < 30);
        m_world->deny(false);
        QVERIFY(somebodyHolds(6s));
        QCOMPARE(m_world->core(0).condition().state, State::Ready);
    }

    /// One member has a bad certificate, say: the others are asked at once.
    void aDenialByOneMemberStopsNobody()
    {
        EtcdWorld &world = threeNodes({.places = 3});
        const int holder = *world.holder();
        const std::size_t terms = world.terms();
        world.denyAt(0, true); // the one that all ask
        for (int command = 1; command <= 10; ++command) {
            world.give(holder, command);
            QVERIFY(isAcknowledged(command, 400ms));
        }
        QCOMPARE(world.terms(), terms);
        for (int node = 0; node < 3; ++node)
            QCOMPARE(world.core(node).condition().state, State::Ready);
        for (std::size_t member : {1, 2})
            world.denyAt(member, true);
        world.run(2s);
        QCOMPARE(world.core(holder).condition().state, State::Denied);
        const std::uint64_t calls = world.calls();
        world.run(60s);
        QVERIFY(world.calls() - calls < 3 * 3 * 5 * 15);
    }

    /// A lease can be had without any rights, so it says nothing of them.
    void missingRightsAreDeniedUntilTheyAreThere_data()
    {
        QTest::addColumn<bool>("reading");
        QTest::newRow("none") << true;
        QTest::newRow("only to read") << false;
    }

    void missingRightsAreDeniedUntilTheyAreThere()
    {
        QFETCH(bool, reading);
        m_world = std::make_unique<EtcdWorld>(1);
        m_world->denyRights(reading, true);
        m_world->add();
        m_world->run(1s);
        for (int time = 0; time < 300; ++time) {
            QCOMPARE(m_world->core(0).condition().state, State::Denied);
            m_world->run(100ms);
        }
        m_world->denyRights(false, false);
        QVERIFY(somebodyHolds(6s));
        m_world->run(100ms);
        QCOMPARE(m_world->core(0).condition().state, State::Ready);
    }

    /// A list names members that were started each by itself. A lease in one says nothing in another.
    void aMemberOfAnotherEtcdIsLeftOut()
    {
        m_world = std::make_unique<EtcdWorld>(1, etcd::Rules{.places = 3});
        m_world->detachMember(1);
        m_world->detachMember(2);
        for (int node = 0; node < 3; ++node)
            m_world->add();
        m_world->run(2s);
        const int holder = *m_world->holder();
        const std::size_t terms = m_world->terms();
        m_world->stopMember(0, true);
        m_world->run(20s);
        QVERIFY(!m_world->holder());
        QCOMPARE(m_world->core(holder).condition().state, State::Unreachable);
        m_world->stopMember(0, false);
        QVERIFY(somebodyHolds(6s));
        QCOMPARE(m_world->terms(), terms + 1);
    }

    void aMemberThatIsDownIsReplacedByTheNext()
    {
        EtcdWorld &world = threeNodes({.places = 3});
        const std::size_t terms = world.terms();
        world.stopMember(0, true);
        world.run(20s);
        QVERIFY(world.holder());
        QCOMPARE(world.terms(), terms);
    }

    void anEtcdThatIsRestoredUnderAnotherNameIsTaken()
    {
        EtcdWorld &world = threeNodes({.places = 3});
        world.give(*world.holder(), 1);
        QVERIFY(isAcknowledged(1, 1s));
        world.backUp();
        world.restore(true);
        QVERIFY(world.runUntil([&] { return !world.holder(); }, 1s)); // whatever was known is of another one
        QVERIFY(somebodyHolds(10s));
        world.give(*world.holder(), 2);
        QVERIFY(isAcknowledged(2, 5s));
        QVERIFY(allShow(1, 5s));
    }

    void whileNoMemberAnswersOneReasonIsTold()
    {
        EtcdWorld &world = threeNodes({.places = 3});
        world.stopStore(60s, false);
        world.run(10s);
        const auto told = world.core(0).condition();
        QCOMPARE(told.state, State::Unreachable);
        for (int time = 0; time < 30; ++time) {
            world.run(1s);
            QVERIFY(world.core(0).condition() == told);
        }
    }

    void aNodeThatDiffersNeitherTakesNorIsGivenTheLease()
    {
        m_world = std::make_unique<EtcdWorld>(1);
        EtcdWorld &world = *m_world;
        world.add("tick 30");
        world.run(1s);
        world.add("tick 20");
        world.run(1s);
        QCOMPARE(world.core(1).condition().state, State::Differs);
        QCOMPARE(world.core(1).condition().why, std::string("tick 30"));
        QCOMPARE(world.core(0).condition().state, State::Ready);
        world.give(0, 1);
        QVERIFY(isAcknowledged(1, 1s));
        world.run(1s);
        QVERIFY(!world.core(1).lease()); // as if it had never heard of the others
        QVERIFY(!world.shown(1).commands.contains(1));
        world.release(0);
        world.run(1s);
        QCOMPARE(world.holder(), std::optional(0)); // there is nobody else
        world.add("tick 30");
        world.add(); // an older one, which does not say
        world.resetLink(1, 0);
        world.run(5s);
        QVERIFY(world.holder() != 1);
        world.freeze(*world.holder(), 6s);
        QVERIFY(somebodyHolds(5s, *world.holder()));
        QVERIFY(world.holder() != 1);
        world.run(10s);
        for (const int node : {0, 2, 3})
            world.leave(node), world.run(100ms), world.kill(node);
        QVERIFY(somebodyHolds(1s)); // now its own is what counts
        QCOMPARE(world.holder(), std::optional(1));
        QCOMPARE(world.core(1).condition().state, State::Ready);
        QVERIFY(world.shown(1).commands.contains(1));
    }

    /// While a cluster changes its key, each node has the old and the new one, sooner or later.
    void whatChangesAtOneNodeAfterTheOtherStopsNobody()
    {
        m_world = std::make_unique<EtcdWorld>(
            1, etcd::Rules{.fits = [](const std::string &one, const std::string &other) {
                return one.find_first_of(other) != std::string::npos;
            }});
        EtcdWorld &world = *m_world;
        world.add("a");
        world.run(1s);
        world.add("a");
        world.run(1s);
        const auto before = world.core(0).lease();
        for (const char *now : {"ab", "b", "bc"}) {
            for (const int node : {0, 1}) {
                world.introduce(node, std::string("node|") + now);
                world.run(1s);
                for (const int each : {0, 1}) {
                    QCOMPARE(world.core(each).condition().state, State::Ready);
                    QVERIFY(world.core(each).lease() == before);
                }
            }
        }
        QCOMPARE(world.core(1).view().find(etcd::agreementKey)->value, std::string("bc"));
        world.add("a"); // it was away all the while
        world.run(1s);
        QCOMPARE(world.core(2).condition().state, State::Differs);
    }

    /// Rule 6: one commit gives the lease from one node's hand into another's.
    void aHandoverLeavesNoGap()
    {
        EtcdWorld &world = threeNodes();
        const int before = *world.holder();
        world.release(before);
        QVERIFY(world.runUntil(
            [&] {
                if (!world.isHeldInStore())
                    throw BrokenPromise("there is a gap");
                return world.holder() && world.holder() != before;
            },
            1s));
    }

    void whatIsFoundOfANodeMayChange()
    {
        EtcdWorld &world = threeNodes();
        world.introduce(1, "node 1, elsewhere");
        const auto isTold = [&] {
            for (const auto &[node, introduction] : world.core(0).view().nodes()) {
                if (introduction.text == "node 1, elsewhere")
                    return true;
            }
            return false;
        };
        QVERIFY(world.runUntil(isTold, 100ms));
        world.run(10s);
        QVERIFY(isTold());
    }

    void atRestFewCallsAreMade()
    {
        EtcdWorld &world = threeNodes();
        world.run(5s);
        const std::uint64_t before = world.calls();
        world.run(60s);
        // Two for each node and beat, and what the holder publishes.
        QVERIFY(world.calls() - before < 3 * 2 * 80 + 60 * 4);
    }
};

QTEST_GUILESS_MAIN(TestEtcdCore)
#include "tst_etcd_core.moc"
