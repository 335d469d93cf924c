// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/ProcessInfo.h"
#include "tests/cluster/harness/Viewer.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/Flood.h"

#include <QTcpSocket>

#include <algorithm>
#include <vector>

using namespace everbounce;
using namespace everbounce::harness;

/// Whoever sends without end and reads nothing takes neither a node's memory nor its time from the others.
class TestFloods : public QObject
{
    Q_OBJECT

private:
    /// Whether a newcomer gets the answers to all that it asks, in their order.
    static bool isServed(const QUrl &node)
    {
        static const QByteArray head = " HTTP/1.1\r\nHost: localhost\r\n";
        QTcpSocket newcomer;
        newcomer.connectToHost(QHostAddress::LocalHost, quint16(node.port()));
        newcomer.write("GET /healthz" + head + "\r\nGET /nothing" + head + "\r\nGET /readyz" + head +
                       "Connection: close\r\n\r\n");
        QByteArray answers;
        while (newcomer.waitForReadyRead(10'000))
            answers += newcomer.readAll();
        const qsizetype first = answers.indexOf("HTTP/1.1 200 "), second = answers.indexOf("HTTP/1.1 404 "),
                        third = answers.lastIndexOf("HTTP/1.1 200 ");
        return answers.count("HTTP/1.1 ") == 3 && first == 0 && second > first && third > second;
    }

    /// Whether there is a frame for each tick, in their order.
    static bool isWhole(const std::vector<Frame> &frames)
    {
        return std::ranges::adjacent_find(frames, [](const Frame &one, const Frame &next) {
                   return next.tick != one.tick + 1;
               }) == frames.end();
    }

private Q_SLOTS:
    void takeNoMemory_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("again");
        const FloodWords requests = floodOfRequests();
        const FloodWords pings = floodOfPings();
        QTest::newRow("requests") << requests.first << requests.again;
        QTest::newRow("pings") << pings.first << pings.again;
        QTest::newRow("parts of messages")
            << pings.first + QByteArray("\x01\x80xxxx", 6) << QByteArray("\x00\x80xxxx", 6).repeated(4000);
        QTest::newRow("bodies without end")
            << QByteArray()
            << "POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n" +
                   QByteArray(59'000, 'x');
    }

    void takeNoMemory()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, again);
        TestCluster cluster(1);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const NodeProcess &node = cluster.node(0);
        const qint64 before = proportionalSetSize(node.pid());
        qint64 most = before;
        const Viewer viewer(node.url(), Viewer::Mode::Frames);
        QVERIFY(waitUntil([&] { return !viewer.frames().empty(); }));
        const Flood flood(node.url(), 50, {first, again});
        QVERIFY(waitUntil([&] { return flood.sent() > 1'000'000; }));
        const std::size_t seen = viewer.frames().size();
        for (int i = 0; i < 150; ++i) {
            QCOMPARE(httpGet(node.url(), QStringLiteral("/healthz")).status, 200);
            QVERIFY(isServed(node.url()));
            most = std::max(most, proportionalSetSize(node.pid()));
        }
        QVERIFY(waitUntil([&] { return viewer.frames().size() > seen + 20; }));
        QVERIFY(viewer.connected() && isWhole(viewer.frames()));
        QVERIFY(node.running());
        QVERIFY2(most - before < 32 * 1024 * 1024,
                 qPrintable(QStringLiteral("it grew by %1 bytes").arg(most - before)));
    }

    void refusedFeedsFillNoDisk()
    {
        TestCluster cluster(1);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const NodeProcess &node = cluster.node(0);
        const auto say = [&](const QByteArray &request) {
            QTcpSocket stranger;
            stranger.connectToHost(QHostAddress::LocalHost, quint16(node.url().port()));
            stranger.write(request);
            return stranger.state() == QAbstractSocket::UnconnectedState ||
                   stranger.waitForDisconnected(10'000);
        };
        const int many = 300;
        for (int i = 0; i < many; ++i)
            QVERIFY(say("GET /live HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\n"
                        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
        QVERIFY(say("POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    "Content-Length: 0\r\n\r\n"));
        QVERIFY(
            waitUntil([&] { return node.standardError().contains(QLatin1String("POST /api/v1/nudge")); }));
        QVERIFY(node.standardError().count(u'\n') < many / 2);
    }
};

QTEST_GUILESS_MAIN(TestFloods)
#include "tst_floods.moc"
