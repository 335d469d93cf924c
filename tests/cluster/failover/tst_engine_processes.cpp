// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/ProcessInfo.h"
#include "tests/cluster/harness/ReferenceFlight.h"
#include "tests/cluster/harness/Wait.h"

#include <csignal>

using namespace everbounce;
using namespace everbounce::harness;

/// The engine's process may crash at any time, and never outlives its node.
class TestEngineProcesses : public QObject
{
    Q_OBJECT

private:
    static constexpr int crashes = 4; // fewer than make a node give the lease away

    static bool toldOf(const Viewer &viewer, QLatin1String words)
    {
        for (const LiveMessage &message : viewer.messages())
            if (message.type == QLatin1String("event") &&
                message.body.value(QLatin1String("text")).toString().contains(words))
                return true;
        return false;
    }

    /// A holder has its engine and a spare; the spare is started when the engine has begun to work.
    static QList<pid_t> engineAndSpare(NodeProcess &node, const Viewer &viewer)
    {
        QList<pid_t> engines;
        waitUntil([&] { // checked once a frame: the kernel does not report a grandchild's start
            engines = viewer.frames().empty() ? QList<pid_t>() : enginesOf(node.pid());
            return engines.size() == 2;
        });
        return engines;
    }

private Q_SLOTS:
    void aCrashIsMendedOnTheSameNode()
    {
        TestCluster cluster(2);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const quint64 term = cluster.term();
        NodeProcess &node = cluster.node(cluster.holder());
        Viewer &watch = *cluster.watch(cluster.holder());
        Viewer frames(node.url(), Viewer::Mode::Frames);
        for (int crash = 0; crash < crashes; ++crash) {
            const QList<pid_t> engines = engineAndSpare(node, frames);
            QCOMPARE(engines.size(), 2);
            watch.forgetMessages();
            const ProcessEnd end(engines.first());
            QCOMPARE(::kill(engines.first(), SIGSEGV), 0);
            QVERIFY(waitUntil([&] { return end.ended(); }));
            QVERIFY(waitUntil([&] { return toldOf(watch, QLatin1String("the spare took over")); }));
            const QList<pid_t> successors = engineAndSpare(node, frames);
            QCOMPARE(successors.size(), 2);
            QCOMPARE(successors.first(), engines.last()); // the spare took over
        }
        const Tick last = frames.frames().back().tick;
        constexpr Tick beyondHorizon = 200; // seen then is what the last engine has computed
        QVERIFY(waitUntil([&] { return frames.frames().back().tick > last + beyondHorizon; }));
        QVERIFY(cluster.waitUntilAgreed());
        QCOMPARE(cluster.term(), term);
        FlightRecord record;
        record.add(frames);
        QCOMPARE(record.faults().join(u'\n'), QString());
    }

    /// What the machine kills is not held against a behaviour, so a node must be told.
    void itIsKnownHowOneEndedWhateverStartedTheNode()
    {
        TestCluster cluster(1, [](NodeOptions &options, int) {
            options.through = {QStringLiteral("env"), QStringLiteral("--ignore-signal=CHLD")};
        });
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const Viewer frames(cluster.node(0).url(), Viewer::Mode::Frames);
        const QList<pid_t> engines = engineAndSpare(cluster.node(0), frames);
        QCOMPARE(engines.size(), 2);
        QCOMPARE(::kill(engines.first(), SIGKILL), 0);
        QVERIFY(waitUntil([&] { return toldOf(*cluster.watch(0), QLatin1String("signal 9")); }));
    }

    void noneOutlivesItsNode_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("killed") << SIGKILL;
        QTest::newRow("stopped") << SIGTERM;
    }

    void noneOutlivesItsNode()
    {
        QFETCH(int, signal);
        TestCluster cluster(1);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const Viewer frames(cluster.node(0).url(), Viewer::Mode::Frames);
        const QList<pid_t> engines = engineAndSpare(cluster.node(0), frames);
        QCOMPARE(engines.size(), 2);
        const ProcessEnd engine(engines.first());
        const ProcessEnd spare(engines.last());
        QVERIFY(!engine.ended() && !spare.ended());
        cluster.node(0).signal(signal);
        QVERIFY(waitUntil([&] { return engine.ended() && spare.ended(); }));
    }
};

QTEST_GUILESS_MAIN(TestEngineProcesses)
#include "tst_engine_processes.moc"
