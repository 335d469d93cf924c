// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/ChaosPilot.h"
#include "gui/LinkRoutes.h"
#include "gui/NodeCards.h"
#include "gui/PastFlight.h"

#include <QTest>

#include <set>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of what the window shows of the cluster, of where the ball has been, and of what chaos may break.
class TestConsole : public QObject
{
    Q_OBJECT

private:
    using Look = NodeCard::Look;

    static NodeInfo node(quint64 id, const char *name) { return {.id = {id}, .name = QLatin1String(name)}; }
    static ClusterView three()
    {
        ClusterView view;
        view.self = {2};
        view.lease = {5, {3}};
        view.nodes = {node(2, "beta"), node(1, "alpha"), node(3, "gamma")};
        view.links = {{{1}, {2}, 0.3}, {{1}, {3}, 7}, {{2}, {3}, 12}};
        return view;
    }
    static EventView fault(const char *name, quint64 about, double seconds)
    {
        return {.facts = {EventFacts::Kind::Fault, {about}, 0, seconds, QLatin1String(name)}};
    }
    static QString namesOf(const NodeCards &cards, Nanoseconds now)
    {
        QStringList names;
        for (const NodeCard &card : cards.at(now))
            names << (card.look == Look::Gone ? card.node.name.toUpper() : card.node.name);
        return names.join(u' ');
    }
    static FlightView bouncing()
    {
        // To the right wall, to the corner below left, and on.
        FlightView view;
        view.lease = {1, {1}};
        view.track = Track({{0, 740, 100, 4, 3}, {10, 780, 130, -4, 3}, {93, 448, 379, -4, -3}}, 200);
        return view;
    }
    static std::vector<ChaosPilot::Aim> sound(std::initializer_list<quint64> ids)
    {
        std::vector<ChaosPilot::Aim> aims;
        for (const quint64 id : ids)
            aims.push_back({{id}, id == 1});
        return aims;
    }
    /// Whatever a pilot may choose in that situation.
    static std::set<std::pair<Fault, quint64>> choices(const std::vector<ChaosPilot::Aim> &nodes,
                                                       quint64 holder)
    {
        ChaosPilot pilot(1);
        std::set<std::pair<Fault, quint64>> chosen;
        for (int i = 0; i < 2000; ++i) {
            if (const auto order = pilot.choose(nodes, {holder}))
                chosen.emplace(order->fault, order->node.value);
        }
        return chosen;
    }

private Q_SLOTS:
    void cardsTellWhoHoldsAndHowFarTheOthersAre()
    {
        NodeCards cards;
        cards.setView(three(), 0s);
        const auto all = cards.at(0s);
        QVERIFY(all[0].self && !all[0].holder && !all[0].roundTripMs);
        QVERIFY(!all[1].self && !all[1].holder);
        QCOMPARE(all[1].roundTripMs, 0.3);
        QVERIFY(all[2].holder);
        QCOMPARE(all[2].roundTripMs, 12.0);
    }

