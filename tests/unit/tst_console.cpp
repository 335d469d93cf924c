// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/flight/PastFlight.h"
#include "engine/viewer/look/ChaosPilot.h"
#include "engine/viewer/look/LinksLayout.h"
#include "engine/viewer/look/NodeLooks.h"

#include <QLineF>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of what the window shows of the cluster, of where the ball has been, and of what chaos may break.
class TestConsole : public QObject
{
    Q_OBJECT

private:
    using State = NodeLook::State;

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
    static QString namesOf(const NodeLooks &looks, Nanoseconds now)
    {
        QStringList names;
        for (const NodeLook &look : looks.at(now))
            names << (look.isGhost ? look.node.name.toUpper() : look.node.name);
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
    static QRectF card(double x, double y) { return {x, y, 100, 60}; }
    static std::vector<LinkToDraw> links(std::initializer_list<std::pair<quint64, quint64>> pairs)
    {
        std::vector<LinkToDraw> links;
        for (const auto &[a, b] : pairs)
            links.push_back({{a}, {b}, QStringLiteral("0.3 ms")});
        return links;
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
        NodeLooks looks;
        looks.setView(three(), 0s);
        const auto all = looks.at(0s);
        QVERIFY(all[0].self && !all[0].holder && !all[0].roundTripMs);
        QVERIFY(!all[1].self && !all[1].holder);
        QCOMPARE(all[1].roundTripMs, 0.3);
        QVERIFY(all[2].holder);
        QCOMPARE(all[2].roundTripMs, 12.0);
    }

    void aNodeThatLeftStaysInItsPlaceForAWhile()
    {
        NodeLooks looks;
        looks.setView(three(), 0s);
        ClusterView view = three();
        view.nodes.removeAt(1);
        looks.setView(view, 1s);
        QCOMPARE(namesOf(looks, 1s), QStringLiteral("beta ALPHA gamma"));
        QCOMPARE(namesOf(looks, 10'999ms), QStringLiteral("beta ALPHA gamma"));
        QCOMPARE(namesOf(looks, 11s), QStringLiteral("beta gamma"));
    }

    void aGhostFoldsAtTheEndOfItsTime()
    {
        NodeLooks looks;
        looks.setView(three(), 0s);
        ClusterView view = three();
        view.nodes.removeAt(1);
        looks.setView(view, 1s);
        QVERIFY(looks.at(10'699ms)[1].isGhost && !looks.at(10'699ms)[1].isFolding);
        QVERIFY(looks.at(10'700ms)[1].isFolding);
    }

    void ofAGhostThatIsFrozenOrIsolatedThatIsSaidAsLongAsItLasts()
    {
        NodeLooks looks;
        looks.setView(three(), 0s);
        looks.addEvent(fault("freeze-node", 1, 5), 0s);
        looks.addEvent(fault("isolate-node", 3, 4), 0s);
        ClusterView view = three();
        view.nodes = {view.nodes[0]};
        looks.setView(view, 3s);
        const auto states = [&looks](Nanoseconds now) {
            const auto all = looks.at(now);
            return std::pair(all[1].state, all[2].state);
        };
        QCOMPARE(states(3s), std::pair(State::Frozen, State::Isolated));
        QCOMPARE(looks.at(3s)[1].secondsLeft, 2.0);
        QVERIFY(looks.at(3s)[1].isGhost && looks.at(3s)[2].isGhost);
        QCOMPARE(states(4500ms), std::pair(State::Frozen, State::Gone));
        QCOMPARE(states(6s), std::pair(State::Gone, State::Gone));
    }

    void aNodeThatIsAskedToDieSaysSoUntilItIsGoneOrIsNotToDie()
    {
        NodeLooks looks;
        looks.setView(three(), 0s);
        looks.setAskedToDie({1}, true);
        looks.setAskedToDie({3}, true);
        QCOMPARE(looks.at(0s)[1].state, State::Dying);
        looks.setAskedToDie({1}, false);
        QCOMPARE(looks.at(0s)[1].state, State::Alive);
        QCOMPARE(looks.at(1h)[2].state, State::Dying); // however long that takes
        ClusterView view = three();
        view.nodes.removeAt(2);
        looks.setView(view, 1s);
        QCOMPARE(looks.at(1s)[2].state, State::Gone);
    }

    void aNodeThatComesBackTakesItsGhostsPlace()
    {
        NodeLooks looks;
        looks.setView(three(), 0s);
        ClusterView view = three();
        view.nodes.removeAt(1);
        looks.setView(view, 1s);
        view.nodes.insert(1, node(9, "alpha"));
        looks.setView(view, 2s);
        QCOMPARE(namesOf(looks, 2s), QStringLiteral("beta alpha gamma"));
        QCOMPARE(looks.at(2s)[1].node.id.value, quint64(9));
    }

    void whatWasDoneToANodeIsSeenWhileItLasts()
    {
        NodeLooks looks;
        looks.setView(three(), 0s);
        looks.addEvent(fault("isolate-node", 1, 5), 1s);
        looks.addEvent(fault("lossy-network", 3, 10), 1s);
        QCOMPARE(looks.at(2s)[1].state, State::Isolated);
        QCOMPARE(looks.at(2s)[1].secondsLeft, 4.0);
        QCOMPARE(looks.at(2s)[2].state, State::Lossy);
        QCOMPARE(looks.at(6s)[1].state, State::Alive);
        QCOMPARE(looks.at(11s)[2].state, State::Alive);
    }

    void aSilentNodeIsFrozenOnlyWhereThatWasAskedOfIt()
    {
        NodeLooks looks;
        ClusterView view = three();
        looks.setView(view, 0s);
        looks.addEvent(fault("freeze-node", 1, 5), 1s);
        QCOMPARE(looks.at(2s)[1].state, State::Alive); // not seen yet
        view.nodes[1].state = view.nodes[2].state = NodeInfo::State::Suspect;
        looks.setView(view, 2s);
        QCOMPARE(looks.at(2s)[1].state, State::Frozen);
        QCOMPARE(looks.at(2s)[2].state, State::Suspect);
        QCOMPARE(looks.at(6s)[1].state, State::Suspect);
    }

    void theTrailIsReadOffTheTrack()
    {
        PastFlight past;
        QVERIFY(past.trail(10, 600ms).empty());
        past.update(bouncing(), 0s);
        const std::vector<WayPoint> whole = past.trail(20, 600ms);
        QCOMPARE(whole.front(), (WayPoint{{740, 100}, std::atan2(3, 4), 0}));
        QCOMPARE(whole.back(), (WayPoint{{740, 160}, std::atan2(3, -4), 1}));
        const std::vector<WayPoint> sinceItBegan = past.trail(10, 600ms);
        QCOMPARE(sinceItBegan.front().at, (Position{740, 100}));
        QCOMPARE(sinceItBegan.back().at, (Position{780, 130}));
    }

    void theTrailTurnsAtAWallTheShorterWay()
    {
        PastFlight past;
        past.update(bouncing(), 0s);
        std::vector<double> angles;
        for (const WayPoint &point : past.trail(20, 600ms)) {
            if (point.at == Position{780, 130})
                angles.push_back(point.angle);
        }
        QVERIFY(angles.size() > 3);
        QCOMPARE(angles.front(), std::atan2(3, 4));
        QCOMPARE(angles.back(), std::atan2(3, -4));
        QVERIFY(std::is_sorted(angles.begin(), angles.end()));
    }

    void aBallThatRestsLeavesNoTrail()
    {
        PastFlight past;
        FlightView view = bouncing();
        view.track = Track({{0, 300, 200, 0, 0}}, 100);
        past.update(view, 0s);
        QVERIFY(past.trail(20, 600ms).empty());
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
        QVERIFY(past.trail(20, 600ms).empty());
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
        QCOMPARE(past.trail(10, 300ms).back().at, (Position{780, 130}));
        QCOMPARE(past.speedAt(5), 5 / 0.03);
    }

    void aLinksFigureStandsBetweenItsCardsOnNoneOfThem()
    {
        const std::map<NodeId, QRectF> cards{{{1}, card(80, 0)}, {{2}, card(0, 120)}, {{3}, card(160, 120)}};
        const auto lines = layOutLinks(links({{1, 2}, {1, 3}, {2, 3}}), cards);
        for (const LinkLine &line : lines) {
            QVERIFY(line.place);
            for (const auto &[node, rect] : cards)
                QVERIFY(!rect.contains(*line.place));
        }
        QCOMPARE(*lines[2].place, QPointF(130, 150));
    }

    void figuresDoNotStandOnEachOtherAndWhatHasNoRoomHasNone()
    {
        const auto lines =
            layOutLinks(links({{1, 4}, {2, 3}}),
                        {{{1}, card(0, 0)}, {{2}, card(160, 0)}, {{3}, card(0, 120)}, {{4}, card(160, 120)}});
        QCOMPARE(*lines[0].place, QPointF(130, 90));
        QVERIFY(!lines[1].place || QLineF(*lines[0].place, *lines[1].place).length() > 16);
        QVERIFY(!layOutLinks(links({{1, 2}}), {{{1}, card(0, 0)}, {{2}, card(102, 0)}})[0].place);
        const auto columns =
            layOutLinks(links({{1, 2}, {3, 4}}),
                        {{{1}, card(0, 0)}, {{2}, card(0, 120)}, {{3}, card(45, 0)}, {{4}, card(45, 120)}});
        const QPointF apart = *columns[0].place - *columns[1].place;
        QVERIFY(std::abs(apart.y()) >= 16 || std::abs(apart.x()) >= 42); // nor close to each other
    }

    void aFigureStandsOnNoCardThatHasNoLinksEither()
    {
        const QRectF ghost(0, 100, 60, 60);
        const auto lines = layOutLinks(links({{1, 2}}), {{{1}, card(0, 0)}, {{2}, card(0, 240)}}, {ghost});
        QVERIFY(lines[0].place && !ghost.contains(*lines[0].place));
    }

    void aLinkPastAnotherCardBendsAroundItAndOneToNobodyIsNotDrawn()
    {
        const auto lines =
            layOutLinks(links({{1, 3}, {1, 9}}),
                        {{{1}, card(0, 0)}, {{2}, card(0, 100)}, {{3}, card(0, 200)}, {{4}, card(160, 0)}});
        QCOMPARE(lines.size(), std::size_t(1));
        QVERIFY(lines[0].past.x() > 100);
        QCOMPARE(lines[0].along(0.5).x(), (lines[0].from.x() + lines[0].past.x()) / 2);
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
