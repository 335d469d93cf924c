// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/workload/CounterCluster.h"

#include <QSignalSpy>
#include <QTest>

using namespace everbounce;
using namespace everbounce::counter;

namespace {

/// Holds from the start, and acts as long as the test lets it.
class TestLease : public LeaseKeeper
{
    Q_OBJECT
public:
    using LeaseKeeper::LeaseKeeper;

    NodeId self;
    bool acts = true;

    void start(std::uint64_t knownTerm) override { hold(knownTerm + 1); }
    void stop() override {}
    Lease lease() const override { return m_lease; }
    bool isHolder() const override { return bool(m_lease); }
    bool mayAct() const override { return m_lease && acts; }
    void raise() override { hold(m_lease.term + 1); }
    void release() override {}
    void leave() override {}

    void hold(std::uint64_t term)
    {
        m_lease = {term, self};
        Q_EMIT becameHolder(m_lease);
        Q_EMIT leaseChanged(m_lease);
    }

    void lose()
    {
        m_lease = {};
        Q_EMIT stoppedHolding();
        Q_EMIT leaseChanged({});
    }

private:
    Lease m_lease;
};

/// A store that commits when the test says so.
class TestStore : public Replicator
{
    Q_OBJECT
public:
    TestStore(Replica &replica, QObject *parent)
        : Replicator(parent)
        , m_replica(replica)
    {
    }

    bool isSafe = false;       ///< what is committed
    std::vector<Record> asked; ///< in their order
    std::size_t done = 0;      ///< of them

    bool isBusy() const { return done < asked.size(); }

    void publish(const Record &next, double) override { asked.push_back(next); }
    bool isSafeOnceCommitted() const override { return isSafe; }
    void confirm() override {}
    int copies(std::uint64_t) const override { return 3; }

    void commit()
    {
        m_replica.takePublished(asked[done++]);
        Q_EMIT committed();
    }

private:
    Replica &m_replica;
};

} // namespace

/// Commit, then show: nobody sees a state, and no command is answered, before the replicator says that it
/// counts; and not even then where the lease is over.
class TestCommit : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    LoopbackBus m_bus;
    std::unique_ptr<Member> m_member;
    TestLease *m_lease = nullptr;
    TestStore *m_store = nullptr;

    Coordination coordinate(const CoordinationNeeds &needs, QObject *parent)
    {
        auto lease = std::make_unique<TestLease>(parent);
        auto store = std::make_unique<TestStore>(needs.replica, parent);
        lease->self = needs.self;
        m_lease = lease.get();
        m_store = store.get();
        return {std::move(lease), std::move(store)};
    }

    Singleton &singleton() { return m_member->singleton; }

    /// Commits what comes until this command is to be committed.
    [[nodiscard]] bool isAsked(std::uint64_t revision)
    {
        return QTest::qWaitFor(
            [&] {
                if (m_store->isBusy() && m_store->asked.back().revision < revision)
                    m_store->commit();
                return m_store->isBusy();
            },
            20'000);
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_member = std::make_unique<Member>(
            m_bus, m_dir->path(),
            [this](const CoordinationNeeds &needs, QObject *parent) { return coordinate(needs, parent); });
        QCOMPARE(m_member->start(), QString());
    }

    void cleanup() { m_member.reset(); }

    void nothingIsShownBeforeItCounts()
    {
        QSignalSpy shown(&singleton(), &Singleton::recordChanged);
        QTRY_VERIFY(m_store->isBusy());
        QCOMPARE(shown.size(), 0);
        m_store->commit();
        QCOMPARE(shown.size(), 1);
    }

    void aCommandIsAnsweredAfterTheCommit()
    {
        give(1, 5);
        QVERIFY(isAsked(1));
        QCOMPARE(m_member->count(), 0);
        QVERIFY(m_member->results.empty());
        m_store->commit();
        QCOMPARE(m_member->count(), 5);
        QTRY_VERIFY(m_member->results[QStringLiteral("1")].ok);
        QCOMPARE(m_member->results[QStringLiteral("1")].copies, 3);
    }

    void whereTheStoreIsSafeNothingElseIsWaitedFor()
    {
        m_store->isSafe = true;
        give(1, 5);
        QVERIFY(isAsked(1));
        QVERIFY(m_member->results.empty());
        m_store->commit();
        QVERIFY(m_member->results[QStringLiteral("1")].ok); // before the disk can say that it has it
    }

    void oneIsCommittedAfterTheOther()
    {
        give(1, 5);
        give(2, 6);
        QVERIFY(isAsked(1));
        const std::size_t asked = m_store->asked.size();
        singleton().lookAhead();
        QCOMPARE(m_store->asked.size(), asked);
        m_store->commit();
        QVERIFY(isAsked(2));
        QCOMPARE(m_store->asked.back().revision, quint64(2));
        m_store->commit();
        QCOMPARE(m_member->count(), 11);
    }

    void whoMayNotActAnyMoreShowsNothing()
    {
        give(1, 5);
        QVERIFY(isAsked(1));
        QSignalSpy shown(&singleton(), &Singleton::recordChanged);
        m_lease->acts = false;
        m_store->commit();
        QCOMPARE(shown.size(), 0);
        m_lease->acts = true; // it was late, and holds still: it goes on from what counts
        QTRY_VERIFY(m_store->isBusy());
        QCOMPARE(m_store->asked.back().revision, quint64(1));
        m_store->commit();
        QCOMPARE(shown.size(), 1);
        QTRY_VERIFY(m_member->results[QStringLiteral("1")].ok);
        QCOMPARE(m_member->count(), 5);
    }

    void whatCountsAfterTheLeaseIsLostIsNotShown()
    {
        give(1, 5);
        QVERIFY(isAsked(1));
        QSignalSpy shown(&singleton(), &Singleton::recordChanged);
        m_lease->lose();
        m_store->commit();
        QCOMPARE(shown.size(), 0);
        QVERIFY(m_member->results.empty());
        m_lease->hold(7); // and the next holder, which may be this node, knows the command
        QTRY_VERIFY(m_store->isBusy());
        m_store->commit();
        QTRY_VERIFY(m_member->results[QStringLiteral("1")].ok);
        QCOMPARE(m_member->count(), 5);
    }

private:
    void give(int id, qint64 number)
    {
        m_member->singleton.accept(QString::number(id), counter::add(number));
    }
};

QTEST_GUILESS_MAIN(TestCommit)
#include "tst_commit.moc"
