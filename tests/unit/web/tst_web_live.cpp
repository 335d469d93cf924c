// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/MonotonicClock.h"
#include "tests/unit/web/WebFixture.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTcpSocket>

#include <algorithm>
#include <iterator>
#include <memory>

#include <linux/filter.h>
#include <sys/socket.h>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of the live feed, over real WebSockets.
class TestWebLive : public QObject
{
    Q_OBJECT

private:
    struct Served
    {
        Gateway gateway;
        ListenResult listening;
        FakeNode node;

        explicit Served(Nanoseconds tickLength = 30ms, const Gateway::Limits &limits = {})
            : gateway(limits)
            , listening(gateway.listen(QHostAddress::LocalHost, 0))
            , node({.url = listening.url, .tickLength = tickLength})
        {
            gateway.attach(&node);
        }

        QUrl live(const char *query = "") const { return liveOf(listening.url, query); }
    };

    static QByteArray upgradeRequest(const QByteArray &path)
    {
        return "GET " + path +
               " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
               "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
    }

    /// As if the host of that socket had lost its power: nothing that is sent to it is answered any more.
    static bool dropAllPackets(const QTcpSocket &socket)
    {
        sock_filter nothing = BPF_STMT(BPF_RET | BPF_K, 0);
        const sock_fprog program{1, &nothing};
        return setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_ATTACH_FILTER, &program,
                          sizeof program) == 0;
    }

