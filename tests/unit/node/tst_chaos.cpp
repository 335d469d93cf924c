// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/chaos/ChaosPilot.h"
#include "engine/node/chaos/ChaosRun.h"
#include "tests/unit/node/LoopbackCluster.h"

#include <set>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of chaos: what it may break, what counts as survived, and that all nodes share one run of it.
class TestChaos : public QObject, private LoopbackCluster
{
    Q_OBJECT

private:
    using Choices = std::set<std::pair<Fault, quint64>>;

    static std::vector<ChaosAim> sound(std::initializer_list<quint64> ids)
    {
        std::vector<ChaosAim> aims;
        for (const quint64 id : ids)
            aims.push_back({.node = {id}, .name = QStringLiteral("n%1").arg(id)});
        return aims;
    }

    /// Whatever may be broken in that situation; a pilot chooses nothing else.
    static Choices choices(const std::vector<ChaosAim> &nodes, quint64 holder)
    {
        Choices allowed;
        for (const FaultInfo &info : allFaults()) {
            for (const ChaosAim &aim : chaosAims(info.fault, nodes, {holder}))
                allowed.emplace(info.fault, aim.node.value);
        }
        ChaosPilot pilot(1);
        Choices chosen;
        for (int i = 0; i < 2000; ++i) {
            if (const auto order = pilot.choose(nodes, {holder}))
                chosen.emplace(order->fault, order->aim.node.value);
        }
        return chosen == allowed ? allowed : Choices{{Fault::KillNode, 0}};
    }

    static ChaosStrike strike(Fault fault, Instant at) { return {fault, {7}, QStringLiteral("beta"), at}; }

    static ChaosRun begun(NodeId self, Instant now)
    {
        ChaosRun run;
        run.setOn(true, self, now);
        return run;
    }

    void execute(Member &member, const char *id, bool on)
    {
        member.node().execute(QString::fromLatin1(id), Command::setChaos(on));
    }

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void neverBreaksEtcd()
    {
        for (const FaultInfo &info : allFaults())
            QCOMPARE(chaosAims(info.fault, sound({1, 2, 3, 4}), {1}).empty(), info.backing != nullptr);
    }

    void breaksAllKindsOfThingsWhereThereAreEnoughNodes()
    {
        Choices expected;
        for (const Fault fault :
             {Fault::KillNode, Fault::FreezeNode, Fault::IsolateNode, Fault::LossyNetwork}) {
            for (const quint64 node : {1, 2, 3})
                expected.emplace(fault, node);
        }
        for (const Fault fault : {Fault::CrashEngine, Fault::HangEngine, Fault::StepDown})
            expected.emplace(fault, 2); // only the holder can do that
        QCOMPARE(choices(sound({1, 2, 3}), 2), expected);
    }

    void neverEndsOrFreezesANodeWhoseWindowSomebodyLooksAt()
    {
        auto nodes = sound({1, 2, 3, 4});
        nodes[0].hasWindow = true;
        const Choices all = choices(nodes, 1);
        QVERIFY(!all.contains({Fault::KillNode, 1}) && !all.contains({Fault::FreezeNode, 1}));
        QVERIFY(all.contains({Fault::IsolateNode, 1}) && all.contains({Fault::CrashEngine, 1}));
        QVERIFY(all.contains({Fault::KillNode, 2}));
    }

    void leavesTwoSoundNodesAndBreaksNoneThatIsBroken()
    {
        auto nodes = sound({1, 2, 3});
        nodes[2].isSound = false;
        QCOMPARE(choices(nodes, 2),
                 (Choices{{Fault::CrashEngine, 2}, {Fault::HangEngine, 2}, {Fault::StepDown, 2}}));
        QVERIFY(choices(nodes, 3).empty());
    }

    void withOneOrTwoNodesItBreaksEnginesAlone()
    {
        const Choices engines{{Fault::CrashEngine, 1}, {Fault::HangEngine, 1}};
        QCOMPARE(choices(sound({1}), 1), engines);
        QCOMPARE(choices(sound({1, 2}), 1), engines);
        QVERIFY(choices(sound({1, 2}), 0).empty());
    }

    void waitsThreeToSixSeconds()
    {
        ChaosPilot pilot(7);
        Nanoseconds least = 1h;
        Nanoseconds most{0};
        for (int i = 0; i < 1000; ++i) {
            const Nanoseconds pause = pilot.pause();
            least = std::min(least, pause);
            most = std::max(most, pause);
        }
        QVERIFY(least >= 3s && least < 3200ms && most <= 6s && most > 5800ms);
    }

    void aFaultIsSurvivedWhereTheBallFlewAndSomebodyHoldsAfterFiveSeconds()
    {
        ChaosRun run = begun({1}, 0s);
        run.strike(strike(Fault::KillNode, 10s));
        run.look(11s, true);
        QVERIFY(!run.judge(14900ms));
        QVERIFY(run.judge(15s));
        QCOMPARE(chaosSummary(run.state()), QStringLiteral("Survived 1"));
        QVERIFY(run.state().misses.isEmpty());
    }

    void aMissSaysWhy()
    {
        ChaosRun run = begun({1}, 0s);
        run.strike(strike(Fault::KillNode, 10s));
        run.look(12s, false);
        run.judge(15s);
        run.strike(strike(Fault::HangEngine, 20s));
        run.judge(27s); // by whoever holds the lease then
        QCOMPARE(chaosSummary(run.state()), QStringLiteral("Survived 0 of 2"));
        QCOMPARE(
            run.state().misses,
            (QStringList{QStringLiteral("Killing beta: the ball stood still"),
                         QStringLiteral("Hanging the engine on beta: nobody held the lease 5 s later")}));
    }

