// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/ReferenceFlight.h"
#include "tests/cluster/harness/Wait.h"

#include <QTcpSocket>

#include <sys/socket.h>

using namespace everbounce;
using namespace everbounce::harness;

/// Viewers that come and go do a node no harm, and no other viewer either.
class TestViewers : public QObject
{
    Q_OBJECT

private:
    static constexpr int crowds = 20;
    static constexpr int crowd = 40;
    static constexpr int rudeViewers = 200;

    /// Says that it closes, and is gone before anything can be answered: what is written to it then fails.
    static bool viewRudely(const QUrl &node)
    {
        QTcpSocket socket;
        socket.connectToHost(node.host(), quint16(node.port()));
        socket.write("GET /live HTTP/1.1\r\nHost: " + node.authority().toUtf8() +
                     "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        QObject::connect(&socket, &QTcpSocket::errorOccurred, &socket, &QTcpSocket::close);
        if (!waitUntil([&] { return socket.bytesAvailable() > 0 || !socket.isOpen(); }))
            return false;
        const bool upgraded = socket.readLine().contains(" 101 ");
        static constexpr char closing[] = "\x88\x82\0\0\0\0\x03\xe9"; // "going away", RFC 6455, 5.5.1
        socket.write(QByteArray(closing, sizeof closing - 1));
        socket.flush();
        const linger none{1, 0}; // closing the socket resets the connection
        setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &none, sizeof none);
        socket.abort();
        return upgraded;
    }

private Q_SLOTS:
    void comeAndGoWithoutAWord()
    {
        TestCluster cluster(1);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const Viewer staying(cluster.node(0).url(), Viewer::Mode::Frames);
        for (int round = 0; round < crowds; ++round) {
            std::vector<std::unique_ptr<Viewer>> viewers;
            for (int number = 0; number < crowd; ++number)
                viewers.push_back(std::make_unique<Viewer>(
                    cluster.node(0).url(), number % 2 ? Viewer::Mode::Track : Viewer::Mode::Frames));
            // Half of them have seen something when all go, in the middle of whatever they are at.
            const Viewer &middle = *viewers.at(crowd / 2);
            QVERIFY(waitUntil([&] { return !middle.frames().empty(); }));
        }
        for (int number = 0; number < rudeViewers; ++number)
            QVERIFY2(viewRudely(cluster.node(0).url()), qPrintable(cluster.node(0).state()));
        QVERIFY(waitUntil([&] { return staying.frames().size() > 100; }));
        QVERIFY2(cluster.node(0).running(), qPrintable(cluster.node(0).state()));
        FlightRecord record;
        record.add(staying);
        QCOMPARE(record.faults().join(u'\n'), QString());
    }
};

QTEST_GUILESS_MAIN(TestViewers)
#include "tst_viewers.moc"
