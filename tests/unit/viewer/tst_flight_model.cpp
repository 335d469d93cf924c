// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/flight/Flight.h"
#include "engine/viewer/flight/FrameClock.h"
#include "engine/viewer/flight/FrameLog.h"

#include <QTemporaryDir>
#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of the window's pure parts: which flight is drawn, for which instant, and what is written about
/// it.
class TestFlightModel : public QObject
{
    Q_OBJECT

private:
    static FlightView flight(Lease lease, const Track &track, const TickMapping &clock = {})
    {
        return {.lease = lease, .track = track, .clock = clock};
    }

    static Track straight(double y) { return Track({{0, 100, y, 4, 0}}, 1000); }

    /// A clock that has learned that there is no beat, and that drawing takes 2 ms; the last frame was number
    /// 100.
    static FrameClock steadyClock(Nanoseconds &now)
    {
        FrameClock clock;
        for (quint64 number = 1; number <= 100; ++number) {
            now += number % 2 ? 14ms : 18ms;
            clock.aim(number, now, 16ms);
            clock.presented(number, now + 2ms);
        }
        return clock;
    }

private Q_SLOTS:
    void withoutAFlightThereIsNoBall()
    {
        Flight drawn;
        QVERIFY(!drawn.drawAt(1s));
        QVERIFY(!drawn.update(flight({1, {1}}, Track())));
        QVERIFY(!drawn.drawAt(1s));
    }

    void theBallIsWhereTheTrackIsAtTheInstant()
    {
        Flight drawn;
        QVERIFY(drawn.update(
            flight({7, {1}}, Track({{10, 100, 100, 4, -3}, {20, 140, 70, -4, -3}}, 30), {.anchorTick = 10})));
        QCOMPARE(drawn.drawAt(75ms), (DrawnBall{12.5, {110, 92.5}, 7}));
        QCOMPARE(drawn.drawAt(345ms), (DrawnBall{21.5, {134, 65.5}, 7}));
    }

    void theBallFollowsACurve()
    {
        Flight drawn;
        const Track curved({{10, 100, 100, 4, -3, 0, 0.5}}, 30);
        QVERIFY(drawn.update(flight({7, {1}}, curved, {.anchorTick = 10})));
        QCOMPARE(drawn.drawAt(75ms)->position, (Position{110, 94.0625}));
        QCOMPARE(drawn.drawAt(300ms)->position, (Position{140, 95}));
    }

    void aLowerLeaseIsIgnored_data()
    {
        QTest::addColumn<quint64>("term");
        QTest::addColumn<quint64>("holder");
        QTest::addColumn<bool>("taken");
        QTest::newRow("lower term") << quint64(4) << quint64(9) << false;
        QTest::newRow("no lease") << quint64(0) << quint64(0) << false;
        QTest::newRow("same term, lower holder") << quint64(5) << quint64(2) << false;
        QTest::newRow("the same lease") << quint64(5) << quint64(3) << true;
        QTest::newRow("same term, higher holder") << quint64(5) << quint64(4) << true;
        QTest::newRow("higher term") << quint64(6) << quint64(1) << true;
    }
    void aLowerLeaseIsIgnored()
    {
        QFETCH(quint64, term);
        QFETCH(quint64, holder);
        QFETCH(bool, taken);
        Flight drawn;
        QVERIFY(drawn.update(flight({5, {3}}, straight(50))));
        QCOMPARE(drawn.update(flight({term, {holder}}, straight(300))), taken);
        QCOMPARE(drawn.drawAt(300ms)->position, (Position{140, taken ? 300.0 : 50.0}));
        QCOMPARE(drawn.drawAt(300ms)->term, taken ? term : 5);
    }

    void anAbsurdTermIsForgottenWhereTermsBeginAnew()
    {
        Flight drawn;
        QVERIFY(drawn.update(flight({1'000'006, {3}}, straight(50))));
        QVERIFY(!drawn.update(flight({6, {9}}, straight(100)))); // a million apart: it is only late
        QVERIFY(drawn.update(flight({5, {9}}, straight(300))));
        QCOMPARE(drawn.drawAt(300ms)->position, (Position{140, 300}));
    }

    void ticksNeverGoBackWhateverTheClockDoes()
    {
        Flight drawn;
        drawn.update(flight({1, {1}}, straight(50), {.anchorTick = 100}));
        QCOMPARE(drawn.drawAt(300ms)->tick, 110.0);
        // Set back by two ticks: the ball waits for the clock, and then goes on with it.
        drawn.update(flight({1, {1}}, straight(50), {.anchorTick = 98}));
        QCOMPARE(drawn.drawAt(310ms)->tick, 110.0);
        QCOMPARE(drawn.drawAt(330ms)->tick, 110.0);
        QCOMPARE(drawn.drawAt(390ms)->tick, 111.0);
        // An instant before the last one, as a foretold one may be: no way back either.
        QCOMPARE(drawn.drawAt(100ms)->tick, 111.0);
    }