    void missesAndOpenFaultsAreBounded()
    {
        ChaosRun run = begun({1}, 0s);
        for (int i = 0; i < 30; ++i)
            run.strike(strike(Fault::KillNode, 1s));
        QCOMPARE(run.state().open.size(), ChaosState::mostOpen);
        run.look(2s, false);
        run.judge(20s);
        for (int i = 0; i < 5; ++i)
            run.strike(strike(Fault::KillNode, 1s));
        run.judge(20s);
        QCOMPARE(run.state().judged, int(ChaosState::mostOpen) + 5);
        QCOMPARE(run.state().misses.size(), ChaosState::mostMisses);
    }

    void goesOffAfterTenMinutesAndByThreeRefusalsInARow()
    {
        ChaosRun run = begun({1}, 0s);
        QVERIFY(!run.expire(10min - 1ns));
        QVERIFY(run.expire(10min) && !run.state().on && !run.state().news.isEmpty());
        QVERIFY(run.setOn(true, {1}, 20min));
        const ChaosStrike one = strike(Fault::HangEngine, 20min);
        const auto refuse = [&] {
            run.strike(one);
            run.refused(one, {1}, QStringLiteral("No."));
            return !run.state().on;
        };
        QVERIFY(!refuse() && !refuse());
        run.struck();
        QVERIFY(!refuse() && !refuse() && refuse());
        QVERIFY(run.state().open.empty() && run.state().news.contains(QLatin1String("No.")));
    }

    void countsFromNothingWheneverItIsSwitchedOn()
    {
        ChaosRun run = begun({1}, 0s);
        QVERIFY(!run.setOn(true, {1}, 1s));
        run.strike(strike(Fault::KillNode, 1s));
        run.judge(6s);
        QVERIFY(run.setOn(false, {1}, 11s));
        QCOMPARE(chaosSummary(run.state()), QStringLiteral("Survived 1")); // until then
        QVERIFY(run.setOn(true, {1}, 12s));
        QCOMPARE(chaosSummary(run.state()), QStringLiteral("Survived 0"));
    }

    /// Of parts of a cluster that meet again.
    void switchingItOffWinsOverWhateverItHasStruckMeanwhile()
    {
        ChaosRun here = begun({1}, 0s);
        ChaosRun there;
        QVERIFY(there.adopt(here.state()) && there.state() == here.state());
        QVERIFY(!there.adopt(here.state()));
        for (int i = 0; i < 5; ++i)
            there.strike(strike(Fault::CrashEngine, 1s));
        QVERIFY(here.setOn(false, {1}, 2s));
        QVERIFY(!here.adopt(there.state()));
        QVERIFY(there.adopt(here.state()) && !there.state().on);
        QVERIFY(there.setOn(true, {2}, 3s) && here.adopt(there.state()) && here.state().on);
    }

    void aMessageTellsAllOfIt()
    {
        ChaosRun run = begun({1}, 100s);
        run.strike(strike(Fault::KillNode, 101s));
        run.look(102s, false);
        run.judge(106s);
        run.strike(strike(Fault::IsolateNode, 107s));
        const auto read = decodeChaos(encodeChaos(run.state(), 110s), 110s);
        QVERIFY(read && *read == run.state());
        const auto later = decodeChaos(encodeChaos(run.state(), 110s), 210s); // by another machine's clock
        QCOMPARE(later->open.at(0).at, 207s);
        QCOMPARE(later->until, run.state().until + 100s);
    }

    void whatIsOutOfItsBoundsIsNotBelieved()
    {
        const ChaosRun run = begun({1}, 0s);
        const QCborMap sound = encodeChaos(run.state(), 1s);
        const auto with = [&sound](const char *member, const QCborValue &value) {
            QCborMap changed = sound;
            changed[QLatin1String(member)] = value;
            return decodeChaos(changed, 1s).has_value();
        };
        QVERIFY(with("news", QString(5000, u'a')));
        QVERIFY(!with("run", -1) && !with("origin", 0) && !with("step", QStringLiteral("1")));
        QVERIFY(!with("left_ms", 600'001) && !with("left_ms", -1));
        QVERIFY(!with("survived", 1) && !with("judged", -1) && !with("judged", 2'000'000));
        ChaosState leaps = run.state();
        leaps.run += 2'000'000;
        ChaosRun other = run;
        QVERIFY(!other.adopt(leaps));
    }

    void whoeverHoldsTheLeaseRunsItAndAllNodesShowTheSame()
    {
        Member &a = add("a");
        QTRY_VERIFY(agreed());
        Member &b = add("b");
        QTRY_VERIFY(agreed());
        execute(b, "on", true); // which does not hold the lease
        QVERIFY(b.results.value(QStringLiteral("on")).ok && b.cluster.chaos.on);
        QTRY_VERIFY(a.cluster.chaos.on);
        const QString begun = b.cluster.chaos.news;
        QTRY_VERIFY_WITH_TIMEOUT(b.cluster.chaos.news != begun, 20'000);
        QTRY_COMPARE(a.cluster.chaos.news, b.cluster.chaos.news);
        remove(&a); // the last fault is still to be judged
        QTRY_VERIFY(agreed());
        QTRY_VERIFY_WITH_TIMEOUT(b.cluster.chaos.judged > 0, 20'000);
        QVERIFY(b.cluster.chaos.on);
        Member &c = add("c");
        QTRY_VERIFY_WITH_TIMEOUT(agreed() && c.cluster.chaos.on, 20'000);
        execute(c, "off", false);
        QTRY_VERIFY(!b.cluster.chaos.on && b.cluster.chaos.news.isEmpty());
        QTRY_VERIFY(b.heard("c: chaos is off"));
    }
};

QTEST_GUILESS_MAIN(TestChaos)
#include "tst_chaos.moc"
