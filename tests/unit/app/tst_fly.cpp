// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Guess.h"
#include "app/ctl/fly/FlyScreen.h"
#include "engine/viewer/feed/FeedReader.h"
#include "web/live/LiveMessages.h"

#include <QTest>

using namespace everbounce;
using namespace everbounce::ctl;
using namespace std::chrono_literals;

/// Promises of the terminal viewer, without a terminal: it reads what nodes send, and draws it at any size.
class TestFly : public QObject
{
    Q_OBJECT

    static ClusterView cluster(int count)
    {
        ClusterView view{
            .self = {1}, .lease = {5, {2}}, .revision = 3, .behavior = QStringLiteral("MirrorJump")};
        for (int i = 1; i <= count; ++i) {
            view.nodes << NodeInfo{.id = {quint64(i)}, .name = QStringLiteral("node-%1").arg(i)};
            view.colors.append({view.nodes.last().name, i % 8});
        }
        return view;
    }

    static FlyState stateOf(const ClusterView &view, NodeLooks &looks, FlightRecorder &recorder)
    {
        looks.setView(view, 100s);
        recorder.setView(view, 100'000);
        return {.cluster = view,
                .ball = Position{400, 200},
                .nodes = looks.at(100s),
                .span = recorder.last(FlightRecorder::minute, 100'000),
                .names = &recorder};
    }

    static QString all(const Canvas &canvas)
    {
        QStringList lines;
        for (int y = 0; y < canvas.height(); ++y)
            lines << canvas.line(y);
        return lines.join(u'\n');
    }

private Q_SLOTS:
    void whatNodesSendIsRead()
    {
        FeedReader reader;
        QCOMPARE(reader.read(clusterMessage(cluster(3)), 1s), QStringLiteral("cluster"));
        QCOMPARE(reader.cluster().nodes.size(), 3);
        QCOMPARE(reader.cluster().lease, (Lease{5, {2}}));
        QCOMPARE(reader.cluster().behavior, QStringLiteral("MirrorJump"));
        QCOMPARE(colorOf(QStringLiteral("node-3"), reader.cluster().colors), 3);
        const EventView event{.id = 7,
                              .at = 1000,
                              .text = QStringLiteral("node-2 holds the lease (term 5)"),
                              .node = QStringLiteral("node-2"),
                              .facts = {EventFacts::Kind::Lease, {2}, 5, 0.0031, {}}};
        QCOMPARE(reader.read(eventMessage(event), 2s), QStringLiteral("event"));
        QCOMPARE(reader.event().facts, event.facts);
        QCOMPARE(*reader.event().instant, Nanoseconds(2s));
    }

    void theBallIsWhereTheTrackHasIt()
    {
        FeedReader reader;
        QVERIFY(!reader.ballAt(0s));
        reader.read(R"({"type":"hello","node":"0000000000000001","tick_ms":30})", 0s);
        reader.read(R"({"type":"track","now":10,"end":100,"segments":[[10,100,50,4,3]]})", 1s);
        const auto ball = reader.ballAt(1s + 300ms); // ten ticks later
        QVERIFY(ball);
        QCOMPARE(qRound(ball->x), 140);
        QCOMPARE(qRound(ball->y), 80);
    }

    void nothingBreaksIt_data()
    {
        QTest::addColumn<QByteArray>("message");
        for (const char *message :
             {"", "{", "[]", R"({"type":7})", R"({"type":"cluster","nodes":7,"colors":[]})",
              R"({"type":"track","segments":[[],7,null]})", R"({"type":"hello","tick_ms":-1})",
              R"({"type":"event","seconds":"x"})"})
            QTest::newRow(message) << QByteArray(message);
    }
    void nothingBreaksIt()
    {
        QFETCH(QByteArray, message);
        FeedReader reader;
        reader.read(message, 1s);
        reader.ballAt(2s);
        QVERIFY(reader.cluster().nodes.isEmpty());
    }

    void everythingIsThereAtAnySize_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size : {QSize(80, 24), QSize(40, 30), QSize(200, 60), QSize(132, 18)})
            QTest::addRow("%dx%d", size.width(), size.height()) << size;
    }
    void everythingIsThereAtAnySize()
    {
        QFETCH(QSize, size);
        NodeLooks looks;
        FlightRecorder recorder;
        const Canvas canvas = drawFly(stateOf(cluster(3), looks, recorder), size.width(), size.height());
        QCOMPARE(canvas.width(), size.width());
        QCOMPARE(canvas.height(), size.height());
        const QString text = all(canvas);
        for (const char *part : {"term 5", "node-1", "holds the lease", "Lease", "now", "q quits"})
            QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
        const bool hasBall = std::any_of(
            text.begin(), text.end(), [](QChar c) { return c.unicode() > 0x2800 && c.unicode() < 0x2900; });
        QVERIFY(hasBall);
    }

