// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/MonotonicClock.h"
#include "engine/node/faults/HoldThreads.h"

#include <QTest>

#include <array>
#include <atomic>
#include <thread>
#include <vector>

using namespace everbounce;
using namespace std::chrono_literals;

/// How a process stops itself when nobody else can stop it.
class TestHoldThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noThreadRunsMeanwhile()
    {
        if (!canHoldThreads())
            QSKIP("Skipped: there is no /proc of this process's namespace.");
        constexpr std::size_t count = 4;
        std::array<std::atomic<std::int64_t>, count> longestGap{};
        std::array<std::atomic<bool>, count> runs{};
        std::atomic<bool> stop = false;
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < count; ++i)
            threads.emplace_back([&, i] {
                for (auto last = monotonicNow(); !stop; runs[i] = true) {
                    const auto now = monotonicNow();
                    longestGap[i] = std::max(longestGap[i].load(), std::int64_t((now - last).count()));
                    last = now;
                    std::this_thread::sleep_for(1ms);
                }
            });
        for (const auto &runsNow : runs)
            QTRY_VERIFY(runsNow);
        const auto begin = monotonicNow();
        QVERIFY(holdThreads(500ms));
        QVERIFY(monotonicNow() - begin >= 500ms);
        // Signals are on their way while the first threads are held already: none runs for half of the time.
        for (const auto &gap : longestGap)
            QTRY_VERIFY(std::chrono::nanoseconds(gap.load()) > 250ms);
        stop = true;
        for (std::thread &thread : threads)
            thread.join();
    }
};

QTEST_GUILESS_MAIN(TestHoldThreads)
#include "tst_hold_threads.moc"
