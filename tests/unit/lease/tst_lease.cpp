// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: the moc of Qt 6.4 cannot read <compare> before it

#include "engine/base/Bounds.h"
#include "engine/lease/peer/core/LeaseCore.h"
#include "tests/simulation/LeaseText.h"

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of a single LeaseCore. How several of them get along is told by the scenarios and checked by the
/// simulation.
class TestLease : public QObject
{
    Q_OBJECT

private:
    static constexpr NodeId self{5};
    static constexpr NodeId peer{3};
    static constexpr NodeId other{9};

    template<typename Action>
    static std::vector<Action> only(const LeaseCore::Actions &actions)
    {
        std::vector<Action> result;
        for (const LeaseAction &action : actions) {
            if (const auto *match = std::get_if<Action>(&action))
                result.push_back(*match);
        }
        return result;
    }

    template<typename Body>
    static std::vector<Body> sent(const LeaseCore::Actions &actions)
    {
        std::vector<Body> result;
        for (const Send &send : only<Send>(actions)) {
            if (const auto *match = std::get_if<Body>(&send.message.body))
                result.push_back(*match);
        }
        return result;
    }

    /// A core that holds, alone, from 300 ms on.
    static LeaseCore holding()
    {
        LeaseCore core(self);
        core.start(0ms);
        core.wake(100ms);
        core.wake(200ms);
        core.wake(300ms);
        return core;
    }

    /// A core that follows `peer` in term 7, links to it and to so many others that follow it too, and has
    /// told all of them so. At 200 ms.
    static LeaseCore following(int others)
    {
        LeaseCore core(self);
        core.start(0ms);
        core.linkUp(0ms, peer);
        core.receive(0ms, peer, {{}, Renewal{{7, peer}}});
        for (int i = 0; i < others; ++i) {
            const NodeId follower{10 + std::uint64_t(i)};
            core.linkUp(0ms, follower);
            core.receive(0ms, follower, {{}, Known{0, {7, peer}, 400ms, {}}});
        }
        core.wake(100ms);
        core.wake(200ms);
        return core;
    }

    /// How many are told what the core knows at its beats up to two seconds, while the holder renews.
    static std::size_t toldInTwoSeconds(LeaseCore core)
    {
        std::size_t told = 0;
        for (Instant now = 300ms; now <= 2200ms; now += 100ms) {
            core.receive(now - 1ms, peer, {{}, Renewal{{7, peer}}});
            told += sent<Known>(core.wake(now)).size();
        }
        return told;
    }

private Q_SLOTS:
    void aLoneNodeListensAndThenHolds()
    {
        LeaseCore core(self);
        QVERIFY(!core.nextWake());
        core.start(0ms);
        core.wake(100ms);
        core.wake(200ms);
        QVERIFY(only<BecameHolder>(core.wake(299ms)).empty());
        QCOMPARE(*core.nextWake(), Instant(300ms));
        const auto became = only<BecameHolder>(core.wake(300ms));
        QCOMPARE(became.size(), std::size_t(1));
        QVERIFY(became.front().lease == (Lease{1, self}));
        QVERIFY(core.mayAct(300ms));
    }

    void claimsAboveTheTermOfAnEarlierLife()
    {
        LeaseCore core(self);
        core.setKnownTerm(41);
        core.start(0ms);
        core.wake(100ms);
        core.wake(200ms);
        // Others may have claimed the next one meanwhile: it takes one of its own.
        const Lease lease = only<BecameHolder>(core.wake(300ms)).front().lease;
        QVERIFY(lease.holder == self && lease.term > 41 && lease.term % 1024 == self.value);
    }

    void mayNotActOnceItsLeaseRanOutEvenBeforeAnyEvent()
    {
        const LeaseCore core = holding();
        QCOMPARE(*core.nextWake(), Instant(400ms));
        QVERIFY(core.mayAct(799ms));
        QVERIFY(!core.mayAct(800ms));
    }

    void aLateHolderWhoseLeaseIsGoodRenewsAtOnce()
    {
        LeaseCore core = holding();
        core.linkUp(310ms, peer);
        const auto actions = core.wake(790ms);
        QCOMPARE(sent<Renewal>(actions).size(), std::size_t(1));
        QVERIFY(sent<Ask>(actions).empty());
        QVERIFY(core.mayAct(1289ms));
    }

