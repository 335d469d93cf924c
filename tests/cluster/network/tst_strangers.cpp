// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/Wait.h"

#include <QJsonArray>

using namespace everbounce;
using namespace everbounce::harness;

/// A node without the cluster's key, or with another cluster's name, never gets in.
class TestStrangers : public QObject
{
    Q_OBJECT

private:
    static void alter(NodeOptions &options, const ClusterGround &ground, bool otherKey)
    {
        if (otherKey)
            options.keyFile = ground.makeKeyFile(QStringLiteral("other.key"));
        else
            options.clusterName += QLatin1String("-other");
    }

    /// The node holds the lease of a cluster of its own.
    static bool isAlone(const QJsonObject &view)
    {
        const QJsonArray nodes = view.value(QLatin1String("nodes")).toArray();
        return nodes.size() == 1 && nodes.at(0).toObject().value(QLatin1String("holder")).toBool();
    }

private Q_SLOTS:
    void areNeverJoined_data()
    {
        QTest::addColumn<bool>("otherKey");
        QTest::newRow("another key") << true;
        QTest::newRow("another cluster's name") << false;
    }

    void ofOtherTimesAreRefusedAndShown()
    {
        TestCluster cluster(2, [](NodeOptions &options, int index) {
            if (index == 1)
                options.more << QStringLiteral("--lease") << QStringLiteral("800");
        });
        const LogsOnFailure logs(cluster);
        for (int index = 0; index < cluster.size(); ++index)
            QVERIFY(cluster.start(index));
        const auto document = [&](int index) {
            return httpGet(cluster.node(index).url(), QStringLiteral("/api/v1/cluster")).json();
        };
        const auto warning = [&](int index) {
            return document(index).value(QLatin1String("warnings")).toArray().at(0).toString();
        };
        for (int index = 0; index < cluster.size(); ++index) {
            QVERIFY(waitUntil([&] { return !warning(index).isEmpty(); }));
            const QString values =
                index == 0 ? QStringLiteral("800 ms, here 500 ms") : QStringLiteral("500 ms, here 800 ms");
            QVERIFY2(warning(index).contains(values), qPrintable(warning(index)));
            QVERIFY(warning(index).contains(cluster.node(1 - index).name()));
            QVERIFY(isAlone(document(index)));
        }
    }

    void areNeverJoined()
    {
        QFETCH(bool, otherKey);
        TestCluster cluster(2);
        const LogsOnFailure logs(cluster);
        NodeOptions options = cluster.ground().optionsOf(cluster.size());
        alter(options, cluster.ground(), otherKey);
        NodeProcess stranger(options);
        stranger.start();
        QVERIFY(waitUntil([&] { return stranger.isReady(); }));
        const Viewer watch(stranger.url(), Viewer::Mode::Track);
        QVERIFY(waitUntil([&] { return isAlone(watch.cluster()); }));

        // They find each other by the very beacons that reach the stranger as well, and for long enough that
        // a holder is replaced: all that a join would need has been said meanwhile.
        QVERIFY(cluster.start());
        cluster.node(cluster.holder()).kill();
        QVERIFY(cluster.waitUntilAgreed());
        QVERIFY(cluster.start());
        QVERIFY(isAlone(httpGet(stranger.url(), QStringLiteral("/api/v1/cluster")).json()));
        for (const LiveMessage &message : watch.messages())
            if (message.type == QLatin1String("cluster"))
                QCOMPARE(message.body.value(QLatin1String("nodes")).toArray().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestStrangers)
#include "tst_strangers.moc"
