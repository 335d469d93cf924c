// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/Random.h"
#include "engine/cluster/TickClock.h"

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

    static double errorAt(const TickClock &clock, const Holder &holder, Nanoseconds now)
    {
        return std::abs(clock.mapping()->tickAt(now) - holder.tickAt(now));
    }

private Q_SLOTS:
    void nothingIsKnownBeforeTheFirstSampleWhichStepsThere()
    {
        TickClock clock(tickLength);
        QVERIFY(!clock.mapping());
        const Holder holder;
        QCOMPARE(exchange(clock, holder, 100s, 1ms, 1ms), Change::Stepped);
        QVERIFY(errorAt(clock, holder, 100s) < 1e-6);
        QVERIFY(errorAt(clock, holder, 110s) < 1e-6);
    }

    void theShortestRoundTripIsBelieved()
    {
        TickClock clock(tickLength);
        const Holder holder;
        exchange(clock, holder, 1s, 80ms, 2ms); // 39 ms wrong
        QVERIFY(errorAt(clock, holder, 1s) > 1);
        QCOMPARE(exchange(clock, holder, 2s, 1ms, 1ms), Change::Slewed);
        for (Nanoseconds now = 3s; now < 6s; now += 250ms)
            exchange(clock, holder, now, 60ms, 5ms); // no reason to change one's mind
        QVERIFY(errorAt(clock, holder, 6s) < 0.05);
    }

    void noiseMovesNothing()
    {
        TickClock clock(tickLength);
        const Holder holder;
        exchange(clock, holder, 1s, 1ms, 1ms);
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
            TickClock clock(tickLength);
            Holder holder;
            const double base = holder.origin;
            Nanoseconds now = 5s;
            exchange(clock, holder, now, 1ms, 1ms);
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
            TickClock clock(tickLength);
            Holder holder;
            exchange(clock, holder, 1s, 1ms, 1ms);
            holder.origin += offset;
            clock.follow(); // another holder, a little off
            QCOMPARE(exchange(clock, holder, 2s, 1ms, 1ms), Change::Slewed);
            QVERIFY(errorAt(clock, holder, 2s + 2ms) > 0.75);
            QVERIFY(errorAt(clock, holder, 2s + 20 * 24ms + 3ms) < 0.001);
        }
    }

    void anotherSampleOfTheSameOffsetDoesNotStartTheCorrectionAnew()
    {
        TickClock clock(tickLength);
        Holder holder;
        exchange(clock, holder, 1s, 1ms, 1ms);
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
            TickClock clock(tickLength);
            Holder holder;
            exchange(clock, holder, 1s, 1ms, 1ms);
            holder.origin += offset;
            clock.follow();
            QCOMPARE(exchange(clock, holder, 2s, 1ms, 1ms), Change::Stepped);
            QVERIFY(errorAt(clock, holder, 2s + 2ms) < 1e-6);
        }
    }

    void aNewHolderGoesOnWithItsOwnClock()
    {
        TickClock clock(tickLength);
        Holder holder;
        exchange(clock, holder, 1s, 1ms, 1ms);
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
        QVERIFY(exchange(clock, holder, 5s, 1ms, 1ms) != Change::None);
    }

    void theFirstNodeStartsItsOwnTicks()
    {
        TickClock clock(tickLength);
        clock.start(10s, 42);
        QCOMPARE(clock.mapping()->tickAt(10s + 300ms), 52.0);
    }

    void aStampShowsOnlyThatOneIsBehind()
    {
        TickClock clock(tickLength);
        const Holder holder;
        QCOMPARE(clock.stamp(1s, holder.tickAt(1s - 60ms)), Change::Stepped); // better than nothing
        QCOMPARE(clock.stamp(2s, holder.tickAt(2s - 90ms)), Change::None);    // merely slower
        QCOMPARE(clock.stamp(3s, holder.tickAt(3s - 10ms)), Change::Slewed);
        QVERIFY(errorAt(clock, holder, 5s) < 0.4);
    }

    void nonsenseIsIgnored()
    {
        TickClock clock(tickLength);
        const Holder holder;
        exchange(clock, holder, 1s, 1ms, 1ms);
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
