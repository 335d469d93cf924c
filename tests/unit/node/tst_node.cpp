// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/flight/LookAhead.h"
#include "tests/unit/node/LoopbackCluster.h"

#include <algorithm>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of engine/node, with whole nodes on a network in memory.
class TestNode : public QObject, private LoopbackCluster
{
    Q_OBJECT

private:
    /// As a node leaves it that was killed: a ball at `tick`, published under `term`.
    void writeSnapshot(const char *name, quint64 term, Tick tick) const
    {
        const auto mirror = makeBuiltinBehavior("MirrorJump");
        LookAhead ahead;
        ahead.extendTo(tick, *mirror);
        ahead.forgetBefore(tick - 30);
        BallRecord record = newborn({term, {7}});
        record.checkpoint = ahead.stateAt(tick - 30);
        record.track = ahead.track();
        CommandLog log;
        SnapshotStore(snapshotDir(name), QStringLiteral("test"), log)
            .save({QStringLiteral("test"), record, double(tick), 0}, true);
    }

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void aLoneNodeFlies()
    {
        Member &alone = add("a");
        QTRY_VERIFY(agreed());
        QCOMPARE(alone.cluster.lease.term, 1u);
        QCOMPARE(alone.flight->track.at(0), (Position{400, 200}));
        const Tick end = alone.flight->track.end();
        QTRY_VERIFY(alone.flight->track.end() > end); // and goes on
        QVERIFY(alone.sameFlight);
    }

    void nodesAgreeOnOneHolderAndOneFlight()
    {
        for (const char *name : {"a", "b", "c"})
            add(name);
        QTRY_VERIFY(agreed());
        QVERIFY(m_members[1]->flight->track == m_members[0]->flight->track);
        QCOMPARE(m_members[1]->cluster.nodes.first().name, QStringLiteral("b")); // own node first
        for (const auto &member : m_members)
            QVERIFY(member->holds() || member->answersBeforeFlight >= 7); // the eighth one shows it
    }

    void aNewcomerChangesNothing()
    {
        Member &first = add("a");
        QTRY_VERIFY(agreed());
        add("b");
        QTRY_VERIFY(agreed());
        QVERIFY(first.holds());
        QCOMPARE(first.cluster.lease.term, 1u);
        QVERIFY(m_members[1]->sameFlight);
    }

    void aLostHolderIsReplacedAndTheFlightIsTheSame()
    {
        for (const char *name : {"a", "b", "c"})
            add(name);
        QTRY_VERIFY(agreed());
        const quint64 term = m_members[0]->cluster.lease.term;
        remove(holder());
        QTRY_VERIFY(agreed());
        for (const auto &member : m_members) {
            QCOMPARE(member->cluster.lease.term, term + 1);
            QVERIFY(member->sameFlight);
            QVERIFY(!member->wentBack);
        }
    }

