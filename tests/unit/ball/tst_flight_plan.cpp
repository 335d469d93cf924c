// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/workload/FlightPlan.h"

#include <QTest>

using namespace everbounce;

namespace {

constexpr double ticksInSecond = 1000.0 / 30;
constexpr Tick lead = 5;

LoadedBehavior loadBuiltin(const BehaviorCode &code)
{
    return makeBuiltinBehavior(code.name.toStdString());
}

BehaviorFinder::Found findBuiltin(const QString &name)
{
    if (makeBuiltinBehavior(name.toStdString()))
        return BehaviorCode{BehaviorCode::Kind::Builtin, name, {}, {}};
    return QStringLiteral("There is no %1.").arg(name);
}

const BehaviorFinder finder{findBuiltin, [](const BehaviorRef &ref) { return findBuiltin(ref.name); }};

/// The next record, as the holder makes it of a plan.
FlightRecord flown(const FlightPlan &plan)
{
    const auto answer = std::get<FlightAnswer>(fly(plan.request, loadBuiltin));
    FlightRecord record = plan.draft;
    record.checkpoint = answer.checkpoint;
    record.track = answer.track;
    return record;
}

} // namespace

/// What viewers can rely on when the flight changes, whichever node plans it. Pure.
class TestFlightPlan : public QObject
{
    Q_OBJECT

private:
    static Moment at(double now) { return {now, ticksInSecond, 3 * ticksInSecond}; }

    static FlightRecord extended(const FlightRecord &record, double now)
    {
        return flown(std::get<FlightPlan>(Planner(record, at(now), finder).extension()));
    }

    static FlightRecord commanded(const FlightRecord &record, double now, const BallOrder &order)
    {
        const Planner planner(record, at(now), finder);
        return flown(std::get<FlightPlan>(planner.command(std::get<FlightPlan>(planner.extension()), order)));
    }

    static void compareUpTo(Tick end, const Track &before, const Track &after)
    {
        for (double tick = double(after.begin()); tick <= double(end); tick += 0.25)
            QCOMPARE(after.at(tick), before.at(tick));
    }

private Q_SLOTS:
    void aChangeLeavesWhatViewersMayHaveDrawn()
    {
        FlightRecord record = extended(newbornFlight(), 0);
        for (double now = 10.7; now < 300; now += 17.3) {
            const FlightRecord before = extended(record, now);
            record = commanded(before, now, BallOrder());
            const Tick turn = Tick(now) + lead;
            compareUpTo(turn, before.track, record.track);
            const Position speed = record.track.segmentAt(double(turn) + 0.5).speedAt(double(turn));
            QVERIFY(std::abs(speed.x) >= 3 && std::abs(speed.x) <= 5);
            QVERIFY(std::abs(speed.y) >= 3 && std::abs(speed.y) <= 5);
        }
    }

    void commandsInQuickSuccessionAllCount()
    {
        FlightRecord record = extended(newbornFlight(), 0);
        record = commanded(record, 100.1,
                           BallOrder{BallOrder::Kind::SelectBehavior, QStringLiteral("RandomRebound")});
        const FlightRecord before = record;
        record = commanded(record, 100.2, BallOrder()); // the same tick
        record = commanded(record, 102.9, BallOrder()); // before the first change is in effect
        QCOMPARE(record.behavior.name, QStringLiteral("RandomRebound"));
        compareUpTo(100 + lead, before.track, record.track);
        QVERIFY(record.track.end() >= Tick(102 + 4 * ticksInSecond));
    }

    void aRollBackLeavesWhatViewersMayHaveDrawn()
    {
        const FlightRecord record =
            commanded(extended(newbornFlight(), 0), 50,
                      BallOrder{BallOrder::Kind::SelectBehavior, QStringLiteral("RandomRebound")});
        const FlightRecord after =
            flown(Planner(record, at(80.5), finder).rollBack({{QStringLiteral("RandomRebound"), {}}}));
        compareUpTo(80 + lead, record.track, after.track);
        QCOMPARE(after.behavior.name, QStringLiteral("MirrorJump"));
    }

    void aTrialEndsWithTheThirdBounceAndNotWithTheThirdTurn()
    {
        constexpr double second = 33;
        const double right = Box().width - Box().radius;
        std::vector<Segment> turning;
        for (Tick tick = 10; tick < 60; ++tick)
            turning.push_back({tick, 300, 200, tick % 2 ? 1.0 : -1.0, 0});
        QCOMPARE(trialEndOf(Track(turning, 200), Box(), 20, second), Tick(20 + 3 * second));
        const Track bouncing({{10, right - 40, 100, 4, 0},
                              {20, right, 100, -4, 0},
                              {25, right - 20, 100, 4, 0}, // away from no wall
                              {30, right, 100, -4, 0},
                              {31, right - 4, 100, 4, 0},
                              {32, right, 100, -4, 0}},
                             200);
        QCOMPARE(trialEndOf(bouncing, Box(), 15, second), Tick(32));
        QCOMPARE(trialEndOf(bouncing, Box(), 20, second), Tick(20 + 3 * second)); // the first one was before
    }

    void theLeadIsTimeWhateverTheTick_data()
    {
        QTest::addColumn<double>("tickMs");
        QTest::addColumn<Tick>("lead");
        QTest::newRow("usual") << 30.0 << Tick(5);
        QTest::newRow("fine") << 5.0 << Tick(30);
        QTest::newRow("coarse") << 1000.0 << Tick(1);
    }
    void theLeadIsTimeWhateverTheTick()
    {
        QFETCH(double, tickMs);
        QFETCH(Tick, lead);
        const double second = 1000 / tickMs;
        const FlightRecord record = extended(newbornFlight(), 0);
        const Planner planner(record, {20.5, second, 3 * second}, finder);
        const auto plan = planner.command(std::get<FlightPlan>(planner.extension()), BallOrder());
        QCOMPARE(std::get<FlightPlan>(plan).request.change->at, 20 + lead);
    }
};

QTEST_GUILESS_MAIN(TestFlightPlan)
#include "tst_flight_plan.moc"
