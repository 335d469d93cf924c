// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/flight/CurveFit.h"
#include "engine/ball/flight/LookAhead.h"
#include "tests/unit/ball/Falling.h"

#include <QTest>

#include <cmath>

using namespace everbounce;

/// Promises of the track for motion that is not straight: few runs, close to the flight, and what was
/// published never changes its form.
class TestCurve : public QObject
{
    Q_OBJECT

private:
    /// The ticks at which the flight is turned by a wall, where speeds change by more than gravity and drag
    /// explain; and its begin and end.
    static std::vector<Tick> turns(const LookAhead &ahead)
    {
        std::vector<Tick> ticks{ahead.begin()};
        for (Tick tick = ahead.begin() + 1; tick < ahead.end(); ++tick) {
            const BallState &from = ahead.stateAt(tick);
            const BallState &to = ahead.stateAt(tick + 1);
            if (std::abs(to.dx - from.dx) > 1 || std::abs(to.dy - from.dy) > 1)
                ticks.push_back(tick);
        }
        ticks.push_back(ahead.end());
        return ticks;
    }

    /// One run from each turn to the next; but two steps alone are two straight ones.
    static std::size_t runsFor(const std::vector<Tick> &turns)
    {
        std::size_t count = turns.size() - 1;
        for (std::size_t i = 1; i < turns.size(); ++i)
            count += turns[i] - turns[i - 1] == 2 ? 1 : 0;
        return count;
    }

    static double farthestApart(const LookAhead &ahead)
    {
        double farthest = 0;
        for (Tick tick = ahead.begin(); tick <= ahead.end(); ++tick) {
            const Position drawn = ahead.track().at(double(tick));
            const BallState &state = ahead.stateAt(tick);
            farthest = std::max(farthest, std::hypot(drawn.x - state.x, drawn.y - state.y));
        }
        return farthest;
    }

    /// True if each run ends where the next one begins.
    static bool unbroken(const Track &track)
    {
        const auto &runs = track.segments();
        for (std::size_t i = 1; i < runs.size(); ++i) {
            const Position end = runs[i - 1].at(double(runs[i].tick));
            if (std::hypot(end.x - runs[i].x, end.y - runs[i].y) > 1e-10)
                return false;
        }
        return true;
    }

    static void addMotionRows()
    {
        QTest::addColumn<double>("gravity");
        QTest::addColumn<double>("kept");
        QTest::newRow("gravity") << 0.2 << 1.0;
        QTest::newRow("strong gravity") << 0.7310585786300049 << 1.0;
        QTest::newRow("weak gravity") << 0.0123 << 1.0;
        QTest::newRow("drag") << 0.0 << 0.995;
        QTest::newRow("gravity and drag") << 0.15 << 0.99;
    }

private Q_SLOTS:
    void gravityNeedsOneRunBetweenTwoBounces_data()
    {
        QTest::addColumn<double>("gravity");
        for (const double gravity : {0.05, 0.1, 0.2, 0.25, 0.3, 0.7310585786300049})
            QTest::addRow("%g", gravity) << gravity;
    }
    void gravityNeedsOneRunBetweenTwoBounces()
    {
        QFETCH(double, gravity);
        LookAhead ahead(BallState{});
        ahead.extendTo(1000, Falling(gravity));
        const auto turned = turns(ahead);
        QVERIFY(turned.size() > 8);
        QCOMPARE(ahead.track().segments().size(), runsFor(turned));
        QVERIFY(farthestApart(ahead) < 0.001);
        QVERIFY(!ahead.track().segments().front().straight());
    }

    void theTrackIsCloseToTheFlightAndUnbroken_data() { addMotionRows(); }
    void theTrackIsCloseToTheFlightAndUnbroken()
    {
        QFETCH(double, gravity);
        QFETCH(double, kept);
        LookAhead ahead(BallState{.dx = 7.3, .dy = -4.1});
        ahead.extendTo(1000, Falling(gravity, kept));
        QVERIFY(farthestApart(ahead) <= trackTolerance);
        QVERIFY(unbroken(ahead.track()));
        QVERIFY2(ahead.track().segments().size() < 200,
                 qPrintable(QString::number(ahead.track().segments().size())));
    }

    void anExtensionNeverAltersWhatWasPublished_data() { addMotionRows(); }
    void anExtensionNeverAltersWhatWasPublished()
    {
        QFETCH(double, gravity);
        QFETCH(double, kept);
        const Falling falling(gravity, kept);
        Random choice{11};
        LookAhead whole(BallState{.dx = 7.3, .dy = -4.1});
        whole.extendTo(1500, falling);
        BallState checkpoint = whole.stateAt(0);
        Track published({}, 0);
        while (published.end() < 1400) {
            const Track before = published;
            LookAhead ahead(checkpoint, {}, before);
            ahead.extendTo(before.end() + 1 + choice.below(90), falling);
            published = ahead.track();
            for (std::size_t i = 0; i < before.segments().size(); ++i)
                QCOMPARE(published.segments()[i], before.segments()[i]);
            QVERIFY(published.end() > before.end());
            checkpoint = ahead.stateAt(std::max(checkpoint.tick, before.end() - before.end() / 4));
        }
        QVERIFY(unbroken(published));
        for (Tick tick = 0; tick <= published.end(); ++tick) {
            const Position drawn = published.at(double(tick));
            const BallState &state = whole.stateAt(tick);
            QVERIFY(std::hypot(drawn.x - state.x, drawn.y - state.y) <= trackTolerance);
        }
        // Looking ahead in chunks costs a few runs, not many.
        QVERIFY(published.segments().size() < 2 * whole.track().segments().size() + 30);
    }