    void afterATimeInWhichNobodyFlewTheBallGoesOnFromWhereItStood()
    {
        Flight drawn;
        drawn.update(flight({1, {1}}, straight(50)));
        QCOMPARE(drawn.drawAt(10h)->position, (Position{4100, 50}));
        // The flight is resumed where its track ended, under whatever lease.
        const TickMapping resumed{.anchor = 10h, .anchorTick = 1000};
        const Track further({{0, 100, 50, 4, 0}}, 1200);
        QVERIFY(drawn.update(flight({2, {2}}, further, resumed)));
        QCOMPARE(drawn.drawAt(10h)->position, (Position{4100, 50}));
        QCOMPARE(drawn.drawAt(10h + 300ms)->position, (Position{4140, 50}));
    }

    void whereAllHasRunOutALowerLeaseWillDo()
    {
        Flight drawn;
        drawn.update(flight({5, {3}}, straight(50)));
        drawn.drawAt(10h);
        QVERIFY(drawn.update(flight({1, {1}}, straight(300), {.anchor = 10h})));
        QCOMPARE(drawn.drawAt(10h + 300ms)->position, (Position{140, 300}));
    }

    void theFlightOfAnotherClusterIsDrawnAtItsOwnTicks()
    {
        Flight drawn;
        drawn.update(flight({1, {1}}, Track({{0, 100, 50, 0, 0}}, 2'000'000), {.anchorTick = 1'000'000}));
        drawn.drawAt(300ms);
        QVERIFY(drawn.update(flight({2, {2}}, straight(300))));
        QCOMPARE(drawn.drawAt(300ms)->tick, 10.0);
        QCOMPARE(drawn.drawAt(300ms)->position, (Position{140, 300}));
    }

    void whatIsOnlyForeseenBindsNobody()
    {
        Flight drawn;
        drawn.update(flight({1, {1}}, straight(50)));
        QCOMPARE(drawn.at(600ms)->tick, 20.0);
        QCOMPARE(drawn.drawAt(300ms)->tick, 10.0);
        QCOMPARE(drawn.at(150ms)->tick, 10.0); // not behind what was drawn
    }

    void aSlewedClockNeverStallsTheBall()
    {
        Flight drawn;
        drawn.update(flight({1, {1}}, straight(50), {.anchorTick = 100}));
        double last = drawn.drawAt(999ms)->tick;
        const double there = TickMapping{.anchorTick = 100}.tickAt(1s);
        drawn.update(flight({2, {2}}, straight(50),
                            {.anchor = 1s, .anchorTick = there, .correction = -2, .correctionTime = 1s}));
        for (Nanoseconds frame = 1s; frame < 3s; frame += 16ms) {
            const double tick = drawn.drawAt(frame)->tick;
            QVERIFY(tick > last);
            last = tick;
        }
    }

    void aFrameIsForetoldFromTheLastPresentedOne()
    {
        FrameClock clock;
        QCOMPARE(clock.expected(1, 500ms, 16ms), Nanoseconds(500ms)); // nothing is known yet
        clock.presented(10, 1000ms);
        // However early or late in its interval the frame is prepared, the display's beat counts.
        QCOMPARE(clock.expected(11, 1001ms, 16ms), Nanoseconds(1016ms));
        QCOMPARE(clock.expected(11, 1015ms, 16ms), Nanoseconds(1016ms));
        // One more is still with the renderer.
        QCOMPARE(clock.expected(12, 1001ms, 16ms), Nanoseconds(1032ms));
    }

    void aForetoldFrameIsNeitherPastNorFarAhead()
    {
        FrameClock clock;
        clock.presented(10, 1000ms);
        QCOMPARE(clock.expected(11, 5000ms, 16ms), Nanoseconds(5000ms)); // frames were left out
        QCOMPARE(clock.expected(90, 1001ms, 16ms), Nanoseconds(1033ms)); // frames were never presented
    }

    void withoutADisplaysBeatAFrameIsForetoldByWhatDrawingTakes()
    {
        FrameClock clock;
        const int pace[] = {16, 21, 9, 17, 30, 4, 15}; // ms
        Nanoseconds now = 1s;
        quint64 number = 0;
        for (int turn = 0; turn < 20; ++turn)
            for (const int ms : pace) {
                now += Nanoseconds(std::chrono::milliseconds(ms));
                clock.aim(++number, now, 16ms);
                clock.presented(number, now + 3ms);
            }
        now += 40ms;
        QCOMPARE(clock.expected(number + 1, now, 16ms), now + 3ms);
    }

