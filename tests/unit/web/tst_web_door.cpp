// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/web/WebFixture.h"

#include <QSignalSpy>

#include <memory>
#include <vector>

#include <sys/socket.h>

using namespace everbounce;
using namespace std::chrono_literals;

namespace {

const QByteArray killNode = "{\"fault\":\"kill-node\"}";

/// A whole command, as a stranger would hide it.
const QByteArray hidden =
    "POST /api/v1/faults HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    "Content-Length: " +
    QByteArray::number(killNode.size()) + "\r\n\r\n" + killNode;

/// With the hidden command as its body.
QByteArray carrier(const QByteArray &fields)
{
    return "POST /healthz HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 198.51.100.1\r\n" + fields +
           "Content-Length: " + QByteArray::number(hidden.size()) + "\r\n\r\n" + hidden;
}

QByteArray get(const QByteArray &path, const QByteArray &fields = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

const QByteArray upgrade =
    get("/live", "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                 "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n");

QByteArray frame(int start, const QByteArray &payload = {})
{
    return char(start) + QByteArray(1, char(0x80 | payload.size())) + QByteArray(4, '\0') + payload;
}

/// Sends as much as the kernels between take, and reads nothing.
class Flood
{
public:
    Flood(quint16 port, const QByteArray &first, const QByteArray &again)
        : m_again(again)
    {
        m_socket.setReadBufferSize(1);
        m_socket.connectToHost(QHostAddress::LocalHost, port);
        m_socket.write(first);
        QObject::connect(&m_socket, &QIODevice::bytesWritten, &m_socket, [this](qint64 bytes) {
            m_sent += bytes;
            send();
        });
        send();
    }

    qint64 sent() const { return m_sent; }
    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

private:
    void send()
    {
        while (m_socket.bytesToWrite() < 100'000)
            m_socket.write(m_again);
    }

    QTcpSocket m_socket;
    QByteArray m_again;
    qint64 m_sent = 0;
};

} // namespace

/// Promises of the gateway towards strangers: what they hide reaches nobody, and what they cost is bounded.
class TestWebDoor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHiddenCommandReachesNobody_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const QByteArray &fields, int status = 400) {
            QTest::newRow(name) << fields << status;
        };
        row("110 fields", QByteArray("X: 1\r\n").repeated(110), 431);
        row("98 fields", QByteArray("X: 1\r\n").repeated(98), 431);
        row("a space before the colon", "X-A : 1\r\n");
        row("no colon", "X-A\r\n");
        row("no name", ": 1\r\n");
        row("a sign in a name", "X@A: 1\r\n");
        row("a space in a name", "X A: 1\r\n");
        row("NUL in a name", QByteArray("X\0A: 1\r\n", 8));
        row("a name beyond ASCII", "X\xc3\xa9: 1\r\n");
        row("a folded line", "X-A: 1\r\n 2\r\n");
        row("a bare LF", "X-A: 1\n");
        row("a field that is too long", "X-A: " + QByteArray(101 * 1024, 'a') + "\r\n", 431);
        row("an unknown coding", "Transfer-Encoding: xchunked\r\n");
        row("no coding", "Transfer-Encoding: identity\r\n");
        row("another length", "Content-Length: 0\r\n");
        row("chunks as well", "Transfer-Encoding: chunked\r\n");
        row("another host", "Host: evil.example\r\n");
        row("a WebSocket", "Connection: Upgrade\r\nUpgrade: websocket\r\n", 405); // by POST it is none
    }
    void aHiddenCommandReachesNobody()
    {
        QFETCH(QByteArray, fields);
        ServedNode served;
        WireClient client(served.port());
        client.send(carrier(fields));
        const WireAnswer answer = client.next();
        QTEST(answer.status, "status");
        QVERIFY(answer.header("Content-Type") == "application/problem+json");
        if (answer.status != 405) {
            client.send(get("/healthz"));
            QCOMPARE(client.next().status, 0); // it has been closed
        }
        QVERIFY(served.node.commands().isEmpty());
        QTRY_COMPARE(served.gateway.connectionCount(), answer.status == 405 ? 1 : 0);
    }