    void aRunOfWhichOnlyTheBeginIsKnownIsCarriedOn()
    {
        // Published anew every few ticks: runs begin with a few states, and at places a little off the
        // flight's.
        const Falling falling(0.7310585786300049);
        LookAhead ahead(BallState{.dx = 7.3, .dy = -4.1});
        while (ahead.end() < 3000)
            ahead.extendTo(ahead.end() + 7, falling);
        const auto turned = turns(ahead);
        QVERIFY2(ahead.track().segments().size() < turned.size() * 3 / 2,
                 qPrintable(QString::number(ahead.track().segments().size())));
        QVERIFY(farthestApart(ahead) <= trackTolerance);
    }

    void wholeNumberedSpeedsAreStraightAndExact()
    {
        const auto mirror = makeBuiltinBehavior("MirrorJump");
        LookAhead ahead(BallState{});
        ahead.extendTo(5000, *mirror);
        QCOMPARE(farthestApart(ahead), 0.0);
        QCOMPARE(ahead.track().segments().size(), turns(ahead).size() - 1);
        for (const Segment &run : ahead.track().segments())
            QVERIFY(run.straight());
    }

    void speedsThatAreNoSumsOfPowersOfTwoStayShort()
    {
        LookAhead ahead(BallState{.dx = 4.1, .dy = 3.3});
        ahead.extendTo(1000, Falling(0));
        QCOMPARE(ahead.track().segments().size(), turns(ahead).size() - 1);
        QCOMPARE(ahead.track().segments().front().dx, 4.1);
        QCOMPARE(ahead.track().segments()[1].x, std::round(ahead.track().segments()[1].x * 10) / 10);
        QVERIFY(farthestApart(ahead) < 1e-6);
    }

    void aStraightFlightOfAnySpeedNeedsOneRunBetweenTwoBounces()
    {
        for (const double angle : {0.3, 1.0, 2.2}) {
            LookAhead ahead(BallState{.dx = 5 * std::cos(angle), .dy = 5 * std::sin(angle)});
            while (ahead.end() < 3000)
                ahead.extendTo(ahead.end() + 7, Falling(0));
            QCOMPARE(ahead.track().segments().size(), turns(ahead).size() - 1);
            QVERIFY(farthestApart(ahead) < 0.002);
        }
    }

    void aTurnThatChangesNothingGoesOnAlongTheSameRun()
    {
        const Falling falling(0.2);
        LookAhead ahead(BallState{});
        ahead.extendTo(40, falling);
        const std::size_t runs = ahead.track().segments().size();
        ahead.divert(ahead.stateAt(20));
        QCOMPARE(ahead.track().end(), Tick(20));
        ahead.extendTo(40, falling);
        QCOMPARE(ahead.track().segments().size(), runs);
    }

    void aFlightThatIsNoNumberIsStillATrack()
    {
        struct Broken final : Behavior
        {
            BallState next(const BallState &state, const Box &) const override
            {
                BallState to = state;
                to.x = ++to.tick > 5 ? std::nan("") : state.x + 1;
                return to;
            }
        };
        LookAhead ahead(BallState{});
        ahead.extendTo(20, Broken());
        QCOMPARE(ahead.track().end(), Tick(20));
        QCOMPARE(ahead.track().at(4), (Position{404, 200}));
    }

    void theStateOnATrackFliesOnAlongIt()
    {
        const Track track({{10, 100, 100, 4, -3}, {20, 140, 70, -4, -3, 0, 0.5}}, 30);
        QCOMPARE(stateOnTrack(track, 15, {7}),
                 (BallState{.tick = 15, .x = 120, .y = 85, .dx = 4, .dy = -3, .random = {7}}));
        QCOMPARE(stateOnTrack(track, 10, {}).dx, 4.0); // nothing led there
        QCOMPARE(stateOnTrack(track, 22, {}).y, 65.0);
        QCOMPARE(stateOnTrack(track, 22, {}).dy, -2.25); // of the last step, as states have it
    }

    void betweenTicksTheBallIsOnTheCurve()
    {
        const Segment run{10, 100, 100, 4, -3, 0.5, 1};
        QCOMPARE(run.at(10.5), (Position{102.0625, 98.625}));
        QCOMPARE(run.at(14), (Position{120, 96}));
        QCOMPARE(run.speedAt(14), (Position{6, 1}));
    }
};

QTEST_GUILESS_MAIN(TestCurve)
#include "tst_curve.moc"