    void aDepartureIsToldOnceHoweverLateItIsNoticed()
    {
        for (const char *name : {"a", "b", "c"})
            add(name);
        QTRY_VERIFY(agreed());
        Member *lost = holder();
        Member &late = *m_members[m_members[0].get() == lost ? 1 : 0];
        const NodeId id = lost->id();
        m_bus->cut(id, late.id()); // it does not hear that the link was closed
        remove(lost);
        QTRY_VERIFY_WITH_TIMEOUT(agreed(), 15'000);
        late.node().execute(QStringLiteral("n"), Command::nudge()); // goes the same way as what it reports
        QTRY_VERIFY(late.results.value(QStringLiteral("n")).ok);
        for (const auto &member : m_members)
            QCOMPARE(std::count_if(member->events.begin(), member->events.end(),
                                   [id](const EventView &event) {
                                       return event.facts.kind == EventFacts::Kind::Left &&
                                              event.facts.node == id;
                                   }),
                     1);
    }

    void itStopsOnceHoweverOftenItIsToldTo()
    {
        Member &alone = add("a");
        QTRY_VERIFY(agreed());
        alone.node().stop();
        QTRY_COMPARE(alone.stopped, 1);
        alone.node().stop();
        QCOMPARE(alone.stopped, 1);
    }

    void aStoppingHolderHandsOverWithoutAVacancy()
    {
        for (const char *name : {"a", "b", "c"})
            add(name);
        QTRY_VERIFY(agreed());
        const quint64 term = m_members[0]->cluster.lease.term;
        Member *leaving = holder();
        for (const auto &member : m_members)
            member->terms.clear();
        leaving->node().stop();
        QTRY_VERIFY(leaving->stopped);
        remove(leaving);
        QTRY_VERIFY(agreed());
        for (const auto &member : m_members) {
            QCOMPARE(member->cluster.lease.term, term + 1);
            QVERIFY(!member->terms.contains(0));
            QVERIFY(member->sameFlight);
        }
    }

    void whoHasNoLinkToTheHolderFliesOn()
    {
        for (const char *name : {"a", "b", "c"})
            add(name);
        QTRY_VERIFY(agreed());
        const quint64 term = m_members[0]->cluster.lease.term;
        Member &from = *holder();
        Member &to = *m_members[m_members[0].get() == &from ? 1 : 0];
        for (const auto &member : m_members)
            member->terms.clear();
        m_bus->cutBoth(from.id(), to.id());
        const Tick before = to.flight->track.end();
        // Longer than a link may be silent.
        QTRY_VERIFY_WITH_TIMEOUT(to.flight->track.end() > before + 150, 15'000);
        QVERIFY(agreed());
        for (const auto &member : m_members) {
            QVERIFY(std::all_of(member->terms.begin(), member->terms.end(),
                                [term](quint64 seen) { return seen == term; }));
            QVERIFY(member->sameFlight);
            QVERIFY(!member->heard("is gone") && !member->heard("is silent"));
        }
        to.node().execute(QStringLiteral("n"), Command::nudge());
        QTRY_VERIFY(to.results.value(QStringLiteral("n")).ok);
    }

    void aPartitionHealsToOneHolder()
    {
        Member &a = add("a");
        Member &b = add("b");
        QTRY_VERIFY(agreed());
        m_bus->cutBoth(a.id(), b.id());
        QTRY_VERIFY(a.holds() && b.holds()); // each flies on: the same flight, twice
        m_bus->cutBoth(a.id(), b.id(), false);
        QTRY_VERIFY_WITH_TIMEOUT(agreed(), 15'000);
        QVERIFY(a.sameFlight && b.sameFlight);
        QVERIFY(!a.wentBack && !b.wentBack);
    }

    void whatAFollowerMissedItGetsBeforeTheNextPublication()
    {
        Liveness::Limits patient;
        patient.suspectAfter = patient.goneAfter = 1h; // or what is missed would be relayed
        for (const char *name : {"a", "b", "c"})
            add(name, {}, 0, patient);
        QTRY_VERIFY(agreed());
        Member &from = *holder();
        Member &to = *m_members[m_members[0].get() == &from ? 1 : 0];
        const Tick before = from.flight->track.end();
        QTRY_COMPARE(to.flight->track.end(), before);
        m_bus->cut(from.id(), to.id());
        QTRY_VERIFY(from.flight->track.end() > before);
        QCOMPARE(to.flight->track.end(), before);
        m_bus->cut(from.id(), to.id(), false);
        const Tick missed = from.flight->track.end();
        QTRY_VERIFY(to.flight->track.end() > before);
        QCOMPARE(to.flight->track.end(), missed);
        QCOMPARE(from.flight->track.end(), missed);
        QVERIFY(to.sameFlight);
    }

    void theFlightGoesOnFromTheSnapshot()
    {
        Member &first = add("a");
        QTRY_VERIFY(agreed());
        const Track before = first.flight->track;
        const quint64 term = first.cluster.lease.term;
        remove(&first);
        Member &again = add("a");
        QTRY_VERIFY(agreed());
        QVERIFY(again.cluster.lease.term > term);
        const Track after = again.flight->track;
        QVERIFY(after.begin() <= before.end());
        for (Tick t = std::max(before.begin(), after.begin()); t <= before.end(); ++t)
            QCOMPARE(after.at(double(t)), before.at(double(t)));
    }

    void aLivingFlightStaysWhateverTermANewcomerRemembers()
    {
        quint64 term = 0;
        for (int life = 0; life < 3; ++life) { // its snapshot is of an older flight and a higher term
            Member &old = add("b");
            QTRY_VERIFY(agreed());
            QVERIFY(old.cluster.lease.term > term);
            term = old.cluster.lease.term;
            remove(&old);
        }
        Member &living = add("a");
        QTRY_VERIFY(agreed());
        QCOMPARE(living.cluster.lease.term, 1u);
        Member &newcomer = add("b");
        QTRY_VERIFY(agreed());
        QVERIFY(living.holds());
        QVERIFY(living.sameFlight);
        QVERIFY(newcomer.flight->track == living.flight->track);
    }

    void aNewcomerShowsNothingOfItsOldSnapshot()
    {
        add("a");
        QTRY_VERIFY(agreed());
        writeSnapshot("b", 40, 100'000);
        Member &newcomer = add("b");
        QTRY_VERIFY(agreed());
        QVERIFY(newcomer.highestTick < 100'000 / 2);
    }

    void theNewestOfTwoSnapshotsFliesWhoeverComesFirst()
    {
        for (int life = 0; life < 2; ++life) {
            Member &old = add("b");
            QTRY_VERIFY(agreed());
            remove(&old);
        }
        const Tick known = readSnapshot("b").record.reach.end;
        Member &early = add("a"); // knows nothing, and is the first whose time of listening ends
        QTest::qWait(200);
        add("b");
        QTRY_VERIFY(agreed());
        QTRY_VERIFY(early.flight->track.end() > known + 10);
        QTRY_VERIFY(early.flight->clock.tickAt(monotonicNow()) > double(known));
        QTRY_VERIFY(agreed());
    }

    void aClockThatKnowsAnOlderFlightIsSetToThatOfTheBall()
    {
        writeSnapshot("a", 1, 100);
        writeSnapshot("b", 2, 500); // less than an era away: the first that claims gets the vote
        Member &early = add("a");
        add("b"); // at once: were it not there when the first one claims, it would find a living flight
        QTRY_VERIFY(agreed());
        const Tick end = early.flight->track.end();
        QVERIFY(end >= 500);
        QTRY_VERIFY(early.flight->track.end() > end); // within seconds: the clock is near
    }

    void aNudgeTurnsTheBallAtOnePlaceForEverybody()
    {
        Member &a = add("a");
        Member &b = add("b");
        QTRY_VERIFY(agreed());
        const Track before = a.flight->track;
        const auto turned = [&] {
            return !(a.flight->track.at(double(before.end())) == before.at(double(before.end())));
        };
        bool haveTurned = false; // one of the 36 directions of a nudge is the old one
        for (int i = 0; i < 8; ++i) {
            Member &asked = i % 2 == 0 ? a : b; // the holder, and one that is not
            const QString id = QString::number(i);
            const quint64 revision = asked.flight->revision;
            asked.node().execute(id, Command::nudge());
            QTRY_COMPARE(asked.results.value(id).revision, revision + 1);
            QTRY_VERIFY(a.flight->revision == revision + 1 && b.flight->revision == revision + 1);
            QVERIFY(a.flight->track == b.flight->track);
            haveTurned = haveTurned || turned();
        }
        QVERIFY(haveTurned);
    }

    void whatACommandHasChangedIsShownBeforeItIsAnswered()
    {
        Member &a = add("a");
        Member &b = add("b");
        QTRY_VERIFY(agreed());
        const QString behaviors[] = {QStringLiteral("RandomRebound"), QStringLiteral("MirrorJump")};
        for (int i = 0; i < 8; ++i) {
            Member &asked = i % 4 < 2 ? a : b; // the holder, and one that is not
            const QString id = QString::number(i);
            asked.node().execute(id, Command::setBehavior(behaviors[i % 2]));
            QTRY_VERIFY(asked.results.value(id).ok);
            QCOMPARE(asked.seenAt[id].revision, quint64(i + 1));
            QCOMPARE(asked.seenAt[id].behavior, behaviors[i % 2]);
        }
    }

    void aNewcomerIsNotToldAsNewsWhatHappenedLongAgo()
    {
        Member &a = add("a");
        QTRY_VERIFY(agreed());
        a.node().execute(QStringLiteral("s"), Command::setBehavior(QStringLiteral("RandomRebound")));
        QTRY_VERIFY(a.heard("The behaviour is RandomRebound now"));
        Member &b = add("b");
        QStringList news;
        connect(&b.node(), &NodeInterface::eventHappened, &b,
                [&news](const EventView &event) { news << event.text; });
        QTRY_VERIFY(b.heard("The behaviour is RandomRebound now"));
        QTRY_VERIFY(b.heard("b joined"));
        QVERIFY(news.filter(QStringLiteral("The behaviour is")).isEmpty());
        QTRY_COMPARE(a.events, b.events);
    }

    void eachArrivalIsToldOnce()
    {
        Member &a = add("a");
        QTRY_VERIFY(agreed());
        add("b");
        QTRY_VERIFY(a.heard("b joined"));
        Member &c = add("c");
        QTRY_VERIFY(a.heard("c joined"));
        c.node().execute(QStringLiteral("n"), Command::nudge()); // what c had told would go the same way
        QTRY_VERIFY(c.results.contains(QStringLiteral("n")));
        QStringList arrivals;
        for (const EventView &event : std::as_const(a.events))
            if (event.text.endsWith(QLatin1String(" joined")))
                arrivals << event.text;
        QCOMPARE(arrivals, (QStringList{QStringLiteral("b joined"), QStringLiteral("c joined")}));
    }

    void ofThoseWhoStartTogetherAllButTheHolderJoin()
    {
        for (const char *name : {"a", "b", "c"})
            add(name);
        QTRY_VERIFY(agreed());
        const QList<EventView> &events = m_members.front()->events;
        const auto arrivals = [&](NodeId node) {
            return std::ranges::count_if(events, [node](const EventView &event) {
                return event.facts.kind == EventFacts::Kind::Joined && event.facts.node == node;
            });
        };
        for (const auto &member : m_members)
            QTRY_COMPARE(arrivals(member->id()), member->holds() ? 0 : 1);
    }

    void aSwitchOfBehaviorIsSaidByEverybody()
    {
        Member &a = add("a");
        Member &b = add("b");
        QTRY_VERIFY(agreed());
        b.node().execute(QStringLiteral("s"), Command::setBehavior(QStringLiteral("RandomRebound")));
        QTRY_COMPARE(b.results.value(QStringLiteral("s")), CommandResult::done(1, a.cluster.lease.term, 2));
        QTRY_COMPARE(a.cluster.behavior, QStringLiteral("RandomRebound"));
        QTRY_COMPARE(b.cluster.behavior, QStringLiteral("RandomRebound"));
        QVERIFY(b.cluster.onTrial);
        QCOMPARE(b.cluster.lastGood, QStringLiteral("MirrorJump"));
        QTRY_COMPARE(b.cluster.lastGood, QStringLiteral("RandomRebound")); // the trial is over
        QVERIFY(!b.cluster.onTrial);
    }

    void aRefusedCommandChangesNothing()
    {
        Member &a = add("a");
        QTRY_VERIFY(agreed());
        a.node().execute(QStringLiteral("r"), Command::setBehavior(QStringLiteral("NonExistentBehavior")));
        QTRY_VERIFY(a.results.contains(QStringLiteral("r")));
        const CommandResult result = a.results.value(QStringLiteral("r"));
        QCOMPARE(result.status, 422);
        QVERIFY2(result.problem.contains(QLatin1String("NonExistentBehavior")), qPrintable(result.problem));
        const Tick end = a.flight->track.end();
        QTRY_VERIFY(a.flight->track.end() > end); // it flies on
        QCOMPARE(a.flight->revision, 0u);
        QCOMPARE(a.cluster.behavior, QStringLiteral("MirrorJump"));
        QTRY_VERIFY(std::ranges::any_of(a.events, [&result](const EventView &event) {
            return event.text == result.problem && event.facts.kind == EventFacts::Kind::Behavior;
        }));
    }

    void aLoneNodeAnswersWhenTheDiskHasIt()
    {
        Member &alone = add("a");
        QTRY_VERIFY(agreed());
        QList<quint64> onDisk;
        connect(&alone.node(), &NodeInterface::executed, &alone,
                [&] { onDisk << readSnapshot("a").record.revision; });
        for (int i = 1; i <= 50; ++i)
            alone.node().execute(QString::number(i), Command::nudge());
        QTRY_COMPARE(onDisk.size(), 50);
        for (int i = 1; i <= 50; ++i)
            QVERIFY(onDisk[i - 1] >= quint64(i));
    }

    void aLoneNodeWhoseDiskFailsSaysSo()
    {
        QVERIFY(QDir().mkpath(m_dir.path()));
        QFile inTheWay(snapshotDir("a"));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        Member &alone = add("a");
        QTRY_VERIFY(agreed());
        for (int i = 1; i <= 2; ++i) {
            alone.node().execute(QString::number(i), Command::nudge());
            QTRY_COMPARE(alone.results.value(QString::number(i)).status, 503);
        }
        QCOMPARE(std::count_if(alone.events.begin(), alone.events.end(),
                               [](const EventView &event) {
                                   return event.text.contains(QLatin1String("cannot be written"));
                               }),
                 1);
    }

    void commandsSurviveFailoversAndAreCarriedOutOnce()
    {
        for (const char *name : {"a", "b", "c", "d"})
            add(name);
        QTRY_VERIFY(agreed());
        int sent = 0;
        while (m_members.size() > 1) {
            // The holder is lost with commands on their way to it, from a node that stays.
            Member *lost = holder();
            Member *asked =
                m_members.front().get() == lost ? m_members.back().get() : m_members.front().get();
            for (int i = 0; i < 5; ++i)
                asked->node().execute(QStringLiteral("c%1").arg(sent++), Command::nudge());
            remove(lost);
            QTRY_VERIFY(agreed());
            for (int i = sent - 5; i < sent; ++i)
                QTRY_VERIFY(asked->results.value(QStringLiteral("c%1").arg(i)).ok);
        }
        QTRY_COMPARE(m_members.front()->flight->revision, quint64(sent)); // none was lost, none came twice
    }

    void aFaultWhoseAnswerIsLostIsOrderedAgainAndCarriedOutOnce()
    {
        Member &target = add("a");
        QTRY_VERIFY(agreed());
        Member &asked = add("b");
        QTRY_VERIFY(agreed());
        m_bus->cut(target.id(), asked.id());
        const FaultOrder order{Fault::LossyNetwork, target.id(), shortestFault};
        asked.node().execute(QStringLiteral("f"), Command::injectFault(order));
        QTRY_VERIFY(target.heard("lossy network"));
        m_bus->cut(target.id(), asked.id(), false);
        QTRY_VERIFY(asked.results.contains(QStringLiteral("f")));
        QVERIFY(asked.results[QStringLiteral("f")].ok);
        QCOMPARE(std::count_if(target.events.begin(), target.events.end(),
                               [](const EventView &event) {
                                   return event.text.contains(QLatin1String("lossy network"));
                               }),
                 1);
    }

    void twoOfOneNameAreWarnedOf()
    {
        Member &one = add("twin");
        QVERIFY(one.cluster.warnings.isEmpty());
        add("other");
        m_members.push_back(std::make_unique<Member>(
            *m_bus, QStringLiteral("twin"), m_dir.filePath(QStringLiteral("elsewhere")), QStringList(), 0));
        Member &two = *m_members.back();
        QVERIFY(two.start().isEmpty());
        const QStringList expected{
            QStringLiteral("2 nodes are named twin; give each a name of its own with --name")};
        QTRY_COMPARE(one.cluster.warnings, expected);
        QTRY_COMPARE(two.cluster.warnings, expected);
        remove(&two);
        QTRY_VERIFY(one.cluster.warnings.isEmpty());
    }

    void viewersAreCountedOverTheWholeCluster()
    {
        Member &a = add("a");
        Member &b = add("b");
        QTRY_VERIFY(agreed());
        a.node().setViewers(QStringLiteral("web"), 3);
        a.node().setViewers(QStringLiteral("window"), 1);
        b.node().setViewers(QStringLiteral("web"), 2);
        QTRY_COMPARE(b.cluster.viewersOnline(), 6);
        remove(&a);
        QTRY_COMPARE(b.cluster.viewersOnline(), 2);
    }

    void anEngineThatDiesIsReplacedOnTheSameNode()
    {
        Member &alone = add("a");
        QTRY_VERIFY(agreed());
        int events = 0;
        QStringList faults;
        connect(&alone.node(), &NodeInterface::eventHappened, &alone, [&](const EventView &event) {
            events += event.text.endsWith(QLatin1String("; the spare took over")) &&
                      event.facts.kind == EventFacts::Kind::EngineLost &&
                      event.facts.node == alone.node().id();
            faults << event.facts.fault;
        });
        const Track before = alone.flight->track;
        alone.node().execute(QStringLiteral("f"), Command::injectFault({Fault::CrashEngine, {}, {}}));
        QTRY_COMPARE(events, 1);
        QVERIFY(faults.contains(QStringLiteral("crash-engine")));
        QTRY_VERIFY(alone.flight->track.end() > before.end());
        QVERIFY(alone.sameFlight);
        QCOMPARE(alone.cluster.lease.term, 1u);
    }
};

QTEST_GUILESS_MAIN(TestNode)
#include "tst_node.moc"
