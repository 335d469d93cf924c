// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Api.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/ReferenceFlight.h"
#include "tests/cluster/harness/Wait.h"

#include <QDirIterator>
#include <QFile>

using namespace everbounce;
using namespace everbounce::harness;

/// All nodes at once: the first one back goes on from its snapshot.
class TestPowerCut : public QObject
{
    Q_OBJECT

private:
    /// So many ticks are watched before and after: more than any track reaches ahead.
    static constexpr Tick watched = 120;

    static QStringList filesIn(const QString &directory)
    {
        QStringList files;
        for (QDirIterator entry(directory, QDir::Files, QDirIterator::Subdirectories); entry.hasNext();)
            files << entry.next();
        return files;
    }

    static bool watchSomeTicks(const Viewer &viewer)
    {
        return waitUntil([&] { return viewer.frames().size() >= watched; });
    }

private Q_SLOTS:
    void theBallGoesOnFromTheSnapshot()
    {
        TestCluster cluster(3);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        Viewer before(cluster.node(0).url(), Viewer::Mode::Frames);
        QVERIFY(watchSomeTicks(before));
        const quint64 term = cluster.term();
        for (int index = 0; index < cluster.size(); ++index)
            cluster.node(index).kill();

        QVERIFY(cluster.start(1));
        QVERIFY(cluster.waitUntilAgreed());
        QVERIFY(cluster.term() > term); // viewers that come back take nothing of a lower one
        Viewer after(cluster.node(1).url(), Viewer::Mode::Frames);
        QVERIFY(watchSomeTicks(after));
        QVERIFY(after.frames().front().tick >= before.frames().back().tick);

        // The same flight. Nobody watched while nobody flew, so some ticks may have been seen by nobody.
        ReferenceFlight reference(before.frames().at(0), before.frames().at(1));
        for (const Frame &frame : after.frames())
            QCOMPARE(frame.position, reference.at(frame.tick));
    }

    void whatALoneNodeHasConfirmedIsThereAfterwards()
    {
        TestCluster cluster(1);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        NodeProcess &node = cluster.node(0);
        Api api;
        for (int cut = 1; cut <= 3; ++cut) {
            const ApiAnswer answer =
                api.post(node.url(), QStringLiteral("behavior"),
                         {{QStringLiteral("name"),
                           cut % 2 ? QStringLiteral("RandomRebound") : QStringLiteral("MirrorJump")}});
            QCOMPARE(answer.revision(), quint64(cut));
            node.kill();
            QVERIFY(cluster.start());
            const QJsonObject after = httpGet(node.url(), QStringLiteral("/api/v1/cluster")).json();
            QCOMPARE(after.value(QLatin1String("revision")).toInt(), cut);
        }
    }

    void aDamagedSnapshotNeverStopsAStart()
    {
        TestCluster cluster(1);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        NodeProcess &node = cluster.node(0);
        const QString directory = node.options().stateDir;
        QVERIFY(waitUntil([&] { return QFile::exists(directory + QLatin1String("/snapshot.cbor")); }));
        node.kill();
        for (const QString &name : filesIn(directory)) {
            QFile file(name);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write("\xff this is no snapshot");
        }
        QVERIFY(cluster.start());
        Viewer viewer(node.url(), Viewer::Mode::Frames);
        QVERIFY(watchSomeTicks(viewer));
        QVERIFY(waitUntil([&] { return node.standardError().contains(QLatin1String("set aside")); }));
    }
};

QTEST_GUILESS_MAIN(TestPowerCut)
#include "tst_power_cut.moc"
