// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/Linearizability.h"

#include <QTest>

using namespace everbounce;
using namespace everbounce::simulation;

namespace {

using namespace std::chrono_literals;

/// A cell that is written and read, which every paper on the subject takes for its examples.
struct Cell
{
    using State = int;
    struct Call
    {
        bool isWrite = false;
        int value = 0;
    };

    std::optional<State> step(const State &state, const Call &call) const
    {
        if (call.isWrite)
            return call.value;
        return call.value == state ? std::optional(state) : std::nullopt;
    }
};

using History = std::vector<Operation<Cell::Call>>;

Operation<Cell::Call> write(int value, Nanoseconds calledAt, std::optional<Nanoseconds> answeredAt)
{
    return {{true, value}, calledAt, answeredAt};
}

Operation<Cell::Call> read(int value, Nanoseconds calledAt, Nanoseconds answeredAt)
{
    return {{false, value}, calledAt, answeredAt};
}

Linearizable check(const History &history)
{
    return linearizable(Cell(), 0, history);
}

} // namespace

class TestLinearizability : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneAfterTheOtherIs()
    {
        QCOMPARE(check({write(1, 0s, 1s), read(1, 2s, 3s), write(2, 4s, 5s), read(2, 6s, 7s)}),
                 Linearizable::Yes);
    }

    void aReadOfWhatWasOverwrittenIsNot()
    {
        QCOMPARE(check({write(1, 0s, 1s), write(2, 2s, 3s), read(1, 4s, 5s)}), Linearizable::No);
    }

    void concurrentOnesMayTakeAnyOrder()
    {
        QCOMPARE(check({write(1, 0s, 5s), write(2, 0s, 5s), read(1, 6s, 7s)}), Linearizable::Yes);
        QCOMPARE(check({write(1, 0s, 5s), write(2, 0s, 5s), read(2, 6s, 7s)}), Linearizable::Yes);
    }

    /// Herlihy and Wing's: during one write a reader has seen the new value, and a later one the old.
    void nobodyReadsBackwards()
    {
        QCOMPARE(check({write(1, 0s, 9s), read(1, 1s, 2s), read(0, 3s, 4s)}), Linearizable::No);
        QCOMPARE(check({write(1, 0s, 9s), read(0, 1s, 2s), read(1, 3s, 4s)}), Linearizable::Yes);
    }

    /// Each client alone finds nothing wrong: sequentially consistent, and not linearizable.
    void twoClientsThatDisagreeAreNot()
    {
        QCOMPARE(check({write(1, 0s, 1s), write(2, 2s, 3s), read(2, 4s, 5s), read(1, 6s, 7s)}),
                 Linearizable::No);
    }

    void whatWasNotAnsweredMayHaveBeenDoneOrNot()
    {
        QCOMPARE(check({write(1, 0s, std::nullopt), read(0, 1s, 2s)}), Linearizable::Yes);
        QCOMPARE(check({write(1, 0s, std::nullopt), read(1, 1s, 2s)}), Linearizable::Yes);
        QCOMPARE(check({write(1, 3s, std::nullopt), read(1, 1s, 2s)}), Linearizable::No);
    }

    /// Without memory of what has failed this takes a factorial of steps.
    void manyAtOnceAreDecidedSoon()
    {
        History history;
        for (int i = 1; i <= 14; ++i)
            history.push_back(write(i % 2, 0s, 10s));
        history.push_back(read(7, 11s, 12s));
        QCOMPARE(check(history), Linearizable::No);
    }

    void givesUpAfterSoManySteps()
    {
        History history;
        for (int i = 1; i <= 40; ++i)
            history.push_back(write(i, 0s, 10s));
        history.push_back(read(0, 11s, 12s));
        QCOMPARE(linearizable(Cell(), 0, history, 1000), Linearizable::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestLinearizability)
#include "tst_linearizability.moc"
