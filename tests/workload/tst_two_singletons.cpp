// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/NamedTransport.h"
#include "tests/workload/CounterCluster.h"

#include <QSignalSpy>
#include <QTest>

using namespace everbounce;
using namespace everbounce::counter;

namespace {

/// A node that runs a second counter over the same links.
struct TwinMember : Member
{
    TwinMember(LoopbackBus &bus, const QString &stateDir, const QString &secondDir)
        : Member(bus, stateDir)
        , second(id, secondConfig(secondDir), named, secondWorkload)
    {
    }

    QString start()
    {
        const QString problem = second.prepare();
        if (!problem.isEmpty())
            return problem;
        const QString firstProblem = Member::start();
        second.start();
        return firstProblem;
    }

    qint64 secondCount() const { return second.record() ? countOf(*second.record()) : -1; }

    NamedTransport named{transport, QStringLiteral("second")};
    Counter secondWorkload;
    Singleton second;

private:
    /// Its ticks are shorter, so the two clocks never agree.
    static Singleton::Config secondConfig(const QString &stateDir)
    {
        Singleton::Config second = config(stateDir);
        second.tick = std::chrono::milliseconds(10);
        return second;
    }
};

} // namespace

/// A second singleton in one node is a second object: neither notices the other.
class TestTwoSingletons : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<LoopbackBus> m_bus;
    std::vector<std::unique_ptr<TwinMember>> m_members;

    void addThree()
    {
        for (int number = 0; number < 3; ++number) {
            const QString dir = m_dir->filePath(QString::number(number));
            m_members.push_back(std::make_unique<TwinMember>(*m_bus, dir + u'a', dir + u'b'));
            QCOMPARE(m_members.back()->start(), QString());
        }
    }

    bool agreed() const
    {
        const Lease first = m_members.front()->singleton.lease();
        const Lease second = m_members.front()->second.lease();
        return first && second && std::ranges::all_of(m_members, [&](const auto &member) {
                   const auto &record = member->singleton.record();
                   const auto &secondRecord = member->second.record();
                   return record && record->lease == first && record->reach.end > 0 && secondRecord &&
                          secondRecord->lease == second && secondRecord->reach.end > 0;
               });
    }

    bool allCount(qint64 first, qint64 second) const
    {
        return std::ranges::all_of(m_members, [&](const auto &member) {
            return member->count() == first && member->secondCount() == second;
        });
    }

    auto holderOfSecond() const
    {
        return std::ranges::find_if(m_members, [](const auto &member) { return member->second.isHolder(); });
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_bus = std::make_unique<LoopbackBus>();
    }

    void cleanup() { m_members.clear(); }

    void eachCountsItsOwnCommands()
    {
        addThree();
        QTRY_VERIFY(agreed());
        m_members[1]->singleton.accept(QStringLiteral("a"), counter::add(3));
        QTRY_VERIFY(allCount(3, 0));
        m_members[2]->second.accept(QStringLiteral("a"), counter::add(40)); // the same id is another one here
        QTRY_VERIFY(allCount(3, 40));
    }

    void theirLeasesAreHeldByDifferentNodes()
    {
        addThree();
        QTRY_VERIFY(agreed());
        const quint64 term = m_members.front()->singleton.lease().term;
        (*holderOfSecond())->second.keeper().release();
        QTRY_VERIFY(agreed() && m_members.front()->second.lease().term > 1);
        QCOMPARE(m_members.front()->singleton.lease().term, term);
        QVERIFY(m_members.front()->singleton.lease().holder != m_members.front()->second.lease().holder);

        m_members[0]->second.accept(QStringLiteral("a"), counter::add(5));
        QTRY_VERIFY(allCount(0, 5));
        m_members.erase(holderOfSecond());
        QTRY_VERIFY(agreed());
        m_members[0]->second.accept(QStringLiteral("a"),
                                    counter::add(5)); // like a client that has not seen the answer
        m_members[0]->second.accept(QStringLiteral("b"), counter::add(1));
        m_members[0]->singleton.accept(QStringLiteral("b"), counter::add(2));
        QTRY_VERIFY(allCount(2, 6));
    }

    void eachHasAClockOfItsOwn()
    {
        addThree();
        QTRY_VERIFY(agreed());
        TwinMember &holder = **holderOfSecond();
        TwinMember &follower = *m_members[&holder == m_members[0].get() ? 1 : 0];
        QTRY_VERIFY(holder.second.tickNow() > 2 * holder.singleton.tickNow());
        const double ofFirst = holder.singleton.tickNow();
        QSignalSpy told(&follower.named, &Transport::clockSample);
        follower.named.ping(holder.id);
        QTRY_VERIFY(!told.isEmpty());
        const double tick = told.last()[2].toDouble();
        QVERIFY(tick > ofFirst && tick <= holder.second.tickNow());
        QTRY_VERIFY(std::ranges::all_of(m_members, [](const auto &member) {
            return member->singleton.sharesClock() && member->second.sharesClock();
        }));
    }

    void eachNeedsADirectoryOfItsOwn()
    {
        const QString dir = m_dir->filePath(QStringLiteral("one"));
        TwinMember member(*m_bus, dir, dir);
        QVERIFY(member.start().contains(dir));
    }
};

QTEST_GUILESS_MAIN(TestTwoSingletons)
#include "tst_two_singletons.moc"
