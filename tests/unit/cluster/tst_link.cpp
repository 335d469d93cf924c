// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/FrameReader.h"
#include "engine/base/Random.h"
#include "engine/cluster/link/Link.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/cluster/link/keys/Tls.h"
#include "engine/cluster/link/server/LinkServer.h"
#include "tests/unit/cluster/ClusterFixture.h"

#include <QSignalSpy>
#include <QSslPreSharedKeyAuthenticator>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QtEndian>

#include <algorithm>

using namespace everbounce;
using namespace std::chrono_literals;

namespace {

Link::Settings settingsOf(quint64 id, const ClusterKeys &keys = testKeys())
{
    return {.keys = {keys},
            .hello = {.profile = testProfile(id), .startedAt = monotonicNow() - 90s},
            .timeout = 5s};
}

/// A server that accepts links as node 2, and what becomes of the last one.
struct Listener
{
    explicit Listener(const Link::Settings &settings = settingsOf(2))
    {
        error = server.listen(ListenScope::loopback());
        QObject::connect(&server, &LinkServer::incoming, &server, [this, settings](qintptr descriptor) {
            link = Link::accept(settings, descriptor, faults, &server);
            watch(link);
        });
    }

    void watch(Link *watched)
    {
        QObject::connect(watched, &Link::established, watched, [this](const Hello &hello) { peer = hello; });
        QObject::connect(watched, &Link::failed, watched, [this](Link::Failure why) { failure = why; });
        QObject::connect(watched, &Link::received, watched,
                         [this](const QByteArray &m) { messages.append(m); });
        QObject::connect(watched, &Link::closed, watched, [this](bool byKernel) { closed = byKernel; });
        QObject::connect(watched, &Link::otherMajor, watched,
                         [this](const NodeProfile &profile) { foreign = profile; });
    }

    Endpoint endpoint(QHostAddress::SpecialAddress address = QHostAddress::LocalHost) const
    {
        return {QHostAddress(address), server.port()};
    }

    FaultFilter faults;
    LinkServer server;
    QString error;
    Link *link = nullptr;
    std::optional<Hello> peer;
    std::optional<Link::Failure> failure;
    std::optional<bool> closed;
    std::optional<NodeProfile> foreign;
    QByteArrayList messages;
};

} // namespace

/// Promises of one link: which peers get one, what it carries, how it ends. With real sockets on loopback.
class TestLink : public QObject
{
    Q_OBJECT

    FaultFilter m_faults;

    /// What is written through it is a peer's, but need not make sense: TLS with the right key, nothing more.
    std::unique_ptr<QSslSocket> bareTls(const Listener &listener)
    {
        auto socket = std::make_unique<QSslSocket>();
        usePsk(socket.get(), {testKeys()});
        socket->connectToHostEncrypted(QStringLiteral("127.0.0.1"), listener.server.port());
        return socket;
    }

    static QByteArray helloBytes(const Hello &hello)
    {
        return framed(encodeHello(hello, monotonicNow()).toCborValue().toCbor());
    }

private Q_SLOTS:
    // ---- Frames ------------------------------------------------------------------------------------------

    void framesAreFoundAgainHoweverTheyAreCut()
    {
        Random random{11};
        QByteArray stream;
        QByteArrayList sent;
        for (int i = 0; i < 300; ++i) {
            sent.append(QByteArray(qsizetype(random.below(2000)), char(i)));
            stream += framed(sent.last());
        }
        FrameReader reader;
        reader.setCap(2000);
        QByteArrayList read;
        for (qsizetype at = 0; at < stream.size();) {
            const qsizetype piece = std::min<qsizetype>(stream.size() - at, 1 + random.below(5000));
            reader.append(stream.mid(at, piece));
            at += piece;
            while (const auto frame = reader.next())
                read.append(*frame);
        }
        QCOMPARE(read, sent);
        QVERIFY(!reader.failed());
    }

    void anAnnouncedLengthOverTheCapEndsTheStreamBeforeItIsThere()
    {
        FrameReader reader;
        reader.setCap(1000);
        reader.append(framed(QByteArray(1000, 'x')) + QByteArray("\x00\x00\x03\xe9", 4));
        QVERIFY(reader.next());
        QVERIFY(!reader.next());
        QVERIFY(reader.failed());
        reader.append(framed("more"));
        QVERIFY(!reader.next());
    }

