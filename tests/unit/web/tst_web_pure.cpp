// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/flight/LookAhead.h"
#include "tests/unit/ball/Falling.h"
#include "web/access/AccessRules.h"
#include "web/access/addresses/ReachableAddress.h"
#include "web/access/addresses/ViewerUrls.h"
#include "web/live/ClusterMessages.h"
#include "web/live/FrameFeed.h"
#include "web/live/LiveMessages.h"
#include "web/live/TextFrame.h"
#include "web/live/TrackFeed.h"
#include "web/scene/Scene.h"
#include "web/text/Json.h"
#include "web/text/Number.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <limits>

using namespace everbounce;

/// Promises of those parts of web/ that do no I/O.
class TestWebPure : public QObject
{
    Q_OBJECT

private:
    /// A viewer's end of the track messages, by the documented rule.
    struct Receiver
    {
        std::vector<Segment> segments;
        Tick end = 0;

        void take(const TrackUpdate &update)
        {
            if (!update.segments.empty()) {
                const Tick from = update.segments.front().tick;
                std::erase_if(segments, [&](const Segment &s) { return s.tick >= from; });
                segments.insert(segments.end(), update.segments.begin(), update.segments.end());
            }
            end = update.end;
        }
        Track track() const { return Track(segments, end); }
    };

    static FlightView flightOf(const LookAhead &ahead, quint64 revision = 1)
    {
        FlightView flight;
        flight.lease = {1, NodeId{1}};
        flight.revision = revision;
        flight.track = ahead.track();
        return flight;
    }

    /// What a text message takes as a frame from a server (RFC 6455, section 5.2).
    static qint64 framedSize(const QByteArray &message)
    {
        return message.size() + (message.size() < 126 ? 2 : 4);
    }

    /// Bytes of all track messages over `seconds` of a flight that is extended every 1.5 s, framing included.
    static double bytesPerSecond(const Behavior &behavior, std::uint64_t seed, int seconds)
    {
        constexpr Tick step = 50;
        LookAhead ahead(BallState{.tick = 1'000'000, .random = {seed}});
        TrackFeed feed;
        ahead.extendTo(ahead.begin() + 2 * step, behavior);
        feed.advance(flightOf(ahead));
        qint64 bytes = 0;
        const Tick start = ahead.begin();
        const Tick last = start + Tick(seconds * 1000 / 30);
        for (Tick now = start + step; now < last; now += step) {
            ahead.extendTo(now + 2 * step, behavior);
            ahead.forgetBefore(now - step);
            if (const auto update = feed.advance(flightOf(ahead)))
                bytes += framedSize(trackMessage(*update, double(now) + 0.123));
        }
        return double(bytes) / seconds;
    }

private Q_SLOTS:
    void numbersAreShortAndExact_data()
    {
        QTest::addColumn<double>("number");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("whole") << 404.0 << QByteArray("404");
        QTest::newRow("tenth") << 0.1 << QByteArray("0.1");
        QTest::newRow("third") << 1.0 / 3 << QByteArray("0.3333333333333333");
        QTest::newRow("million") << 1e6 << QByteArray("1000000");
        QTest::newRow("small") << 1e-7 << QByteArray("0.0000001");
        QTest::newRow("huge") << 1e22 << QByteArray("10000000000000000000000");
        QTest::newRow("negative zero") << -0.0 << QByteArray("0");
        QTest::newRow("negative") << -5.5 << QByteArray("-5.5");
    }
    void numbersAreShortAndExact()
    {
        QFETCH(double, number);
        QTEST(shortestDecimal(number), "text");
    }

    void numbersReadBackTheSame()
    {
        Random random{5};
        for (int i = 0; i < 10'000; ++i) {
            const double number = std::bit_cast<double>(random.next());
            if (std::isfinite(number))
                QCOMPARE(shortestDecimal(number).toDouble(), number);
        }
        QCOMPARE(json::number(std::numeric_limits<double>::infinity()), QByteArray("null"));
    }