    void withADisplaysBeatItDoesNotMatterWhenAFrameIsDrawn()
    {
        FrameClock clock;
        const int drawnAfter[] = {1, 9, 4, 14, 2, 11}; // ms after the last refresh
        Nanoseconds refresh = 1s;
        quint64 number = 0;
        for (int turn = 0; turn < 20; ++turn)
            for (const int ms : drawnAfter) {
                clock.aim(++number, refresh + Nanoseconds(std::chrono::milliseconds(ms)), 16ms);
                refresh += 16ms;
                clock.presented(number, refresh);
            }
        QCOMPARE(clock.expected(number + 1, refresh + 6ms, 16ms), refresh + 16ms);
        QCOMPARE(clock.expected(number + 2, refresh + 6ms, 16ms), refresh + 32ms);
    }

    void oneLateFrameDoesNotMisleadTheNextOnes()
    {
        FrameClock clock;
        Nanoseconds now = 1s;
        for (quint64 number = 1; number <= 100; ++number) {
            now += number % 2 ? 14ms : 19ms;
            clock.aim(number, now, 16ms);
            clock.presented(number, now + (number == 99 ? Nanoseconds(200ms) : Nanoseconds(2ms)));
        }
        QCOMPARE(clock.expected(101, now + 300ms, 16ms), now + 302ms);
    }

    void afterAFrameThatWasSeenLateTheBallCatchesUpWithoutAJump()
    {
        Nanoseconds now = 1s;
        FrameClock clock = steadyClock(now);
        now += 16ms;
        Nanoseconds shown = clock.aim(101, now, 16ms);
        QCOMPARE(shown, now + 2ms);
        Nanoseconds seen = shown + 11ms; // late
        clock.presented(101, seen);
        Nanoseconds behind = 11ms;
        for (quint64 number = 102; behind > 0ns; ++number) {
            QVERIFY(number < 110);
            now += 16ms;
            const Nanoseconds next = clock.aim(number, now, 16ms);
            QVERIFY(next > shown);
            QVERIFY(next - shown < 2 * (now + 2ms - seen));
            QVERIFY(now + 2ms - next < behind);
            shown = next;
            seen = now + 2ms;
            behind = seen - next;
            clock.presented(number, seen);
        }
    }

    void whereTheBallCouldNotBeDrawnFarEnoughItCatchesUpFromThere()
    {
        Nanoseconds now = 1s;
        FrameClock clock = steadyClock(now);
        now += 30ms;
        const Nanoseconds latest = now - 10ms;
        QCOMPARE(clock.aim(101, now, 16ms, latest), latest);
        clock.presented(101, now + 2ms);
        const Nanoseconds next = clock.aim(102, now + 16ms, 16ms);
        QVERIFY(next > latest);
        QVERIFY(next - latest < 2 * 16ms);
    }

    void whoHasSeenTheBallStandSeesItWhereItIs()
    {
        Nanoseconds now = 1s;
        FrameClock clock = steadyClock(now);
        now += 400ms;
        QCOMPARE(clock.aim(101, now, 16ms), now + 2ms);
        clock.presented(101, now + 300ms);
        now += 310ms;
        QCOMPARE(clock.aim(102, now, 16ms), now + 2ms);
    }

    void theFrameLogHoldsWhatWasSeen()
    {
        const QTemporaryDir dir;
        const QString name = dir.filePath(QStringLiteral("frames.csv"));
        {
            FrameLog log(name);
            QVERIFY(!log.open());
            log.add({123456789ns, {1.25, {405, 203.75}, 7}});
            log.add({140000000ns, {1.75006, {407.00024, 205.2502}, 18446744073709551615u}});
        }
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("monotonic_ns,tick,x,y,term\n"
                                            "123456789,1.2500,405.0000,203.7500,7\n"
                                            "140000000,1.7501,407.0002,205.2502,18446744073709551615\n"));
    }

    void theFrameLogIsWrittenWhileItGrows()
    {
        const QTemporaryDir dir;
        const QString name = dir.filePath(QStringLiteral("frames.csv"));
        FrameLog log(name);
        QVERIFY(!log.open());
        log.add({1ns, {1, {2, 3}, 4}});
        const auto written = [&] {
            QFile file(name);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QTRY_VERIFY(written().endsWith("\n1,1.0000,2.0000,3.0000,4\n"));
    }

    void anUnwritableFrameLogIsOneSentence()
    {
        FrameLog log(QStringLiteral("/dev/null/frames.csv"));
        const auto error = log.open();
        QVERIFY(error);
        QVERIFY2(
            error->startsWith(QStringLiteral("The frame log '/dev/null/frames.csv' cannot be written: ")),
            qPrintable(*error));
        QVERIFY(error->endsWith(QLatin1Char('.')) && !error->contains(QLatin1Char('\n')));
    }
};

QTEST_GUILESS_MAIN(TestFlightModel)
#include "tst_flight_model.moc"
