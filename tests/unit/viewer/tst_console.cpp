// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/flight/PastFlight.h"
#include "engine/viewer/look/NodeLooks.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of what the window shows of the cluster, and of where the ball has been.
class TestConsole : public QObject
{
    Q_OBJECT

private:
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
    static FlightView bouncing()
    {
        // To the right wall, to the corner below left, and on.
        FlightView view;
        view.lease = {1, {1}};
        view.track = Track({{0, 740, 100, 4, 3}, {10, 780, 130, -4, 3}, {93, 448, 379, -4, -3}}, 200);
        return view;
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

    void cardsAreSmallWhereLargeOnesWouldNotAllBeInSight()
    {
        QList<int> few;
        for (const double height : {0.0, 300.0, 720.0, 768.0, 800.0, 945.0, 946.0, 2000.0})
            few << NodeLooks::fewWithin(height);
        QCOMPARE(few, (QList<int>{8, 4, 4, 6, 6, 6, 8, 8}));
        NodeLooks looks;
        looks.setView(three(), 0s);
        QCOMPARE(looks.at(0s)[1].node.name, QStringLiteral("alpha"));
        looks.setFew(2);
        QCOMPARE(looks.at(0s)[1].node.name, QStringLiteral("gamma")); // the holder
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
};

QTEST_GUILESS_MAIN(TestConsole)
#include "tst_console.moc"
