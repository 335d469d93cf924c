// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/network/PrivateNetwork.h"

#include <QJsonArray>
#include <QTcpServer>

using namespace everbounce::harness;

/// Beacons, links and pages over IPv6.
class TestIPv6 : public QObject
{
    Q_OBJECT
public:
    explicit TestIPv6(const QString &problem)
        : m_problem(problem)
    {
    }

private:
    static constexpr int nodes = 3;
    static constexpr HostNetwork::Version version = HostNetwork::Version::IPv6;

    static void addPeer(NodeOptions &options, const QString &address)
    {
        options.more << QStringLiteral("--peer")
                     << QStringLiteral("[%1]:%2").arg(address).arg(options.discoveryPort);
    }

    /// On one machine, where all share a discovery port.
    static void onLoopback(NodeOptions &options, int)
    {
        options.listen = QStringLiteral("::1");
        addPeer(options, options.listen);
    }

    /// On hosts of their own, which have no address of IPv4 but that of their loopback.
    static void onHosts(NodeOptions &options, int index)
    {
        options.listen = QStringLiteral("lan");
        options.networkNamespace = HostNetwork::namespaceOf(index + 1);
        for (int host = 1; host <= nodes; ++host)
            addPeer(options, HostNetwork::addressOf(host, version));
    }

    static QStringList shownUrls(NodeProcess &node)
    {
        QStringList urls;
        const QJsonArray shown = httpGet(node.url(), QStringLiteral("/api/v1/cluster"))
                                     .json()
                                     .value(QLatin1String("nodes"))
                                     .toArray();
        for (const auto &entry : shown)
            urls << entry.toObject().value(QLatin1String("url")).toString();
        urls.sort();
        return urls;
    }

    /// Each node shows all of them, at addresses where they really serve; and the ball survives its holder.
    static void haveThemFly(TestCluster &cluster, const std::function<QString(int)> &addressOf)
    {
        QVERIFY(cluster.start());
        QStringList expected;
        for (int index = 0; index < nodes; ++index)
            expected << QStringLiteral("http://[%1]:%2/")
                            .arg(addressOf(index))
                            .arg(cluster.node(index).options().httpPort);
        expected.sort();
        for (int index = 0; index < nodes; ++index) {
            QCOMPARE(shownUrls(cluster.node(index)), expected);
            QCOMPARE(httpGet(QUrl(expected.at(index)), QStringLiteral("/")).status, 200);
        }
        const quint64 term = cluster.term();
        cluster.node(cluster.holder()).kill();
        QVERIFY(cluster.waitUntilAgreed());
        QCOMPARE(cluster.term(), term + 1);
        QVERIFY(cluster.start());
        QCOMPARE(cluster.term(), term + 1);
    }

    QString m_problem;

private Q_SLOTS:
    void nodesOfOneMachine()
    {
        if (!QTcpServer().listen(QHostAddress::LocalHostIPv6))
            QSKIP("Skipped: this machine has no IPv6.");
        TestCluster cluster(nodes, onLoopback);
        const LogsOnFailure logs(cluster);
        haveThemFly(cluster, [](int) { return QStringLiteral("::1"); });
    }

    void hostsWithoutIPv4()
    {
        if (!m_problem.isEmpty())
            QSKIP(qPrintable(QStringLiteral("Skipped: ") + m_problem));
        const HostNetwork network(nodes, version);
        if (!network.problem().isEmpty())
            QSKIP(qPrintable(QStringLiteral("Skipped: ") + network.problem()));
        TestCluster cluster(nodes, onHosts);
        const LogsOnFailure logs(cluster);
        haveThemFly(cluster, [](int index) { return HostNetwork::addressOf(index + 1, version); });
    }
};

int main(int argc, char *argv[])
{
    const QString problem = enterPrivateNetwork();
    const QCoreApplication application(argc, argv);
    TestIPv6 test(problem);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_ipv6.moc"