    void aRequestThatIsNotServedHereEndsTheConnection_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("answer");
        const QByteArray post = "POST /healthz HTTP/1.1\r\nHost: localhost\r\n";
        QTest::newRow("a long target")
            << "GET /" + QByteArray(9'000, 'a') + " HTTP/1.1\r\nHost: localhost\r\n\r\n"
            << QByteArray("HTTP/1.1 414 URI Too Long\r\n");
        QTest::newRow("HTTP/2") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
                                << QByteArray("HTTP/1.1 505 HTTP Version Not Supported\r\n");
        QTest::newRow("a coding") << post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"
                                  << QByteArray("HTTP/1.1 501 Not Implemented\r\n");
    }
    void aRequestThatIsNotServedHereEndsTheConnection()
    {
        QFETCH(QByteArray, request);
        ServedNode served;
        WireClient client(served.port());
        client.send(request + hidden);
        const WireAnswer answer = client.next();
        QTEST(answer.head.first(answer.head.indexOf('\n') + 1), "answer");
        QCOMPARE(answer.header("Connection"), QByteArray("close"));
        QCOMPARE(answer.json()[QStringLiteral("status")].toInt(), answer.status);
        QCOMPARE(client.next().status, 0);
        QVERIFY(served.node.commands().isEmpty());
    }

    void whatIsBehindABodyIsNotTheNextRequestBeforeItsTime()
    {
        ServedNode served;
        WireClient client(served.port());
        for (const char *chunks : {"0x2\r\nab\r\n0\r\n\r\n", "-1\r\n", "2\nab\n0\n\n"}) {
            WireClient chunking(served.port());
            chunking.send(
                "POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" +
                QByteArray(chunks) + hidden);
            QCOMPARE(chunking.next().status, 400);
            QCOMPARE(chunking.next().status, 0);
        }
        QVERIFY(served.node.commands().isEmpty());
    }

    void aRequestForAWebSocketWithABodyEndsTheConnection_data()
    {
        QTest::addColumn<QByteArray>("rest");
        QTest::newRow("of a length") << "Content-Length: " + QByteArray::number(hidden.size()) + "\r\n\r\n" +
                                            hidden;
        QTest::newRow("in chunks") << "Transfer-Encoding: chunked\r\n\r\n" +
                                          QByteArray::number(hidden.size(), 16) + "\r\n" + hidden +
                                          "\r\n0\r\n\r\n" + hidden;
    }
    void aRequestForAWebSocketWithABodyEndsTheConnection()
    {
        QFETCH(QByteArray, rest);
        ServedNode served;
        WireClient client(served.port());
        client.send(upgrade.chopped(2) + rest + hidden);
        QCOMPARE(client.next().status, 400);
        QCOMPARE(client.next().status, 0);
        QVERIFY(served.node.commands().isEmpty());
    }

    void aTrailerGivesNoRightsAndNoLength()
    {
        ServedNode served({}, {.operatorToken = "the operator's own"});
        WireClient client(served.port());
        client.send(
            "POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 198.51.100.1\r\n"
            "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nAuthorization: Bearer the operator's own\r\n"
            "Content-Length: 500\r\nHost: evil.example\r\n\r\n" +
            get("/healthz"));
        QCOMPARE(client.next().status, 401);
        QCOMPARE(client.next().body, QByteArray("ok\n"));
        QVERIFY(served.node.commands().isEmpty());
    }

    void limitsAreKeptToTheByte_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<int>("status");
        const auto field = [](qsizetype size) { return "X: " + QByteArray(size - 3, 'a'); };
        const qsizetype others = get("/healthz").size();
        const QByteArray many = field(7'000) + "\r\n" + field(7'000) + "\r\n";
        const qsizetype left = 16'384 - others - many.size() - 2;
        QTest::newRow("the longest line") << field(8'000) + "\r\n" << 200;
        QTest::newRow("a longer line") << field(8'001) + "\r\n" << 431;
        QTest::newRow("the longest head") << many + field(left) + "\r\n" << 200;
        QTest::newRow("a longer head") << many + field(left + 1) + "\r\n" << 431;
        QTest::newRow("the most fields") << QByteArray("X:\r\n").repeated(95) << 200;
        QTest::newRow("more fields") << QByteArray("X:\r\n").repeated(96) << 431;
    }
    void limitsAreKeptToTheByte()
    {
        QFETCH(QByteArray, fields);
        ServedNode served;
        WireClient client(served.port());
        client.send(get("/healthz", fields) + get("/healthz"));
        const int status = client.next().status;
        QTEST(status, "status");
        QCOMPARE(client.next().status, status == 200 ? 200 : 0);
    }

    void urgentBytesAreReadInTheirPlace()
    {
        ServedNode served;
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, served.port());
        QVERIFY(socket.waitForConnected());
        const QByteArray request = get("/healthz");
        for (const char byte : request) // each replaces the one before it, as the kernel sees it
            QCOMPARE(::send(int(socket.socketDescriptor()), &byte, 1, MSG_OOB), 1);
        QByteArray received;
        QTRY_VERIFY((received += socket.readAll(), received.endsWith("\r\n\r\nok\n")));
        QCOMPARE(received.count("HTTP/1.1 "), 1);
    }

