// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/MonotonicClock.h"
#include "engine/singleton/Singleton.h"
#include "tests/fakes/LoopbackTransport.h"
#include "tests/workload/counter/Counter.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <algorithm>
#include <map>
#include <memory>

namespace everbounce::counter {

/// One node, reduced to what a singleton needs.
struct Member
{
    Member(LoopbackBus &bus, const QString &stateDir, const Coordinate &coordinate = coordinateByPeers,
           std::size_t commandsKept = CommandLog::mostCommands)
        : transport(bus)
        , singleton(id, config(stateDir, coordinate, commandsKept), transport, workload)
    {
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

protected:
    static Singleton::Config config(const QString &stateDir, const Coordinate &coordinate = coordinateByPeers,
                                    std::size_t commandsKept = CommandLog::mostCommands)
    {
        Singleton::Config config;
        config.clusterName = QStringLiteral("counter");
        config.stateDir = stateDir;
        config.engineProgram = QStringLiteral(COUNTER_ENGINE);
        config.lease = std::chrono::seconds(2); // a busy machine does not make a holder lose it
        config.wallClock = QDateTime::currentMSecsSinceEpoch;
        config.coordinate = coordinate;
        config.commandsKept = commandsKept;
        return config;
    }
};

/// A cluster of counters on a network in memory.
class CounterCluster
{
protected:
    std::unique_ptr<QTemporaryDir> m_dir = std::make_unique<QTemporaryDir>();
    std::unique_ptr<LoopbackBus> m_bus = std::make_unique<LoopbackBus>();
    std::vector<std::unique_ptr<Member>> m_members;

    Member &add(int number, std::size_t commandsKept = CommandLog::mostCommands)
    {
        const QString stateDir = m_dir->filePath(QString::number(number));
        m_members.push_back(std::make_unique<Member>(*m_bus, stateDir, coordinateByPeers, commandsKept));
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

    /// Removes what a test leaves, so that the next one begins with nothing.
    void startOver()
    {
        m_members.clear();
        m_bus = std::make_unique<LoopbackBus>();
        m_dir = std::make_unique<QTemporaryDir>();
    }

    /// From now on no message passes between members on different `sides`, or all do again.
    void partition(const std::vector<int> &sides, bool isCut = true)
    {
        for (std::size_t a = 0; a < m_members.size(); ++a) {
            for (std::size_t b = a + 1; b < m_members.size(); ++b) {
                if (sides[a] != sides[b])
                    m_bus->cutBoth(m_members[a]->id, m_members[b]->id, isCut);
            }
        }
    }

    std::ptrdiff_t holders() const
    {
        return std::ranges::count_if(m_members,
                                     [](const auto &member) { return member->singleton.isHolder(); });
    }
};

} // namespace everbounce::counter
