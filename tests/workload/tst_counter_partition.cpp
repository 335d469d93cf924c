// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/workload/CounterCluster.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace everbounce;
using namespace everbounce::counter;

/// What was acknowledged counts, once, whichever node holds afterwards: over partitions, lost publications
/// and power cuts.
class TestCounterPartition : public QObject, CounterCluster
{
    Q_OBJECT

    /// Gives a command, and waits for its answer.
    [[nodiscard]] bool giveSurely(int member, const QString &id, qint64 number)
    {
        give(*m_members[std::size_t(member)], id, number);
        return QTest::qWaitFor([&] { return isDone(*m_members[std::size_t(member)], id); }, 20'000);
    }

    [[nodiscard]] bool hasHolders(int count)
    {
        return QTest::qWaitFor(
            [&] {
                return holders() == count && std::ranges::all_of(m_members, [](const auto &member) {
                           return bool(member->singleton.lease());
                       });
            },
            20'000);
    }

    /// As a bad sector would, while no node runs there.
    void damageSnapshot(int number) const
    {
        QFile file(m_dir->filePath(QStringLiteral("%1/snapshot.cbor").arg(number)));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        bytes[40] = char(bytes[40] ^ 1);
        QVERIFY(file.seek(0) && file.write(bytes) == bytes.size());
    }

private Q_SLOTS:
    void cleanup() { startOver(); }

    void bothSidesOfAPartitionCount()
    {
        addThree();
        QTRY_VERIFY(agreed());
        QVERIFY(giveSurely(0, QStringLiteral("before"), 1));
        QTRY_VERIFY(allCount(1));
        partition({0, 1, 1});
        QVERIFY(hasHolders(2));
        for (int i = 0; i < 3; ++i)
            QVERIFY(giveSurely(0, QStringLiteral("a%1").arg(i), 10));
        for (int i = 0; i < 5; ++i)
            QVERIFY(giveSurely(1, QStringLiteral("b%1").arg(i), 100));
        QVERIFY(giveSurely(0, QStringLiteral("both"), 1000)); // its client has asked both sides
        QVERIFY(giveSurely(2, QStringLiteral("both"), 1000));
        partition({0, 1, 1}, false);
        QTRY_VERIFY_WITH_TIMEOUT(agreed() && allCount(1531), 20'000);
        QVERIFY(giveSurely(2, QStringLiteral("a0"), 10)); // known by then, wherever it is given
        QVERIFY(giveSurely(0, QStringLiteral("b0"), 100));
        QTRY_VERIFY(allCount(1531));
    }

    void threeSidesCount()
    {
        addThree();
        QTRY_VERIFY(agreed());
        partition({0, 1, 2});
        QVERIFY(hasHolders(3));
        for (int member = 0; member < 3; ++member) {
            for (int i = 0; i < 2; ++i)
                QVERIFY(giveSurely(member, QStringLiteral("%1-%2").arg(member).arg(i), member + 1));
        }
        partition({0, 1, 2}, false);
        QTRY_VERIFY_WITH_TIMEOUT(agreed() && allCount(12), 20'000);
    }

    void aSideThatWasMergedMayPartAgain()
    {
        addThree();
        QTRY_VERIFY(agreed());
        qint64 expected = 0;
        for (int round = 0; round < 3; ++round) {
            partition({0, 0, 1});
            QVERIFY(hasHolders(2));
            QVERIFY(giveSurely(0, QStringLiteral("l%1").arg(round), 1));
            QVERIFY(giveSurely(2, QStringLiteral("r%1").arg(round), 1));
            expected += 2;
            partition({0, 0, 1}, false);
            QTRY_VERIFY_WITH_TIMEOUT(agreed() && allCount(expected), 20'000);
        }
    }

    void whoConfirmedItBringsItToAHolderThatLacksIt()
    {
        addThree();
        QTRY_VERIFY(agreed());
        // Two others know the holder, and one of them misses what is published now.
        std::ranges::partition(m_members, [](const auto &member) { return member->singleton.isHolder(); });
        m_bus->cut(m_members[0]->id, m_members[2]->id);
        m_bus->cutBoth(m_members[1]->id, m_members[2]->id);
        QVERIFY(giveSurely(0, QStringLiteral("a"), 7));
        QCOMPARE(m_members[2]->count(), 0);
        kill(m_members[0].get());
        QTRY_VERIFY_WITH_TIMEOUT(m_members[1]->singleton.isHolder(), 20'000); // it lacks it, and holds
        m_bus->cutBoth(m_members[0]->id, m_members[1]->id, false);
        QTRY_VERIFY_WITH_TIMEOUT(agreed() && allCount(7), 20'000);
    }

    void sidesThatMeetAfterAPowerCutCount()
    {
        addThree();
        QTRY_VERIFY(agreed());
        partition({0, 1, 1});
        QVERIFY(hasHolders(2));
        QVERIFY(giveSurely(0, QStringLiteral("a"), 1));
        QVERIFY(giveSurely(1, QStringLiteral("b"), 10));
        m_members.clear();
        addThree();
        QTRY_VERIFY_WITH_TIMEOUT(agreed() && allCount(11), 20'000);
        QVERIFY(giveSurely(1, QStringLiteral("a"), 1));
        QTRY_VERIFY(allCount(11));
    }

    void whoseSnapshotIsDamagedCarriesOutItsLog()
    {
        add(0);
        QTRY_VERIFY(agreed());
        std::set<std::pair<quint64, quint64>> names; // of all states that are answered
        const auto giveOne = [&](const QString &id, qint64 number) {
            if (!giveSurely(0, id, number))
                return false;
            const CommandResult result = m_members[0]->results[id];
            return names.insert({result.term, result.revision}).second;
        };
        QVERIFY(giveOne(QStringLiteral("a"), 1) && giveOne(QStringLiteral("b"), 10));
        for (qint64 count = 111; count <= 211; count += 100) { // and again, when its places are others
            kill(m_members[0].get());
            damageSnapshot(0);
            Member &again = add(0);
            QTRY_COMPARE_WITH_TIMEOUT(again.count(), count - 100, 20'000);
            QVERIFY(giveOne(QStringLiteral("%1").arg(count), 100));
            QVERIFY(giveSurely(0, QStringLiteral("a"), 1)); // it is known
            QCOMPARE(again.count(), count);
            QVERIFY(again.singleton.log().foreignTo(*again.singleton.record()).empty());
        }
        kill(m_members[0].get());
        add(0);
        QTRY_COMPARE_WITH_TIMEOUT(m_members[0]->count(), 211, 20'000);
    }

    void aDamagedSnapshotTakesNothingFromASoundDisk()
    {
        add(0);
        add(1);
        QTRY_VERIFY(agreed());
        QVERIFY(giveSurely(0, QStringLiteral("a"), 1));
        QVERIFY(giveSurely(1, QStringLiteral("b"), 10));
        QTRY_VERIFY(allCount(11));
        m_members.clear();
        damageSnapshot(0);
        add(0);
        QTRY_VERIFY(agreed());
        QVERIFY(giveSurely(0, QStringLiteral("c"), 100));
        add(1);
        QTRY_VERIFY_WITH_TIMEOUT(agreed() && allCount(111), 20'000);
        QVERIFY(giveSurely(1, QStringLiteral("a"), 1));
        QTRY_VERIFY(allCount(111));
        kill(m_members[0].get());
        QTRY_VERIFY_WITH_TIMEOUT(agreed() && allCount(111), 20'000);
    }

    void anIdIsKnownAfterManyOthersAndAHandover()
    {
        addThree();
        QTRY_VERIFY(agreed());
        QVERIFY(giveSurely(0, QStringLiteral("first"), 1000));
        for (int i = 0; i < 70; ++i)
            QVERIFY(giveSurely(0, QStringLiteral("other %1").arg(i), 1));
        Member *leaving = holder();
        QSignalSpy left(&leaving->singleton, &Singleton::left);
        leaving->singleton.leave();
        QTRY_COMPARE(left.size(), 1);
        kill(leaving);
        QTRY_VERIFY(agreed());
        QVERIFY(giveSurely(1, QStringLiteral("first"), 1000));
        QTRY_VERIFY(allCount(1070));
    }

    void whoJoinsLearnsTheIds()
    {
        add(0);
        QTRY_VERIFY(agreed());
        QVERIFY(giveSurely(0, QStringLiteral("first"), 1000));
        for (int i = 0; i < 70; ++i)
            QVERIFY(giveSurely(0, QStringLiteral("other %1").arg(i), 1));
        add(1);
        QTRY_VERIFY_WITH_TIMEOUT(agreed() && allCount(1070), 20'000);
        QVERIFY(giveSurely(1, QStringLiteral("last"), 1)); // it confirms, and so it has the log by then
        kill(holder());
        QTRY_VERIFY_WITH_TIMEOUT(agreed(), 20'000);
        QVERIFY(giveSurely(0, QStringLiteral("first"), 1000));
        QCOMPARE(m_members[0]->count(), 1071);
    }

    /// Also where only the record knows it still.
    void whoAsksAgainLearnsTheNameOfTheStateThatHasIt()
    {
        add(0, 4);
        QTRY_VERIFY(agreed());
        QVERIFY(giveSurely(0, QStringLiteral("a"), 1000));
        const CommandResult first = m_members[0]->results[QStringLiteral("a")];
        m_members.clear();
        add(0, 4);
        QTRY_VERIFY(agreed());
        for (int i = 0; i < 10; ++i)
            QVERIFY(giveSurely(0, QString::number(i), 1));
        QVERIFY(!m_members[0]->singleton.log().find(QStringLiteral("a")));
        QVERIFY(giveSurely(0, QStringLiteral("a"), 1000));
        const CommandResult again = m_members[0]->results[QStringLiteral("a")];
        QCOMPARE(again.revision, first.revision);
        QCOMPARE(again.term, first.term);
        QVERIFY(first.term < m_members[0]->singleton.lease().term);
        QCOMPARE(m_members[0]->count(), 1010);
    }

    void anAnswerNamesTheStateAndItsCopies()
    {
        addThree();
        QTRY_VERIFY(agreed());
        QVERIFY(giveSurely(0, QStringLiteral("a"), 1));
        const CommandResult result = m_members[0]->results[QStringLiteral("a")];
        QCOMPARE(result.term, m_members[0]->singleton.lease().term);
        QCOMPARE(result.revision, quint64(1));
        QVERIFY(result.copies == 2 || result.copies == 3);
        while (m_members.size() > 1)
            kill(m_members.back().get());
        QTRY_VERIFY_WITH_TIMEOUT(agreed(), 20'000);
        QVERIFY(giveSurely(0, QStringLiteral("b"), 1));
        QCOMPARE(m_members[0]->results[QStringLiteral("b")].copies, 1);
    }
};

QTEST_GUILESS_MAIN(TestCounterPartition)
#include "tst_counter_partition.moc"
