// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/Viewer.h"
#include "tests/cluster/harness/Wait.h"

#include <QJsonArray>
#include <QSet>

#include <csignal>

using namespace everbounce;
using namespace everbounce::harness;

/// How a failover went is put together from what the living nodes recorded, at whichever node one asks.
class TestFailoverRecords : public QObject
{
    Q_OBJECT

private:
    static QJsonObject failover(TestCluster &cluster, int node, quint64 term)
    {
        return httpGet(cluster.node(node).url(), QStringLiteral("/api/v1/failovers/%1").arg(term)).json();
    }

    static QSet<QString> kinds(const QJsonObject &story, const char *list, const char *member)
    {
        QSet<QString> kinds;
        for (const QJsonValue &value : story.value(QLatin1String(list)).toArray())
            kinds << value[QLatin1String(member)].toString();
        return kinds;
    }

    /// The story once it has all its parts: the last node shows the new holder's flight a moment after it is
    /// agreed.
    static QJsonObject wholeStory(TestCluster &cluster, int node, quint64 term)
    {
        QJsonObject story;
        const bool whole = waitUntil([&] {
            story = failover(cluster, node, term);
            return !story.value(QLatin1String("shown_ms")).isNull() && !story.isEmpty();
        });
        return whole ? story : QJsonObject();
    }

    /// All show the flight: from then on they know the cluster's clock, by which they record.
    static bool waitUntilShown(TestCluster &cluster)
    {
        for (int node = 0; node < cluster.size(); ++node) {
            const Viewer viewer(cluster.node(node).url(), Viewer::Mode::Frames);
            if (!waitUntil([&] { return !viewer.frames().empty(); }))
                return false;
        }
        return true;
    }

    static bool replaced(TestCluster &cluster, int frozen, quint64 term)
    {
        for (int index = 0; index < cluster.size(); ++index)
            if (index != frozen && cluster.watch(index)->term() <= term)
                return false;
        return true;
    }

    static double number(const QJsonObject &story, const char *member)
    {
        return story.value(QLatin1String(member)).toDouble(-1);
    }

private Q_SLOTS:
    void aKillIsToldByTheSurvivors()
    {
        TestCluster cluster(3);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        QVERIFY(waitUntilShown(cluster));
        const QString killed = cluster.node(cluster.holder()).name();
        cluster.node(cluster.holder()).kill();
        QVERIFY(cluster.waitUntilAgreed());

        for (int node = 0; node < cluster.size(); ++node) {
            if (!cluster.node(node).running())
                continue;
            const QJsonObject story = wholeStory(cluster, node, cluster.term());
            QVERIFY(!story.isEmpty());
            QCOMPARE(story.value(QLatin1String("from")).toString(), killed);
            QCOMPARE(story.value(QLatin1String("cause")).toString(), QStringLiteral("ended"));
            QVERIFY(number(story, "held_ms") >= 0);
            QVERIFY(number(story, "held_ms") <= number(story, "track_ms"));
            QVERIFY(number(story, "ahead_ms") > number(story, "track_ms")); // nobody saw an interruption
            QVERIFY(kinds(story, "marks", "kind")
                        .contains({QStringLiteral("link-closed"), QStringLiteral("held"),
                                   QStringLiteral("published"), QStringLiteral("shown")}));
            QVERIFY(kinds(story, "messages", "type").contains(QStringLiteral("vote")));
            for (const QJsonValue &lane : story.value(QLatin1String("lanes")).toArray())
                QCOMPARE(lane[QLatin1String("ended_ms")].isNull(), lane[QLatin1String("name")] != killed);
            QCOMPARE(story.value(QLatin1String("missing")).toArray(), QJsonArray());
        }
    }

    void aNodeThatCameLaterNamesThoseThatWereThere()
    {
        TestCluster cluster(3);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const int killed = cluster.holder();
        cluster.node(killed).kill();
        QVERIFY(cluster.waitUntilAgreed());
        const quint64 term = cluster.term();
        QVERIFY(cluster.start()); // it is back, under another id
        const QJsonObject story = failover(cluster, killed, term);
        QCOMPARE(story.value(QLatin1String("from")).toString(), cluster.node(killed).name());
        const QByteArray list = httpGet(cluster.node(killed).url(), QStringLiteral("/api/v1/failovers")).body;
        QVERIFY(list.contains("\"from\":\"" + cluster.node(killed).name().toUtf8() + '"'));
    }

    void aFrozenHolderIsToldAsSilent()
    {
        TestCluster cluster(3);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        QVERIFY(waitUntilShown(cluster));
        const int frozen = cluster.holder();
        const quint64 term = cluster.term();
        cluster.node(frozen).signal(SIGSTOP);
        QVERIFY(waitUntil([&] { return replaced(cluster, frozen, term); }));
        const int other = frozen == 0 ? 1 : 0;
        const QJsonObject story = wholeStory(cluster, other, cluster.watch(other)->term());
        cluster.node(frozen).signal(SIGCONT);
        QCOMPARE(story.value(QLatin1String("cause")).toString(), QStringLiteral("silent"));
    }
};

QTEST_GUILESS_MAIN(TestFailoverRecords)
#include "tst_failover_records.moc"
