// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/workload/CounterCluster.h"

#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace everbounce;
using namespace everbounce::counter;

/// What holds for the ball holds for a workload that has nothing in common with it.
class TestCounter : public QObject, CounterCluster
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { startOver(); }

    void eachCommandCountsOnceWhoeverIsKilled()
    {
        addThree();
        qint64 expected = 0;
        for (int round = 0; round < 5; ++round) {
            QTRY_VERIFY(agreed());
            const QString id = QStringLiteral("r%1").arg(round);
            give(*m_members.front(), id, round + 1);
            expected += round + 1;
            QTRY_VERIFY(isDone(*m_members.front(), id));
            kill(holder());
            QTRY_VERIFY(agreed());
            give(*m_members.back(), id, round + 1); // the client has not seen the answer
            QTRY_VERIFY(isDone(*m_members.back(), id));
            QTRY_VERIFY(allCount(expected));
            add(10 + round);
        }
    }

    void aCommandUnderWayIsCarriedOutByTheNextHolder()
    {
        addThree();
        QTRY_VERIFY(agreed());
        Member *killed = holder();
        Member &asked = *m_members[killed == m_members[0].get() ? 1 : 0];
        give(asked, QStringLiteral("a"), 7);
        kill(killed);
        QTRY_VERIFY(isDone(asked, QStringLiteral("a")));
        QTRY_VERIFY(agreed() && allCount(7));
    }

    void anEngineThatCrashesIsReplaced()
    {
        addThree();
        QTRY_VERIFY(agreed());
        Singleton &singleton = holder()->singleton;
        QSignalSpy lost(&singleton, &Singleton::engineLost);
        QSignalSpy restored(&singleton, &Singleton::restored);
        QCOMPARE(::kill(pid_t(singleton.engine().processId()), SIGKILL), 0);
        QTRY_COMPARE(lost.size(), 1);
        QTRY_COMPARE(restored.size(), 1);
        give(*m_members.front(), QStringLiteral("a"), 3);
        QTRY_VERIFY(isDone(*m_members.front(), QStringLiteral("a")) && allCount(3));
    }

    void aHolderThatLeavesHandsOver()
    {
        addThree();
        QTRY_VERIFY(agreed());
        give(*m_members.front(), QStringLiteral("a"), 3);
        QTRY_VERIFY(isDone(*m_members.front(), QStringLiteral("a")));
        Member *leaving = holder();
        const quint64 term = leaving->singleton.lease().term;
        QSignalSpy left(&leaving->singleton, &Singleton::left);
        leaving->singleton.leave();
        QTRY_COMPARE(left.size(), 1);
        kill(leaving);
        QTRY_VERIFY(agreed() && holder()->singleton.lease().term == term + 1);
        give(*m_members.front(), QStringLiteral("a"), 3);
        QTRY_VERIFY(isDone(*m_members.front(), QStringLiteral("a")) && allCount(3));
    }

    void aPowerCutLosesNothing()
    {
        addThree();
        QTRY_VERIFY(agreed());
        give(*m_members.front(), QStringLiteral("a"), 41);
        QTRY_VERIFY(isDone(*m_members.front(), QStringLiteral("a")));
        m_members.clear();
        addThree();
        QTRY_VERIFY(agreed() && allCount(41));
        give(*m_members.back(), QStringLiteral("a"), 41);
        give(*m_members.back(), QStringLiteral("b"), 1);
        QTRY_VERIFY(isDone(*m_members.back(), QStringLiteral("a")));
        QTRY_VERIFY(isDone(*m_members.back(), QStringLiteral("b")) && allCount(42));
    }

    void whatTheWorkloadRefusesChangesNothing()
    {
        Member &alone = add(0);
        QTRY_VERIFY(agreed());
        give(alone, QStringLiteral("a"), maxCount);
        QTRY_VERIFY(isDone(alone, QStringLiteral("a")));
        give(alone, QStringLiteral("b"), 1);
        QTRY_COMPARE(alone.results[QStringLiteral("b")].status, 422);
        QCOMPARE(alone.count(), maxCount);
    }
};

QTEST_GUILESS_MAIN(TestCounter)
#include "tst_counter.moc"
