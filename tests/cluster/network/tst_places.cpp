// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/PrivateNetwork.h"

#include <QTcpSocket>

#include <memory>
#include <optional>
#include <vector>

#include <sys/resource.h>

using namespace everbounce;
using namespace everbounce::harness;

namespace {

/// The limit of open files leaves a node that many connections, beside those files that it needs for itself.
constexpr rlim_t places = 200;
constexpr rlim_t ownFiles = 128;
constexpr int flooding = 240;

} // namespace

/// One address does not take the connections of a node from the others.
class TestPlaces : public QObject
{
    Q_OBJECT
public:
    explicit TestPlaces(const QString &problem)
        : m_problem(problem)
    {
    }

private:
    using Sockets = std::vector<std::unique_ptr<QTcpSocket>>;

    static void adapt(NodeOptions &options, int)
    {
        options.listen = QStringLiteral("lan");
        options.networkNamespace = HostNetwork::namespaceOf(1);
        options.address = HostNetwork::addressOf(1);
    }

    /// Connects from one of the addresses of this process's host.
    static QTcpSocket &dial(Sockets &sockets, const QUrl &node, const QString &from)
    {
        QTcpSocket &socket = *sockets.emplace_back(std::make_unique<QTcpSocket>());
        socket.bind(QHostAddress(from));
        socket.connectToHost(node.host(), quint16(node.port()));
        return socket;
    }

    static bool isAnswered(QTcpSocket &socket, const QUrl &node)
    {
        socket.write("GET /healthz HTTP/1.1\r\nHost: " + node.host().toUtf8() + "\r\n\r\n");
        waitUntil([&] {
            return socket.bytesAvailable() > 0 || socket.state() == QAbstractSocket::UnconnectedState;
        });
        return socket.readAll().startsWith("HTTP/1.1 200 ");
    }

    QString m_problem;
    std::optional<HostNetwork> m_network;

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_problem.isEmpty())
            QSKIP(qPrintable(QStringLiteral("Skipped: ") + m_problem));
        m_network.emplace(1);
        if (!m_network->problem().isEmpty() || !m_network->addAddress(253))
            QSKIP(qPrintable(QStringLiteral("Skipped: ") + m_network->problem()));
    }

    void cleanupTestCase() { m_network.reset(); }

    void areNotTakenFromOthersByOneAddress()
    {
        TestCluster cluster(1, adapt);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const QUrl node = cluster.node(0).url();

        Sockets flood;
        for (int i = 0; i < flooding; ++i) {
            dial(flood, node, HostNetwork::addressOf(254));
            QVERIFY(waitUntil([&] { return flood.back()->state() == QAbstractSocket::ConnectedState; }));
        }
        Sockets others;
        for (int i = 0; i < 20; ++i)
            QVERIFY(isAnswered(dial(others, node, HostNetwork::addressOf(253)), node));
        for (const auto &other : others)
            QCOMPARE(other->state(), QAbstractSocket::ConnectedState); // and they keep them
    }
};

int main(int argc, char *argv[])
{
    const rlimit few{places + ownFiles, places + ownFiles}; // for the node as well
    setrlimit(RLIMIT_NOFILE, &few);
    const QString problem = enterPrivateNetwork();
    const QCoreApplication application(argc, argv);
    TestPlaces test(problem);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_places.moc"