    void aCommandInChunksIsRead()
    {
        ServedNode served;
        WireClient client(served.port());
        client.send("POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "1;x=\"y\"\r\n{\r\n1\r\n}\r\n0\r\nPriority: 1\r\n\r\n" +
                    get("/healthz"));
        QCOMPARE(client.next().status, 200);
        QCOMPARE(client.next().body, QByteArray("ok\n"));
        QCOMPARE(served.node.commands().size(), 1);
    }

    void aMalformedRequestAfterSoundOnesEndsTheConnection()
    {
        ServedNode served;
        WireClient client(served.port());
        client.send(get("/healthz") + get("/healthz") + carrier("X-A : 1\r\n") + get("/healthz"));
        QCOMPARE(client.next().status, 200);
        QCOMPARE(client.next().status, 200);
        QCOMPARE(client.next().status, 400);
        QCOMPARE(client.next().status, 0);
        QVERIFY(served.node.commands().isEmpty());
    }

    void afterTheLastRequestNothingIsRead()
    {
        ServedNode served;
        WireClient client(served.port());
        client.send(get("/healthz", "Connection: close\r\n") + hidden);
        QCOMPARE(client.next().status, 200);
        QCOMPARE(client.next().status, 0);
        QVERIFY(served.node.commands().isEmpty());
    }

    void oneRequestAtATimeInTheirOrder()
    {
        ServedNode served;
        served.node.setAnswering(false);
        QSignalSpy asked(&served.node, &FakeNode::asked);
        WireClient client(served.port());
        client.send("POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n" + hidden +
                    get("/healthz"));
        QTRY_COMPARE(served.node.commands().size(), 1);
        WireClient other(served.port());
        other.send(get("/healthz"));
        QCOMPARE(other.next().status, 200);
        QCOMPARE(served.node.commands().size(), 1); // the second waits for the first
        Q_EMIT served.node.executed(asked.first().first().toString(), CommandResult::done(7));
        QCOMPARE(client.next().status, 200);
        QTRY_COMPARE(served.node.commands().size(), 2);
    }

