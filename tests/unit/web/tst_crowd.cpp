// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fanout/Deliveries.h"
#include "tests/bench/fanout/FrameReader.h"
#include "web/live/TextFrame.h"

#include <QTest>

#include <algorithm>

using namespace everbounce;
using namespace everbounce::bench;
using namespace std::chrono_literals;

/// The benchmark's crowd of viewers: that it reads and reckons rightly.
class TestCrowd : public QObject
{
    Q_OBJECT

private:
    static std::string_view view(const QByteArray &bytes)
    {
        return {bytes.data(), std::size_t(bytes.size())};
    }

private Q_SLOTS:
    void messagesAreReadHoweverTheyComeInPieces_data()
    {
        QTest::addColumn<int>("piece");
        for (const int piece : {1, 2, 3, 7, 130, 70'000, 1'000'000})
            QTest::addRow("%d bytes", piece) << piece;
    }
    void messagesAreReadHoweverTheyComeInPieces()
    {
        QFETCH(int, piece);
        const QByteArrayList texts{
            "", "short", QByteArray(125, 'a'), QByteArray(126, 'b'), QByteArray(65'536, 'c'), "last"};
        QByteArray wire;
        for (const QByteArray &text : texts)
            wire += textFrame(text);
        FrameReader reader;
        QByteArrayList read;
        for (qsizetype at = 0; at < wire.size(); at += piece)
            QVERIFY(reader.read(view(wire.mid(at, piece)), [&](std::string_view text) {
                read << QByteArray(text.data(), qsizetype(text.size()));
            }));
        QCOMPARE(read, texts);
    }

    void whatNoNodeSendsEndsTheReading_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::newRow("close") << QByteArray::fromHex("880203e8");
        QTest::newRow("masked") << QByteArray::fromHex("81810000000078");
        QTest::newRow("endless") << QByteArray::fromHex("817f7fffffffffffffff");
    }
    void whatNoNodeSendsEndsTheReading()
    {
        QFETCH(QByteArray, wire);
        FrameReader reader;
        QVERIFY(!reader.read(view(wire), [](std::string_view) { QFAIL("read"); }));
    }

    void deliveriesAreTimedFromTheirPublication()
    {
        Deliveries deliveries;
        deliveries.add(R"({"type":"frame","tick":100,"transform":""})",
                       5000ms); // at once, so this is the clock
        deliveries.add(R"({"type":"frame","tick":100,"transform":""})", 5004ms);
        deliveries.add(R"({"type":"track","term":1,"revision":0,"now":101.5,"end":1})", 5050ms); // 5 ms late
        deliveries.add(R"({"type":"track","term":1,"revision":0,"now":101.5,"end":1})", 5052ms);
        const Deliveries::Times times = deliveries.times(2, 30ms);
        QList<double> untilLast = times.untilLast;
        std::sort(untilLast.begin(), untilLast.end());
        QCOMPARE(untilLast, (QList<double>{4, 7}));
        QList<double> spread = times.spread;
        std::sort(spread.begin(), spread.end());
        QCOMPARE(spread, (QList<double>{2, 4}));
        QCOMPARE(times.missed, 0);
    }

    void whatAViewerMissedIsCountedBetweenWholeBroadcasts()
    {
        Deliveries deliveries;
        const auto broadcast = [&](int tick, int viewers) {
            const std::string text = R"({"type":"frame","tick":)" + std::to_string(tick) + "}";
            for (int viewer = 0; viewer < viewers; ++viewer)
                deliveries.add(text, tick * 30ms);
        };
        broadcast(1, 1); // was on its way when the recording began
        broadcast(2, 3);
        broadcast(3, 1);
        broadcast(4, 3);
        broadcast(5, 2); // is still on its way
        QCOMPARE(deliveries.times(3, 30ms).missed, 2);
        QCOMPARE(deliveries.times(3, 30ms).spread.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestCrowd)
#include "tst_crowd.moc"
