// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/process/AnswerPatience.h"

#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

/// An engine is hung if it uses up its time or sleeps through it; never if the machine keeps it waiting.
class TestAnswerPatience : public QObject
{
    Q_OBJECT

private:
    using State = ProcessUsage::State;
    using Verdict = AnswerPatience::Verdict;

    static constexpr AnswerPatience::Limits limits{100ms, 500ms};

    /// An engine in virtual time, from which it gets a share of a processor.
    struct Engine
    {
        AnswerPatience patience{limits, 0ns, 7s};
        std::chrono::nanoseconds now{0};
        ProcessUsage usage{7s, State::Runs};

        Verdict pass(std::chrono::nanoseconds time, double share)
        {
            now += time;
            usage.processorTime += std::chrono::nanoseconds(qint64(double(time.count()) * share));
            return patience.look(now, usage);
        }

        /// How long until it is judged, looked at as often as wanted; nothing where it never is within a
        /// minute.
        std::optional<std::chrono::nanoseconds> judgedAfter(double share)
        {
            while (now < 60s) {
                if (pass(patience.nextLook(), share) != Verdict::Waiting)
                    return now;
            }
            return std::nullopt;
        }
    };

private Q_SLOTS:
    void anEndlessLoopEndsWithItsProcessorTime()
    {
        Engine engine;
        const auto judged = engine.judgedAfter(1);
        QVERIFY(judged && *judged >= 100ms && *judged <= 102ms);
        QCOMPARE(engine.pass(1ms, 1), Verdict::Hung);
    }

    void anEndlessLoopOnABusyMachineEndsWithTheSameProcessorTime()
    {
        Engine engine;
        const auto judged = engine.judgedAfter(0.1);
        QVERIFY(judged && *judged >= 1000ms && *judged <= 1050ms);
        QCOMPARE(engine.pass(1ms, 1), Verdict::Hung);
    }

    void severalThreadsUseItUpFaster()
    {
        const auto judged = Engine().judgedAfter(4);
        QVERIFY(judged && *judged <= 50ms);
    }

    void oneThatGetsNoProcessorIsNotHung()
    {
        QVERIFY(!Engine().judgedAfter(0));
        QVERIFY(!Engine().judgedAfter(0.001));
    }

    void oneThatSleepsIsEnded()
    {
        Engine engine;
        engine.usage.state = State::Sleeps;
        const auto judged = engine.judgedAfter(0);
        QVERIFY(judged && *judged >= 500ms && *judged <= 550ms);
        QCOMPARE(engine.pass(1ms, 0), Verdict::Asleep);
    }

    void oneThatWaitsForADiskHasLonger()
    {
        Engine engine;
        engine.usage.state = State::WaitsForDisk;
        const auto judged = engine.judgedAfter(0);
        QVERIFY(judged && *judged >= 2s && *judged <= 2050ms);
        QCOMPARE(engine.pass(1ms, 0), Verdict::HeldUp); // it did not sleep of its own accord
    }

    void oneThatIsStoppedIsNotAsleep()
    {
        Engine engine;
        engine.usage.state = State::IsStopped;
        const auto judged = engine.judgedAfter(0);
        QVERIFY(judged && *judged >= 500ms && *judged <= 550ms);
        QCOMPARE(engine.pass(1ms, 0), Verdict::Stopped);
    }

    void oneThatSleptMoreThanItWaitedForADiskIsAsleep()
    {
        Engine engine;
        engine.usage.state = State::Sleeps;
        while (engine.now < 300ms)
            QCOMPARE(engine.pass(10ms, 0), Verdict::Waiting);
        engine.usage.state = State::WaitsForDisk;
        QVERIFY(engine.judgedAfter(0));
        QCOMPARE(engine.pass(1ms, 0), Verdict::Asleep);
    }

    /// However often this process comes late itself: it then knows nothing of the time between.
    void aLookThatComesLateCountsAsOneInTime()
    {
        Engine engine;
        engine.usage.state = State::Sleeps;
        for (int i = 0; i < 4; ++i)
            QCOMPARE(engine.pass(10s, 0), Verdict::Waiting);
        // But nobody can sleep for ever.
        Verdict verdict = Verdict::Waiting;
        for (int i = 0; i < 10 && verdict == Verdict::Waiting; ++i)
            verdict = engine.pass(10s, 0);
        QCOMPARE(verdict, Verdict::Asleep);
    }

    void whatWasUsedBeforeTheQuestionDoesNotCount()
    {
        AnswerPatience patience(limits, 0ns, 5s);
        QCOMPARE(patience.look(50ms, {5s + 99ms, State::Runs}), Verdict::Waiting);
        QCOMPARE(patience.nextLook(), std::chrono::nanoseconds(2ms));
        QCOMPARE(patience.look(52ms, {5s + 100ms, State::Runs}), Verdict::Hung);
    }
};

QTEST_APPLESS_MAIN(TestAnswerPatience)
#include "tst_answer_patience.moc"
