// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/flight/BallCodec.h"
#include "engine/ball/flight/LookAhead.h"
#include "engine/base/TickMapping.h"

#include <QTest>

#include <array>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of engine/ball: the original's arithmetic, and one flight however it is computed, kept or sent.
class TestBall : public QObject
{
    Q_OBJECT

private:
    static std::vector<BallState> stepped(BallState state, const Behavior &behavior, int count)
    {
        std::vector<BallState> states{state};
        for (int i = 0; i < count; ++i)
            states.push_back(behavior.next(states.back(), Box{}));
        return states;
    }

    static void addBehaviorRows()
    {
        QTest::addColumn<QByteArray>("name");
        for (const std::string_view name : builtinBehaviorNames())
            QTest::newRow(name.data()) << QByteArray(name.data(), qsizetype(name.size()));
    }

private Q_SLOTS:
    void startsAtTheCentreLikeTheOriginal()
    {
        const BallState born;
        QCOMPARE(born.x, 400.0);
        QCOMPARE(born.y, 200.0);
        QCOMPARE(born.dx, 4.0);
        QCOMPARE(born.dy, 3.0);
    }

    void mirrorJumpReflectsBeforeTheWall()
    {
        const auto mirror = makeBuiltinBehavior("MirrorJump");
        // 775 + 4 + 20 does not reach 800; 776 + 4 + 20 does: that step is already made backwards.
        QCOMPARE(mirror->next({.x = 775, .y = 200, .dx = 4, .dy = 3}, {}).x, 779.0);
        const BallState turned = mirror->next({.x = 776, .y = 200, .dx = 4, .dy = 3}, {});
        QCOMPARE(turned.x, 772.0);
        QCOMPARE(turned.dx, -4.0);
        QCOMPARE(turned.dy, 3.0);
        // A ball that already leaves the wall is let go, though it is near.
        QCOMPARE(mirror->next({.x = 21, .y = 200, .dx = 4, .dy = 3}, {}).dx, 4.0);
        const BallState corner = mirror->next({.x = 24, .y = 22, .dx = -4, .dy = -3}, {});
        QCOMPARE(corner.dx, 4.0);
        QCOMPARE(corner.dy, 3.0);
    }

    void randomReboundAddsMinusFiveToFiveAndCanStick()
    {
        const auto rebound = makeBuiltinBehavior("RandomRebound");
        BallState state{.x = 778, .y = 200, .dx = 4, .dy = 3};
        std::array<int, 11> counts{};
        for (int i = 0; i < 11'000; ++i) {
            const BallState next = rebound->next(state, {});
            const int added = int(next.dx) + 4;
            QVERIFY(added >= -5 && added <= 5);
            ++counts[std::size_t(added + 5)];
            QCOMPARE(next.dy, 3.0);
            state.random = next.random;
        }
        for (const int count : counts)
            QVERIFY2(count > 800 && count < 1200, qPrintable(QString::number(count)));
        QVERIFY(counts[9] > 0); // +4: the speed is 0 from then on
        QCOMPARE(rebound->next({.x = 780, .y = 200, .dx = 0, .dy = 3}, {}).dx, 0.0);
    }

    void randomIsTheSameEverywhere()
    {
        // The first outputs of SplitMix64 for the seed 1234567, as published with its reference
        // implementation.
        Random random{1234567};
        QCOMPARE(random.next(), 6457827717110365317u);
        QCOMPARE(random.next(), 3203168211198807973u);
        QCOMPARE(random.next(), 9817491932198370423u);
        Random unit{7};
        for (int i = 0; i < 1000; ++i) {
            const double value = unit.unit();
            QVERIFY(value >= 0 && value < 1);
        }
    }

    void unknownBehaviorIsNone() { QVERIFY(!makeBuiltinBehavior("NonExistentBehavior")); }

    void lookingAheadInAnyChunksGivesTheSameFlight_data() { addBehaviorRows(); }
    void lookingAheadInAnyChunksGivesTheSameFlight()
    {
        QFETCH(QByteArray, name);
        const auto behavior = makeBuiltinBehavior(name.toStdString());
        Random choice{42};
        for (int round = 0; round < 50; ++round) {
            const BallState start{.random = {choice.next()}};
            LookAhead whole(start);
            whole.extendTo(3000, *behavior);
            LookAhead chunked(start);
            while (chunked.end() < 3000)
                chunked.extendTo(std::min<Tick>(3000, chunked.end() + choice.below(200)), *behavior);
            QCOMPARE(chunked.stateAt(3000), whole.stateAt(3000));
            QCOMPARE(chunked.track().end(), whole.track().end());
            for (Tick tick = 0; tick <= 3000; ++tick)
                QCOMPARE(chunked.track().at(double(tick)), whole.track().at(double(tick)));
        }
    }

