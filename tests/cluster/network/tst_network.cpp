// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/ReferenceFlight.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/PrivateNetwork.h"

#include <QJsonArray>

#include <optional>

using namespace everbounce;
using namespace everbounce::harness;

/// Nodes on several hosts, as network namespaces: they find each other by broadcast over a real network.
class TestNetwork : public QObject
{
    Q_OBJECT
public:
    explicit TestNetwork(const QString &problem)
        : m_problem(problem)
    {
    }

private:
    static constexpr int hosts = 3;

    static void adapt(NodeOptions &options, int index)
    {
        options.listen = QStringLiteral("lan");
        options.networkNamespace = HostNetwork::namespaceOf(index + 1);
        options.address = HostNetwork::addressOf(index + 1);
    }

    static qsizetype nodesShown(const Viewer &watch)
    {
        return watch.cluster().value(QLatin1String("nodes")).toArray().size();
    }

    QString m_problem;
    std::optional<HostNetwork> m_network;

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_problem.isEmpty())
            QSKIP(qPrintable(QStringLiteral("Skipped: ") + m_problem));
        m_network.emplace(hosts);
        if (!m_network->problem().isEmpty())
            QSKIP(qPrintable(QStringLiteral("Skipped: ") + m_network->problem()));
    }

    void cleanupTestCase() { m_network.reset(); }

    /// No test leaves the network other than it was.
    void cleanup()
    {
        for (int host = 1; m_network && host <= hosts; ++host) {
            m_network->setApart(host, false);
            m_network->setConnected(host, true);
        }
    }

    void nodesFindEachOtherByBroadcast()
    {
        TestCluster cluster(hosts, adapt);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const quint64 term = cluster.term();
        const int killed = cluster.holder();
        cluster.node(killed).kill();
        QVERIFY(cluster.waitUntilAgreed());
        QCOMPARE(cluster.term(), term + 1);
        QVERIFY(cluster.start());
        QCOMPARE(cluster.term(), term + 1);
    }

    void pagesAreToldByAddressesThatLeadThere()
    {
        TestCluster cluster(hosts, adapt);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        for (int asked = 0; asked < hosts; ++asked) {
            const QJsonArray nodes = httpGet(cluster.node(asked).url(), QStringLiteral("/api/v1/cluster"))
                                         .json()
                                         .value(QLatin1String("nodes"))
                                         .toArray();
            QCOMPARE(nodes.size(), hosts);
            for (const QJsonValue &node : nodes) {
                const QUrl url(node[QLatin1String("url")].toString());
                QVERIFY2(url.host().startsWith(QStringLiteral("10.77.0.")), qPrintable(url.toString()));
                QCOMPARE(httpGet(url, QStringLiteral("/healthz")).status, 200);
            }
        }
    }

    void whoIsKeptApartFromTheHolderGoesOnThroughTheThird()
    {
        TestCluster cluster(hosts, adapt);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const int holder = cluster.holder(), apart = (holder + 1) % hosts, between = (holder + 2) % hosts;
        const quint64 term = cluster.term();
        std::vector<std::unique_ptr<Viewer>> viewers;
        for (int index = 0; index < hosts; ++index)
            viewers.push_back(std::make_unique<Viewer>(cluster.node(index).url(), Viewer::Mode::Frames));
        QVERIFY(waitUntil([&] { return !viewers[std::size_t(apart)]->frames().empty(); }));
        const auto ticks = [&] { return viewers[std::size_t(apart)]->frames().back().tick; };
        const auto relays = [&] {
            const auto metrics = httpGet(cluster.node(between).url(), QStringLiteral("/metrics"));
            return metrics.body.contains("type=\"relay\"");
        };
        QVERIFY(!relays());

        for (const int host : {holder, apart})
            QVERIFY(m_network->setApart(host + 1, true));
        const Tick tick = ticks();
        QVERIFY(waitUntil([&] { return ticks() > tick + 200; })); // twice as long as a link may be silent
        QVERIFY(relays());
        QVERIFY(cluster.agreed());
        QCOMPARE(cluster.watch(apart)->term(), term);
        // On a busy machine the lease may run out there for a moment before the detour is found; nobody
        // claims.
        for (const LiveMessage &message : cluster.watch(apart)->messages()) {
            if (message.type == QLatin1String("cluster"))
                QVERIFY2(termOf(message) == term || termOf(message) == 0,
                         qPrintable(QString::number(termOf(message))));
        }
        QVERIFY(!cluster.logs().contains(QStringLiteral("is lost")));

        cluster.node(holder).kill();
        QVERIFY(cluster.waitUntilAgreed());
        QCOMPARE(cluster.term(), term + 1);
        for (const int host : {holder, apart})
            QVERIFY(m_network->setApart(host + 1, false));
        FlightRecord record;
        for (const auto &viewer : viewers)
            record.add(*viewer);
        QCOMPARE(record.faults().join(u'\n'), QString());
    }

    void aHostThatWasCutOffComesBackUnderOneHolder()
    {
        TestCluster cluster(hosts, adapt);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const int cut = cluster.holder();
        const quint64 term = cluster.term();
        std::vector<std::unique_ptr<Viewer>> viewers;
        for (int index = 0; index < hosts; ++index)
            viewers.push_back(std::make_unique<Viewer>(cluster.node(index).url(), Viewer::Mode::Frames));
        QVERIFY(waitUntil([&] { return !viewers[0]->frames().empty(); }));

        QVERIFY(m_network->setConnected(cut + 1, false));
        const Viewer &other = *cluster.watch((cut + 1) % hosts);
        QVERIFY(waitUntil([&] { return other.term() > term && nodesShown(other) == hosts - 1; }));
        QVERIFY(m_network->setConnected(cut + 1, true));
        QVERIFY(cluster.waitUntilAgreed());
        QVERIFY(cluster.term() > term);

        // Both sides have flown the same flight. What the cut cable held back comes later, but it comes.
        FlightRecord record;
        for (const auto &viewer : viewers)
            record.add(*viewer);
        QCOMPARE(record.faults().join(u'\n'), QString());
    }
};

int main(int argc, char *argv[])
{
    const QString problem = enterPrivateNetwork();
    const QCoreApplication application(argc, argv);
    TestNetwork test(problem);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_network.moc"