    void aHelloTellsUptimeWhateverTheClocks()
    {
        const Hello hello{testProfile(5), NodeId{9}, 100s, testAgreement(700ms, "there")};
        const auto there = decodeHello(encodeHello(hello, 160s), 7000s, testAgreement());
        QVERIFY(there);
        QVERIFY(there->profile == hello.profile);
        QCOMPARE(there->wanted, NodeId{9});
        QCOMPARE(there->startedAt, Nanoseconds(6940s));
        QVERIFY(there->agreement == hello.agreement);
        QCborMap crooked = encodeHello(hello, 160s);
        crooked[QLatin1String("uptime_ms")] = -1;
        QVERIFY(!decodeHello(crooked, 7000s, testAgreement()));
        QVERIFY(!decodeHello({}, 7000s, testAgreement()));
    }

    void aHelloTellsAddressesThatOthersCanUse()
    {
        Hello hello{testProfile(5), NodeId{9}, 100s};
        const QHostAddress v4(QStringLiteral("10.0.0.1")), v6(QStringLiteral("fd00::1"));
        hello.pages = {v4, QHostAddress(QStringLiteral("fe80::1%eth0")),
                       QHostAddress(QHostAddress::LocalHost), v6};
        QCOMPARE(decodeHello(encodeHello(hello, 160s), 160s, testAgreement())->pages,
                 (QList<QHostAddress>{v4, v6}));
        hello.profile.url = QUrl(QStringLiteral("http://[fe80::1%25eth0]:4000/"));
        QVERIFY(decodeHello(encodeHello(hello, 160s), 160s, testAgreement())->profile.url.isEmpty());
        // A node up to 0.1.1 tells neither addresses nor lengths of time.
        const auto old =
            decodeHello(encodeHello({testProfile(5), NodeId{9}, 100s}, 160s), 160s, testAgreement());
        QVERIFY(old && old->pages.isEmpty() && !old->agreement);
    }

    // ---- Links -------------------------------------------------------------------------------------------

    void bothSidesLearnWhoTheOtherIsAndSpeak_data()
    {
        QTest::addColumn<int>("address");
        QTest::newRow("IPv4") << int(QHostAddress::LocalHost);
        QTest::newRow("IPv6") << int(QHostAddress::LocalHostIPv6);
    }
    void bothSidesLearnWhoTheOtherIsAndSpeak()
    {
        QFETCH(int, address);
        Listener there, here;
        QVERIFY2(there.error.isEmpty(), qPrintable(there.error));
        const auto endpoint = there.endpoint(QHostAddress::SpecialAddress(address));
        std::unique_ptr<Link> link(Link::dial(settingsOf(1), endpoint, NodeId{2}, m_faults, nullptr));
        here.watch(link.get());
        QTRY_VERIFY(here.peer && there.peer);
        QVERIFY(here.peer->profile == testProfile(2));
        QVERIFY(there.peer->profile == testProfile(1));
        const Nanoseconds uptime = monotonicNow() - there.peer->startedAt;
        QVERIFY(uptime >= 90s && uptime < 120s);
        QCOMPARE(there.link->peerListensAt(), (Endpoint{endpoint.address, testProfile(1).linkPort}));

        const QByteArray big(maxFrameBytes, 'b');
        link->send("one");
        link->send(big);
        link->send("three");
        QTRY_COMPARE(there.messages.size(), 3);
        QCOMPARE(there.messages, (QByteArrayList{"one", big, "three"}));
        there.link->send("back");
        QTRY_COMPARE(here.messages, QByteArrayList{"back"});
    }

    // What somebody between the two nodes records.
    void whatIsSentCannotBeReadOnTheWay()
    {
        Listener there, here;
        QTcpServer between;
        QTcpSocket onwards;
        std::unique_ptr<QTcpSocket> incoming;
        QByteArray recorded;
        QVERIFY(between.listen(QHostAddress::LocalHost));
        const auto passOn = [&](QTcpSocket &from, QTcpSocket &to) {
            const QByteArray bytes = from.readAll();
            recorded += bytes;
            to.write(bytes);
        };
        connect(&between, &QTcpServer::newConnection, this, [&] {
            incoming.reset(between.nextPendingConnection());
            connect(incoming.get(), &QTcpSocket::readyRead, &onwards, [&] { passOn(*incoming, onwards); });
            connect(&onwards, &QTcpSocket::readyRead, incoming.get(), [&] { passOn(onwards, *incoming); });
            onwards.connectToHost(QHostAddress(QHostAddress::LocalHost), there.server.port());
        });
        std::unique_ptr<Link> link(Link::dial(settingsOf(1),
                                              {QHostAddress(QHostAddress::LocalHost), between.serverPort()},
                                              NodeId{2}, m_faults, nullptr));
        here.watch(link.get());
        QTRY_VERIFY(here.peer && there.peer);
        const QByteArray word("a word for the other node alone");
        link->send(word);
        there.link->send(word);
        QTRY_COMPARE(there.messages, QByteArrayList{word});
        QTRY_COMPARE(here.messages, QByteArrayList{word});
        QVERIFY(recorded.size() > 2 * word.size());
        for (const QByteArray &told : {word, testProfile(1).name.toUtf8(), testProfile(2).name.toUtf8(),
                                       testProfile(1).version.toUtf8()})
            QVERIFY2(!recorded.contains(told), told.constData());
    }

