// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/interruption/FlightAnalysis.h"

#include <QTest>

#include <cmath>

using namespace everbounce;
using namespace everbounce::bench;
using namespace std::chrono_literals;

/// Promises of the benchmark's judgement: it tells what was drawn from what should have been.
class TestFlightAnalysis : public QObject
{
    Q_OBJECT

private:
    static constexpr Nanoseconds frameTime{16'666'667};
    static constexpr Nanoseconds start = 1'000s;

    /// From the middle of the box, at tick 1.
    harness::ReferenceFlight m_reference{{0, {396, 197}}, {1, {400, 200}}};
    UnfailedFlight m_flight{m_reference, {.anchor = start, .anchorTick = 1}};

    static Nanoseconds instantOf(int frame) { return start + 45ms + frame * frameTime; }

    /// A viewer that draws each of its frames well, rounded as the page does.
    std::vector<DrawnFrame> wellDrawn(int frames) const
    {
        std::vector<DrawnFrame> drawn;
        for (int frame = 0; frame < frames; ++frame) {
            const Position position = m_flight.at(instantOf(frame));
            drawn.push_back(
                {instantOf(frame), {std::round(100 * position.x) / 100, std::round(100 * position.y) / 100}});
        }
        return drawn;
    }

    Sight judge(const std::vector<DrawnFrame> &frames) const { return analyze(frames, frameTime, m_flight); }

private Q_SLOTS:
    void theUnfailedFlightIsTheBallsBetweenTicksToo()
    {
        QCOMPARE(m_flight.at(start), (Position{400, 200}));
        QCOMPARE(m_flight.at(start + 15ms), (Position{402, 201.5}));
        QCOMPARE(m_flight.at(start + 30ms), (Position{404, 203}));
        QCOMPARE(m_flight.moved(start, start + 30ms), 5.0);
        QVERIFY(std::abs(m_flight.moved(start + 7ms, start + 7ms + 30s) - 5'000) < 1e-6); // over bounces
    }

    void whatIsDrawnWellHasNoFault()
    {
        const Sight sight = judge(wellDrawn(3'000));
        QCOMPARE(sight.frames, 3'000);
        QVERIFY(std::abs(sight.rate - 60) < 0.01);
        QCOMPARE(sight.dropped, 0);
        QCOMPARE(sight.stalled, 0);
        QCOMPARE(sight.jumps, 0);
        QVERIFY(sight.distance < 0.01);
        QCOMPARE(sight.longestRest, frameTime);
    }

    void aBallThatStandsIsAStall_data()
    {
        QTest::addColumn<int>("repeated");
        QTest::addColumn<int>("stalled");
        QTest::newRow("one frame too many") << 1 << 0; // it rests for two frame times, no longer
        QTest::newRow("two") << 2 << 1;
        QTest::newRow("many are one stall") << 40 << 1;
    }
    void aBallThatStandsIsAStall()
    {
        QFETCH(int, repeated);
        QFETCH(int, stalled);
        auto frames = wellDrawn(200);
        for (int frame = 101; frame <= 100 + repeated; ++frame)
            frames.at(std::size_t(frame)).position = frames.at(100).position;
        const Sight sight = judge(frames);
        QCOMPARE(sight.stalled, stalled);
        QCOMPARE(sight.longestRest, (repeated + 1) * frameTime);
        QCOMPARE(sight.dropped, 0);
        QVERIFY(sight.distance > 2.7 * std::min(repeated, 2));
    }

    void aBallThatCreepsStandsToo()
    {
        auto frames = wellDrawn(200);
        for (int frame = 101; frame < 110; ++frame)
            frames.at(std::size_t(frame)).position = {frames.at(100).position.x + 0.1 * (frame - 100),
                                                      frames.at(100).position.y};
        QCOMPARE(judge(frames).stalled, 1);
    }

    void aStallThatLastsToTheEndIsSeen()
    {
        auto frames = wellDrawn(200);
        for (std::size_t frame = 150; frame < 200; ++frame)
            frames.at(frame).position = frames.at(149).position;
        QCOMPARE(judge(frames).stalled, 1);
    }

    void framesThatWereNotDrawnAreNoStall()
    {
        auto frames = wellDrawn(200);
        frames.erase(frames.begin() + 100, frames.begin() + 103);
        const Sight sight = judge(frames);
        QCOMPARE(sight.dropped, 3);
        QCOMPARE(sight.stalled, 0);
        QCOMPARE(sight.jumps, 0); // the ball moved as far as the flight did meanwhile
        QCOMPARE(sight.longestRest, 4 * frameTime);
    }

    void aMovementOfMoreThanTwiceTheFlightsIsAJump_data()
    {
        QTest::addColumn<double>("share");
        QTest::addColumn<int>("jumps");
        QTest::newRow("not quite twice") << 1.9 << 0;
        QTest::newRow("more than twice") << 2.1 << 1;
        QTest::newRow("backwards") << -2.1 << 1;
    }
    void aMovementOfMoreThanTwiceTheFlightsIsAJump()
    {
        QFETCH(double, share);
        QFETCH(int, jumps);
        auto frames = wellDrawn(30); // no bounce yet
        const Position step{frames[20].position.x - frames[19].position.x,
                            frames[20].position.y - frames[19].position.y};
        for (std::size_t frame = 20; frame < frames.size(); ++frame) {
            frames[frame].position.x += (share - 1) * step.x;
            frames[frame].position.y += (share - 1) * step.y;
        }
        QCOMPARE(judge(frames).jumps, jumps);
    }

    void aBallOffThePathIsAsFarAsItIs()
    {
        auto frames = wellDrawn(200);
        for (std::size_t frame = 100; frame < 120; ++frame)
            frames[frame].position.y += 7;
        const Sight sight = judge(frames);
        QVERIFY(std::abs(sight.distance - 7) < 0.02);
        QCOMPARE(sight.jumps, 2); // there and back
    }

    void aFlightThatIsLateIsAsFarOffAsItMovesInThatTime()
    {
        auto frames = wellDrawn(200);
        for (DrawnFrame &frame : frames)
            frame.at += 6ms;
        const Sight sight = judge(frames);
        QVERIFY(std::abs(sight.distance - 1) < 0.02);
        QVERIFY(std::chrono::abs(sight.lag - 6ms) < 100us);
    }

    void aFlightThatIsAheadHasALagBelowZero()
    {
        auto frames = wellDrawn(200);
        for (DrawnFrame &frame : frames)
            frame.at -= 6ms;
        QVERIFY(std::chrono::abs(judge(frames).lag + 6ms) < 100us);
    }

    void theFrameTimeIsTheUsualOne()
    {
        auto frames = wellDrawn(200);
        frames.erase(frames.begin() + 50, frames.begin() + 90);
        QCOMPARE(frameTimeOf(frames), frameTime);
    }
};

QTEST_GUILESS_MAIN(TestFlightAnalysis)
#include "tst_flight_analysis.moc"
