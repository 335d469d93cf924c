// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/flight/FlightRecorder.h"
#include "engine/viewer/flight/StallMeter.h"
#include "engine/viewer/look/RecorderWords.h"
#include "engine/viewer/look/Words.h"

#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of the flight recorder and the stall meter.
class TestRecorder : public QObject
{
    Q_OBJECT

private:
    static constexpr double noon = 1'700'000'000'000; // a multiple of a second

    static ClusterView held(quint64 term, quint64 holder)
    {
        ClusterView view;
        view.self = {1};
        view.lease = term ? Lease{term, {holder}} : Lease{};
        view.nodes = {{.id = {1}, .name = QStringLiteral("alpha")},
                      {.id = {2}, .name = QStringLiteral("beta")}};
        return view;
    }

    static EventView event(EventFacts::Kind kind, double at, quint64 node, quint64 term = 0,
                           double seconds = 0, const QString &fault = {})
    {
        return {.id = 1,
                .at = qint64(at),
                .node = QStringLiteral("gamma"),
                .facts = {kind, {node}, term, seconds, fault}};
    }

    /// Frames at 60 Hz of a ball of 100 units a second.
    struct Screen
    {
        StallMeter meter;
        Nanoseconds at{0};
        double x = 0;

        Nanoseconds draw(Nanoseconds after = 16ms, bool moved = true)
        {
            at += after;
            if (moved)
                x = std::chrono::duration<double>(at).count() * 100;
            return meter.frame(at, {x, 0}, 100);
        }
        void fly()
        {
            for (int i = 0; i < 60; ++i)
                QCOMPARE(draw(), 0ns);
        }
    };

private Q_SLOTS:
    void aChangeOfHandsEndsABandAndLeavesAGap()
    {
        FlightRecorder recorder;
        recorder.setView(held(4, 1), noon - 30'000);
        recorder.add(event(EventFacts::Kind::Lease, noon - 10'000, 2, 5, 0.25));
        const RecordedMinute minute = recorder.minute(noon);
        QCOMPARE(minute.bands.size(), std::size_t(2));
        QCOMPARE(minute.bands[0].to, noon - 10'250);
        QCOMPARE(minute.bands[1].node.value, quint64(2));
        QCOMPARE(minute.bands[1].term, quint64(5));
        QCOMPARE(minute.bands[1].to, noon);
        QCOMPARE(minute.gaps.size(), std::size_t(1));
        QCOMPARE(minute.longestGap(), 250.0);
        QCOMPARE(minute.changesOfHands().size(), std::size_t(1));
    }

    void aHolderOfWhoseLeaseNoEventTellsHasHeldItAllTheMinute()
    {
        FlightRecorder recorder;
        recorder.setView(held(4, 1), noon - 2000);
        QCOMPARE(recorder.minute(noon).bands[0].from, noon - 60'000);
        QCOMPARE(words::around(recorder.minute(noon), noon - 59'000, 50, recorder),
                 QStringLiteral("59.0 s ago: alpha held the lease (term 4)"));
        recorder.add(event(EventFacts::Kind::Lease, noon - 40'000, 1, 4));
        QCOMPARE(recorder.minute(noon).bands[0].from, noon - 40'000); // the event knows better
        recorder.setView(held(5, 2), noon - 1000);                    // that was seen to begin
        QCOMPARE(recorder.minute(noon).bands[1].from, noon - 1000);
    }

    void aViewThatLagsBringsNoLeaseBack()
    {
        FlightRecorder recorder;
        recorder.setView(held(4, 1), noon - 30'000);
        recorder.add(event(EventFacts::Kind::Lease, noon - 10'000, 2, 5, 0.25));
        recorder.setView(held(4, 1), noon - 9900);
        recorder.setView(held(5, 2), noon - 9000);
        const RecordedMinute minute = recorder.minute(noon);
        QCOMPARE(minute.bands.size(), std::size_t(2));
        QCOMPARE(minute.bands[1].from, noon - 10'000);
        QCOMPARE(minute.longestGap(), 250.0);
    }

    void atTheRightEdgeTheHolderIsKnown()
    {
        FlightRecorder recorder;
        recorder.setView(held(4, 1), noon - 30'000);
        recorder.add(event(EventFacts::Kind::Lease, noon - 10'000, 2, 5));
        QCOMPARE(words::around(recorder.minute(noon), noon, 50, recorder),
                 QStringLiteral("Now: beta held the lease (term 5)"));
        QCOMPARE(words::around(recorder.minute(noon), noon - 10'000, 50, recorder), // the later of two
                 QStringLiteral("10.0 s ago: beta held the lease (term 5)"));
    }

    void theViewTellsOfALeaseWhoseEventIsLate()
    {
        FlightRecorder recorder;
        recorder.setView(held(4, 1), noon - 30'000);
        recorder.setView(held(0, 0), noon - 10'000);
        QCOMPARE(recorder.minute(noon - 9000).longestGap(), 1000.0); // nobody yet
        recorder.setView(held(5, 2), noon - 8000);
        QCOMPARE(recorder.minute(noon).longestGap(), 2000.0);
        recorder.add(event(EventFacts::Kind::Lease, noon - 8100, 2, 5, 1.5));
        QCOMPARE(recorder.minute(noon).longestGap(), 1500.0); // the event knows better
        QCOMPARE(recorder.minute(noon).bands.size(), std::size_t(2));
    }

    void beforeTheFirstHolderNothingWasMissing()
    {
        FlightRecorder recorder;
        recorder.setView(held(0, 0), noon - 3000);
        recorder.setView(held(1, 1), noon - 2000);
        QVERIFY(recorder.minute(noon).gaps.empty());
    }

    void whatIsOlderThanAMinuteIsForgotten()
    {
        FlightRecorder recorder;
        recorder.setView(held(4, 1), noon);
        recorder.add(event(EventFacts::Kind::Lease, noon + 1000, 2, 5, 0.1));
        recorder.add(event(EventFacts::Kind::Fault, noon + 1000, 2, 0, 5, QStringLiteral("freeze-node")));
        recorder.add(event(EventFacts::Kind::EngineLost, noon + 1000, 2));
        recorder.addStall(70, noon + 1500);
        QCOMPARE(recorder.minute(noon + 2000).faultsInjected(), 1);
        const RecordedMinute later = recorder.minute(noon + 63'000);
        QCOMPARE(later.bands.size(), std::size_t(1)); // the one that is still held
        QCOMPARE(later.bands[0].from, later.from);
        QCOMPARE(later.faults.size(), std::size_t(1)); // it lasted into this minute
        QCOMPARE(later.faultsInjected(), 0);
        QVERIFY(later.gaps.empty() && later.engine.empty() && later.stalls.empty());
        QVERIFY(recorder.minute(noon + 70'000).faults.empty());
    }

    void aListThatIsTakenOverReplacesWhatWasKnown()
    {
        FlightRecorder recorder;
        recorder.setView(held(5, 2), noon - 5000);
        recorder.add(event(EventFacts::Kind::Fault, noon - 2000, 2, 0, 0, QStringLiteral("crash-engine")));
        recorder.replace({event(EventFacts::Kind::Lease, noon - 40'000, 1, 4, 0.02),
                          event(EventFacts::Kind::Lease, noon - 20'000, 2, 5, 0.01),
                          event(EventFacts::Kind::Restored, noon - 19'000, 2)});
        const RecordedMinute minute = recorder.minute(noon);
        QVERIFY(minute.faults.empty());
        QCOMPARE(minute.bands.size(), std::size_t(2));
        QCOMPARE(minute.bands[1].from, noon - 20'000);
        QCOMPARE(minute.engine.size(), std::size_t(1));
        QVERIFY(!minute.engine[0].lost);
    }

    void ofASecondTheLongestStallIsKept()
    {
        FlightRecorder recorder;
        for (const double ms : {0.0, 60.0, 20.0})
            recorder.addStall(ms, noon + 10);
        recorder.addStall(0.9, noon + 1010);
        const RecordedMinute minute = recorder.minute(noon + 2000);
        QCOMPARE(minute.stalls.size(), std::size_t(1)); // of a quiet second nothing is told
        QCOMPARE(minute.stalls[0].ms, 60.0);
        QCOMPARE(minute.longestStall(), 60.0);
    }

    void namesKeepTheirColoursAlsoWhenTheirNodesComeBack()
    {
        FlightRecorder recorder;
        recorder.setView(held(1, 1), noon);
        recorder.add(event(EventFacts::Kind::Restored, noon, 3));
        QCOMPARE(recorder.colorOf(QStringLiteral("beta")), 1);
        QCOMPARE(recorder.colorOf(QStringLiteral("gamma")), 2);
        QCOMPARE(recorder.colorOf(QStringLiteral("alpha")), 0);
    }

    void namesAreKeptForAsLongAsTheirNodesAreSpokenOf()
    {
        FlightRecorder recorder;
        recorder.setView(held(4, 1), noon);
        recorder.add(event(EventFacts::Kind::Fault, noon, 3, 0, 5, QStringLiteral("isolate-node")));
        ClusterView alone = held(4, 1);
        alone.nodes.removeLast();
        recorder.setView(alone, noon + 1000);
        recorder.minute(noon + 64'000);
        QCOMPARE(recorder.nameOf({1}), QStringLiteral("alpha"));
        QVERIFY(recorder.nameOf({2}).isEmpty());
        QCOMPARE(recorder.nameOf({3}), QStringLiteral("gamma")); // the fault lasted into this minute
        recorder.minute(noon + 66'000);
        QVERIFY(recorder.nameOf({3}).isEmpty());
    }

    void theMinuteIsToldInWords()
    {
        FlightRecorder recorder;
        QVERIFY(words::summaryOf(recorder.minute(noon)).contains(QStringLiteral("not known who held")));
        recorder.setView(held(4, 1), noon - 30'000);
        QCOMPARE(
            words::summaryOf(recorder.minute(noon)),
            QStringLiteral("In the last minute: no fault · no change of hands · never without a holder · "
                           "largest stall 0 ms"));
        recorder.add(event(EventFacts::Kind::Fault, noon - 10'010, 1, 0, 0, QStringLiteral("kill-node")));
        recorder.add(event(EventFacts::Kind::Lease, noon - 10'000, 2, 5, 0.0031));
        recorder.addStall(0, noon - 12'000);
        recorder.addStall(12, noon - 9'990);
        const RecordedMinute minute = recorder.minute(noon);
        QCOMPARE(
            words::summaryOf(minute),
            QStringLiteral("In the last minute: 1 fault · 1 change of hands · no holder for 3.1 ms at most · "
                           "largest stall 12 ms"));
        QCOMPARE(words::around(minute, noon - 9'999, 50, recorder),
                 QStringLiteral("10.0 s ago: beta held the lease (term 5) · no holder for 3.1 ms · "
                                "Kill the node: alpha · largest stall 12 ms"));
        QCOMPARE(words::around(minute, noon - 12'000, 50, recorder),
                 QStringLiteral("12.0 s ago: alpha held the lease (term 4)"));
        QCOMPARE(words::around(FlightRecorder().minute(noon), noon - 40'000, 50, recorder),
                 QStringLiteral("40.0 s ago: not known who held the lease"));
        const std::vector<double> instants = words::instantsOf(minute);
        QCOMPARE(instants,
                 (std::vector<double>{noon - 60'000, noon - 10'010, noon - 10'003.1, noon - 10'000, noon}));
        recorder.add(event(EventFacts::Kind::Fault, noon - 5000, 1, 0, 0, QStringLiteral("kill-node")));
        recorder.add(event(EventFacts::Kind::Lease, noon - 4000, 1, 6));
        QVERIFY(words::summaryOf(recorder.minute(noon))
                    .startsWith(QStringLiteral("In the last minute: 2 faults · 2 changes of hands · ")));
    }

    void timesHaveTheDigitsThatSaySomething()
    {
        QCOMPARE(words::milliseconds(0), QStringLiteral("0 ms"));
        QCOMPARE(words::milliseconds(0.32), QStringLiteral("0.3 ms"));
        QCOMPARE(words::milliseconds(12.3), QStringLiteral("12 ms"));
        QCOMPARE(words::milliseconds(1500), QStringLiteral("1.5 s"));
        QCOMPARE(words::age(59s), QStringLiteral("up 59 s"));
        QCOMPARE(words::age(200s), QStringLiteral("up 3 min"));
        QCOMPARE(words::age(25h), QStringLiteral("up 1 day"));
        QCOMPARE(words::age(49h), QStringLiteral("up 2 days"));
        QCOMPARE(words::age(-1s), QStringLiteral("up 0 s"));
    }

    void theDisplaysOwnPaceIsNoStall()
    {
        Screen screen;
        screen.fly();
        QCOMPARE(screen.draw(22ms), 0ns);
        QCOMPARE(screen.draw(11ms), 0ns);
        Screen slow;
        for (int i = 0; i < 60; ++i)
            QCOMPARE(slow.draw(50ms), 0ns);
    }

    void aTimeWithoutMovementIsAStall_data()
    {
        QTest::addColumn<bool>("framesGoOn");
        QTest::newRow("no frame at all") << false;
        QTest::newRow("frames of a ball that stands") << true;
    }
    void aTimeWithoutMovementIsAStall()
    {
        QFETCH(bool, framesGoOn);
        Screen screen;
        screen.fly();
        Nanoseconds stall{0};
        if (framesGoOn) {
            for (int i = 0; i < 5; ++i)
                stall = screen.draw(16ms, false);
            QCOMPARE(stall, 64ms); // five frames, of which one is due
        } else {
            QCOMPARE(screen.draw(80ms), 64ms);
        }
        screen.draw();
        QCOMPARE(screen.draw(), 0ns);
    }

    void aFlightThatStandsCannotStall()
    {
        StallMeter meter;
        for (int i = 0; i < 60; ++i)
            QCOMPARE(meter.frame(i * 16ms, {400, 200}, 0), 0ns);
        QCOMPARE(meter.frame(5s, {400, 200}, 0), 0ns);
    }

    void whatNobodyCouldSeeIsNoStall()
    {
        Screen screen;
        screen.fly();
        screen.meter.pause();
        QCOMPARE(screen.draw(10s), 0ns);
        QCOMPARE(screen.draw(), 0ns);
        QCOMPARE(screen.draw(80ms), 64ms);
    }

    void aMachineThatSleptHasNotStalled()
    {
        Screen screen;
        screen.fly();
        QCOMPARE(screen.draw(1'900ms), 1'884ms);
        screen.fly();
        QCOMPARE(screen.draw(2s), 0ns);
        QCOMPARE(screen.draw(8h), 0ns);
        QCOMPARE(screen.draw(80ms), 64ms);
    }
};

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
