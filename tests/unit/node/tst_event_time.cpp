// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/events/EventLog.h"
#include "engine/node/view/EventTime.h"
#include "tests/unit/node/LoopbackCluster.h"
#include "web/live/RecentEvents.h"

using namespace everbounce;
using namespace std::chrono_literals;

/// Events are placed by cluster time. Nobody compares the wall clocks of two machines, and setting one does
/// not matter.
class TestEventTime : public QObject, private LoopbackCluster
{
    Q_OBJECT

private:
    static std::optional<EventView> find(const Member &member, EventFacts::Kind kind)
    {
        for (const EventView &event : member.events) {
            if (event.facts.kind == kind)
                return event;
        }
        return std::nullopt;
    }

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void anEventIsRecentByTheMonotonicClock()
    {
        RecentEvents recent;
        const EventView event{.at = 3'600'000};
        recent.add(event, 10s, 10s);
        QCOMPARE(recent.at(13s).size(), 1);
        QCOMPARE(recent.at(14s).size(), 0);
        recent.add(event, 5s, 20s); // told late
        QCOMPARE(recent.at(20s).size(), 0);
    }

    void whatIsOlderThanAFullListIsSoByTicks()
    {
        const auto event = [](const QString &key, quint64 id, qint64 at, double tick) {
            return KeyedEvent{key, {.id = id, .at = at, .tick = tick}};
        };
        EventLog log;
        log.take(
            {event(QStringLiteral("late"), 1, 0, 5000), event(QStringLiteral("early"), 2, 1'000'000, 10)});
        QList<KeyedEvent> all;
        for (int i = 0; i < maxEvents; ++i)
            all << event(QString::number(i), quint64(i) + 1, 500'000, 1000 + i);
        const auto again = log.replace(all);
        QCOMPARE(again.size(), 1);
        QCOMPARE(again.first().key, QStringLiteral("late"));
    }

    void nodesWhoseWallClocksDifferPlaceEventsAlike()
    {
        constexpr qint64 apart = 20'000;
        add("a");
        QTRY_VERIFY(agreed());
        add("b", {}, apart);
        QTRY_VERIFY(agreed());
        remove(m_members.front().get()); // b reports it, by its own wall clock
        QTRY_VERIFY(agreed());
        add("c", {}, -apart);
        QTRY_VERIFY(agreed());
        const Member &holding = *m_members[0];
        const Member &late = *m_members[1];
        QTRY_VERIFY(find(late, EventFacts::Kind::Left) && find(late, EventFacts::Kind::Left)->instant);
        for (const EventFacts::Kind kind : {EventFacts::Kind::Left, EventFacts::Kind::Lease}) {
            const auto here = find(holding, kind);
            const auto there = find(late, kind);
            QVERIFY(here && there && here->instant && there->instant);
            QCOMPARE(here->tick, there->tick);
            QVERIFY(here->tick > 0);
            const Nanoseconds off = *here->instant - *there->instant;
            QVERIFY2(off > -2s && off < 2s, qPrintable(QString::number(off.count())));
        }
    }
};

QTEST_GUILESS_MAIN(TestEventTime)
#include "tst_event_time.moc"
