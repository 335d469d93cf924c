// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/etcd/EtcdReplicator.h"
#include "tests/cluster/harness/etcd/EtcdCluster.h"
#include "tests/workload/CounterCluster.h"

#include <QTest>

#include <csignal>

using namespace everbounce;
using namespace everbounce::counter;
using namespace std::chrono_literals;
using everbounce::harness::EtcdCluster;

/// Counters whose lease and record are in a real etcd of three members: each command counts once, whatever
/// dies.
class TestEtcdCounter : public QObject, private CounterCluster
{
    Q_OBJECT

    std::unique_ptr<EtcdCluster> m_etcd;
    std::chrono::seconds m_length{4};
    int m_added = 0;
    int m_commands = 0;

    Coordinate coordination() const
    {
        EtcdSettings settings;
        settings.cluster = QStringLiteral("counter");
        settings.length = m_length;
        for (int member = 0; member < m_etcd->size(); ++member)
            settings.access.members << m_etcd->url(member);
        return coordinateByEtcd(settings);
    }

    Member &join()
    {
        m_members.push_back(
            std::make_unique<Member>(*m_bus, m_dir->filePath(QString::number(m_added++)), coordination()));
        if (const QString problem = m_members.back()->start(); !problem.isEmpty())
            qFatal("%s", qPrintable(problem));
        return *m_members.back();
    }

    void begin()
    {
        m_etcd = std::make_unique<EtcdCluster>();
        QVERIFY(m_etcd->start());
        for (int number = 0; number < 3; ++number)
            join();
        QTRY_VERIFY_WITH_TIMEOUT(agreed(), 30'000);
    }

    Member &follower() const { return *m_members[m_members.front()->singleton.isHolder() ? 1 : 0]; }

    /// Adds one, by way of a node that does not hold.
    QString giveOne()
    {
        const QString id = QString::number(++m_commands);
        give(follower(), id, 1);
        return id;
    }

    /// Adds one, and gives the same command again whenever it is refused: etcd may be slow to elect a leader.
    bool isDoneAfterRetries()
    {
        const QString id = giveOne();
        return QTest::qWaitFor(
            [&] {
                if (std::ranges::any_of(m_members, [&](const auto &member) { return isDone(*member, id); }))
                    return true;
                if (isSettled(id))
                    give(follower(), id, 1);
                return false;
            },
            60'000);
    }

    bool isSettled(const QString &id) const
    {
        return std::ranges::any_of(m_members,
                                   [&](const auto &member) { return member->results.contains(id); });
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!EtcdCluster::isInstalled())
            QSKIP("etcd is not installed: packaging/install-dependencies --tests installs it.");
    }

    void cleanup()
    {
        startOver();
        m_etcd.reset();
        m_commands = 0;
        m_length = 4s;
    }

    void aKilledHolderLosesNothing()
    {
        begin();
        for (int round = 0; round < 10; ++round) {
            QVERIFY(isDoneAfterRetries());
            const Lease before = follower().singleton.lease();
            kill(holder());
            QTRY_VERIFY_WITH_TIMEOUT(holder(), 20'000);
            QVERIFY(holder()->singleton.lease().term > before.term);
            join();
            QTRY_VERIFY_WITH_TIMEOUT(agreed(), 20'000);
        }
        QTRY_VERIFY(allCount(10));
    }

    void anElectionMakesNobodyStepDown()
    {
        m_length = 20s; // however long it takes on a busy machine
        begin();
        const Lease lease = holder()->singleton.lease();
        for (int round = 0; round < 3; ++round) {
            m_etcd->kill(m_etcd->leader());
            QVERIFY(isDoneAfterRetries());
            QVERIFY(m_etcd->start());
        }
        QVERIFY(agreed());
        QCOMPARE(holder()->singleton.lease(), lease);
        QTRY_VERIFY(allCount(3));
    }

    void withoutAMajorityNothingIsAcknowledgedAndNothingIsLost()
    {
        begin();
        Member &asked = follower();
        QVERIFY(isDoneAfterRetries());
        m_etcd->kill(0);
        m_etcd->kill(1);
        QTRY_VERIFY_WITH_TIMEOUT(!holder() && !asked.singleton.lease(), 20'000);
        const QString second = giveOne();
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(second), 20'000);
        QVERIFY(!isDone(asked, second));
        QTRY_COMPARE_WITH_TIMEOUT(asked.singleton.keeper().backing().state, Backing::State::Unreachable,
                                  20'000);
        QVERIFY(m_etcd->start());
        QTRY_VERIFY_WITH_TIMEOUT(agreed(), 30'000);
        QVERIFY(isDoneAfterRetries());
        QCOMPARE(asked.singleton.keeper().backing().state, Backing::State::Ready);
        // The second was refused, perhaps with "it may still be carried out".
        QTRY_VERIFY(allCount(2) || allCount(3));
    }

    void aHolderThatLeavesHandsOver()
    {
        begin();
        Member *const leaving = holder();
        const Lease lease = leaving->singleton.lease();
        leaving->singleton.leave();
        QTRY_VERIFY_WITH_TIMEOUT(holder() && holder() != leaving, 20'000);
        QVERIFY(holder()->singleton.lease().term > lease.term);
    }

    void aMemberThatHangsIsLeft()
    {
        begin();
        for (int member = 0; member < m_etcd->size(); ++member) {
            m_etcd->signal(member, SIGSTOP);
            QVERIFY(isDoneAfterRetries());
            m_etcd->signal(member, SIGCONT);
        }
        QTRY_VERIFY_WITH_TIMEOUT(agreed() && allCount(3), 20'000);
    }
};

QTEST_GUILESS_MAIN(TestEtcdCounter)
#include "tst_etcd_counter.moc"
