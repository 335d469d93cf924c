// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Api.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/ReferenceFlight.h"
#include "tests/cluster/harness/Wait.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>
#include <set>
#include <sys/stat.h>

using namespace everbounce;
using namespace everbounce::harness;

/// Real nodes get a new key while the ball flies on: all but the one that is removed, whoever was away, and
/// whatever is killed in the middle of it.
class TestKeyRotation : public QObject
{
    Q_OBJECT

private:
    static constexpr int nodes = 5;

    /// As on five machines: each node has the key in a file of its own.
    static std::function<void(NodeOptions &, int)> ownFiles()
    {
        return [](NodeOptions &options, int index) {
            const QString folder = QStringLiteral("%1/machine%2").arg(options.home).arg(index);
            QDir().mkpath(folder);
            const QString own = folder + QStringLiteral("/cluster.key");
            QFile::copy(options.keyFile, own);
            options.keyFile = own;
            options.program = QStringLiteral("everbounced");
        };
    }

    static QJsonObject clusterOf(NodeProcess &node)
    {
        return httpGet(node.url(), QStringLiteral("/api/v1/cluster")).json();
    }
    static QJsonObject keysOf(NodeProcess &node)
    {
        return httpGet(node.url(), QStringLiteral("/api/v1/keys")).json();
    }
    static QString newestOf(NodeProcess &node)
    {
        return keysOf(node)[QLatin1String("keys")].toArray().at(0)[QLatin1String("key")].toString();
    }
    /// Whether a node of the cluster shows another one as silent.
    static bool missesOne(NodeProcess &node)
    {
        const QJsonArray nodes = clusterOf(node)[QLatin1String("nodes")].toArray();
        return std::any_of(nodes.begin(), nodes.end(), [](const QJsonValue &other) {
            return other[QLatin1String("state")].toString() == QLatin1String("suspect");
        });
    }
    static qsizetype sizeOf(const QString &file) { return qsizetype(QFileInfo(file).size()); }

    /// All of them show all of them and nobody else, one holder, and have the same newest key.
    static bool agree(TestCluster &cluster, const std::set<int> &members)
    {
        std::set<QString> keys, holders, ids;
        for (const int member : members)
            ids.insert(cluster.node(member).id());
        for (const int member : members) {
            const QJsonObject view = clusterOf(cluster.node(member));
            std::set<QString> shown;
            for (const QJsonValue &node : view[QLatin1String("nodes")].toArray())
                shown.insert(node[QLatin1String("id")].toString());
            if (shown != ids)
                return false;
            holders.insert(view[QLatin1String("holder")].toString());
            keys.insert(newestOf(cluster.node(member)));
        }
        return keys.size() == 1 && holders.size() == 1 && ids.count(*holders.begin()) == 1;
    }
    static bool waitUntilAgree(TestCluster &cluster, const std::set<int> &members)
    {
        return askUntil([&] { return agree(cluster, members); });
    }

    /// The index of a running node that does not hold the lease, and is none of these.
    static int follower(TestCluster &cluster, const std::set<int> &others)
    {
        for (int index = 0; index < cluster.size(); ++index) {
            if (index != cluster.holder() && others.count(index) == 0)
                return index;
        }
        return -1;
    }

    static bool hasWarning(NodeProcess &node, const char *words)
    {
        for (const QJsonValue &warning : clusterOf(node)[QLatin1String("warnings")].toArray()) {
            if (warning.toString().contains(QLatin1String(words)))
                return true;
        }
        return false;
    }

    static QJsonObject without(const NodeProcess &node) { return {{QStringLiteral("without"), node.name()}}; }