    void trackAtWholeTicksEqualsStepping_data() { addBehaviorRows(); }
    void trackAtWholeTicksEqualsStepping()
    {
        QFETCH(QByteArray, name);
        const auto behavior = makeBuiltinBehavior(name.toStdString());
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            const BallState start{.tick = 17, .random = {seed}};
            LookAhead ahead(start);
            ahead.extendTo(2017, *behavior);
            for (const BallState &state : stepped(start, *behavior, 2000))
                QCOMPARE(ahead.track().at(double(state.tick)), (Position{state.x, state.y}));
            // Runs, not steps; a random rebound may rattle along a wall for a while.
            QVERIFY(ahead.track().segments().size() < 1000);
        }
    }

    void betweenTicksTheBallIsOnTheLine()
    {
        const Track track({{10, 100, 100, 4, -3}, {20, 140, 70, -4, -3}}, 30);
        QCOMPARE(track.at(12.5), (Position{110, 92.5}));
        QCOMPARE(track.at(19.75), (Position{139, 70.75}));
        QCOMPARE(track.at(21.5), (Position{134, 65.5}));
        QCOMPARE(track.at(5), (Position{100, 100})); // clamped to its ends
        QCOMPARE(track.at(99), (Position{100, 40}));
    }

    void restoringAtAnyTickChangesNothing_data() { addBehaviorRows(); }
    void restoringAtAnyTickChangesNothing()
    {
        QFETCH(QByteArray, name);
        const auto behavior = makeBuiltinBehavior(name.toStdString());
        const auto states = stepped(BallState{.random = {99}}, *behavior, 1500);
        for (std::size_t at = 0; at < states.size(); at += 7) {
            const auto restored =
                decodeState(QCborValue::fromCbor(encodeState(states[at]).toCborValue().toCbor()));
            QVERIFY(restored);
            QCOMPARE(*restored, states[at]);
            LookAhead ahead(*restored);
            ahead.extendTo(1500, *behavior);
            QCOMPARE(ahead.stateAt(1500), states.back());
        }
    }

    void divertingCutsAtTheTickAndGoesOnElsewhere()
    {
        const auto mirror = makeBuiltinBehavior("MirrorJump");
        LookAhead ahead(BallState{});
        ahead.extendTo(100, *mirror);
        BallState nudged = ahead.stateAt(40);
        nudged.dx = -5;
        nudged.dy = 5;
        ahead.divert(nudged);
        QCOMPARE(ahead.end(), Tick(40));
        ahead.extendTo(100, *mirror);
        QCOMPARE(ahead.track().at(40), (Position{400 + 160, 200 + 120}));
        QCOMPARE(ahead.track().at(41), (Position{555, 325}));
        QCOMPARE(ahead.track().at(39), (Position{556, 317}));
    }

    void mergingAPublicationReplacesWhatItCovers()
    {
        const Track known({{0, 0, 0, 1, 1}, {50, 50, 50, 2, 2}}, 100);
        Track extended = known;
        extended.merge(Track({{80, 110, 110, -1, -1}}, 200));
        QCOMPARE(extended.segments().size(), std::size_t(3));
        QCOMPARE(extended.end(), Tick(200));
        Track diverted = known;
        diverted.merge(Track({{20, 20, 20, 0, 5}}, 150));
        QCOMPARE(diverted.segments().size(), std::size_t(2));
        QCOMPARE(diverted.at(30), (Position{20, 70}));
        Track lost = known;
        lost.merge(Track({{500, 1, 2, 3, 4}}, 600)); // a gap: nothing of the old one can be used
        QCOMPARE(lost.begin(), Tick(500));
        Track longer = known;
        longer.merge(Track({}, 100));
        QVERIFY(longer == known);
    }

    void forgettingKeepsTheRunThatIsUnderWay()
    {
        Track track({{0, 0, 0, 1, 1}, {50, 50, 50, 2, 2}, {70, 90, 90, 1, 1}}, 100);
        track.forgetBefore(60);
        QCOMPARE(track.begin(), Tick(50));
        QCOMPARE(track.at(65), (Position{80, 80}));
    }

    void damagedTracksAreRefused()
    {
        const Track good({{10, 1, 2, 3, 4}, {20, 5, 6, 7, 8}}, 30);
        QVERIFY(decodeTrack(encodeTrack(good)) == good);
        const Track curved({{10, 1, 2, 3, 4}, {20, 5, 6, 7, 8, 0, 0.5}}, 30);
        QVERIFY(decodeTrack(encodeTrack(curved)) == curved);
        QVERIFY(!decodeTrack(encodeTrack(Track({{10, 1, 2, 3, 4, 0, qInf()}}, 30))));
        QVERIFY(!decodeTrack(encodeTrack(Track({{10, 1, 2, 3, 4, qQNaN(), 0}}, 30))));
        QVERIFY(!decodeTrack(QCborValue(7)));
        QVERIFY(!decodeTrack(encodeTrack(Track({{20, 1, 2, 3, 4}, {10, 5, 6, 7, 8}}, 30)))); // out of order
        QVERIFY(!decodeTrack(encodeTrack(Track({{40, 1, 2, 3, 4}}, 30))));                   // after its end
        QVERIFY(!decodeTrack(encodeTrack(Track({{10, qQNaN(), 2, 3, 4}}, 30))));
        QVERIFY(!decodeState(QCborValue(QCborArray{1, 2, 3})));
        QVERIFY(!decodeState(encodeState({.tick = Tick(1) << 60})));
        QVERIFY(
            !decodeBox(encodeBox({.width = 30, .height = 400, .radius = 20}))); // the ball does not fit in
    }

    void ticksNeitherJumpNorGoBackWhileCorrected()
    {
        const TickMapping slewed{.anchor = 1s, .anchorTick = 100, .correction = -0.5, .correctionTime = 1s};
        double last = slewed.tickAt(1s);
        QCOMPARE(last, 100.0);
        for (Nanoseconds t = 1s; t < 3s; t += 1ms) {
            const double tick = slewed.tickAt(t);
            QVERIFY(tick >= last && tick - last < 0.1);
            last = tick;
        }
        QCOMPARE(slewed.tickAt(2500ms), 100 + 1500.0 / 30 - 0.5);
        QVERIFY(qAbs(slewed.tickAt(slewed.instantOf(777.25)) - 777.25) < 1e-6);
    }
};

QTEST_GUILESS_MAIN(TestBall)
#include "tst_ball.moc"
