// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/ReferenceFlight.h"
#include "tests/cluster/harness/Wait.h"

#include <QJsonArray>

using namespace everbounce;
using namespace everbounce::harness;

/// A holder that is killed is replaced, once, and the flight goes on as if nothing had happened.
class TestKillHolder : public QObject
{
    Q_OBJECT

private:
    static constexpr int kills = 20;
    /// What is flown between two kills: several kills fall into the time that one track covers.
    static constexpr Tick betweenKills = 20;
    /// Longer than any track reaches ahead: what is seen after this many ticks was computed after the last
    /// kill.
    static constexpr Tick beyondHorizon = 200;

    /// What each node says of itself by its API: how many of them are the holder.
    static int holders(TestCluster &cluster)
    {
        int count = 0;
        for (int index = 0; index < cluster.size(); ++index) {
            const QJsonObject view =
                httpGet(cluster.node(index).url(), QStringLiteral("/api/v1/cluster")).json();
            if (view.value(QLatin1String("holder")) == view.value(QLatin1String("self")))
                ++count;
        }
        return count;
    }

    static bool seenPast(const Viewer &viewer, Tick tick)
    {
        return !viewer.frames().empty() && viewer.frames().back().tick > tick;
    }

private Q_SLOTS:
    void twentyTimesRunning()
    {
        TestCluster cluster(3);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        // One viewer on each node: whichever is killed, somebody on a survivor has watched all the while.
        std::vector<std::unique_ptr<Viewer>> viewers;
        const auto view = [&](int index) {
            viewers.push_back(std::make_unique<Viewer>(cluster.node(index).url(), Viewer::Mode::Frames));
            return waitUntil([&] { return seenPast(*viewers.back(), 0); });
        };
        for (int index = 0; index < cluster.size(); ++index)
            QVERIFY(view(index));
        const auto flyOn = [&](Tick ticks) {
            const Viewer &newest = *viewers.back();
            const Tick last = newest.frames().back().tick;
            return waitUntil([&] { return seenPast(newest, last + ticks); });
        };

        for (int round = 1; round <= kills; ++round) {
            QVERIFY(flyOn(betweenKills));
            const int killed = cluster.holder();
            const quint64 term = cluster.term();
            cluster.node(killed).kill();
            QVERIFY2(cluster.waitUntilAgreed(), qPrintable(QStringLiteral("after kill %1").arg(round)));
            QCOMPARE(cluster.term(), term + 1);
            const int successor = cluster.holder();

            QVERIFY(cluster.start());
            QCOMPARE(cluster.term(), term + 1); // a node that joins takes the lease from nobody
            QCOMPARE(cluster.holder(), successor);
            QCOMPARE(holders(cluster), 1);
            QVERIFY(view(killed));
        }
        QVERIFY(flyOn(beyondHorizon));

        FlightRecord record;
        for (const auto &viewer : viewers)
            record.add(*viewer);
        QCOMPARE(record.faults().join(u'\n'), QString());
        qInfo("Seen: ticks %llu to %llu.", qulonglong(record.first()), qulonglong(record.last()));
    }
};

QTEST_GUILESS_MAIN(TestKillHolder)
#include "tst_kill_holder.moc"
