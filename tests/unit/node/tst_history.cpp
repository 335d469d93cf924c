// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/view/History.h"

#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of the hour that a node remembers for recorders.
class TestHistory : public QObject
{
    Q_OBJECT

private:
    using Kind = EventFacts::Kind;

    static constexpr Nanoseconds start = 24h;

    static EventView at(Nanoseconds instant, Kind kind, quint64 term = 0)
    {
        EventView event{.id = 1,
                        .at = std::chrono::duration_cast<std::chrono::milliseconds>(instant).count(),
                        .text = QStringLiteral("event of %1").arg(instant.count()),
                        .facts = {kind, {1}, term}};
        event.instant = instant;
        return event;
    }

    static QList<EventView> fullList(Nanoseconds first)
    {
        QList<EventView> list;
        for (int i = 0; i < maxEvents; ++i)
            list << at(first + i * 1s, Kind::Joined);
        return list;
    }

private Q_SLOTS:
    void whatARecorderDrawsIsKeptForAnHour()
    {
        History history;
        history.add(at(start, Kind::Fault), start);
        history.add(at(start + 1s, Kind::Joined), start + 1s);
        history.add(at(start + 2s, Kind::EngineLost), start + 2s);
        history.add(at(start + 3s, Kind::Restored), start + 3s);
        QCOMPARE(history.events(start + 1h).size(), 3);
        QCOMPARE(history.events(start + 1h + 1s).size(), 2);
        QVERIFY(history.events(start + 2h).isEmpty());
    }

    void theLeaseUnderWhichTheHourBeganStays()
    {
        History history;
        history.add(at(start, Kind::Lease, 1), start);
        history.add(at(start + 1min, Kind::Lease, 2), start + 1min);
        history.add(at(start + 90min, Kind::Lease, 3), start + 90min);
        const auto events = history.events(start + 100min);
        QCOMPARE(events.size(), 2);
        QCOMPARE(events[0].facts.term, quint64(2));
        QCOMPARE(events[1].facts.term, quint64(3));
    }

    void whatHasAgedOutOfTheClustersListIsKept()
    {
        History history;
        history.add(at(start, Kind::Fault), start);
        history.take(fullList(start + 1s), start + 201s);
        QCOMPARE(history.events(start + 201s).size(), 1);
        // The list begins after the last event that was known: some may be missing between them.
        QCOMPARE(history.knownSince(start + 201s), start + 1s);
    }

    void aListThatReachesBackToWhatWasKnownLeavesNoGap()
    {
        History history;
        history.add(at(start + 5s, Kind::Fault), start + 5s);
        history.take(fullList(start + 1s), start + 201s);
        QCOMPARE(history.knownSince(start + 201s),
                 start + 201s - 1h); // an hour, as nothing is known to be missing
        history.take(fullList(start + 500s), start + 700s);
        QCOMPARE(history.knownSince(start + 700s), start + 500s);
    }

    void anEventToldTwiceIsOneAtItsLatestPlace()
    {
        History history;
        EventView event = at(start, Kind::Fault);
        history.add(event, start);
        event.id = 77; // renumbered, and its time is known better
        event.instant = start + 2s;
        history.take({event}, start + 3s);
        const auto events = history.events(start + 3s);
        QCOMPARE(events.size(), 1);
        QCOMPARE(*events[0].instant, start + 2s);
    }

    void ofTooManyTheOldestAreForgottenAndThatIsTold()
    {
        History history;
        const int many = int(History::most) + 500;
        for (int i = 0; i < many; ++i)
            history.add(at(start + i * 1ms, Kind::Fault), start + i * 1ms);
        const Nanoseconds now = start + 10s;
        QCOMPARE(history.events(now).size(), History::most);
        QCOMPARE(history.knownSince(now), start + 500ms);
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
