// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/web/WebFixture.h"

#include <QTimer>

#include <algorithm>
#include <memory>
#include <set>
#include <vector>

#include <linux/sock_diag.h>
#include <malloc.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace everbounce;
using namespace std::chrono_literals;

namespace {

QByteArray get(const QByteArray &path, const QByteArray &fields = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

QByteArray upgrade(const QByteArray &fields = {})
{
    return get("/live?mode=standby",
               "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" +
                   fields);
}

const QByteArray ping = QByteArray::fromHex("898000000000");
const QByteArray pong = QByteArray::fromHex("8a00");

/// A connection to one of the addresses of loopback, which keeps what it is sent.
class Client
{
public:
    explicit Client(quint16 port, const char *to = "127.0.0.1", quint16 from = 0)
    {
        m_socket.bind(QHostAddress(QHostAddress::LocalHost), from,
                      QAbstractSocket::ShareAddress | QAbstractSocket::ReuseAddressHint);
        m_from = m_socket.localPort();
        m_to = QHostAddress(QString::fromLatin1(to));
        m_port = port;
    }

    quint16 from() const { return m_from; }

    bool opens()
    {
        m_socket.connectToHost(m_to, m_port);
        return m_socket.waitForConnected();
    }

    void send(const QByteArray &bytes) { m_socket.write(bytes); }

    /// All that has come up to now has this in it.
    bool got(const QByteArray &bytes) { return m_received.append(m_socket.readAll()).contains(bytes); }

    /// Waits for that, or for the end.
    bool gets(const QByteArray &bytes)
    {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(got(bytes) || isClosed(), 10'000); }();
        return got(bytes);
    }

    void forget() { m_received.clear(); }
    void end() { m_socket.abort(); }
    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

private:
    QTcpSocket m_socket;
    QHostAddress m_to;
    quint16 m_port = 0;
    quint16 m_from = 0;
    QByteArray m_received;
};

using Clients = std::vector<std::unique_ptr<Client>>;

/// A node that is reached at every address of loopback.
struct OpenNode
{
    Gateway gateway;
    ListenResult listening;
    FakeNode node;

    explicit OpenNode(const Gateway::Limits &limits = {})
        : gateway(limits)
        , listening(gateway.listen(QHostAddress::AnyIPv4, 0))
        , node({.url = listening.url})
    {
        gateway.attach(&node);
        node.start();
    }

    quint16 port() const { return quint16(listening.url.port()); }
    int count() const { return gateway.connectionCount(); }
};

/// Tells some connections as the own user's, all others as somebody's.
struct Owners
{
    std::set<quint16> own; ///< ports
    int asked = 0;

    Gateway::Limits limits(int connections)
    {
        Gateway::Limits limits;
        limits.connection.connections = connections;
        limits.connection.requestTime = 1min;
        limits.connection.owner = [this](const AcceptedSocket &socket) -> std::optional<uid_t> {
            ++asked;
            return own.contains(socket.peer.port) ? ownUser() : std::optional<uid_t>(4242);
        };
        return limits;
    }

    std::unique_ptr<Client> client(quint16 port, bool isOwn)
    {
        auto client = std::make_unique<Client>(port);
        if (isOwn)
            own.insert(client->from());
        client->opens();
        return client;
    }
};

/// A connection that costs this process nothing at its own end.
class BareClient
{
public:
    /// `room`: what its kernel takes unread; 0: as usual.
    explicit BareClient(quint16 port, int room = 0)
        : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        if (room > 0)
            ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::connect(m_descriptor, reinterpret_cast<sockaddr *>(&to), sizeof to);
    }
    ~BareClient() { ::close(m_descriptor); }
    Q_DISABLE_COPY_MOVE(BareClient)

    /// As much as the kernels between take.
    void send(QByteArrayView bytes)
    {
        ::send(m_descriptor, bytes.data(), std::size_t(bytes.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
    }

    void sendNoMore() { ::shutdown(m_descriptor, SHUT_WR); }

    /// Whether the other side has reset it. Reads nothing.
    bool isReset() const
    {
        pollfd watched{m_descriptor, 0, 0};
        return ::poll(&watched, 1, 0) == 1 && (watched.revents & POLLERR);
    }

    /// Whether there is an answer to that.
    bool isAnswered(QByteArrayView request)
    {
        char answer[4096];
        const auto step = [&] {
            const auto sent = ::send(m_descriptor, request.data(), std::size_t(request.size()),
                                     MSG_DONTWAIT | MSG_NOSIGNAL);
            request = request.sliced(std::max<qsizetype>(0, sent));
            return request.isEmpty() && ::recv(m_descriptor, answer, sizeof answer, MSG_DONTWAIT) > 0;
        };
        bool is = false;
        [&] { QTRY_VERIFY(is = is || step()); }();
        return is;
    }

private:
    int m_descriptor;
};

/// A gateway's end of a connection, by its port.
bool isAcceptedAt(quint16 port, int descriptor)
{
    sockaddr_in own{}, other{};
    socklen_t size = sizeof own, otherSize = sizeof other;
    return ::getsockname(descriptor, reinterpret_cast<sockaddr *>(&own), &size) == 0 &&
           own.sin_port == htons(port) &&
           ::getpeername(descriptor, reinterpret_cast<sockaddr *>(&other), &otherSize) == 0;
}

/// What the kernel keeps for the connections of that port, to be sent and to be read.
qsizetype keptByKernel(quint16 port)
{
    qsizetype bytes = 0;
    for (int descriptor = 0; descriptor < ::getdtablesize(); ++descriptor) {
        quint32 memory[SK_MEMINFO_VARS]{};
        socklen_t size = sizeof memory;
        if (isAcceptedAt(port, descriptor) &&
            ::getsockopt(descriptor, SOL_SOCKET, SO_MEMINFO, memory, &size) == 0)
            bytes += memory[SK_MEMINFO_WMEM_QUEUED] + memory[SK_MEMINFO_RMEM_ALLOC];
    }
    return bytes;
}

/// The longest segment that is sent by the connections of that port.
int longestSegment(quint16 port)
{
    int longest = 0;
    for (int descriptor = 0; descriptor < ::getdtablesize(); ++descriptor) {
        int segment = 0;
        socklen_t size = sizeof segment;
        if (isAcceptedAt(port, descriptor) &&
            ::getsockopt(descriptor, IPPROTO_TCP, TCP_MAXSEG, &segment, &size) == 0)
            longest = std::max(longest, segment);
    }
    return longest;
}

qsizetype allocated()
{
    return qsizetype(mallinfo2().uordblks);
}

} // namespace

/// Promises about the connections of a node: each is known by both its ends, none costs more than it says,
/// and nobody takes the places of the own user.
class TestWebConnections : public QObject
{
    Q_OBJECT

private:
    /// Two connections from one port, to two addresses of the node.
    static std::pair<std::unique_ptr<Client>, std::unique_ptr<Client>> twins(const OpenNode &served)
    {
        auto first = std::make_unique<Client>(served.port());
        const quint16 from = first->from();
        if (!first->opens())
            return {};
        auto second = std::make_unique<Client>(served.port(), "127.0.0.2", from);
        if (!second->opens() || second->from() != from)
            return {};
        return {std::move(first), std::move(second)};
    }

private Q_SLOTS:
    void twoConnectionsFromOnePortAreTwo()
    {
        OpenNode served({.connection = {.requestTime = 1min}});
        const auto [first, second] = twins(served);
        QVERIFY(first && second);
        QTRY_COMPARE(served.count(), 2);
        second->end();
        QTRY_COMPARE(served.count(), 1);
        first->send(get("/healthz"));
        QVERIFY(first->gets("HTTP/1.1 200 "));
    }

    void bothAreEndedWhereTheyAreLate()
    {
        OpenNode served({.connection = {.requestTime = 200ms}});
        const auto [first, second] = twins(served);
        QVERIFY(first && second);
        first->send("GET / HTTP/1.1\r\nHost: local");
        second->end();
        QTRY_VERIFY(first->isClosed());
        QTRY_COMPARE(served.count(), 0);
    }

    void bothAreEndedWhereTheyHoldTooMuch()
    {
        OpenNode served({.connection = {.requestTime = 1min, .heldBytes = 40'000}});
        const auto [first, second] = twins(served);
        QVERIFY(first && second);
        const QByteArray body =
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n" + QByteArray(59'999, 'a');
        first->send(body);
        QTRY_VERIFY(first->isClosed());
        second->send(body);
        QTRY_VERIFY(second->isClosed());
        QTRY_COMPARE(served.count(), 0);
    }

    void aWebSocketLeavesTheOtherOneAlone()
    {
        OpenNode served;
        auto [first, second] = twins(served);
        QVERIFY(first && second);
        for (int round = 0; round < 2; ++round) { // the one that came first, and the other
            first->forget();
            second->send(upgrade());
            QVERIFY(second->gets("HTTP/1.1 101 "));
            second->send(ping);
            QVERIFY(second->gets(pong));
            first->send(get("/healthz"));
            QVERIFY(first->gets("HTTP/1.1 200 "));
            if (round > 0)
                break;
            std::tie(first, second) = twins(served);
            QVERIFY(first && second);
            std::swap(first, second);
        }
    }

    void eachHasItsOwnTrust()
    {
        OpenNode served;
        const auto [first, second] = twins(served);
        QVERIFY(first && second);
        const QByteArray nudge = "POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n";
        second->send(nudge + "Via: 1.1 x\r\n\r\n{}");
        QVERIFY(second->gets("HTTP/1.1 401 "));
        first->send(nudge + "\r\n{}");
        QVERIFY(first->gets("HTTP/1.1 200 "));
        second->forget();
        second->send(nudge + "\r\n{}");
        QVERIFY(second->gets("HTTP/1.1 401 "));
        QCOMPARE(served.node.commands().size(), 1);
    }

    void whatHasItsAnswerIsNotKept_data()
    {
        QTest::addColumn<QByteArray>("small");
        QTest::addColumn<QByteArray>("great");
        const QByteArray post = "POST /x HTTP/1.1\r\nHost: localhost\r\n";
        const QByteArray fields = QByteArray("X: " + QByteArray(900, 'a') + "\r\n").repeated(15);
        QTest::newRow("bodies") << post + "Content-Length: 1\r\n\r\na"
                                << post + "Content-Length: 60000\r\n\r\n" + QByteArray(60'000, 'a');
        QTest::newRow("bodies in chunks") << post + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                          << post + "Transfer-Encoding: chunked\r\n\r\nea60\r\n" +
                                                 QByteArray(60'000, 'a') + "\r\n0\r\n\r\n";
        QTest::newRow("fields") << get("/x") << get("/x", fields);
        QTest::newRow("targets") << get("/x") << get("/x?" + QByteArray(7'900, 'a'));
        QTest::newRow("fields of WebSockets") << upgrade() << upgrade(fields);
    }
    void whatHasItsAnswerIsNotKept()
    {
        QFETCH(QByteArray, small);
        QFETCH(QByteArray, great);
        constexpr int many = 50;
        OpenNode served({.connection = {.requestTime = 1min}});
        std::vector<std::unique_ptr<BareClient>> clients;
        const auto growth = [&](const QByteArray &request) {
            const qsizetype before = allocated();
            for (int i = 0; i < many; ++i) {
                clients.push_back(std::make_unique<BareClient>(served.port()));
                clients.back()->isAnswered(request);
            }
            return allocated() - before;
        };
        growth(small); // what is there once
        const qsizetype usual = growth(small);
        const qsizetype more = growth(great) - usual;
        QVERIFY2(more < many * 2'000,
                 qPrintable(QStringLiteral("%1 bytes more than %2").arg(more).arg(usual)));
        QCOMPARE(served.count(), 3 * many);
    }

    void theKernelKeepsLittleForEach()
    {
        OpenNode served({.connection = {.requestTime = 1min}});
        BareClient client(served.port(), 1);
        client.send(get("/page/behaviors/codemirror.js") + get("/x").repeated(5'000));
        QTRY_VERIFY(keptByKernel(served.port()) > 30'000);
        Client other(served.port());
        QVERIFY(other.opens());
        other.send(get("/healthz"));
        QVERIFY(other.gets("HTTP/1.1 200 "));
        // Many must fit in, or each waits for a late acknowledgement.
        QVERIFY(longestSegment(served.port()) > 0 && longestSegment(served.port()) <= 4'096);
        const qsizetype kept = keptByKernel(served.port());
        QVERIFY2(kept < 90'000, QByteArray::number(kept).constData());
    }

    void whatTheKernelKeepsCounts()
    {
        OpenNode served({.connection = {.requestTime = 1min, .heldBytes = 400'000}});
        std::vector<std::unique_ptr<BareClient>> clients;
        for (int i = 0; i < 100; ++i) {
            clients.push_back(std::make_unique<BareClient>(served.port(), 1));
            clients.back()->send(get("/page/main.js")); // which the kernel takes as a whole
        }
        QTRY_VERIFY(std::ranges::count_if(clients, &BareClient::isReset) > 50);
        QVERIFY(keptByKernel(served.port()) < 500'000);
    }

    void whatWaitsToBeReadCounts()
    {
        OpenNode served({.connection = {.requestTime = 1min, .heldBytes = 1'000'000}});
        served.node.setAnswering(false);
        std::vector<std::unique_ptr<BareClient>> clients;
        for (int i = 0; i < 100; ++i) {
            clients.push_back(std::make_unique<BareClient>(served.port()));
            clients.back()->send(
                "POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n" +
                get("/x").repeated(1'000));
        }
        QTRY_COMPARE(served.node.commands().size(), 100);
        QTRY_VERIFY(served.count() < 40);
    }

    void whatWasReadCountsNoLonger()
    {
        OpenNode served({.connection = {.requestTime = 1min, .heldBytes = 400'000}});
        Clients clients;
        for (int i = 0; i < 100; ++i) {
            clients.push_back(std::make_unique<Client>(served.port()));
            QVERIFY(clients.back()->opens());
            clients.back()->send(get("/page/main.js") + get("/healthz"));
            QVERIFY(clients.back()->gets("\r\n\r\nok\n"));
        }
        QVERIFY(std::ranges::none_of(clients, &Client::isClosed));
    }

    void whatIsLeftUnreadGoesWithItsConnection_data()
    {
        QTest::addColumn<bool>("saysNoMore");
        QTest::newRow("late") << false;
        QTest::newRow("done with asking") << true;
    }
    void whatIsLeftUnreadGoesWithItsConnection()
    {
        QFETCH(bool, saysNoMore);
        OpenNode served({.connection = {.requestTime = saysNoMore ? 1min : 200ms}});
        BareClient client(served.port(), 1);
        client.send(get("/page/main.js"));
        QTRY_VERIFY(keptByKernel(served.port()) > 4'096);
        if (saysNoMore)
            client.sendNoMore();
        QTRY_VERIFY(client.isReset()); // or else the kernel would keep it, and nobody would count it
        QCOMPARE(served.count(), 0);
    }

    /// It reads for longer than what follows a refusal is thrown away.
    void theLastAnswerHasTheTimeOfARequest()
    {
        OpenNode served;
        QTcpSocket client;
        client.setReadBufferSize(8'192);
        client.connectToHost(QHostAddress::LocalHost, served.port());
        QVERIFY(client.waitForConnected());
        const int room = 16'384;
        ::setsockopt(int(client.socketDescriptor()), SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
        client.write(get("/page/behaviors/codemirror.js", "Connection: close\r\n"));
        QByteArray received;
        QTimer reading;
        QObject::connect(&reading, &QTimer::timeout, &client, [&] { received += client.read(8'192); });
        reading.start(100ms); // 400 kB take five seconds
        QTRY_COMPARE_WITH_TIMEOUT(client.state(), QAbstractSocket::UnconnectedState, 10'000);
        received += client.readAll();
        const WireAnswer answer{0, received.first(received.indexOf("\r\n\r\n") + 4), {}};
        QCOMPARE(received.size() - answer.head.size(), answer.header("Content-Length").toLongLong());
    }

    void whoIsDoneWithAskingGetsTheWholeAnswer()
    {
        OpenNode served;
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, served.port());
        client.setReadBufferSize(1'000);
        QVERIFY(client.waitForConnected());
        client.write(get("/page/main.js"));
        client.flush();
        ::shutdown(int(client.socketDescriptor()), SHUT_WR);
        QByteArray received;
        QTRY_VERIFY((received += client.readAll(), client.state() == QAbstractSocket::UnconnectedState));
        received += client.readAll();
        const WireAnswer answer{0, received.first(received.indexOf("\r\n\r\n") + 4), {}};
        QCOMPARE(received.size() - answer.head.size(), answer.header("Content-Length").toLongLong());
    }

    void theOwnUserAlwaysGetsIn()
    {
        Owners owners;
        ServedNode served(owners.limits(4));
        Clients others;
        for (int i = 0; i < 6; ++i) {
            others.push_back(owners.client(served.port(), false));
            others.back()->send(upgrade());
            others.back()->gets("HTTP/1.1 101 ");
        }
        const auto open = [&] { return std::ranges::count(others, false, &Client::isClosed); };
        QCOMPARE(open(), 3); // three quarters
        Clients own;
        for (int i = 0; i < 1 + 64 + 2; ++i) { // the place that is left, the reserve, and two more
            own.push_back(owners.client(served.port(), true));
            own.back()->send(upgrade());
            QVERIFY(own.back()->gets("HTTP/1.1 101 "));
        }
        QTRY_COMPARE(open(), 1);
        QVERIFY(std::ranges::none_of(own, &Client::isClosed));
        QCOMPARE(owners.asked, 6 + 67); // the kernel, once for each
    }

    void whoeverHoldsTheMostInAllLosesItFirst()
    {
        Owners owners;
        Gateway::Limits limits = owners.limits(100);
        limits.connection.heldBytes = 200'000;
        ServedNode served(limits);
        const auto unfinished = [](qsizetype all, qsizetype sent) {
            return "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + QByteArray::number(all) +
                   "\r\n\r\n" + QByteArray(sent, 'a');
        };
        const auto own = owners.client(served.port(), true);
        own->send(unfinished(60'000, 59'000)); // by far the largest one
        Clients others;
        for (int i = 0; i < 40; ++i) {
            others.push_back(owners.client(served.port(), false));
            others.back()->send(unfinished(60'000, 8'000));
        }
        const auto open = [&] { return std::ranges::count(others, false, &Client::isClosed); };
        QTRY_VERIFY(open() < 20); // 150,000 bytes, with the own user's
        own->send(QByteArray(1'000, 'a'));
        QVERIFY(own->gets("HTTP/1.1 404 "));
        QVERIFY(!own->isClosed());
    }

    void whoIsBeingEndedGivesWay()
    {
        Owners owners;
        ServedNode served(owners.limits(4));
        Clients clients;
        for (int i = 0; i < 10; ++i) {
            clients.push_back(owners.client(served.port(), false));
            clients.back()->send("nonsense\r\n");
            QVERIFY(clients.back()->gets("HTTP/1.1 400 "));
        }
        QVERIFY(served.gateway.connectionCount() <= 3);
    }

    void aProxyOfTheOwnUserHasNoMorePlacesThanAnother()
    {
        Owners owners;
        ServedNode served(owners.limits(4));
        Clients viewers;
        int open = 0;
        for (int i = 0; i < 20; ++i) {
            viewers.push_back(owners.client(served.port(), true));
            viewers.back()->send(upgrade("X-Forwarded-For: 198.51.100.1\r\n"));
            open += viewers.back()->gets("HTTP/1.1 101 ");
        }
        QCOMPARE(open, 3);
        QTRY_COMPARE(served.gateway.connectionCount(), 3);
    }
};

QTEST_GUILESS_MAIN(TestWebConnections)
#include "tst_web_connections.moc"