    void aNodeThatLeftStaysInItsPlaceForAWhile()
    {
        NodeCards cards;
        cards.setView(three(), 0s);
        ClusterView view = three();
        view.nodes.removeAt(1);
        cards.setView(view, 1s);
        QCOMPARE(namesOf(cards, 1s), QStringLiteral("beta ALPHA gamma"));
        QCOMPARE(namesOf(cards, 10'999ms), QStringLiteral("beta ALPHA gamma"));
        QCOMPARE(namesOf(cards, 11s), QStringLiteral("beta gamma"));
    }

    void aNodeThatComesBackTakesItsGhostsPlace()
    {
        NodeCards cards;
        cards.setView(three(), 0s);
        ClusterView view = three();
        view.nodes.removeAt(1);
        cards.setView(view, 1s);
        view.nodes.insert(1, node(9, "alpha"));
        cards.setView(view, 2s);
        QCOMPARE(namesOf(cards, 2s), QStringLiteral("beta alpha gamma"));
        QCOMPARE(cards.at(2s)[1].node.id.value, quint64(9));
    }

    void whatWasDoneToANodeIsSeenWhileItLasts()
    {
        NodeCards cards;
        cards.setView(three(), 0s);
        cards.addEvent(fault("isolate-node", 1, 5), 1s);
        cards.addEvent(fault("lossy-network", 3, 10), 1s);
        QCOMPARE(cards.at(2s)[1].look, Look::Isolated);
        QCOMPARE(cards.at(2s)[1].secondsLeft, 4.0);
        QCOMPARE(cards.at(2s)[2].look, Look::Lossy);
        QCOMPARE(cards.at(6s)[1].look, Look::Alive);
        QCOMPARE(cards.at(11s)[2].look, Look::Alive);
    }

    void aSilentNodeIsFrozenOnlyWhereThatWasAskedOfIt()
    {
        NodeCards cards;
        ClusterView view = three();
        cards.setView(view, 0s);
        cards.addEvent(fault("freeze-node", 1, 5), 1s);
        QCOMPARE(cards.at(2s)[1].look, Look::Alive); // not seen yet
        view.nodes[1].state = view.nodes[2].state = NodeInfo::State::Suspect;
        cards.setView(view, 2s);
        QCOMPARE(cards.at(2s)[1].look, Look::Frozen);
        QCOMPARE(cards.at(2s)[2].look, Look::Suspect);
        QCOMPARE(cards.at(6s)[1].look, Look::Suspect);
    }

    void theTrailIsReadOffTheTrack()
    {
        PastFlight past;
        QVERIFY(past.trail(10, 600ms, 3).empty());
        past.update(bouncing(), 0s);
        QCOMPARE(past.trail(20, 600ms, 3), (std::vector<Position>{{740, 100}, {780, 130}, {740, 160}}));
        QCOMPARE(past.trail(10, 600ms, 3), (std::vector<Position>{{740, 100}, {780, 130}})); // it began then
    }

    void bouncesAreMetOnTheWalls()
    {
        PastFlight past;
        past.update(bouncing(), 0s);
        QCOMPARE(past.bounces(9, 2s).size(), std::size_t(0)); // not yet
        QCOMPARE(past.bounces(10, 2s), (std::vector<Bounce>{{10, {800, 130}}}));
        QCOMPARE(past.bounces(76, 2s).size(), std::size_t(1));
        QCOMPARE(past.bounces(77, 2s).size(), std::size_t(0)); // too long ago
        QCOMPARE(past.bounces(100, 2s), (std::vector<Bounce>{{93, {448, 400}}}));
    }

    void aChangeOfDirectionInTheMiddleIsNoBounce()
    {
        PastFlight past;
        FlightView view = bouncing();
        view.track = Track({{0, 300, 200, 4, 3}, {10, 340, 230, -4, -5}}, 100);
        past.update(view, 0s);
        QVERIFY(past.bounces(10, 2s).empty());
    }

    void thePastOutlivesPublicationsButNotForEver()
    {
        PastFlight past;
        past.update(bouncing(), 0s);
        FlightView next = bouncing();
        next.track = Track({{93, 448, 379, -4, -3}}, 300);
        past.update(next, 93 * 30ms);
        QCOMPARE(past.bounces(93, 2800ms).size(), std::size_t(2));
        next.track = Track({{93, 448, 379, -4, -3}}, 400);
        past.update(next, 200 * 30ms);
        QVERIFY(past.trail(20, 600ms, 3).empty());
    }

    void aLowerLeaseHasNoPast()
    {
        PastFlight past;
        FlightView view = bouncing();
        view.lease = {2, {1}};
        past.update(view, 0s);
        past.update(bouncing(), 0s);
        FlightView lower = bouncing();
        lower.track = Track({{0, 0, 0, 1, 0}}, 100);
        past.update(lower, 0s);
        QCOMPARE(past.trail(10, 300ms, 2).back(), (Position{780, 130}));
        QCOMPARE(past.speedAt(5), 5 / 0.03);
    }

    void linksGoTheShortestWayThatIsFree()
    {
        //   A
        // B   C
        const QList<QRectF> cards{{60, 0, 80, 40}, {0, 80, 80, 40}, {120, 80, 80, 40}};
        QCOMPARE(linkBetween(cards, 1, 2), QLineF(80, 100, 120, 100));
        QCOMPARE(linkBetween(cards, 0, 1), QLineF(100, 40, 40, 80));
        // B is between A and C: the way leads around it, not through it.
        const QList<QRectF> column{{0, 0, 80, 40}, {0, 80, 60, 40}, {0, 160, 80, 40}};
        const QLineF around = linkBetween(column, 0, 2);
        QVERIFY(around.p1().x() >= 60 && around.p2().x() >= 60);
    }

    void chaosBreaksAllKindsOfThingsWhereThereAreEnoughNodes()
    {
        const auto all = choices(sound({1, 2, 3}), 2);
        std::set<Fault> kinds;
        for (const auto &[kind, where] : all)
            kinds.insert(kind);
        QCOMPARE(qsizetype(kinds.size()), allFaults().size());
        for (const auto &[kind, where] : all) {
            if (kind == Fault::CrashEngine || kind == Fault::HangEngine || kind == Fault::StepDown)
                QCOMPARE(where, quint64(2)); // only the holder can do that
        }
    }

    void chaosNeverEndsOrFreezesItsOwnWindow()
    {
        for (const auto &[kind, where] : choices(sound({1, 2, 3, 4}), 1))
            QVERIFY(where != 1 || (kind != Fault::KillNode && kind != Fault::FreezeNode));
    }

    void chaosLeavesTwoSoundNodes()
    {
        auto nodes = sound({1, 2, 3});
        nodes[2].isSound = false; // frozen, say
        for (const auto &[kind, where] : choices(nodes, 2)) {
            QVERIFY(kind != Fault::KillNode && kind != Fault::FreezeNode && kind != Fault::IsolateNode &&
                    kind != Fault::LossyNetwork);
            QVERIFY(where != 3);
        }
    }

    void withOneOrTwoNodesChaosBreaksEnginesOnly()
    {
        const std::set<std::pair<Fault, quint64>> engines{{Fault::CrashEngine, 1}, {Fault::HangEngine, 1}};
        QCOMPARE(choices(sound({1}), 1), engines);
        QCOMPARE(choices(sound({1, 2}), 1), engines);
        QVERIFY(choices(sound({1, 2}), 0).empty());
    }

    void chaosWaitsThreeToSixSeconds()
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

    void aFaultIsSurvivedWhereNothingStalledAndSomebodyHolds()
    {
        ChaosPilot pilot(1);
        pilot.injected(0s);
        pilot.judge(4900ms, true);
        QCOMPARE(pilot.judged(), 0);
        pilot.injected(4950ms);
        pilot.judge(5s, true);
        QCOMPARE(pilot.survived(), 1);
        pilot.stalled(100ms); // can be borne
        pilot.stalled(101ms);
        pilot.judge(10s, true);
        QCOMPARE(pilot.judged(), 2);
        QCOMPARE(pilot.survived(), 1);
        pilot.injected(20s);
        pilot.judge(25s, false);
        QCOMPARE(pilot.judged(), 3);
        QCOMPARE(pilot.survived(), 1);
    }

    void chaosStartsToCountAnew()
    {
        ChaosPilot pilot(1);
        pilot.injected(0s);
        pilot.judge(5s, true);
        pilot.injected(6s);
        QVERIFY(!pilot.refused() && !pilot.refused());
        pilot.startAnew();
        QVERIFY(!pilot.hasOpen() && !pilot.refused());
        pilot.judge(20s, true);
        QCOMPARE(pilot.judged(), 0);
        QCOMPARE(pilot.survived(), 0);
    }

    void chaosGivesUpWhenItIsRefusedAgainAndAgain()
    {
        ChaosPilot pilot(1);
        QVERIFY(!pilot.refused() && !pilot.refused());
        pilot.injected(0s);
        QVERIFY(!pilot.refused() && !pilot.refused() && pilot.refused());
    }
};

QTEST_GUILESS_MAIN(TestConsole)
#include "tst_console.moc"
