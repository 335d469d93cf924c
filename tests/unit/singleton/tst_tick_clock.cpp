// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/Random.h"
#include "engine/singleton/clock/TickClock.h"

#include <QTest>

#include <cmath>

using namespace everbounce;
using namespace std::chrono_literals;

using Change = TickClock::Change;

/// Promises of the tick clock, in virtual time: it finds the holder's ticks, and bends towards them without
/// ever jumping or going back.
class TestTickClock : public QObject
{
    Q_OBJECT

    static constexpr Nanoseconds tickLength = 30ms;
    static double inTicks(Nanoseconds length) { return double(length.count()) / double(tickLength.count()); }

    /// The holder, as seen from a clock that started at another time and runs at a slightly other rate.
    struct Holder
    {
        double origin = 12345.678;
        double rate = 1.0;
        double tickAt(Nanoseconds now) const { return origin + rate * inTicks(now); }
    };

    /// A round trip whose two ways take different times, which the receiver cannot know.
    static Change exchange(TickClock &clock, const Holder &holder, Nanoseconds now, Nanoseconds there,
                           Nanoseconds back)
    {
        return clock.sample(now + there + back, there + back, holder.tickAt(now + there));
    }

    /// A clock that has had enough good samples by this time.
    static TickClock settledClock(const Holder &holder, Nanoseconds now)
    {
        TickClock clock(tickLength);
        while (!clock.isSettled())
            exchange(clock, holder, now, 1ms, 1ms);
        return clock;
    }

    static double errorAt(const TickClock &clock, const Holder &holder, Nanoseconds now)
    {
        return std::abs(clock.mapping()->tickAt(now) - holder.tickAt(now));
    }

private Q_SLOTS:
    void nothingIsKnownBeforeTheFirstSample()
    {
        TickClock clock(tickLength);
        QVERIFY(!clock.mapping());
        const Holder holder;
        exchange(clock, holder, 100s, 1ms, 1ms);
        QVERIFY(errorAt(clock, holder, 100s) < 1e-6);
        QVERIFY(errorAt(clock, holder, 110s) < 1e-6);
    }

    void whatIsShownAtFirstIsTheBestOfEnoughSamples()
    {
        TickClock clock(tickLength);
        const Holder holder;
        Nanoseconds now = 100s;
        for (const auto there : {60ms, 30ms, 90ms, 2ms, 40ms, 90ms, 5ms}) {
            QCOMPARE(exchange(clock, holder, now, there, 1ms), Change::None); // nobody sees it yet
            QVERIFY(!clock.isSettled());
            now += 100ms;
        }
        QCOMPARE(exchange(clock, holder, now, 70ms, 1ms), Change::Stepped);
        QVERIFY(clock.isSettled());
        QVERIFY(errorAt(clock, holder, now) < inTicks(1ms));
    }