    Api m_api;

private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariableIsSet("EVERBOUNCE_OTHER_BIN"))
            QSKIP("Skipped: the other build may not be able to change keys.");
    }

    void oneIsRemovedOneIsAwayAndTheHolderIsKilledInTheMiddle()
    {
        TestCluster cluster(nodes, ownFiles());
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const QString old = newestOf(cluster.node(0));
        QVERIFY(askUntil(
            [&] { return keysOf(cluster.node(0))[QLatin1String("members")].toArray().size() == nodes; }));

        const int away = follower(cluster, {});
        cluster.node(away).kill();
        QVERIFY(cluster.waitUntilAgreed());
        const int holder = cluster.holder();
        const int removed = follower(cluster, {away}), asked = follower(cluster, {away, removed});
        const int other = follower(cluster, {away, removed, asked});
        Viewer viewer(cluster.node(asked).url(), Viewer::Mode::Frames);
        QVERIFY(waitUntil([&] { return !viewer.frames().empty(); }));

        // The holder is killed as soon as it has written the new key. Nobody may have been given it by then.
        bool answered = false;
        m_api.send(cluster.node(asked).url(), QStringLiteral("keys/rotate"), without(cluster.node(removed)),
                   {}, [&](const ApiAnswer &) { answered = true; });
        QTimer look;
        look.start(1);
        QVERIFY(waitUntil([&] { return sizeOf(cluster.node(holder).options().keyFile) > 32; }));
        cluster.node(holder).kill();
        QVERIFY(waitUntil([&] { return answered; }));
        QVERIFY(askUntil([&] {
            const std::set<int> all{asked, other, removed}, rest{asked, other};
            return agree(cluster, all) || (agree(cluster, rest) && newestOf(cluster.node(asked)) != old);
        }));
        // When it is back, it goes on with what it has written.
        QVERIFY(cluster.start(holder));
        QVERIFY(waitUntilAgree(cluster, {asked, other, holder}));
        QVERIFY(newestOf(cluster.node(asked)) != old);

        // The removed one says so in a sentence, and is alone from now on.
        QVERIFY(askUntil(
            [&] { return hasWarning(cluster.node(removed), "This node was removed from the cluster"); }));
        QVERIFY(waitUntil([&] {
            return cluster.node(removed).standardError().contains(
                QLatin1String("has to be invited there again"));
        }));
        QCOMPARE(clusterOf(cluster.node(removed))[QLatin1String("nodes")].toArray().size(), 1);
        QVERIFY(newestOf(cluster.node(removed)) != old);
        QVERIFY(newestOf(cluster.node(removed)) != newestOf(cluster.node(asked)));

        // Whoever was away is given the new key.
        QVERIFY(cluster.start(away));
        QVERIFY(waitUntilAgree(cluster, {asked, other, holder, away}));
        QVERIFY(cluster.node(removed).running());
        QCOMPARE(clusterOf(cluster.node(removed))[QLatin1String("nodes")].toArray().size(), 1);
        for (const int member : {asked, other, holder, away}) {
            struct stat status;
            QCOMPARE(::stat(QFile::encodeName(cluster.node(member).options().keyFile).constData(), &status),
                     0);
            QCOMPARE(status.st_mode & 0777, mode_t(0600));
        }

        // Nobody who watched saw anything of it.
        const Tick last = viewer.frames().back().tick;
        QVERIFY(waitUntil([&] { return viewer.frames().back().tick > last + 200; }));
        FlightRecord record;
        record.add(viewer);
        QCOMPARE(record.faults().join(u'\n'), QString());
    }

    void allGetItAndTheAnswerSaysHowMany()
    {
        TestCluster cluster(nodes, ownFiles());
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const QString old = newestOf(cluster.node(0));
        const quint64 term = cluster.term();
        const ApiAnswer answer =
            m_api.post(cluster.node(follower(cluster, {})).url(), QStringLiteral("keys/rotate"), {});
        QVERIFY2(answer.ok(), qPrintable(answer.detail()));
        QCOMPARE(answer.body[QLatin1String("copies")].toInt(), nodes);
        QCOMPARE(answer.body[QLatin1String("generation")].toInt(), 1);
        QVERIFY(waitUntilAgree(cluster, {0, 1, 2, 3, 4}));
        QVERIFY(newestOf(cluster.node(0)) != old);
        QVERIFY(cluster.waitUntilAgreed());
        QCOMPARE(cluster.term(), term); // no link has ended
        // One at a time, and not too often.
        const ApiAnswer again = m_api.post(cluster.node(0).url(), QStringLiteral("keys/rotate"), {});
        QCOMPARE(again.status, 429);
        // It holds over a restart of them all.
        for (int index = 0; index < nodes; ++index)
            cluster.node(index).kill();
        QVERIFY(cluster.start());
        QVERIFY(waitUntilAgree(cluster, {0, 1, 2, 3, 4}));
        QVERIFY(newestOf(cluster.node(0)) != old);
    }

    void theHolderItselfCanBeRemoved()
    {
        TestCluster cluster(3, ownFiles());
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const int holder = cluster.holder(), asked = follower(cluster, {}),
                  other = follower(cluster, {asked});
        QVERIFY(askUntil(
            [&] { return keysOf(cluster.node(asked))[QLatin1String("members")].toArray().size() == 3; }));
        const ApiAnswer answer = m_api.post(cluster.node(asked).url(), QStringLiteral("keys/rotate"),
                                            without(cluster.node(holder)));
        QVERIFY2(answer.ok(), qPrintable(answer.detail()));
        QVERIFY(waitUntilAgree(cluster, {asked, other}));
        QVERIFY(askUntil([&] { return hasWarning(cluster.node(holder), "removed"); }));
    }

    void whoWasIsolatedMeanwhileIsGivenTheKey()
    {
        TestCluster cluster(3, ownFiles());
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const int away = follower(cluster, {});
        QVERIFY(m_api
                    .post(cluster.node(away).url(), QStringLiteral("faults"),
                          {{QStringLiteral("fault"), QStringLiteral("isolate-node")},
                           {QStringLiteral("node"), cluster.node(away).name()},
                           {QStringLiteral("seconds"), 8}})
                    .ok());
        const QString old = newestOf(cluster.node(away));
        const int asked = follower(cluster, {away});
        QVERIFY(askUntil([&] { return missesOne(cluster.node(asked)); })); // it is isolated by now
        const ApiAnswer answer = m_api.post(cluster.node(asked).url(), QStringLiteral("keys/rotate"), {});
        QVERIFY2(answer.ok(), qPrintable(answer.detail()));
        QCOMPARE(answer.body[QLatin1String("copies")].toInt(), 2);
        QCOMPARE(newestOf(cluster.node(away)), old);
        QVERIFY(waitUntilAgree(cluster, {0, 1, 2}));
        QVERIFY(newestOf(cluster.node(away)) != old);
    }

    void anOldKeyAloneIsNotEnoughAfterARemoval()
    {
        TestCluster cluster(3, ownFiles());
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        QTemporaryDir elsewhere;
        const QString stolen = elsewhere.filePath(QStringLiteral("cluster.key"));
        QVERIFY(QFile::copy(cluster.node(0).options().keyFile, stolen));
        const int removed = follower(cluster, {}), asked = follower(cluster, {removed});
        QVERIFY(askUntil(
            [&] { return keysOf(cluster.node(asked))[QLatin1String("members")].toArray().size() == 3; }));
        QVERIFY(m_api
                    .post(cluster.node(asked).url(), QStringLiteral("keys/rotate"),
                          without(cluster.node(removed)))
                    .ok());

        NodeOptions options = cluster.ground().optionsOf(7);
        options.keyFile = stolen;
        options.home = elsewhere.path();
        NodeProcess stranger(options);
        stranger.start();
        QVERIFY(waitUntil([&] { return stranger.isReady(); }));
        QVERIFY(askUntil([&] { return hasWarning(stranger, "no longer knows it"); }));
        QCOMPARE(clusterOf(stranger)[QLatin1String("nodes")].toArray().size(), 1);
        QVERIFY(waitUntilAgree(cluster, {asked, cluster.holder()}));
    }

    void nodesOfOneUserShareTheRing()
    {
        TestCluster cluster(
            3, [](NodeOptions &options, int) { options.program = QStringLiteral("everbounced"); });
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const QString old = newestOf(cluster.node(0));
        const ApiAnswer refused =
            m_api.post(cluster.node(0).url(), QStringLiteral("keys/rotate"), without(cluster.node(1)));
        QCOMPARE(refused.status, 409);
        QVERIFY2(refused.detail().contains(QLatin1String("same key file")), qPrintable(refused.detail()));
        QVERIFY(m_api.post(cluster.node(0).url(), QStringLiteral("keys/rotate"), {}).ok());
        QVERIFY(waitUntilAgree(cluster, {0, 1, 2}));
        QVERIFY(newestOf(cluster.node(0)) != old);
        QCOMPARE(keysOf(cluster.node(0))[QLatin1String("members")].toArray().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestKeyRotation)
#include "tst_key_rotation.moc"