private Q_SLOTS:
    void whereTheFlightIsKnownFarAheadAViewerStillHearsOfIt()
    {
        Served served(1s); // so the fake has news every minute only
        served.node.start();
        Watcher viewer(served.live());
        const auto tracks = [&] {
            QList<QJsonObject> told;
            std::ranges::copy_if(viewer.messages, std::back_inserter(told), [](const QJsonObject &message) {
                return message[QLatin1String("type")] == QLatin1String("track");
            });
            return told;
        };
        QTRY_VERIFY_WITH_TIMEOUT(tracks().size() >= 3, 10'000);
        const QList<QJsonObject> told = tracks();
        for (const QJsonObject &again : told.mid(1)) {
            QVERIFY(again[QLatin1String("segments")].toArray().isEmpty());
            QCOMPARE(again[QLatin1String("end")], told[0][QLatin1String("end")]);
        }
    }

    void aViewerIsGreetedInOrder()
    {
        Served served;
        served.node.addNode(NodeId{2}, QStringLiteral("other"),
                            QUrl(QStringLiteral("http://127.0.0.1:4009/")));
        served.node.start();
        Watcher viewer(served.live());
        QTRY_COMPARE_GE(viewer.messages.size(), 5);
        QCOMPARE(viewer.types().first(5).join(QLatin1Char(' ')),
                 QStringLiteral("hello cluster links viewers track"));
        const QJsonObject hello = viewer.messages[0];
        QCOMPARE(hello[QStringLiteral("node")].toString(), QStringLiteral("0000000000000001"));
        QCOMPARE(hello[QStringLiteral("tick_ms")].toDouble(), 30.0);
        QCOMPARE(hello[QStringLiteral("box")][QStringLiteral("width")].toDouble(), 800.0);
        QCOMPARE(hello[QStringLiteral("others")].toArray(),
                 (QJsonArray{QStringLiteral("http://127.0.0.1:4009/")}));
        const QJsonObject track = viewer.messages[4];
        QCOMPARE(track[QStringLiteral("end")].toDouble(), double(served.node.flight().track.end()));
        QVERIFY(track[QStringLiteral("segments")].toArray().size() > 0);
        const double late =
            served.node.flight().clock.tickAt(monotonicNow()) - track[QStringLiteral("now")].toDouble();
        QVERIFY(late >= -0.001);
    }

    void aStandbyHearsNothingUntilItWantsToWatch()
    {
        Served served;
        served.node.start();
        Watcher viewer(served.live());
        QTRY_COMPARE_GE(viewer.messages.size(), 5);
        Watcher standby(served.live("?mode=standby"));
        QTRY_COMPARE(standby.messages.size(), 1);
        QCOMPARE(standby.types(), QStringList{QStringLiteral("hello")});
        const int heard = int(viewer.messages.size());
        served.node.nudge(3, -3);
        served.node.emitEvent(EventView::Level::Info, QStringLiteral("news"));
        QTRY_COMPARE_GE(viewer.messages.size(), heard + 2);
        QCOMPARE(standby.messages.size(), 1);
        QTRY_COMPARE(served.node.viewers(), 1);
        standby.say(R"({"type":"watch"})");
        QTRY_COMPARE_GE(standby.messages.size(), 6);
        QCOMPARE(standby.types().first(6).join(QLatin1Char(' ')),
                 QStringLiteral("hello cluster links viewers track event"));
        QTRY_COMPARE(served.node.viewers(), 2);
        standby.say(R"({"type":"watch"})"); // says nothing new
        served.node.emitEvent(EventView::Level::Info, QStringLiteral("more"));
        QTRY_COMPARE(standby.types().count(QStringLiteral("event")), 2);
        QCOMPARE(standby.types().count(QStringLiteral("hello")), 1);
    }

    void viewersAreToldOfOneChangedLinkAtATime()
    {
        Served served;
        served.node.start();
        Watcher viewer(served.live());
        QTRY_COMPARE_GE(viewer.messages.size(), 5);
        ClusterView view = served.node.cluster();
        view.links = {{{70}, {71}, 1}, {{70}, {72}, 2}, {{71}, {72}, 3}};
        served.node.publish(view);
        QTRY_COMPARE(viewer.of("link").size(), 3); // they are new
        for (LinkInfo &link : view.links)
            link.roundTripMs *= 10;
        served.node.publish(view);
        QTRY_COMPARE(viewer.of("link").size(), 4);
        QCOMPARE(viewer.of("link").last()[QStringLiteral("round_trip_ms")].toDouble(), 10.0);
        served.node.emitEvent(EventView::Level::Info, QStringLiteral("later"));
        QTRY_COMPARE(viewer.of("event").size(), 1);
        QCOMPARE(viewer.of("link").size(), 4);
        Watcher late(served.live()); // a later viewer knows what the others know
        QTRY_COMPARE(late.of("links").size(), 1);
        QList<double> figures;
        for (const QJsonValue &link : late.of("links").first()[QStringLiteral("links")].toArray())
            figures << link[QLatin1String("round_trip_ms")].toDouble();
        QCOMPARE(figures, (QList<double>{10, 2, 3}));
    }

    void aStandbyMayComeBeforeThereIsAnythingToSee()
    {
        Served served;
        Watcher standby(served.live("?mode=standby"));
        QTRY_VERIFY(standby.isOpen());
        standby.say(R"({"type":"watch"})");
        served.node.start();
        QTRY_COMPARE_GE(standby.messages.size(), 5);
        QCOMPARE(standby.types().first(5).join(QLatin1Char(' ')),
                 QStringLiteral("hello cluster links viewers track"));
    }

    void aViewerThatIsEarlyIsGreetedWhenThereIsSomethingToSee()
    {
        Served served;
        Watcher viewer(served.live());
        QTRY_VERIFY(viewer.isOpen());
        served.node.emitEvent(EventView::Level::Info, QStringLiteral("before anything"));
        QCoreApplication::processEvents();
        QVERIFY(viewer.messages.isEmpty());
        served.node.start();
        QTRY_COMPARE_GE(viewer.messages.size(), 6);
        QCOMPARE(viewer.types().first(6).join(QLatin1Char(' ')),
                 QStringLiteral("hello cluster links viewers track event"));
    }

    void chaosIsToldOnceItWasOn()
    {
        Served served;
        served.node.start();
        Watcher viewer(served.live());
        QTRY_COMPARE_GE(viewer.messages.size(), 5);
        QVERIFY(viewer.of("chaos").isEmpty());
        served.node.execute(QStringLiteral("on"), Command::setChaos(true));
        QTRY_COMPARE(viewer.of("chaos").size(), 1);
        const QJsonObject chaos = viewer.of("chaos").first();
        QVERIFY(chaos[QStringLiteral("on")].toBool());
        QCOMPARE(chaos[QStringLiteral("summary")].toString(), QStringLiteral("Survived 0"));
        QVERIFY(chaos[QStringLiteral("misses")].isArray());
        Watcher late(served.live());
        QTRY_COMPARE(late.of("chaos").size(), 1);
        QCOMPARE(late.of("chaos").first(), chaos);
    }

    void whoAsksForTheTickIsToldIt()
    {
        Served served;
        Watcher viewer(served.live());
        QTRY_VERIFY(viewer.isOpen());
        viewer.say(R"({"type":"tick"})"); // nobody knows it yet
        viewer.say(R"({"type":"command"})");
        QTRY_COMPARE(viewer.of("problem").size(), 1); // so the one before it has been heard
        served.node.start();
        QTRY_COMPARE(viewer.of("track").size(), 1);
        const double before = served.node.flight().clock.tickAt(monotonicNow());
        viewer.say(R"({"type":"tick"})");
        QTRY_COMPARE(viewer.of("tick").size(), 1);
        const double tick = viewer.of("tick").first()[QStringLiteral("now")].toDouble();
        QVERIFY(tick > before - 0.001);
        QVERIFY(tick < served.node.flight().clock.tickAt(monotonicNow()) + 0.001);
    }

    void onlyWhatIsNewIsSent()
    {
        Served served;
        served.node.start();
        Watcher viewer(served.live());
        QTRY_COMPARE(viewer.of("track").size(), 1);
        served.node.nudge(-3, 5);
        QTRY_COMPARE(viewer.of("track").size(), 2);
        const QJsonObject nudged = viewer.of("track")[1];
        QCOMPARE(nudged[QStringLiteral("revision")].toInt(), 2);
        QCOMPARE(nudged[QStringLiteral("segments")][0][3].toDouble(), -3.0); // the first new one is the cut
        served.node.setHolder(NodeId{9});
        QTRY_COMPARE(viewer.of("track").size(), 3);
        QCOMPARE(viewer.of("track")[2][QStringLiteral("term")].toInt(), 2);
        QVERIFY(viewer.of("track")[2][QStringLiteral("segments")].toArray().isEmpty());
    }

    void theClusterIsToldWhenItChanges()
    {
        Served served;
        served.node.start();
        Watcher viewer(served.live());
        QTRY_COMPARE(viewer.of("cluster").size(), 1);
        served.node.addNode(NodeId{2}, QStringLiteral("other"),
                            QUrl(QStringLiteral("http://127.0.0.1:4009/")));
        QTRY_COMPARE(viewer.of("cluster").size(), 2);
        served.node.setState(NodeId{1}, NodeInfo::State::Alive); // nothing that a viewer shows
        served.node.emitEvent(EventView::Level::Error, QStringLiteral("Ball crashed"));
        QTRY_COMPARE(viewer.of("event").size(), 1);
        QCOMPARE(viewer.of("event")[0][QStringLiteral("text")].toString(), QStringLiteral("Ball crashed"));
        QCOMPARE(viewer.of("event")[0][QStringLiteral("level")].toString(), QStringLiteral("error"));
        QCOMPARE(viewer.of("cluster").size(), 2);
    }

    void viewersAreCounted()
    {
        Served served;
        served.node.start();
        Watcher first(served.live());
        auto second = std::make_unique<Watcher>(served.live("?mode=frames"));
        QTRY_COMPARE(served.node.viewers(), 2);
        QTRY_VERIFY(first.of("viewers").last()[QStringLiteral("online")].toInt() == 2);
        second.reset();
        QTRY_COMPARE(served.node.viewers(), 1);
        QTRY_VERIFY(first.of("viewers").last()[QStringLiteral("online")].toInt() == 1);
    }

    void aFrameATickInOrder()
    {
        Served served(5ms); // six times as fast as life
        served.node.start();
        Watcher viewer(served.live("?mode=frames"));
        QTRY_COMPARE_GE(viewer.of("frame").size(), 300);
        QVERIFY(viewer.of("track").isEmpty());
        const auto mirror = makeBuiltinBehavior("MirrorJump");
        BallState expected;
        Tick last = 0;
        for (const QJsonObject &frame : viewer.of("frame")) {
            const Tick tick = Tick(frame[QStringLiteral("tick")].toInteger());
            QVERIFY(last == 0 || tick == last + 1);
            while (expected.tick < tick)
                expected = mirror->next(expected, {});
            QCOMPARE(frame[QStringLiteral("transform")].toString(),
                     QStringLiteral("translate(%1 %2)").arg(expected.x).arg(expected.y));
            last = tick;
        }
    }

    void framesStopWithTheTrackAndCatchUp()
    {
        Served served(1ms);
        served.node.start();
        Watcher viewer(served.live("?mode=frames"));
        QTRY_COMPARE_GE(viewer.of("frame").size(), 500); // every 50 ms the track is extended by 50 ticks
        QList<qint64> ticks;
        for (const QJsonObject &frame : viewer.of("frame"))
            ticks.append(frame[QStringLiteral("tick")].toInteger());
        QCOMPARE(ticks.last() - ticks.first(), ticks.size() - 1);
    }

    void otherSitesGetNoFeed_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("no browser") << QByteArray() << QByteArray() << true;
        QTest::newRow("another node's page") << QByteArray("http://localhost:4009") << QByteArray() << true;
        QTest::newRow("page of a node that is gone")
            << QByteArray("http://127.0.0.1:4008") << QByteArray() << true;
        QTest::newRow("evil") << QByteArray("http://evil.example") << QByteArray() << false;
        QTest::newRow("null") << QByteArray("null") << QByteArray() << false;
        QTest::newRow("rebound") << QByteArray("http://evil.example") << QByteArray("evil.example") << false;
        QTest::newRow("another program here") << QByteArray("http://localhost:8080") << QByteArray() << false;
    }
    void otherSitesGetNoFeed()
    {
        QFETCH(QByteArray, origin);
        QFETCH(QByteArray, host);
        QFETCH(bool, allowed);
        Served served;
        served.node.start();
        served.node.addNode(NodeId{2}, QStringLiteral("other"),
                            QUrl(QStringLiteral("http://127.0.0.1:4009/")));
        served.node.addNode(NodeId{3}, QStringLiteral("gone"),
                            QUrl(QStringLiteral("http://127.0.0.1:4008/")));
        served.node.removeNode(NodeId{3});
        QCoreApplication::processEvents();
        QList<QPair<QByteArray, QByteArray>> headers;
        if (!origin.isNull())
            headers.append({"Origin", origin});
        if (!host.isNull())
            headers.append({"Host", host});
        Watcher viewer(served.live(), headers);
        QTRY_VERIFY(allowed ? viewer.isOpen() : viewer.isClosed());
        QVERIFY(allowed || viewer.messages.isEmpty());
    }

    void unknownModesAndPathsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("mode") << QByteArray("/live?mode=dance") << QByteArray("HTTP/1.1 400 ");
        QTest::newRow("path") << QByteArray("/nothing") << QByteArray("HTTP/1.1 404 ");
    }
    void unknownModesAndPathsAreRefused()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, status);
        Served served;
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, quint16(served.listening.url.port()));
        socket.write(upgradeRequest(request));
        QTRY_VERIFY(socket.state() == QAbstractSocket::UnconnectedState && socket.bytesAvailable() > 0);
        QVERIFY(socket.readAll().startsWith(status));
    }

    void whatAViewerSaysIsTakenCalmly()
    {
        Served served;
        served.node.start();
        Watcher viewer(served.live());
        QTRY_VERIFY(viewer.isOpen());
        viewer.socket.sendTextMessage(QStringLiteral("not JSON"));
        viewer.socket.sendTextMessage(QStringLiteral("{\"type\":\"unheard-of\"}"));
        viewer.socket.sendBinaryMessage("\x00\xff");
        viewer.socket.ping();
        QSignalSpy answered(&viewer.socket, &QWebSocket::pong);
        QVERIFY(answered.wait());
        QVERIFY(viewer.isOpen());
        viewer.socket.sendTextMessage(QString(20'000, QLatin1Char('x')));
        QTRY_VERIFY(viewer.isClosed());
        QCOMPARE(viewer.socket.closeCode(), QWebSocketProtocol::CloseCodeTooMuchData);
    }

    void aMessageInPartsIsJudgedAsAWhole_data()
    {
        QTest::addColumn<QByteArrayList>("parts");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("a character in two halves")
            << QByteArrayList{"{\"type\":\"tick\",\"a\":\"\xc3", "\xa9\"}"}
            << QByteArray("{\"type\":\"tick\"");
        const QByteArray wrongType = "\x03\xef"; // 1007, as the code of a close frame
        QTest::newRow("no text at the beginning") << QByteArrayList{"\xff", "a"} << wrongType;
        QTest::newRow("no text in the middle") << QByteArrayList{"a", "\xff", "b", "c"} << wrongType;
    }
    void aMessageInPartsIsJudgedAsAWhole()
    {
        QFETCH(QByteArrayList, parts);
        QFETCH(QByteArray, answer);
        Served served;
        served.node.start();
        QTcpSocket viewer;
        viewer.connectToHost(QHostAddress::LocalHost, quint16(served.listening.url.port()));
        viewer.write(upgradeRequest("/live?mode=standby"));
        QByteArray received;
        const auto heard = [&](const QByteArray &text) {
            received += viewer.readAll();
            return received.contains(text);
        };
        QTRY_VERIFY(heard("hello"));
        QByteArray frames;
        for (qsizetype i = 0; i < parts.size(); ++i) {
            const int final = i + 1 == parts.size() ? 0x80 : 0;
            frames.append(char(final | (i == 0 ? 1 : 0))).append(char(0x80 | parts[i].size()));
            frames += QByteArray(4, '\0') + parts[i];
        }
        viewer.write(frames);
        QTRY_VERIFY(heard(answer));
        Watcher another(served.live());
        QTRY_VERIFY(!another.of("track").isEmpty());
    }

    void aViewerOutlivesTheTimeForRequests()
    {
        Served served(5ms, {.connection = {.requestTime = 50ms}});
        served.node.start();
        Watcher viewer(served.live("?mode=frames"));
        QTRY_COMPARE_GE(viewer.of("frame").size(), 100); // half a second
        QVERIFY(viewer.isOpen());
    }

    void aViewerThatDoesNotReadIsDropped()
    {
        Served served(1ms, {.viewer = {.unsentBytes = 4096}});
        served.node.start();
        QTcpSocket lazy;
        lazy.setReadBufferSize(1);
        lazy.connectToHost(QHostAddress::LocalHost, quint16(served.listening.url.port()));
        lazy.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
        lazy.write(upgradeRequest("/live?mode=frames"));
        QTRY_COMPARE(served.node.viewers(), 1);
        const QString flood(60'000, QLatin1Char('x'));
        for (int i = 0; i < 60; ++i) // more than the kernel keeps for it
            served.node.emitEvent(EventView::Level::Info, flood);
        QTRY_COMPARE(served.node.viewers(), 0);
    }

    void aViewerWhoseHostIsGoneIsDropped_data()
    {
        QTest::addColumn<bool>("started");
        QTest::newRow("while it is sent frames") << true;
        QTest::newRow("while nothing is sent") << false;
    }
    void aViewerWhoseHostIsGoneIsDropped()
    {
        QFETCH(bool, started);
        Served served(30ms, {.connection = {.silence = 1s}});
        if (started)
            served.node.start();
        Watcher other(served.live("?mode=frames"));
        QTcpSocket gone;
        gone.connectToHost(QHostAddress::LocalHost, quint16(served.listening.url.port()));
        gone.write(upgradeRequest("/live?mode=frames"));
        QTRY_VERIFY(gone.bytesAvailable() > 0);
        QTRY_COMPARE(served.node.viewers(), 2);
        QVERIFY(dropAllPackets(gone));
        QTRY_COMPARE_WITH_TIMEOUT(served.node.viewers(), 1, 30'000);
        QVERIFY(other.isOpen()); // its kernel answers, and so it stays
    }

    void connectionsOfViewersAreFreed()
    {
        Served served(30ms, {.connection = {.connections = 2}});
        served.node.start();
        for (int round = 0; round < 10; ++round) { // five times as many as may be there at once
            Watcher viewer(served.live());
            QTRY_COMPARE_GE(viewer.messages.size(), 5);
            viewer.socket.close();
            QTRY_VERIFY(viewer.isClosed());
            QTRY_COMPARE(served.gateway.connectionCount(), 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestWebLive)
#include "tst_web_live.moc"
