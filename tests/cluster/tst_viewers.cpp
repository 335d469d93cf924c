// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/ReferenceFlight.h"
#include "tests/cluster/harness/Wait.h"

using namespace everbounce;
using namespace everbounce::harness;

/// Viewers that come and go do a node no harm, and no other viewer either.
class TestViewers : public QObject
{
    Q_OBJECT

private:
    static constexpr int crowds = 20;
    static constexpr int crowd = 40;

private Q_SLOTS:
    void comeAndGoWithoutAWord()
    {
        TestCluster cluster(1);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const Viewer staying(cluster.node(0).url(), Viewer::Mode::Frames);
        for (int round = 0; round < crowds; ++round) {
            std::vector<std::unique_ptr<Viewer>> viewers;
            for (int number = 0; number < crowd; ++number)
                viewers.push_back(std::make_unique<Viewer>(
                    cluster.node(0).url(), number % 2 ? Viewer::Mode::Track : Viewer::Mode::Frames));
            // Half of them have seen something when all go, in the middle of whatever they are at.
            const Viewer &middle = *viewers.at(crowd / 2);
            QVERIFY(waitUntil([&] { return !middle.frames().empty(); }));
        }
        QVERIFY(waitUntil([&] { return staying.frames().size() > 100; }));
        QVERIFY2(cluster.node(0).running(), qPrintable(cluster.node(0).state()));
        FlightRecord record;
        record.add(staying);
        QCOMPARE(record.faults().join(u'\n'), QString());
    }
};

QTEST_GUILESS_MAIN(TestViewers)
#include "tst_viewers.moc"