    void aShortLeaseIsAsLongAsItsHoldersMachineNeedsIt()
    {
        LeaseCore core(self, {.lease = 30ms});
        core.start(0ms);
        core.linkUp(0ms, peer);
        // Nothing is known of the machine yet.
        QCOMPARE(core.times().length(), Duration(500ms));
        const auto wakeAll = [&](Instant until, Duration late) {
            while (*core.nextWake() + late < until)
                core.wake(*core.nextWake() + late);
        };
        wakeAll(30s, 0ms);
        QCOMPARE(core.renewal().length, Duration(0));
        wakeAll(30'100ms, 21ms);
        QVERIFY(core.times().length() > 140ms && core.times().length() <= 160ms);
        QCOMPARE(core.renewal().length, core.times().length());
        wakeAll(60s, 0ms);
        QCOMPARE(core.renewal().length, Duration(0));
        // One that was stopped is not slow.
        core.wake(*core.nextWake() + 3s);
        QCOMPARE(core.times().length(), Duration(30ms));
    }

    void whoKnowsNoOtherLengthIsNotToldOfOne()
    {
        LeaseCore core(self, {.lease = 30ms});
        core.start(0ms);
        core.linkUp(0ms, peer, false);
        QCOMPARE(core.times().length(), Duration(30ms));
        core.linkDown(1ms, peer, LinkLoss::Closed);
        core.wake(2ms);
        QVERIFY(core.times().length() > 450ms);
    }

    void aFollowerWaitsAsLongAsTheHolderSays()
    {
        LeaseCore core(self, {.lease = 30ms});
        core.start(0ms);
        core.linkUp(0ms, peer);
        core.receive(1ms, peer, {{}, Renewal{{7, peer}, 200ms}});
        QVERIFY(core.leaseInForce(200ms));
        QVERIFY(!core.leaseInForce(201ms));
        core.receive(2ms, peer, {{}, Renewal{{7, peer}, 1h}});
        QVERIFY(!core.leaseInForce(502ms));
    }

    void silenceDoesNotCountWhileThisNodeDidNotRun()
    {
        LeaseCore core = following(1);
        core.receive(200ms, peer, {{}, Renewal{{7, peer}}});
        QCOMPARE(*core.nextWake(), Instant(300ms));
        core.heard(400ms, NodeId{10}); // a tenth of a second too late
        QVERIFY(core.leaseInForce(799ms));
        QVERIFY(!core.leaseInForce(800ms));
    }

    void whatHasArrivedIsReadBeforeAHolderIsTakenForDead()
    {
        LeaseCore core = following(1);
        core.receive(200ms, peer, {{}, Renewal{{7, peer}}});
        while (*core.nextWake() < 700ms)
            core.wake(*core.nextWake());
        QVERIFY(sent<Claim>(core.wake(900ms)).empty());
        QVERIFY(core.leaseInForce(900ms));
        core.receive(900ms, peer, {{}, Renewal{{7, peer}}});
        QVERIFY(core.leaseInForce(1399ms));
    }

    void publishingPutsTheRenewalOff()
    {
        LeaseCore core = holding();
        core.acted(350ms);
        QCOMPARE(*core.nextWake(), Instant(450ms));
    }

    void aLeaseThatRanOutIsGivenUp()
    {
        LeaseCore core = holding();
        const auto actions = core.wake(800ms);
        QVERIFY(only<StoppedHolding>(actions).front().lease == (Lease{1, self}));
        // Nobody else is there: it goes on at once, in the next term.
        QVERIFY(only<BecameHolder>(actions).front().lease == (Lease{2, self}));
    }

    void aNewPeerHearsOfTheLeaseAtOnce()
    {
        LeaseCore core = holding();
        QCOMPARE(sent<Renewal>(core.linkUp(310ms, peer)).size(), std::size_t(1));
    }

    void whatOthersHearIsBelievedForALeaseAtMost()
    {
        LeaseCore core(self);
        core.start(0ms);
        core.linkUp(10ms, peer);
        core.receive(20ms, peer, {{}, Known{0, {7, other}, 1h, {}}});
        Instant now = 20ms;
        while (sent<Claim>(core.heard(now, peer)).empty() && now < 1s)
            now += 10ms;
        QCOMPARE(now, Instant(570ms)); // a lease's time, and the turn of the peer with the lower id
    }

    void whoAgreesIsToldMoreSeldomTheMoreTheyAre()
    {
        QCOMPARE(toldInTwoSeconds(following(7)), std::size_t(8 * 10));
        // Not each of 32 ten times, but all of them together as often as eight.
        QVERIFY(toldInTwoSeconds(following(31)) <= std::size_t(32 * 3));
    }

    void whoDisagreesIsToldAtEveryOtherBeat()
    {
        LeaseCore core = following(31);
        core.receive(201ms, NodeId{10}, {{}, Known{}});
        int told = 0;
        for (Instant now = 300ms; now <= 1200ms; now += 100ms) {
            core.receive(now - 1ms, peer, {{}, Renewal{{7, peer}}});
            for (const Send &send : only<Send>(core.wake(now)))
                told += send.to == NodeId{10} ? 1 : 0;
        }
        QCOMPARE(told, 5);
    }

    void newsOfItselfGoToAllAtTheNextBeats()
    {
        LeaseCore core = following(31);
        core.receive(201ms, peer, {{}, Renewal{{7, peer}}});
        core.setStanding(210ms, {{1, 2, 3}, false});
        const std::size_t told = sent<Known>(core.wake(300ms)).size() + sent<Known>(core.wake(400ms)).size();
        QCOMPARE(told, std::size_t(32));
    }

    void whoRanksFirstAsksAllOfALossTheOthersTellTheFirstTwo()
    {
        LeaseCore first = following(31);
        QCOMPARE(sent<Lost>(first.linkDown(210ms, peer, LinkLoss::Closed)).size(), std::size_t(31));
        LeaseCore last = following(31);
        last.setStanding(205ms, {{}, true}); // draining ranks last
        const auto told = only<Send>(last.linkDown(210ms, peer, LinkLoss::Closed));
        QCOMPARE(told.size(), std::size_t(2));
        QVERIFY(told[0].to == NodeId{10} && told[1].to == NodeId{11});
        // Where that was not enough it asks them all after all.
        QCOMPARE(sent<Lost>(last.wake(300ms)).size(), std::size_t(31));
    }

    void aVoteIsPledgedOnceToWhoIsFirst()
    {
        LeaseCore last = following(2);
        last.setStanding(205ms, {{}, true}); // draining ranks last
        const auto told = sent<Lost>(last.linkDown(210ms, peer, LinkLoss::Closed));
        QVERIFY(told[0].vote == (Lease{8, {10}}));
        QVERIFY(!told[1].vote);
        QVERIFY(sent<Vote>(last.receive(211ms, NodeId{11}, {{}, Claim{{8, {11}}}})).empty());
        QVERIFY(!sent<Vote>(last.receive(212ms, NodeId{10}, {{}, Claim{{8, {10}}}})).empty());
    }

    void aVoteWhoseReplicaIsNeededIsNotPledged()
    {
        LeaseCore last = following(2);
        last.setStanding(205ms, {{0, 0, 9}, true});
        QVERIFY(!sent<Lost>(last.linkDown(210ms, peer, LinkLoss::Closed))[0].vote);
    }

    void whoIsPledgedAllVotesHoldsAtOnce()
    {
        LeaseCore first = following(2);
        first.linkDown(210ms, peer, LinkLoss::Closed);
        const LeaseMessage pledge{{}, Lost{{7, peer}, true, {8, self}}};
        QVERIFY(first.receive(211ms, NodeId{10}, pledge).empty());
        const auto actions = first.receive(212ms, NodeId{11}, pledge);
        QVERIFY(only<BecameHolder>(actions).front().lease == (Lease{8, self}));
        QVERIFY(sent<Claim>(actions).empty());
    }

    void whoPledgedAnotherLeaseIsAskedForItsVote()
    {
        LeaseCore first = following(2);
        first.linkDown(210ms, peer, LinkLoss::Closed);
        first.receive(211ms, NodeId{10}, {{}, Lost{{7, peer}, true, {9, self}}});
        const auto actions = first.receive(212ms, NodeId{11}, {{}, Lost{{7, peer}, true, {8, self}}});
        QVERIFY(only<BecameHolder>(actions).empty());
        QCOMPARE(sent<Claim>(actions).size(), std::size_t(1));
        QVERIFY(only<Send>(actions).front().to == NodeId{10});
    }

    void aPledgeIsVoidOnceItsSenderHearsTheHolder()
    {
        LeaseCore first = following(2);
        first.linkDown(210ms, peer, LinkLoss::Closed);
        const LeaseMessage pledge{{}, Lost{{7, peer}, true, {8, self}}};
        first.receive(211ms, NodeId{10}, pledge);
        first.receive(212ms, NodeId{10}, {{}, Known{0, {7, peer}, 400ms, {}}});
        QVERIFY(only<BecameHolder>(first.receive(213ms, NodeId{11}, pledge)).empty());
    }

    void aNewNodeWaitsForTheLinksThatAreBeingMadeButNotForEver()
    {
        LeaseCore core(self);
        core.start(0ms);
        core.setGathering(10ms, true);
        Instant now = 0ms;
        for (; now < 2s; now += 100ms)
            QVERIFY(only<BecameHolder>(core.wake(now)).empty());
        LeaseCore gathered = core;
        QVERIFY(!only<BecameHolder>(core.wake(2s)).empty());
        QVERIFY(!only<BecameHolder>(gathered.setGathering(2s, false)).empty());
    }

    void whoHasGatheredListensForWhatTheyKnow()
    {
        LeaseCore core(self);
        core.start(0ms);
        core.setGathering(10ms, true);
        for (Instant now = 100ms; now <= 500ms; now += 100ms)
            core.wake(now);
        QVERIFY(only<BecameHolder>(core.setGathering(510ms, false)).empty());
        QVERIFY(!only<BecameHolder>(core.wake(610ms)).empty());
    }

    void hearsayIsNotPassedOn()
    {
        LeaseCore core(self);
        core.start(0ms);
        core.linkUp(10ms, peer);
        core.receive(20ms, peer, {{}, Known{0, {7, other}, 400ms, {}}});
        QCOMPARE(sent<Known>(core.receive(30ms, peer, {{}, Ask{1}})).front().remaining, Duration(0));
        core.receive(40ms, peer, {{}, Renewal{{8, peer}}});
        QCOMPARE(sent<Known>(core.receive(50ms, peer, {{}, Ask{2}})).front().remaining, Duration(490ms));
    }

    void theSameMessageTwiceChangesNothing()
    {
        LeaseCore core(self);
        core.start(0ms);
        core.linkUp(10ms, peer);
        const LeaseMessage claim{{}, Claim{{1, peer}}};
        QVERIFY(sent<Vote>(core.receive(20ms, peer, claim)).front().lease == (Lease{1, peer}));
        QVERIFY(sent<Vote>(core.receive(21ms, peer, claim)).front().lease == (Lease{1, peer}));
        QCOMPARE(only<HolderChanged>(core.receive(22ms, peer, {{}, Renewal{{1, peer}}})).size(),
                 std::size_t(1));
        QVERIFY(only<HolderChanged>(core.receive(23ms, peer, {{}, Renewal{{1, peer}}})).empty());
    }

    void aHandoverIsTakenOnceAndOnlyFromItsHolder()
    {
        LeaseCore core(self);
        core.start(0ms);
        core.linkUp(10ms, peer);
        core.linkUp(10ms, other);
        core.receive(20ms, peer, {{}, Renewal{{3, peer}}});
        QVERIFY(only<BecameHolder>(core.receive(30ms, other, {{}, Handover{{3, peer}}})).empty());
        const LeaseMessage handover{{}, Handover{{3, peer}}};
        QVERIFY(only<BecameHolder>(core.receive(31ms, peer, handover)).front().lease == (Lease{4, self}));
        QVERIFY(only<BecameHolder>(core.receive(32ms, peer, handover)).empty());
    }

    void aHandoverTakesNoTermThatMayHaveBeenUsed()
    {
        LeaseCore core(self);
        core.setKnownTerm(41); // 42 may have been held since, by whoever is not there
        core.start(0ms);
        core.linkUp(10ms, peer);
        core.receive(20ms, peer, {{}, Renewal{{1, peer}}});
        const auto became = only<BecameHolder>(core.receive(30ms, peer, {{}, Handover{{1, peer}}}));
        QVERIFY(became.front().lease == (Lease{1024 + self.value, self}));
    }

    void aClaimTakesNoTermThatMayHaveBeenUsed()
    {
        LeaseCore core(self);
        core.setKnownTerm(41);
        core.start(0ms);
        core.linkUp(10ms, peer);
        core.receive(20ms, peer, {{}, Renewal{{1, peer}}});
        const auto became = only<BecameHolder>(core.linkDown(30ms, peer, LinkLoss::Closed));
        QVERIFY(became.front().lease == (Lease{1024 + self.value, self}));
    }

    /// Both sides of a partition may see that the holder has ended, and neither sees the other.
    void whoeverIsOutOfReachMayClaimThoughTheHolderHasEnded()
    {
        LeaseCore core = following(1);
        core.linkDown(210ms, NodeId{10}, LinkLoss::Silent);
        const auto became = only<BecameHolder>(core.linkDown(220ms, peer, LinkLoss::Closed));
        QVERIFY(became.front().lease.holder == self);
        QCOMPARE(became.front().lease.term % 1024, self.value);
    }

    void whoHandsOverSaysWhetherSomebodyMayClaimUnseen()
    {
        LeaseCore core = holding();
        core.linkUp(310ms, peer);
        core.linkUp(310ms, other);
        LeaseCore missesOne = core;
        QVERIFY(!sent<Handover>(core.release(320ms)).front().own);
        missesOne.linkDown(320ms, other, LinkLoss::Silent);
        const Handover handover = sent<Handover>(missesOne.release(330ms)).front();
        QVERIFY(handover.own);

        LeaseCore successor(peer);
        successor.start(310ms);
        successor.linkUp(310ms, self);
        successor.receive(320ms, self, {{}, Renewal{{1, self}}});
        const auto became = only<BecameHolder>(successor.receive(330ms, self, {{}, handover}));
        QVERIFY(became.front().lease == (Lease{peer.value, peer})); // and not 2
    }

    void strangersAreNotListenedTo()
    {
        LeaseCore core(self);
        core.start(0ms);
        QVERIFY(core.receive(20ms, peer, {{}, Renewal{{3, peer}}}).empty());
        core.linkUp(30ms, peer);
        core.receive(40ms, peer, {{}, Renewal{{3, other}}}); // not its own
        QVERIFY(!core.lease());
    }

    void ranksByFreshnessThenStayingThenId()
    {
        const Contender low{{1}, {{1, 5, 0}, false}};
        QVERIFY(ranksBefore({{9}, {{2, 1, 0}, true}}, low));
        QVERIFY(ranksBefore({{9}, {{1, 6, 0}, true}}, low));
        QVERIFY(ranksBefore({{9}, {{1, 5, 0}, false}}, {{1}, {{1, 5, 0}, true}}));
        QVERIFY(ranksBefore(low, {{9}, {{1, 5, 100}, false}})); // the end ranks nothing
        QVERIFY(!ranksBefore(low, low));
    }

    void messagesReadWell()
    {
        const auto name = [](NodeId id) { return std::string(1, char('a' + id.value)); };
        QCOMPARE(toText({{}, Renewal{{3, {1}}}}, name), std::string("renewal (3, b)"));
        QCOMPARE(toText({{}, Known{4, {3, {1}}, 12345us, {}}}, name),
                 std::string("known (3, b) #4 for 12.3 ms"));
        QCOMPARE(toText({{}, Known{}}, name), std::string("known none"));
    }

    void aTermThatLeapsIsRefused_data()
    {
        QTest::addColumn<quint64>("term");
        QTest::addColumn<bool>("refused");
        QTest::newRow("next") << quint64(8) << false;
        QTest::newRow("a million") << quint64(1'000'007) << false;
        QTest::newRow("a million and one") << quint64(1'000'008) << true;
        QTest::newRow("the highest of all") << quint64(bounds::maxCount) << true;
    }
    void aTermThatLeapsIsRefused()
    {
        QFETCH(quint64, term);
        QFETCH(bool, refused);
        const NodeId follower{10};
        const Lease lease{term, follower};
        for (const LeaseBody &body :
             {LeaseBody(Renewal{lease}), LeaseBody(Known{0, lease, 400ms, {}}), LeaseBody(Known{0, lease}),
              LeaseBody(Claim{lease}), LeaseBody(Vote{lease}), LeaseBody(Lost{lease, true}),
              LeaseBody(Handover{lease})}) {
            LeaseCore core = following(1);
            const Lease before = core.lease();
            const auto actions = core.receive(201ms, follower, {{}, body});
            QCOMPARE(!only<Refused>(actions).empty(), refused);
            if (refused) {
                QVERIFY(core.lease() == before);
                QVERIFY(core.leaseInForce(201ms) == before);
            }
        }
    }

    void aHolderIsNotMovedByATermThatLeaps()
    {
        LeaseCore core = holding();
        const Lease before = core.lease();
        core.linkUp(310ms, peer);
        const auto actions = core.receive(311ms, peer, {{{9, 9, 9}, false}, Renewal{{2'000'000, peer}}});
        QCOMPARE(only<Refused>(actions).size(), std::size_t(1));
        QVERIFY(core.lease() == before && core.mayAct(311ms));
    }

    /// A holder that froze may have had a renewal under way, which arrives when it thaws.
    void aLowerLeaseDeposesNobodyHoweverFreshItsHolder()
    {
        LeaseCore core = following(1);
        const NodeId follower{10};
        for (const Instant now : {300ms, 400ms, 500ms, 600ms})
            core.wake(now);
        for (Instant now = 601ms; !core.isHolder() && now < 1s; now += 10ms) {
            const auto claims = sent<Claim>(core.wake(now));
            if (!claims.empty())
                core.receive(now, follower, {{}, Vote{claims.front().lease}});
        }
        QVERIFY(core.isHolder());
        const Lease own = core.lease();
        const Instant now = *core.nextWake();
        const auto actions = core.receive(now, peer, {{{9, 9, 9}, false}, Renewal{{7, peer}}});
        QVERIFY(core.lease() == own && core.mayAct(now));
        const auto told = sent<Known>(actions); // it will step down, or raise its term
        QVERIFY(!told.empty() && told.front().lease == own);
        core.receive(now, peer, {{{9, 9, 9}, false}, Renewal{{own.term + 1, peer}}});
        QVERIFY(core.leaseInForce(now) == (Lease{own.term + 1, peer}));
    }

    void whatMostLiveUnderIsBelieved()
    {
        LeaseCore core = holding();
        core.linkUp(310ms, peer);
        core.linkUp(310ms, other);
        const Lease far{30'000'000, peer};
        core.receive(311ms, peer, {{{9, 9, 9}, false}, Renewal{far}});
        QVERIFY(core.isHolder());
        core.receive(312ms, other, {{{9, 9, 9}, false}, Known{0, far, 400ms, {}}});
        core.receive(313ms, peer, {{{9, 9, 9}, false}, Renewal{far}});
        QVERIFY(core.leaseInForce(313ms) == far);
    }

    void ofTwoTheOneWithTheAbsurdTermGivesWay()
    {
        LeaseCore core(self);
        core.setKnownTerm(bounds::maxFirstCount); // of a snapshot
        core.start(0ms);
        for (const Instant now : {100ms, 200ms, 300ms})
            core.wake(now);
        QVERIFY(core.isHolder());
        core.linkUp(310ms, peer);
        const auto actions = core.receive(311ms, peer, {{}, Renewal{{5, peer}}});
        QCOMPARE(only<StoppedHolding>(actions).size(), std::size_t(1));
        QVERIFY(core.leaseInForce(311ms) == (Lease{5, peer}));
    }

    void aNodeThatKnowsNothingBelievesALivingHolder()
    {
        LeaseCore core(self);
        core.start(0ms);
        core.linkUp(0ms, peer);
        core.receive(1ms, peer, {{}, Renewal{{30'000'000, peer}}});
        QVERIFY(core.leaseInForce(1ms) == (Lease{30'000'000, peer}));
        LeaseCore another(self);
        another.start(0ms);
        another.linkUp(0ms, peer);
        another.receive(1ms, peer, {{}, Renewal{{bounds::maxFirstCount + 1, peer}}});
        QVERIFY(!another.leaseInForce(1ms)); // there would be no room to grow
    }
};

QTEST_APPLESS_MAIN(TestLease)
#include "tst_lease.moc"