    void whoGetsFewSamplesShowsWhatItKnowsAfterASecond()
    {
        TickClock clock(tickLength);
        const Holder holder;
        QCOMPARE(clock.stamp(10s, holder.tickAt(10s - 60ms)), Change::None);
        QCOMPARE(clock.stamp(10'100ms, holder.tickAt(10'100ms - 20ms)), Change::None);
        QCOMPARE(clock.stamp(11s, holder.tickAt(11s - 90ms)), Change::Stepped);
        QVERIFY(errorAt(clock, holder, 11s) < inTicks(21ms));
    }

    void aHolderGoesByTheLittleThatItKnows()
    {
        TickClock clock(tickLength);
        exchange(clock, Holder(), 1s, 1ms, 1ms);
        clock.freeze();
        QVERIFY(clock.isSettled());
        QVERIFY(errorAt(clock, Holder(), 2s) < 1e-6);
    }

    void theShortestRoundTripIsBelieved()
    {
        TickClock clock(tickLength);
        const Holder holder;
        while (!clock.isSettled())
            exchange(clock, holder, 1s, 80ms, 2ms); // 39 ms wrong
        QVERIFY(errorAt(clock, holder, 1s) > 1);
        QCOMPARE(exchange(clock, holder, 2s, 1ms, 1ms), Change::Slewed);
        for (Nanoseconds now = 3s; now < 6s; now += 250ms)
            exchange(clock, holder, now, 60ms, 5ms); // no reason to change one's mind
        QVERIFY(errorAt(clock, holder, 6s) < 0.05);
    }

    void noiseMovesNothing()
    {
        const Holder holder;
        TickClock clock = settledClock(holder, 1s);
        const TickMapping before = *clock.mapping();
        Random random{3};
        for (Nanoseconds now = 2s; now < 60s; now += 250ms)
            exchange(clock, holder, now, 1ms + Nanoseconds(random.below(200'000)), 1ms);
        QCOMPARE(*clock.mapping(), before);
    }

    void ticksNeverGoBackAndTheRateChangesByFivePercentAtMost()
    {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            Random random{seed};
            Holder holder;
            const double base = holder.origin;
            Nanoseconds now = 5s;
            TickClock clock = settledClock(holder, now);
            double last = clock.mapping()->tickAt(now + 2ms);
            for (int step = 0; step < 4000; ++step) {
                now += 5ms;
                if (random.below(300) == 0)
                    holder.origin = base + (random.unit() - 0.5) * 60; // up to 0.9 s off, either way
                if (step % 50 == 0)
                    exchange(clock, holder, now, Nanoseconds(random.below(1'000'000)),
                             Nanoseconds(random.below(1'000'000)));
                const double tick = clock.mapping()->tickAt(now + 2ms);
                const double rate = (tick - last) / inTicks(5ms);
                QVERIFY2(rate >= 0.95 - 1e-6 && rate <= 1.05 + 1e-6, qPrintable(QString::number(rate)));
                last = tick;
            }
        }
    }

    void aSmallOffsetIsGoneAfterTwentyTimesItsLength()
    {
        for (const double offset : {0.8, -0.8}) {
            Holder holder;
            TickClock clock = settledClock(holder, 1s);
            holder.origin += offset;
            clock.follow(); // another holder, a little off
            QCOMPARE(exchange(clock, holder, 2s, 1ms, 1ms), Change::Slewed);
            QVERIFY(errorAt(clock, holder, 2s + 2ms) > 0.75);
            QVERIFY(errorAt(clock, holder, 2s + 20 * 24ms + 3ms) < 0.001);
        }
    }

    void anotherSampleOfTheSameOffsetDoesNotStartTheCorrectionAnew()
    {
        Holder holder;
        TickClock clock = settledClock(holder, 1s);
        holder.origin += 10;
        clock.follow();
        QCOMPARE(exchange(clock, holder, 2s, 1ms, 1ms), Change::Slewed);
        const TickMapping bending = *clock.mapping();
        for (Nanoseconds now = 2250ms; now < 8s; now += 250ms)
            QCOMPARE(exchange(clock, holder, now, 1ms, 1ms), Change::None);
        QCOMPARE(*clock.mapping(), bending);
    }

    void driftIsFollowed()
    {
        TickClock clock(tickLength);
        const Holder holder{.rate = 1.0001}; // 100 parts in a million, a bad crystal
        for (Nanoseconds now = 0s; now < 600s; now += 250ms) {
            exchange(clock, holder, now, 1ms, 1ms);
            QVERIFY(errorAt(clock, holder, now) < 0.05);
        }
    }

    void whatIsTooFarOffIsSteppedOver()
    {
        for (const double offset : {3000.0, -3000.0}) {
            Holder holder;
            TickClock clock = settledClock(holder, 1s);
            holder.origin += offset;
            clock.follow();
            QCOMPARE(exchange(clock, holder, 2s, 40ms, 1ms), Change::None);
            QVERIFY(!clock.isSettled()); // as at the beginning: one sample is not enough to be shown
            while (!clock.isSettled())
                exchange(clock, holder, 3s, 1ms, 1ms);
            QVERIFY(errorAt(clock, holder, 3s) < 1e-6);
        }
    }

    void whatWasSaidOfAnotherFlightDoesNotCountAnyMore()
    {
        Holder holder;
        TickClock clock = settledClock(holder, 1s);
        holder.origin += 3000; // the holder's clock was started anew
        QCOMPARE(clock.stamp(1'100ms, holder.tickAt(1'090ms)), Change::None);
        while (!clock.isSettled())
            exchange(clock, holder, 1'200ms, 5ms, 5ms);
        QVERIFY(errorAt(clock, holder, 2s) < 1e-6);
    }

    void aNewHolderHasItsOwnTimeToAnswer()
    {
        TickClock clock(tickLength);
        Holder holder;
        exchange(clock, holder, 1s, 1ms, 1ms);
        clock.follow();
        QCOMPARE(clock.stamp(3s, holder.tickAt(3s - 60ms)), Change::None);
        QVERIFY(!clock.isSettled());
    }

    void aNewHolderGoesOnWithItsOwnClock()
    {
        Holder holder;
        TickClock clock = settledClock(holder, 1s);
        holder.origin += 5;
        clock.follow();
        exchange(clock, holder, 2s, 1ms, 1ms); // bending when the holder dies
        const TickMapping before = *clock.mapping();
        clock.freeze();
        holder.origin += 500;
        QCOMPARE(exchange(clock, holder, 3s, 1ms, 1ms), Change::None);
        QCOMPARE(clock.stamp(4s, 1e6), Change::None);
        QCOMPARE(*clock.mapping(), before);
        clock.follow();
        exchange(clock, holder, 5s, 1ms, 1ms);
        QVERIFY(*clock.mapping() != before);
    }

    void theFirstNodeStartsItsOwnTicks()
    {
        TickClock clock(tickLength);
        clock.start(10s, 42);
        QCOMPARE(clock.mapping()->tickAt(10s + 300ms), 52.0);
    }

    void aStampShowsOnlyThatOneIsBehind()
    {
        Holder holder;
        TickClock clock = settledClock(holder, 1s);
        QCOMPARE(clock.stamp(2s, holder.tickAt(2s - 90ms)), Change::None); // merely slower
        holder.origin += 1;
        QCOMPARE(clock.stamp(3s, holder.tickAt(3s - 10ms)), Change::Slewed);
        QVERIFY(errorAt(clock, holder, 5s) < 0.4);
    }

    void ofANewHoldersFewSamplesOnlyContradictionsCount()
    {
        Holder holder;
        TickClock clock = settledClock(holder, 1s);
        const TickMapping before = *clock.mapping();
        clock.follow();
        QCOMPARE(exchange(clock, holder, 2s, 18ms, 2ms), Change::None); // 8 ms wrong, which it may be
        QCOMPARE(*clock.mapping(), before);
        QCOMPARE(exchange(clock, holder, 3s, 1ms, 1ms), Change::None);
        holder.origin += inTicks(15ms);
        clock.follow();
        QCOMPARE(exchange(clock, holder, 4s, 10ms, 10ms), Change::Slewed);
        QVERIFY(errorAt(clock, holder, 5s) < 1e-6);
    }

    void nonsenseIsIgnored()
    {
        const Holder holder;
        TickClock clock = settledClock(holder, 1s);
        const TickMapping before = *clock.mapping();
        for (const double tick : {qQNaN(), qInf(), -qInf(), 1e300})
            QCOMPARE(clock.sample(2s, 1ms, tick), Change::None);
        QCOMPARE(clock.sample(2s, -1ms, 5), Change::None);
        QCOMPARE(clock.sample(20s, 10s, 5), Change::None); // nearly a freeze: says nothing
        QCOMPARE(clock.stamp(2s, qQNaN()), Change::None);
        QCOMPARE(*clock.mapping(), before);
    }
};

QTEST_GUILESS_MAIN(TestTickClock)
#include "tst_tick_clock.moc"
