// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/MonotonicClock.h"
#include "engine/node/Node.h"
#include "engine/singleton/replica/store/SnapshotStore.h"
#include "tests/fakes/BallRecord.h"
#include "tests/fakes/LoopbackTransport.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace everbounce {

/// A node on a network in memory, with real engine processes, and what its viewer has seen.
class Member : public QObject
{
public:
    /// `clockAhead`: of its wall clock, in milliseconds.
    Member(LoopbackBus &bus, const QString &name, const QString &stateDir, const QStringList &behaviorDirs,
           qint64 clockAhead = 0, const Liveness::Limits &limits = {})
        : Member(std::make_unique<LoopbackTransport>(bus, limits),
                 config(name, stateDir, behaviorDirs, clockAhead))
    {
    }

    Member(std::unique_ptr<Transport> transport, const NodeConfig &config)
        : m_transport(transport.get())
        , m_node(config, std::move(transport))
    {
        connect(m_transport, &Transport::clockSample, this, [this] { answersBeforeFlight += !flight; });
        connect(&m_node, &NodeInterface::clusterChanged, this, [this](const ClusterView &view) {
            cluster = view;
            terms << view.lease.term;
        });
        connect(&m_node, &NodeInterface::flightChanged, this, [this](const FlightView &view) { see(view); });
        connect(&m_node, &NodeInterface::executed, this,
                [this](const QString &id, const CommandResult &result) {
                    results[id] = result;
                    seenAt[id] = cluster;
                });
        connect(&m_node, &NodeInterface::eventHappened, this,
                [this](const EventView &event) { events << event; });
        connect(&m_node, &NodeInterface::eventsReplaced, this,
                [this](const QList<EventView> &all) { events = all; });
        connect(&m_node, &Node::stopped, this, [this] { ++stopped; });
    }

    QString start() { return m_node.start(); }
    Node &node() { return m_node; }
    NodeId id() const { return m_node.id(); }
    bool heard(const char *text) const
    {
        return std::any_of(events.begin(), events.end(), [text](const EventView &event) {
            return event.text.contains(QLatin1String(text));
        });
    }
    bool holds() const { return cluster.lease && cluster.lease.holder == id(); }
    bool flies() const { return flight && !flight->track.empty(); }

    ClusterView cluster;
    std::optional<FlightView> flight;
    QList<quint64> terms;
    QMap<QString, CommandResult> results;
    QMap<QString, ClusterView> seenAt; ///< what was shown when a command was answered
    QList<EventView> events;
    int stopped = 0;             ///< so often it said so
    int answersBeforeFlight = 0; ///< that told the tick
    double highestTick = 0;      ///< of all the clocks that were shown
    bool wentBack = false;       ///< a lower lease was shown after a higher one
    bool sameFlight = true;      ///< no publication ever changed what was published before

private:
    static NodeConfig config(const QString &name, const QString &stateDir, const QStringList &behaviorDirs,
                             qint64 clockAhead)
    {
        NodeConfig config;
        config.wallClock = [clockAhead] { return QDateTime::currentMSecsSinceEpoch() + clockAhead; };
        config.name = name;
        config.version = QStringLiteral("0.1.0");
        config.clusterName = QStringLiteral("test");
        config.lease = std::chrono::seconds(2); // no holder loses it to a busy machine
        config.stateDir = stateDir + QLatin1Char('/') + name;
        config.behaviorDirs = behaviorDirs;
        config.scriptDir = config.stateDir + QLatin1String("/behaviors");
        config.engineProgram = qEnvironmentVariable("EVERBOUNCE_BIN") + QLatin1String("/everbounce-engine");
        return config;
    }

    void see(const FlightView &view)
    {
        if (flight && view.lease < flight->lease)
            wentBack = true;
        if (view.track.empty())
            sameFlight = false; // nothing to draw
        else if (flight) {
            for (Tick t = view.track.begin(); t <= std::min(view.track.end(), flight->track.end()); ++t) {
                if (t >= flight->track.begin() && !(view.track.at(double(t)) == flight->track.at(double(t))))
                    sameFlight = false;
            }
        }
        flight = view;
        highestTick = std::max(highestTick, view.clock.tickAt(monotonicNow()));
    }

    Transport *m_transport; ///< the node's
    Node m_node;
};

/// A cluster of whole nodes on a network in memory, for tests.
class LoopbackCluster
{
protected:
    QTemporaryDir m_dir;
    std::unique_ptr<LoopbackBus> m_bus;
    std::vector<std::unique_ptr<Member>> m_members;

    Member &add(const char *name, const QStringList &behaviorDirs = {}, qint64 clockAhead = 0,
                const Liveness::Limits &limits = {})
    {
        m_members.push_back(std::make_unique<Member>(*m_bus, QString::fromLatin1(name), m_dir.path(),
                                                     behaviorDirs, clockAhead, limits));
        if (const QString problem = m_members.back()->start(); !problem.isEmpty())
            qFatal("%s", qPrintable(problem));
        return *m_members.back();
    }

    Member *holder() const
    {
        Member *found = nullptr;
        for (const auto &member : m_members) {
            if (member->holds() && found)
                return nullptr; // two: not settled
            if (member->holds())
                found = member.get();
        }
        return found;
    }

    bool agreed() const
    {
        const Member *one = holder();
        return one && std::all_of(m_members.begin(), m_members.end(), [&](const auto &member) {
                   return member->cluster.lease == one->cluster.lease && member->flies() &&
                          member->flight->lease == one->cluster.lease &&
                          std::size_t(member->cluster.nodes.size()) == m_members.size();
               });
    }

    QString snapshotDir(const char *name) const
    {
        return m_dir.path() + QLatin1Char('/') + QString::fromLatin1(name);
    }

    Snapshot readSnapshot(const char *name) const
    {
        QFile file(snapshotDir(name) + QLatin1String("/snapshot.cbor"));
        const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        return decodeSnapshot(bytes, QStringLiteral("test")).snapshot.value_or(Snapshot());
    }

    void remove(Member *member)
    {
        std::erase_if(m_members, [&](const auto &candidate) { return candidate.get() == member; });
    }

    void begin() { m_bus = std::make_unique<LoopbackBus>(); }
    void end()
    {
        m_members.clear();
        m_bus.reset();
        QDir(m_dir.path()).removeRecursively();
    }
};

} // namespace everbounce