    void framesThatComeWithTheRequestForTheWebSocketAreReadAfterIt()
    {
        ServedNode served;
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, served.port());
        socket.write(upgrade + frame(0x89, "early") + frame(0x81, "\r\n\r\n") + frame(0x89, "late"));
        QByteArray received;
        QTRY_VERIFY((received += socket.readAll(), received.contains("\x8a\x04late")));
        QVERIFY(received.startsWith("HTTP/1.1 101 "));
        QVERIFY(received.indexOf("\x8a\x05"
                                 "early") > 0);
        QCOMPARE(received.count("HTTP/1.1"), 1);
    }

    void framesThatAreNoneEndTheWebSocket_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("code");
        const QByteArray protocolError("\x03\xea"), policy("\x03\xf0"), tooMuch("\x03\xf1");
        QTest::newRow("not masked") << QByteArray("\x81\x01x") << protocolError;
        QTest::newRow("pings") << frame(0x89).repeated(1000) << policy;
        QTest::newRow("pongs") << frame(0x8a).repeated(1000) << policy;
        QTest::newRow("empty parts") << frame(0x01) + frame(0x00).repeated(1000) << policy;
        QTest::newRow("too long") << QByteArray::fromHex("81ff0000000000ffffff00000000") << tooMuch;
    }
    void framesThatAreNoneEndTheWebSocket()
    {
        QFETCH(QByteArray, sent);
        QFETCH(QByteArray, code);
        ServedNode served;
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, served.port());
        socket.write(upgrade + sent);
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(socket.readAll().endsWith("\x88\x02" + code));
        QTRY_COMPARE(served.gateway.connectionCount(), 0);
    }

    void whoHoldsTheBodyBackIsAskedForIt()
    {
        ServedNode served;
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, served.port());
        socket.write(
            "POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n"
            "\r\n");
        QByteArray received;
        QTRY_COMPARE((received += socket.readAll(), received), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
        socket.write("{}");
        QTRY_VERIFY((received += socket.readAll(), received.contains("HTTP/1.1 200 ")));
        QCOMPARE(served.node.commands().size(), 1);
    }

    void twoSlashesAreNoHost()
    {
        ServedNode served;
        WireClient client(served.port());
        client.send(get("//evil/healthz"));
        QCOMPARE(client.next().status, 404);
        client.send(get("http://localhost/healthz"));
        QCOMPARE(client.next().status, 200);
    }

    void whoDoesNotReadIsNotReadEither_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("again");
        QTest::newRow("requests") << QByteArray() << get("/page/main.js");
        QTest::newRow("commands that are refused") << QByteArray() << get("/api/v1/nothing");
    }
    void whoDoesNotReadIsNotReadEither()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, again);
        ServedNode served({.connection = {.requestTime = 1min}});
        std::vector<std::unique_ptr<Flood>> floods;
        for (int i = 0; i < 5; ++i)
            floods.push_back(std::make_unique<Flood>(served.port(), first, again));
        const auto sent = [&] {
            qint64 bytes = 0;
            for (const auto &flood : floods)
                bytes += flood->sent();
            return bytes;
        };
        // What goes on while others are served stops, long before the requests that were sent are all read.
        for (qint64 before = -1; before != sent();) {
            before = sent();
            for (int i = 0; i < 50; ++i) {
                WireClient other(served.port());
                other.send(get("/healthz"));
                QCOMPARE(other.next().status, 200);
            }
        }
        QVERIFY2(sent() < 5 * 8'000'000, QByteArray::number(sent()).constData());
        QCOMPARE(served.gateway.connectionCount() >= 5, true);
    }

    void whoHoldsTheMostGoesWhereAllTogetherHoldTooMuch()
    {
        ServedNode served({.connection = {.heldBytes = 100'000}});
        const QByteArray head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000\r\n\r\n";
        QTcpSocket small;
        small.connectToHost(QHostAddress::LocalHost, served.port());
        small.write(head + "{");
        std::vector<std::unique_ptr<QTcpSocket>> great;
        for (int i = 0; i < 3; ++i) {
            great.push_back(std::make_unique<QTcpSocket>());
            great.back()->connectToHost(QHostAddress::LocalHost, served.port());
            great.back()->write(head + QByteArray(49'000, 'a'));
        }
        QTRY_COMPARE_GE(std::ranges::count(great, QAbstractSocket::UnconnectedState, &QTcpSocket::state), 1);
        QCOMPARE(small.state(), QAbstractSocket::ConnectedState);
        WireClient other(served.port());
        other.send(get("/healthz"));
        QCOMPARE(other.next().status, 200);
    }

    void halfAMessageIsNotWaitedForForEver_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("half a frame") << frame(0x81, "ab").chopped(1);
        QTest::newRow("a part of a message") << frame(0x01, "ab");
        QTest::newRow("a part that says nothing") << frame(0x01);
        QTest::newRow("parts and pings") << frame(0x01, "ab") + frame(0x89) + frame(0x00, "ab") + frame(0x8a);
    }
    void halfAMessageIsNotWaitedForForEver()
    {
        QFETCH(QByteArray, sent);
        ServedNode served({.connection = {.requestTime = 100ms}});
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, served.port());
        socket.write(upgrade);
        QTRY_VERIFY(socket.bytesAvailable() > 0);
        socket.write(sent);
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    }

    void whoHoldsTheMostOfMessagesGoesAsWell()
    {
        ServedNode served({.connection = {.heldBytes = 40'000}});
        std::vector<std::unique_ptr<QTcpSocket>> viewers;
        for (int i = 0; i < 3; ++i) {
            viewers.push_back(std::make_unique<QTcpSocket>());
            viewers.back()->connectToHost(QHostAddress::LocalHost, served.port());
            viewers.back()->write(upgrade);
            QTRY_VERIFY(viewers.back()->bytesAvailable() > 0);
            viewers.back()->write(QByteArray::fromHex("01fe3e8000000000") + QByteArray(16'000, 'a'));
        }
        QTRY_COMPARE_GE(std::ranges::count(viewers, QAbstractSocket::UnconnectedState, &QTcpSocket::state),
                        1);
        QTRY_VERIFY(served.gateway.connectionCount() >= 1);
    }
};

QTEST_GUILESS_MAIN(TestWebDoor)
#include "tst_web_door.moc"