    void anotherKeyGetsNoLink()
    {
        Listener there, here;
        const auto wrong = settingsOf(1, testKeys(QStringLiteral("other cluster")));
        std::unique_ptr<Link> link(Link::dial(wrong, there.endpoint(), NodeId{2}, m_faults, nullptr));
        here.watch(link.get());
        QTRY_VERIFY(here.failure && there.failure);
        QCOMPARE(*here.failure, Link::Failure::Handshake);
        QCOMPARE(*there.failure, Link::Failure::Handshake);
        QVERIFY(!here.peer && !there.peer);
    }

    /// A node whose ring has these keys, the newest first.
    static Link::Settings withRing(quint64 id, const char *fills)
    {
        Link::Settings settings = settingsOf(id);
        settings.keys.clear();
        for (const char *fill = fills; *fill; ++fill)
            settings.keys.append(testKeys(QStringLiteral("test"), *fill));
        settings.hello.keys = {settings.keys.first().id, quint64(settings.keys.size()), {}};
        return settings;
    }

    void theNewestKeyThatBothHaveMakesTheConnection_data()
    {
        QTest::addColumn<QByteArray>("here");
        QTest::addColumn<QByteArray>("there");
        QTest::addColumn<int>("common"); // 0 for none
        QTest::addRow("the same") << QByteArray("cba") << QByteArray("cba") << int('c');
        QTest::addRow("here is behind") << QByteArray("a") << QByteArray("cba") << int('a');
        QTest::addRow("there is behind") << QByteArray("dcb") << QByteArray("ba") << int('b');
        QTest::addRow("both have rotated") << QByteArray("xba") << QByteArray("yba") << int('b');
        QTest::addRow("none in common") << QByteArray("dcb") << QByteArray("a") << 0;
    }
    void theNewestKeyThatBothHaveMakesTheConnection()
    {
        QFETCH(QByteArray, here);
        QFETCH(QByteArray, there);
        QFETCH(int, common);
        Listener server(withRing(2, there.constData())), client;
        std::unique_ptr<Link> link(
            Link::dial(withRing(1, here.constData()), server.endpoint(), NodeId{2}, m_faults, nullptr));
        client.watch(link.get());
        std::optional<Hello> other;
        connect(link.get(), &Link::otherKey, this, [&](const Hello &hello) { other = hello; });
        QTRY_VERIFY(client.peer || client.failure || other);
        if (common == 0) {
            QCOMPARE(*client.failure, Link::Failure::Handshake);
            return;
        }
        QCOMPARE(link->keyId(), testKeys(QStringLiteral("test"), char(common)).id);
        QTRY_COMPARE(server.link->keyId(), link->keyId());
        // Only the same newest key makes a link.
        QCOMPARE(client.peer.has_value(), here.front() == there.front());
        QCOMPARE(other.has_value(), here.front() != there.front());
    }

    void aLetterEndsWhatIsNoLink()
    {
        Listener server(withRing(2, "ba")), client;
        std::unique_ptr<Link> link(
            Link::dial(withRing(1, "a"), server.endpoint(), NodeId{2}, m_faults, nullptr));
        client.watch(link.get());
        QByteArrayList letters;
        connect(link.get(), &Link::letter, this, [&](const QByteArray &letter) { letters << letter; });
        QTRY_VERIFY(server.link);
        connect(server.link, &Link::otherKey, this, [&](const Hello &) {
            server.link->sendSurely("the ring");
            server.link->sendSurely("and more");
        });
        QTRY_VERIFY(client.failure && server.failure);
        QCOMPARE(*client.failure, Link::Failure::OtherKey);
        QCOMPARE(*server.failure, Link::Failure::OtherKey);
        QCOMPARE(letters, QByteArrayList{"the ring"});
        QVERIFY(!client.peer && !server.peer && client.messages.isEmpty());
    }