    void stringsAreEscaped()
    {
        const QString wild = QStringLiteral("\"a\\b\"\n\t\u0001 ü € \U0001F3B1");
        const auto read = QJsonDocument::fromJson("[" + json::string(wild) + "]").array().at(0).toString();
        QCOMPARE(read, wild);
    }

    void theSceneHasTheBallWhereItIs()
    {
        const QByteArray scene = sceneWithBallAt({404, 203.5});
        QVERIFY(scene.startsWith("<svg"));
        QVERIFY(scene.contains("viewBox=\"0 0 800 400\""));
        QVERIFY(scene.contains("id=\"box\""));
        QVERIFY(scene.contains("<g id=\"ball\" transform=\"translate(404 203.5)\">"));
    }

    void hostsOfThisMachineOnly_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("allowed");
        for (const char *own : {"localhost", "localhost:4000", "LocalHost:80", "127.0.0.1:4000", "127.0.0.2",
                                "[::1]:4000", "192.0.2.7:4000", "box.example:4000", "BOX.example"})
            QTest::newRow(own) << QByteArray(own) << true;
        for (const char *other :
             {"", "evil.example", "evil.example:4000", "localhost.evil.example", "192.0.2.8",
              "localhost@evil.example", "localhost/evil", "localhost, evil.example", "[::2]",
              "localhost:port", "127.0.0.1.evil.example"})
            QTest::newRow(*other ? other : "none") << QByteArray(other) << false;
    }
    void aMachineAnswersToTheNamesThatItHasNow()
    {
        AccessRules rules(QHostAddress(QHostAddress::Any));
        rules.setMachineNames({QStringLiteral("192.0.2.7"), QStringLiteral("box.example.")});
        QVERIFY(rules.hostAllowed("192.0.2.7:4000") && rules.hostAllowed("BOX.example"));
        QVERIFY(rules.hostAllowed("box.example.:4000"));
        QVERIFY(!rules.hostAllowed("192.0.2.8") && !rules.hostAllowed("box") && !rules.hostAllowed("."));
        rules.setMachineNames({QStringLiteral("192.0.2.8")});
        QVERIFY(rules.hostAllowed("192.0.2.8:4000") && rules.hostAllowed("localhost"));
        QVERIFY(!rules.hostAllowed("192.0.2.7:4000") && !rules.hostAllowed("box.example"));
    }

    void hostsOfThisMachineOnly()
    {
        QFETCH(QByteArray, host);
        AccessRules rules(QHostAddress(QStringLiteral("192.0.2.7")));
        rules.setMachineNames({QStringLiteral("Box.example"), QStringLiteral("192.0.2.9")});
        QTEST(rules.hostAllowed(host), "allowed");
    }

    void originsOfTheClusterOnly_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("allowed");
        for (const char *own : {"http://127.0.0.1:4001", "http://localhost:4001", "http://[::1]:4001",
                                "http://192.0.2.7:4000", "http://localhost:4000"})
            QTest::newRow(own) << QByteArray(own) << true;
        for (const char *other : {"http://evil.example", "http://evil.example:4001", "http://localhost:4009",
                                  "null", "", "https://localhost:4001", "http://192.0.2.7:4001", "file://",
                                  "http://localhost:4001/path", "http://localhost:4001@evil.example"})
            QTest::newRow(*other ? other : "empty") << QByteArray(other) << false;
        QTest::newRow("no browser") << QByteArray() << true;
    }
    void originsOfTheClusterOnly()
    {
        QFETCH(QByteArray, origin);
        AccessRules rules;
        rules.addNodes(
            {QUrl(QStringLiteral("http://127.0.0.1:4001/")), QUrl(QStringLiteral("http://192.0.2.7:4000/"))});
        QTEST(rules.originAllowed(origin, "localhost:4000"), "allowed");
    }

    void aPageAtEveryAddressOfThisMachineIsAtItsLoopbackAddressesToo()
    {
        const QList<OwnAddress> own{{QHostAddress(QHostAddress::LocalHost)},
                                    {QHostAddress(QStringLiteral("192.0.2.7"))}};
        ClusterView view;
        view.nodes = {{.url = QUrl(QStringLiteral("http://192.0.2.7:4000/")),
                       .addresses = {QStringLiteral("192.0.2.7")}},
                      {.url = QUrl(QStringLiteral("http://192.0.2.7:4001/"))}, // at this one alone
                      {.url = QUrl(QStringLiteral("http://192.0.2.8:4002/")),  // on another machine
                       .addresses = {QStringLiteral("192.0.2.8")}}};
        AccessRules rules;
        rules.addNodes(allUrls(view));
        rules.addEverywhere(urlsEverywhere(view));
        for (const char *page : {"http://127.0.0.1:4000", "http://localhost:4000", "http://[::1]:4000"}) {
            QVERIFY2(rules.isPageOfThisMachine(page, own), page);
            QVERIFY2(!rules.originAllowed(page, "192.0.2.7:4001"), page); // a request from elsewhere
            QVERIFY2(!rules.isPageOfThisMachine(page, {}), page);
        }
        for (const char *other : {"http://127.0.0.1:4001", "http://127.0.0.1:4002", "https://127.0.0.1:4000",
                                  "http://evil.example:4000", "http://192.0.2.8:4000", "null", ""})
            QVERIFY2(!rules.isPageOfThisMachine(other, own), other);
    }

    void thePolicyNamesTheClusterAndNothingElse()
    {
        const QByteArray open = AccessRules(QHostAddress(QStringLiteral("192.0.2.7")))
                                    .pagePolicy("box:4000", {QUrl(QStringLiteral("http://192.0.2.8:4000/"))});
        QVERIFY(open.contains("connect-src 'self' http://192.0.2.8:4000 ws://192.0.2.8:4000 "
                              "http://box:4000 ws://box:4000;"));
        QVERIFY(open.contains("script-src 'self';") && open.contains("style-src 'self';"));
        QVERIFY(!open.contains("unsafe") && !open.contains('*'));
        // Where all nodes are on this machine, those that start later are known beforehand.
        QVERIFY(AccessRules().pagePolicy("localhost:4000", {}).contains(" ws://127.0.0.1:4015 "));
    }

    void onlyNamedSitesMayShowThePageInAFrame()
    {
        AccessRules rules;
        QVERIFY(rules.pagePolicy("localhost:4000", {}).endsWith("frame-ancestors 'none'"));
        rules.addEmbedders(
            {QUrl(QStringLiteral("https://grafana.example/")), QUrl(QStringLiteral("http://obs:8080"))});
        const QByteArray open = rules.pagePolicy("localhost:4000", {});
        QVERIFY2(open.endsWith("frame-ancestors https://grafana.example http://obs:8080"), open.constData());
    }

    void thePolicyNamesThePortWhereItCannotNameTheAddress()
    {
        const QByteArray open =
            AccessRules(QHostAddress(QStringLiteral("fd77::1")))
                .pagePolicy("[fd77::1]:4000", {QUrl(QStringLiteral("http://[fd77::2]:4001/")),
                                               QUrl(QStringLiteral("http://[fd77::3]/"))});
        QVERIFY2(open.contains("connect-src 'self' http://* ws://* http://*:4000 ws://*:4000 http://*:4001 "
                               "ws://*:4001;"),
                 open.constData());
        QVERIFY(open.contains("script-src 'self';"));
    }

    void receiversHaveTheSameFlight_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"MirrorJump", "RandomRebound", "falling"})
            QTest::newRow(name) << QByteArray(name);
    }
    void receiversHaveTheSameFlight()
    {
        QFETCH(QByteArray, name);
        std::unique_ptr<Behavior> behavior = std::make_unique<Falling>(0.15);
        if (name != "falling")
            behavior = makeBuiltinBehavior(name.toStdString());
        Random choice{3};
        LookAhead ahead(BallState{});
        TrackFeed feed;
        Receiver early;
        quint64 revision = 1;
        Tick now = 0;
        for (int round = 0; round < 2000; ++round, now += choice.below(60)) {
            ahead.extendTo(now + 1 + choice.below(120), *behavior);
            if (choice.below(5) == 0 && now >= ahead.begin() && now < ahead.end()) {
                BallState nudged = ahead.stateAt(now + 1);
                nudged.dx = double(choice.below(11)) - 5;
                ahead.divert(nudged);
                if (choice.below(2)) // else it is published with nothing after the cut
                    ahead.extendTo(now + 100, *behavior);
                ++revision;
            }
            ahead.forgetBefore(now);
            const FlightView flight = flightOf(ahead, revision);
            if (const auto update = feed.advance(flight))
                early.take(*update);
            Receiver newcomer;
            newcomer.take(feed.whole(double(now)));
            for (Tick tick = std::max(now, ahead.begin()); tick <= ahead.end(); ++tick) {
                QCOMPARE(early.track().at(double(tick)), ahead.track().at(double(tick)));
                QCOMPARE(newcomer.track().at(double(tick)), ahead.track().at(double(tick)));
            }
            QCOMPARE(early.end, ahead.end());
        }
    }

    void nothingIsSentWhereNothingIsNew()
    {
        LookAhead ahead;
        ahead.extendTo(40, *makeBuiltinBehavior("MirrorJump"));
        TrackFeed feed;
        FlightView flight = flightOf(ahead);
        QCOMPARE(feed.advance(flight)->segments.size(), std::size_t(1));
        flight.clock.correction = 0.5; // a corrected clock alone
        QVERIFY(!feed.advance(flight));
        ahead.extendTo(50, *makeBuiltinBehavior("MirrorJump"));
        const auto extended = feed.advance(flightOf(ahead));
        QVERIFY(extended && extended->segments.empty()); // the same run goes on
        QCOMPARE(extended->end, Tick(50));
        flight = flightOf(ahead);
        flight.lease = {2, NodeId{7}};
        QCOMPARE(feed.advance(flight)->lease.term, 2u);
    }

    void aHundredBytesASecondAreEnough()
    {
        const double mirror = bytesPerSecond(*makeBuiltinBehavior("MirrorJump"), 1, 600);
        const double random = bytesPerSecond(*makeBuiltinBehavior("RandomRebound"), 1, 600);
        const double falling = bytesPerSecond(Falling(0.2), 1, 600);
        const double uneven = bytesPerSecond(Falling(0.1872341965), 1, 600);
        const double slowed = bytesPerSecond(Falling(0.2, 0.999), 1, 60);
        qInfo("bytes a second to a viewer at rest: %.1f (MirrorJump), %.1f (RandomRebound), %.1f and %.1f "
              "(gravity of 1 and "
              "10 digits), %.1f (gravity and drag)",
              mirror, random, falling, uneven, slowed);
        QVERIFY(mirror > 10 && mirror <= 100);
        QVERIFY(falling <= 100);
    }

    void eachFrameOnceAndInOrder()
    {
        const Track track({{0, 400, 200, 4, 3}}, 100);
        FrameFeed feed;
        feed.begin(10.5);
        QCOMPARE(feed.takeDue(track, 10.5), Tick(10));
        QVERIFY(!feed.takeDue(track, 10.9));
        for (Tick expected : {11u, 12u, 13u}) // the timer was late: all that were missed
            QCOMPARE(feed.takeDue(track, 13.2), expected);
        QVERIFY(!feed.takeDue(track, 13.2));
        QVERIFY(!feed.takeDue(track, 12.0)); // never back
        feed.begin(9);                       // nor for somebody new
        QCOMPARE(feed.next(), Tick(14));
    }

    void framesWaitForTheTrack()
    {
        FrameFeed feed;
        QVERIFY(!feed.takeDue(Track(), 5));
        feed.begin(98);
        const Track track({{0, 400, 200, 4, 3}}, 99);
        QCOMPARE(feed.takeDue(track, 105), Tick(98));
        QCOMPARE(feed.takeDue(track, 105), Tick(99));
        QVERIFY(!feed.takeDue(track, 105));
        QCOMPARE(feed.takeDue(Track({{0, 400, 200, 4, 3}}, 200), 105), Tick(100));
        QCOMPARE(feed.takeDue(Track({{150, 0, 0, 1, 1}}, 200), 160), Tick(150)); // what was lost is lost
    }

    void framesGoOnWhenAClockThatRanAheadIsSetBack()
    {
        FrameFeed feed;
        const Track track({{0, 400, 200, 4, 3}}, 99);
        feed.begin(1'000'000); // nobody flies, or the clock is still that of another flight
        QVERIFY(!feed.takeDue(track, 1'000'000));
        QCOMPARE(feed.takeDue(track, 98.5), Tick(98));
        QCOMPARE(feed.next(), Tick(99));
    }

    void noTrackMakesFramesWithoutEnd()
    {
        FrameFeed feed;
        feed.begin(10);
        const Tick far = Tick(1) << 53;
        const Track track({{0, 400, 200, 4, 3}}, far);
        for (const double now : {1e300, std::numeric_limits<double>::infinity(), -5.0,
                                 std::numeric_limits<double>::quiet_NaN(), double(far)})
            QVERIFY(!feed.takeDue(track, now));
        int frames = 0;
        while (feed.takeDue(track, 1e12))
            ++frames;
        QVERIFY2(frames > 0 && frames <= 1001, qPrintable(QString::number(frames)));
        QCOMPARE(feed.next(), Tick(1e12) + 1);
    }

    void messagesSayWhatTheProtocolSays()
    {
        const TrackUpdate update{{3, NodeId{9}}, 12, 2000, {{1900, 776, 203.5, -4, 3}}};
        const QByteArray track = "{'type':'track','term':3,'revision':12,'now':1875.988,'end':2000,"
                                 "'segments':[[1900,776,203.5,-4,3]]}";
        const TrackUpdate curve{{3, NodeId{9}}, 12, 2000, {{1900, 776, 203.5, -4, 3, 0, 0.25}}};
        QVERIFY(trackMessage(curve, 1875).endsWith("[[1900,776,203.5,-4,3,0,0.25]]}"));
        const QByteArray frame = "{'type':'frame','tick':1,'transform':'translate(404 203)'}";
        const QByteArray viewers =
            "{'type':'viewers','online':7,'nodes':{'0000000000000001':3,'0000000000000002':4}}";
        QCOMPARE(trackMessage(update, 1875.98765).replace('"', '\''), track);
        QCOMPARE(frameMessage(Track({{1, 404, 203, 4, 3}}, 2), 1).replace('"', '\''), frame);
        ClusterView view;
        view.nodes = {{.id = NodeId{1}, .viewers = 3}, {.id = NodeId{2}, .viewers = 4}};
        QCOMPARE(viewersMessage(view).replace('"', '\''), viewers);
    }

    void theClusterMessageChangesOnlyWithWhatIsShown()
    {
        ClusterView view;
        view.self = NodeId{1};
        view.lease = {4, NodeId{2}};
        view.nodes = {{.id = NodeId{1}, .name = QStringLiteral("a")},
                      {.id = NodeId{2}, .name = QStringLiteral("b")}};
        const QByteArray message = clusterMessage(view);
        view.nodes[1].viewers = 100;
        view.nodes[1].startedAt = Nanoseconds(5);
        QCOMPARE(clusterMessage(view), message);
        view.nodes[1].state = NodeInfo::State::Suspect;
        QVERIFY(clusterMessage(view) != message);
        const QJsonObject second = QJsonDocument::fromJson(message)
                                       .object()
                                       .value(QStringLiteral("nodes"))
                                       .toArray()
                                       .at(1)
                                       .toObject();
        QCOMPARE(second.value(QStringLiteral("holder")).toBool(), true);
        QCOMPARE(second.value(QStringLiteral("id")).toString(), QStringLiteral("0000000000000002"));
    }

    void framesTellTheirLength_data()
    {
        QTest::addColumn<int>("length");
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("empty") << 0 << QByteArray::fromHex("8100");
        QTest::newRow("longest of one byte") << 125 << QByteArray::fromHex("817d");
        QTest::newRow("shortest of two bytes") << 126 << QByteArray::fromHex("817e007e");
        QTest::newRow("longest of two bytes") << 65'535 << QByteArray::fromHex("817effff");
        QTest::newRow("shortest of eight bytes") << 65'536 << QByteArray::fromHex("817f0000000000010000");
    }
    void framesTellTheirLength()
    {
        QFETCH(int, length);
        QFETCH(QByteArray, head);
        const QByteArray text(length, 'x');
        QCOMPARE(textFrame(text), head + text);
    }

    void theAddressShownIsOneThatOthersReach_data()
    {
        QTest::addColumn<QString>("listening");
        QTest::addColumn<QStringList>("ofThisMachine");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *what, const char *listening, const QStringList &machine,
                            const char *shown) {
            QTest::newRow(what) << QString::fromLatin1(listening) << machine << QString::fromLatin1(shown);
        };
        const QString loopback = QStringLiteral("127.0.0.1");
        const QString own = QStringLiteral("::1");
        const QString wire = QStringLiteral("fe80::5%eth0");
        const QString unconfigured = QStringLiteral("169.254.7.7");
        const QString ula = QStringLiteral("fdaa:0:1::3");
        const QString lan = QStringLiteral("192.168.1.7");
        row("the one listened on", "::1", {loopback, lan}, "::1");
        row("of IPv4 before IPv6", "::", {loopback, own, ula, lan}, "192.168.1.7");
        row("of IPv6 where there is no other", "::", {loopback, own, wire, ula}, "fdaa:0:1::3");
        row("of IPv6 before one that nobody gave", "::", {unconfigured, ula}, "fdaa:0:1::3");
        row("the first of equals", "0.0.0.0", {lan, QStringLiteral("10.0.0.1")}, "192.168.1.7");
        row("loopback without a network", "0.0.0.0", {loopback, own, wire}, "127.0.0.1");
        const QString docker = QStringLiteral("172.17.0.1");
        row("not that of a bridge to nobody", "0.0.0.0", {docker + u'-', lan}, "192.168.1.7");
        row("not that of a bridge within the machine", "0.0.0.0", {docker, lan + u'+'}, "192.168.1.7");
        row("not that of a bridge, even before one that nobody gave", "0.0.0.0",
            {docker + u'b', unconfigured}, "169.254.7.7");
        row("of a bridge to which the route leads", "0.0.0.0", {lan, QStringLiteral("10.0.0.1b+")},
            "10.0.0.1");
        row("of IPv6 where only its routes lead on", "::", {docker, ula + u'+'}, "fdaa:0:1::3");
        row("none of one wire alone", "fe80::5%eth0", {wire}, "");
    }

    void theAddressShownIsOneThatOthersReach()
    {
        QFETCH(QString, listening);
        QFETCH(QStringList, ofThisMachine);
        QFETCH(QString, shown);
        QList<OwnAddress> addresses;
        for (const QString &address : ofThisMachine) {
            // "-" stands for no carrier, "+" for a route to far-away machines, "b" for a bridge. No address
            // here has such a digit.
            const QString plain = QString(address).remove(u'-').remove(u'+').remove(u'b');
            addresses << OwnAddress{QHostAddress(plain), 24, !address.endsWith(u'-'), address.endsWith(u'+'),
                                    address.contains(u'b')};
        }
        QCOMPARE(reachableAddress(QHostAddress(listening), addresses).toString(), shown);
    }

    void viewersAreToldAddressesThatTheyReach_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QStringList>("urls");
        const auto row = [](const char *host, const char *self, const char *neighbor, const char *other) {
            const auto url = [](const char *at, int port) {
                return QStringLiteral("http://%1:%2/").arg(QLatin1String(at)).arg(port);
            };
            QTest::newRow(host) << QByteArray(host)
                                << QStringList{url(self, 4000), url(neighbor, 4001), url(other, 4000)};
        };
        row("10.1.0.1:4000", "10.1.0.1", "10.1.0.1", "10.1.0.2");
        row("10.2.0.1", "10.2.0.1", "10.2.0.1", "10.2.0.2");
        row("10.3.0.1:4000", "10.3.0.1", "10.3.0.1", "10.1.0.2");       // there the other is not
        row("172.17.0.1:4000", "172.17.0.1", "172.17.0.1", "10.1.0.2"); // each machine has one of its own
        row("127.0.0.1:4000", "10.1.0.1", "10.1.0.1", "10.1.0.2");
        row("ball.example", "10.1.0.1", "10.1.0.1", "10.1.0.2");
        row("192.0.2.1:80", "10.1.0.1", "10.1.0.1", "10.1.0.2"); // of whoever passes it on
        row("[fd00::1]:4000", "[fd00::1]", "[fd00::1]", "10.1.0.2");
        row("fd00::1", "[fd00::1]", "[fd00::1]", "10.1.0.2");
    }
    void viewersAreToldAddressesThatTheyReach()
    {
        QFETCH(QByteArray, host);
        QFETCH(QStringList, urls);
        const QStringList here{QStringLiteral("10.1.0.1"), QStringLiteral("10.2.0.1"),
                               QStringLiteral("10.3.0.1"), QStringLiteral("172.17.0.1"),
                               QStringLiteral("fd00::1")};
        QList<OwnAddress> own{{QHostAddress(QHostAddress::LocalHost), 8, true, false}};
        for (const QString &address : here)
            own << OwnAddress{QHostAddress(address), address.contains(u':') ? 64 : 24, true, false};
        const auto node = [](quint64 id, const char *url, const QStringList &addresses) {
            NodeInfo info;
            info.id = NodeId{id};
            info.url = QUrl(QLatin1String(url));
            info.addresses = addresses;
            return info;
        };
        ClusterView view;
        view.nodes = {
            node(1, "http://10.1.0.1:4000/", here), node(2, "http://10.1.0.1:4001/", here),
            node(3, "http://10.1.0.2:4000/",
                 {QStringLiteral("10.1.0.2"), QStringLiteral("10.2.0.2"), QStringLiteral("172.17.0.1")})};
        QStringList seen;
        for (const NodeInfo &info : seenUnder(host, view, own).nodes)
            seen << info.url.toString();
        QCOMPARE(seen, urls);
    }

    void thereIsOneClusterMessageForEachWayByWhichViewersCome()
    {
        const QList<OwnAddress> own{{QHostAddress(QHostAddress::LocalHost), 8, true, false},
                                    {QHostAddress(QStringLiteral("10.1.0.1")), 24, true, false},
                                    {QHostAddress(QStringLiteral("10.2.0.1")), 24, true, false}};
        NodeInfo info;
        info.id = NodeId{1};
        info.url = QUrl(QStringLiteral("http://10.1.0.1:4000/"));
        info.addresses = {QStringLiteral("10.1.0.1"), QStringLiteral("10.2.0.1")};
        ClusterView view;
        view.nodes = {info};
        ClusterMessages messages;
        QVERIFY(messages.set(view));
        for (quint32 i = 1; i < 1000; ++i) // whatever they ask for
            QCOMPARE(messages.under(QHostAddress(0x7f000000 + i), own), messages.asItIs());
        QCOMPARE(messages.under(addressIn("ball.example"), own), messages.asItIs());
        QCOMPARE(messages.under(addressIn("192.0.2.1:80"), own), messages.asItIs());
        QCOMPARE(messages.count(), 1);
        QCOMPARE(messages.under(addressIn("10.1.0.1:4000"), own), messages.asItIs());
        QVERIFY(messages.under(addressIn("10.2.0.1"), own).contains("http://10.2.0.1:4000/"));
        QCOMPARE(messages.count(), 3);
        QVERIFY(!messages.set(view));
        QCOMPARE(messages.count(), 1);
    }

    void clusterMessagesAreBoundedWhereAMachineHasManyAddresses()
    {
        QList<OwnAddress> own;
        for (quint32 i = 1; i <= 1000; ++i)
            own << OwnAddress{QHostAddress(0x0a000000 + i), 8, true, false};
        ClusterMessages messages;
        messages.set({});
        for (const OwnAddress &way : own)
            QCOMPARE(messages.under(way.address, own), messages.asItIs());
        QVERIFY(messages.count() <= 65);
    }
};

QTEST_GUILESS_MAIN(TestWebPure)
#include "tst_web_pure.moc"
