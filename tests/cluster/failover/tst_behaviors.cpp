// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Api.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/ReferenceFlight.h"
#include "tests/cluster/harness/Wait.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>

using namespace everbounce;
using namespace everbounce::harness;

/// No behaviour brings down a node, or one node after another, and the ball does not stop; scripts reach
/// every node by being dropped on one.
class TestBehaviors : public QObject
{
    Q_OBJECT

private:
    Api m_api;

    static QString shipped(const char *folder)
    {
        return QFileInfo(programPath(QStringLiteral("everbounced"))).path() +
               QLatin1String("/../lib/everbounce/") + QLatin1String(folder);
    }

    static QJsonObject get(TestCluster &cluster, int index, const char *what)
    {
        return httpGet(cluster.node(index).url(), QLatin1String("/api/v1/") + QLatin1String(what)).json();
    }

    static QJsonObject listed(TestCluster &cluster, int index, const QString &name)
    {
        const QJsonArray all = get(cluster, index, "cluster").value(QLatin1String("behaviors")).toArray();
        for (const QJsonValue &behavior : all) {
            if (behavior[QLatin1String("name")] == name)
                return behavior.toObject();
        }
        return {};
    }

    ApiAnswer select(TestCluster &cluster, int index, const QString &name, const QByteArray &key = {})
    {
        std::optional<ApiAnswer> answer;
        m_api.send(cluster.node(index).url(), QStringLiteral("behavior"), {{QStringLiteral("name"), name}},
                   key, [&answer](const ApiAnswer &given) { answer = given; });
        return waitUntil([&answer] { return answer.has_value(); }) ? *answer : ApiAnswer{};
    }

private Q_SLOTS:
    void thatAreBrokenDoNoHarm()
    {
        TestCluster cluster(3, [](NodeOptions &options, int) {
            options.more << QStringLiteral("--behavior-dir") << shipped("broken-behaviors");
        });
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        Viewer viewer(cluster.node(0).url(), Viewer::Mode::Frames);
        QVERIFY(waitUntil([&] { return viewer.frames().size() > 10; }));
        const quint64 term = cluster.term();

        int asked = 0;
        for (const char *name : {"ThrowsAtBounce", "HangsForever", "Segfaults", "KillsItsNode", "ReturnsNaN",
                                 "LeavesBox", "NonExistentBehavior"}) {
            const QString behavior = QString::fromLatin1(name);
            const ApiAnswer answer = select(cluster, asked++ % cluster.size(), behavior);
            QCOMPARE(answer.status, 422);
            QVERIFY2(answer.detail().contains(behavior), qPrintable(answer.detail()));
            const bool isMissing = behavior == QLatin1String("NonExistentBehavior");
            for (int index = 0; index < cluster.size(); ++index)
                QVERIFY(waitUntil([&] {
                    return listed(cluster, index, behavior).value(QLatin1String("quarantined")).toBool() !=
                           isMissing;
                }));
        }
        const Tick last = viewer.frames().back().tick;
        QVERIFY(waitUntil([&] { return viewer.frames().back().tick > last + 200; }));

        QVERIFY(cluster.agreed()); // all three run, and the lease has not moved
        QCOMPARE(cluster.term(), term);
        QCOMPARE(get(cluster, 0, "cluster").value(QLatin1String("revision")).toInt(), 0);
        FlightRecord record; // and the flight is as if nobody had selected anything
        record.add(viewer);
        QCOMPARE(record.faults().join(u'\n'), QString());
    }

    void aFileDroppedOnOneNodeFliesOnAllOfThem()
    {
        QTemporaryDir scripts;
        TestCluster cluster(3, [&](NodeOptions &options, int index) {
            if (index == 1)
                options.more << QStringLiteral("--behavior-dir") << scripts.path();
        });
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const QString name = QStringLiteral("Dropped");
        // Asked for too early: that is refused, and the same command is carried out once the script is there.
        const QByteArray key = "the-same-command";
        QCOMPARE(select(cluster, 2, name, key).status, 422);
        QVERIFY(QFile::copy(shipped("behaviors/Gravity.js"), scripts.filePath(name + QLatin1String(".js"))));
        for (int index = 0; index < cluster.size(); ++index) {
            QVERIFY(waitUntil([&] { return !listed(cluster, index, name).isEmpty(); }));
            QCOMPARE(listed(cluster, index, name).value(QLatin1String("new")).toBool(), index != 1);
        }
        QVERIFY(select(cluster, 2, name, key).ok());
        cluster.node(1).kill();
        QVERIFY(cluster.waitUntilAgreed());
        cluster.node(cluster.holder()).kill(); // whoever is left has it as well
        QVERIFY(cluster.waitUntilAgreed());
        const int left = cluster.holder();
        QCOMPARE(get(cluster, left, "ball").value(QLatin1String("behavior")).toString(), name);
        const double tick = get(cluster, left, "ball").value(QLatin1String("tick")).toDouble();
        QVERIFY(waitUntil(
            [&] { return get(cluster, left, "ball").value(QLatin1String("tick")).toDouble() > tick + 150; }));
    }
};

QTEST_GUILESS_MAIN(TestBehaviors)
#include "tst_behaviors.moc"