    void aNodeThatNamesNoKeyHasTheNewestOrNoLink()
    {
        for (const char fill : {'b', 'a'}) {
            Listener server(withRing(2, "ba"));
            const QByteArray only = testKeys(QStringLiteral("test"), fill).link;
            QSslSocket old;
            old.setSslConfiguration(pskConfiguration());
            connect(&old, &QSslSocket::preSharedKeyAuthenticationRequired, &old,
                    [&](QSslPreSharedKeyAuthenticator *authenticator) {
                        authenticator->setIdentity("everbounce");
                        authenticator->setPreSharedKey(only);
                    });
            old.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.server.port());
            if (fill == 'b')
                QTRY_VERIFY(old.isEncrypted());
            else
                QTRY_VERIFY(server.failure);
        }
    }

    void garbageInsteadOfTlsGetsNoLink()
    {
        Listener there;
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), there.server.port());
        connect(&socket, &QTcpSocket::connected, &socket,
                [&] { socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n" + QByteArray(5000, '\xff')); });
        QTRY_VERIFY(there.failure);
        QCOMPARE(*there.failure, Link::Failure::Handshake);
    }

    void whoSaysNothingIsLetGo()
    {
        Link::Settings hasty = settingsOf(2);
        hasty.timeout = 50ms;
        Listener there(hasty);
        QTcpSocket mute;
        mute.connectToHost(QHostAddress(QHostAddress::LocalHost), there.server.port());
        QTRY_VERIFY(there.failure);
        QCOMPARE(*there.failure, Link::Failure::TimedOut);

        // The same behind the right key: TLS alone is no introduction.
        there.failure.reset();
        const auto socket = bareTls(there);
        QTRY_VERIFY(there.failure);
        QCOMPARE(*there.failure, Link::Failure::TimedOut);
    }

    void nobodyThereIsUnreachable()
    {
        quint16 port = 0;
        {
            Listener gone;
            port = gone.server.port();
        }
        Listener here;
        std::unique_ptr<Link> link(Link::dial(settingsOf(1), {QHostAddress(QHostAddress::LocalHost), port},
                                              NodeId{2}, m_faults, nullptr));
        here.watch(link.get());
        QTRY_VERIFY(here.failure);
        QCOMPARE(*here.failure, Link::Failure::Unreachable);
    }

    void whoIsNotTheOneLookedForIsRefused()
    {
        Listener there, here;
        std::unique_ptr<Link> link(
            Link::dial(settingsOf(1), there.endpoint(), NodeId{77}, m_faults, nullptr));
        here.watch(link.get());
        QTRY_VERIFY(here.failure && there.failure);
        QCOMPARE(*there.failure, Link::Failure::WrongPeer);
        QVERIFY(!here.peer && !there.peer);
    }

    void aBadHelloIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("failure");
        Hello self{.profile = testProfile(2), .wanted = NodeId{2}};
        Hello old{.profile = testProfile(1), .wanted = NodeId{2}, .startedAt = monotonicNow() + 3600s};
        QTest::newRow("not CBOR") << framed("\xff\xff") << int(Link::Failure::BadHello);
        QTest::newRow("no map") << framed(QCborValue(7).toCbor()) << int(Link::Failure::BadHello);
        QTest::newRow("another type")
            << framed(QCborMap{{kType, kPingType}}.toCborValue().toCbor()) << int(Link::Failure::BadHello);
        QTest::newRow("starts in the future") << helloBytes(old) << int(Link::Failure::BadHello);
        QTest::newRow("longer than a hello may be")
            << framed(QByteArray(maxHelloBytes + 1, 'x')) << int(Link::Failure::FrameTooLong);
        QTest::newRow("its own id") << helloBytes(self) << int(Link::Failure::WrongPeer);
    }
    void aBadHelloIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, failure);
        Listener there;
        const auto socket = bareTls(there);
        connect(socket.get(), &QSslSocket::encrypted, socket.get(), [&] { socket->write(bytes); });
        QTRY_VERIFY(there.failure);
        QCOMPARE(int(*there.failure), failure);
        QVERIFY(!there.peer);
    }

    void anotherMajorIsReportedAndLetGo()
    {
        Listener there;
        Hello hello{.profile = testProfile(1), .wanted = NodeId{2}};
        hello.profile.major = 2;
        const auto socket = bareTls(there);
        connect(socket.get(), &QSslSocket::encrypted, socket.get(),
                [&] { socket->write(helloBytes(hello)); });
        QTRY_VERIFY(there.failure);
        QCOMPARE(*there.failure, Link::Failure::OtherMajor);
        QCOMPARE(there.foreign->name, QStringLiteral("node-1"));
        QCOMPARE(there.foreign->major, 2);
    }

    // ---- Ends --------------------------------------------------------------------------------------------

    void whatWasSentBeforeAnEndStillComes()
    {
        Listener there, here;
        auto *const link = Link::dial(settingsOf(1), there.endpoint(), NodeId{2}, m_faults, nullptr);
        here.watch(link);
        QTRY_VERIFY(here.peer && there.peer);
        const QByteArray bulk(100, 'x'); // far more than is handled in one turn, or fits into one buffer
        for (int i = 0; i < 5000; ++i)
            link->send(bulk + QByteArray::number(i));
        link->close();
        delete link;
        QTRY_VERIFY(there.closed);
        QCOMPARE(*there.closed, true);
        QCOMPARE(there.messages.size(), 5000);
        QCOMPARE(there.messages.last(), bulk + "4999");
    }

    void anOversizeFrameEndsALinkButNotAsADeath()
    {
        Listener there;
        Hello hello{.profile = testProfile(1), .wanted = NodeId{2}, .startedAt = monotonicNow()};
        const auto socket = bareTls(there);
        connect(socket.get(), &QSslSocket::encrypted, socket.get(),
                [&] { socket->write(helloBytes(hello)); });
        QTRY_VERIFY(there.peer);
        QByteArray length(4, '\0');
        qToBigEndian(quint32(maxFrameBytes + 1), length.data());
        socket->write(length);
        QTRY_VERIFY(there.closed);
        QCOMPARE(*there.closed, false);
    }

    void whoDoesNotReadIsGivenUp()
    {
        Listener there;
        Hello hello{.profile = testProfile(1), .wanted = NodeId{2}, .startedAt = monotonicNow()};
        const auto socket = bareTls(there);
        socket->setReadBufferSize(1024);
        connect(socket.get(), &QSslSocket::encrypted, socket.get(),
                [&] { socket->write(helloBytes(hello)); });
        QTRY_VERIFY(there.peer);
        QSignalSpy tooSlow(there.link, &Link::tooSlow);
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
                                     there.link->send(QByteArray(maxFrameBytes, 'x'));
                                     return there.closed.has_value();
                                 }()),
                                 20'000);
        QCOMPARE(*there.closed, false);
        QVERIFY(!tooSlow.isEmpty());
    }

    void lossyDelayKeepsTheOrder()
    {
        Listener there, here;
        std::unique_ptr<Link> link(Link::dial(settingsOf(1), there.endpoint(), NodeId{2}, m_faults, nullptr));
        here.watch(link.get());
        QTRY_VERIFY(here.peer && there.peer);
        m_faults.setLossy(0.3, 5ms);
        for (int i = 0; i < 200; ++i)
            link->send(QByteArray::number(i).rightJustified(4, '0'));
        m_faults.setLossy(0, 0ms);
        link->sendSurely("last");
        QTRY_VERIFY(!there.messages.isEmpty() && there.messages.last() == "last");
        QVERIFY(there.messages.size() > 100 && there.messages.size() < 190);
        QVERIFY(std::is_sorted(there.messages.begin(), there.messages.end()));
    }

    // ---- Measured, not promised --------------------------------------------------------------------------

    void measuresHandshakeAndRoundTrip()
    {
        const auto msSince = [](Nanoseconds begin) {
            return std::chrono::duration<double, std::milli>(monotonicNow() - begin).count();
        };
        std::vector<double> handshakes, roundTrips;
        Listener there;
        for (int i = 0; i < 50; ++i) {
            const Nanoseconds begin = monotonicNow();
            std::unique_ptr<Link> link(
                Link::dial(settingsOf(1), there.endpoint(), NodeId{2}, m_faults, nullptr));
            // Signal spies wait in an event loop; QTRY would sleep between two looks.
            QSignalSpy established(link.get(), &Link::established);
            QVERIFY(established.wait());
            handshakes.push_back(msSince(begin));
            connect(there.link, &Link::received, there.link,
                    [echo = there.link](const QByteArray &message) { echo->send(message); });
            QSignalSpy echoed(link.get(), &Link::received);
            for (int n = 0; n < 50; ++n) {
                const Nanoseconds sent = monotonicNow();
                link->send("ping");
                QVERIFY(echoed.wait());
                roundTrips.push_back(msSince(sent));
            }
        }
        const auto summary = [](const char *what, std::vector<double> &values) {
            std::sort(values.begin(), values.end());
            qInfo("%s, ms: median %.3f, p99 %.3f, worst %.3f of %zu", what, values[values.size() / 2],
                  values[values.size() * 99 / 100], values.back(), values.size());
        };
        summary("dial to hello", handshakes);
        summary("link round trip", roundTrips);
    }
};

QTEST_GUILESS_MAIN(TestLink)
#include "tst_link.moc"
