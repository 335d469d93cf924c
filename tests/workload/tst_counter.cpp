// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/MonotonicClock.h"
#include "engine/cluster/mesh/LoopbackTransport.h"
#include "engine/singleton/Singleton.h"
#include "tests/workload/Counter.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <map>
#include <memory>

using namespace everbounce;
using namespace everbounce::counter;

namespace {

/// One node, reduced to what a singleton needs of it.
struct Member
{
    Member(LoopbackBus &bus, const QString &stateDir)
        : transport(bus)
        , singleton(id, config(stateDir), transport, workload)
    {
        QObject::connect(&transport, &Transport::received, &singleton, &Singleton::handle);
        QObject::connect(
            &singleton, &Singleton::concluded, &singleton,
            [this](const QString &command, const CommandResult &result) { results[command] = result; });
    }

    QString start()
    {
        if (const QString problem = singleton.prepare(); !problem.isEmpty())
            return problem;
        SelfInfo self;
        self.id = id;
        self.startedAt = monotonicNow();
        const QString problem = transport.start(self);
        singleton.start();
        return problem;
    }

    qint64 count() const { return singleton.record() ? countOf(*singleton.record()) : -1; }

    NodeId id{QRandomGenerator::system()->generate64() | 1};
    LoopbackTransport transport;
    Counter workload;
    Singleton singleton;
    std::map<QString, CommandResult> results;

private:
    static Singleton::Config config(const QString &stateDir)
    {
        Singleton::Config config;
        config.clusterName = QStringLiteral("counter");
        config.stateDir = stateDir;
        config.engineProgram = QStringLiteral(COUNTER_ENGINE);
        config.lease = std::chrono::seconds(2); // no holder loses it to a busy machine
        config.wallClock = QDateTime::currentMSecsSinceEpoch;
        return config;
    }
};

} // namespace

/// What holds for the ball holds for a workload that has nothing in common with it.
class TestCounter : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<LoopbackBus> m_bus;
    std::vector<std::unique_ptr<Member>> m_members;

    Member &add(int number)
    {
        const QString stateDir = m_dir->filePath(QString::number(number));
        m_members.push_back(std::make_unique<Member>(*m_bus, stateDir));
        if (const QString problem = m_members.back()->start(); !problem.isEmpty())
            qFatal("%s", qPrintable(problem));
        return *m_members.back();
    }

    void addThree()
    {
        for (int number = 0; number < 3; ++number)
            add(number);
    }

    /// One holds, and all follow it and have published state.
    bool agreed() const
    {
        const Lease lease = m_members.front()->singleton.lease();
        return std::ranges::all_of(m_members, [lease](const auto &member) {
            const auto &record = member->singleton.record();
            return lease && member->singleton.lease() == lease && record && record->lease == lease &&
                   record->reach.end > 0;
        });
    }

    Member *holder() const
    {
        const auto found =
            std::ranges::find_if(m_members, [](const auto &member) { return member->singleton.isHolder(); });
        return found == m_members.end() ? nullptr : found->get();
    }

    /// As if its process had been killed.
    void kill(Member *victim)
    {
        std::erase_if(m_members, [victim](const auto &member) { return member.get() == victim; });
    }

    static void give(Member &member, const QString &id, qint64 number)
    {
        member.results.erase(id);
        member.singleton.accept(id, counter::add(number));
    }

    static bool isDone(const Member &member, const QString &id)
    {
        const auto found = member.results.find(id);
        return found != member.results.end() && found->second.ok;
    }

    bool allCount(qint64 count) const
    {
        return std::ranges::all_of(m_members,
                                   [count](const auto &member) { return member->count() == count; });
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_bus = std::make_unique<LoopbackBus>();
    }

    void cleanup()
    {
        m_members.clear();
        m_bus.reset();
        m_dir.reset();
    }

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