    void whereThereIsNoRoomForAllTheHolderIsThere()
    {
        ClusterView view = cluster(9);
        view.lease.holder = {9};
        NodeLooks looks;
        FlightRecorder recorder;
        const QString text = all(drawFly(stateOf(view, looks, recorder), 50, 16));
        QVERIFY2(text.contains(QStringLiteral("● node-9")), qPrintable(text));
        const qsizetype shown = text.count(QStringLiteral("▌"));
        QVERIFY2(shown < 9 && text.contains(QStringLiteral(" +%1\n").arg(9 - shown)), qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("No holder")));
        QVERIFY2(!all(drawFly(stateOf(view, looks, recorder), 160, 40)).contains(QStringLiteral("stall")),
                 "it measures no frames");
    }

    void nodesThatShareAColourDifferInTheirPatternInTheRecorderToo()
    {
        ClusterView view = cluster(25);
        for (int i = 0; i < 25; ++i)
            view.colors[i].second = i;
        const std::tuple<int, char16_t, char16_t> sharing[] = {
            {1, u'▌', u'█'}, {9, u'▞', u'▞'}, {17, u'▒', u'▒'}, {25, u'░', u'░'}};
        for (const auto &[holder, edge, band] : sharing) {
            view.lease.holder = {quint64(holder)};
            NodeLooks looks;
            FlightRecorder recorder;
            FlyState state = stateOf(view, looks, recorder);
            state.span = recorder.last(FlightRecorder::minute, 130'000);
            const QString text = all(drawFly(state, 120, 60));
            QVERIFY2(text.contains(QChar(edge) + QStringLiteral("● node-%1 ").arg(holder)), qPrintable(text));
            QVERIFY2(text.contains(QString(4, QChar(band))), qPrintable(text));
        }
    }

    void anotherSideHasARingAndItsHolderAMark()
    {
        NodeLooks looks;
        FlightRecorder recorder;
        FlyState state = stateOf(cluster(3), looks, recorder);
        state.ball.reset();
        const QString before = all(drawFly(state, 80, 24));
        Side side{.lease = {9, {4}}, .nodes = {{.id = {4}, .name = QStringLiteral("node-4")}}};
        looks.setSides({side});
        state.nodes = looks.at(100s);
        state.sideBalls = {{400, 200}};
        state.sides = QStringLiteral("Two sides: node-2 holds the lease here, node-4 on the other side.");
        const QString text = all(drawFly(state, 80, 24));
        const auto dots = [](const QString &screen) {
            return std::count_if(screen.begin(), screen.end(),
                                 [](QChar c) { return c.unicode() > 0x2800 && c.unicode() < 0x2900; });
        };
        QCOMPARE(dots(before), 0);
        QVERIFY(dots(text) > 3);
        QVERIFY2(text.contains(state.sides), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("◌ node-4 other holder")), qPrintable(text));
    }

    void aBounceBehindTheKnownEndIsReachedBeforeItIsLeft()
    {
        FeedReader reader;
        reader.read(R"({"type":"hello","node":"0000000000000001","tick_ms":30})", 0s);
        reader.read(R"({"type":"track","now":10,"end":100,"segments":[[10,100,50,4,3]]})", 0s);
        reader.read(R"({"type":"track","now":40,"end":300,"segments":[[150,660,470,-4,3]]})", 900ms);
        QCOMPARE(qRound(reader.ballAt(900ms)->x), 220);
        QCOMPARE(qRound(reader.ballAt(110 * 30ms)->x), 540); // tick 120: longer than was known at first
        QCOMPARE(qRound(reader.ballAt(160 * 30ms)->x), 580); // tick 170: and back
    }

    void theClockBelievesNoLateMessage()
    {
        FeedReader reader;
        reader.read(R"({"type":"hello","node":"0000000000000001","tick_ms":30})", 0s);
        reader.read(R"({"type":"track","now":10,"end":100,"segments":[[10,100,50,4,3]]})", 1s);
        reader.read(R"({"type":"track","now":19,"end":100,"segments":[]})", 1s + 300ms); // it is tick 20
        QCOMPARE(qRound(reader.ballAt(1s + 300ms)->x), 140);
        QCOMPARE(*reader.flightEnd(), Nanoseconds(1s + 90 * 30ms));
        reader.read(R"({"type":"track","now":30,"end":100,"segments":[]})", 1s + 330ms); // it is later
        QCOMPARE(qRound(reader.ballAt(1s + 330ms)->x), 180);
    }

    void aTinyTerminalIsNoReasonToFail()
    {
        NodeLooks looks;
        FlightRecorder recorder;
        const FlyState state = stateOf(cluster(30), looks, recorder);
        for (int columns = 0; columns < 60; columns += 7) {
            for (int rows = 0; rows < 40; rows += 3)
                QVERIFY(!drawFly(state, columns, rows).frame(true).isEmpty());
        }
    }

    void whatOthersSendActsOnNoTerminal()
    {
        Canvas canvas(20, 2);
        canvas.write(0, 0, QStringLiteral("a\033[2Jb\n"));
        QVERIFY(canvas.line(0).startsWith(QLatin1String("a [2Jb ")));
        QVERIFY(!canvas.frame(false).contains("\033[2J"));
    }

    void coloursAreLeftOutWhereThereAreNone()
    {
        Canvas canvas(4, 1);
        canvas.write(0, 0, QStringLiteral("ab"), 33, true);
        QVERIFY(canvas.frame(true).contains("38;5;33"));
        QVERIFY(!canvas.frame(false).contains("38;5;"));
    }

    void aSlipIsUnderstood_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("meant");
        QTest::newRow("one letter is missing") << "Gravty"
                                               << "Gravity";
        QTest::newRow("another case") << "gravity"
                                      << "Gravity";
        QTest::newRow("a beginning") << "Mirr"
                                     << "MirrorJump";
        QTest::newRow("two are swapped") << "Sitcky"
                                         << "Sticky";
        QTest::newRow("two are swapped in a short word") << "nugde"
                                                         << "nudge";
        QTest::newRow("letters are left out") << "secs"
                                              << "seconds";
        QTest::newRow("another word") << "Banana"
                                      << "";
        QTest::newRow("nothing") << ""
                                 << "";
    }
    void aSlipIsUnderstood()
    {
        QFETCH(QString, word);
        QFETCH(QString, meant);
        QCOMPARE(
            nearest(word, {QStringLiteral("MirrorJump"), QStringLiteral("Gravity"), QStringLiteral("Sticky"),
                           QStringLiteral("nudge"), QStringLiteral("seconds")}),
            meant);
    }
};

QTEST_GUILESS_MAIN(TestFly)
#include "tst_fly.moc"
