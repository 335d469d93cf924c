// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/MonotonicClock.h"
#include "gui/controls/EventsModel.h"
#include "gui/recorder/RecorderModel.h"
#include "tests/qml/Rows.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of the alerts, and of a recorder that hears of things late.
class TestNews : public QObject
{
    Q_OBJECT

    /// That happened just now.
    static EventView event(const char *text)
    {
        EventView event{.at = QDateTime::currentMSecsSinceEpoch(), .text = QLatin1String(text)};
        event.instant = monotonicNow();
        return event;
    }

private Q_SLOTS:
    void anEventStaysWhileSomebodyLooksAtItAndForItsWholeTimeThen()
    {
        EventsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.add(event("held"));
        const int number = value(model, 0, "number").toInt();
        model.hold(number, true);
        const auto outlastAnother = [] {
            EventsModel other; // its event comes later, and so leaves later
            other.add(event("free"));
            QTRY_COMPARE_WITH_TIMEOUT(other.rowCount(), 0, 20000);
        };
        outlastAnother();
        QCOMPARE(model.rowCount(), 1);
        model.hold(number, false);
        QCOMPARE(model.rowCount(), 1);
        outlastAnother();
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 0, 20000);
    }

    void aBurstPushesOutTheOldestThatNobodyLooksAt()
    {
        EventsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.add(event("0"));
        model.hold(value(model, 0, "number").toInt(), true);
        for (int i = 1; i < 7; ++i)
            model.add(event(qPrintable(QString::number(i))));
        QCOMPARE(column(model, "text").join(u' '), QStringLiteral("3 4 5 6 0"));
        model.setMost(2);
        QCOMPARE(column(model, "text").join(u' '), QStringLiteral("6 0"));
        model.dismiss(value(model, 1, "number").toInt());
        QCOMPARE(column(model, "text").join(u' '), QStringLiteral("6"));
    }

    void ofAListThatIsTakenOverWhatIsNewIsShown()
    {
        EventsModel model;
        EventView before = event("before the window");
        *before.instant -= 60s;
        EventView known = event("known");
        model.add(known);
        known.id = 77; // renumbered when clusters became one
        model.replace({before, known, event("fresh")});
        QCOMPARE(column(model, "text").join(u'|'), QStringLiteral("known|fresh"));
        model.dismiss(value(model, 0, "number").toInt());
        model.add(known);
        QCOMPARE(column(model, "text").join(u'|'), QStringLiteral("fresh"));
    }

    void ofAListWithMuchThatIsNewTheLastIsShown()
    {
        EventsModel model;
        QList<EventView> events;
        for (int i = 0; i < 200; ++i)
            events << event(qPrintable(QString::number(i)));
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.replace(events);
        QCOMPARE(column(model, "text").join(u' '), QStringLiteral("195 196 197 198 199"));
        QCOMPARE(inserted.count(), 5); // the others did not flash by
    }

    void aRefusalIsAnErrorToldOnce()
    {
        EventsModel model;
        model.addRefusal(QStringLiteral("No."));
        model.add(event("No."));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(value(model, 0, "level").toInt(), int(EventsModel::Error));
    }

    void whatIsToldLateIsDrawnWhereItWas()
    {
        RecorderModel model;
        const Nanoseconds now = monotonicNow();
        const auto lease = [&](quint64 term, NodeId node, Nanoseconds instant, qint64 wallClock) {
            EventView event;
            event.at = wallClock; // is never compared with that of another machine
            event.instant = instant;
            event.facts = {EventFacts::Kind::Lease, node, term};
            model.addEvent(event);
        };
        lease(3, {1}, now - 1s, 20'000);
        lease(2, {2}, now - 5s, 0); // of a part that was cut off
        EventView ahead;            // of an older version, and of a machine whose clock is ahead
        ahead.at = QDateTime::currentMSecsSinceEpoch() + 60'000;
        ahead.facts = {EventFacts::Kind::Lease, {3}, 4};
        model.addEvent(ahead);
        const auto &bands = model.span().bands;
        QCOMPARE(bands.size(), std::size_t(3));
        QVERIFY(bands[0].node == NodeId{2});
        QCOMPARE(bands[1].since - bands[0].since, 4000.0);
        QVERIFY(bands[1].node == NodeId{1});
        QVERIFY(bands[2].node == NodeId{3});
        QVERIFY(bands[2].since <= model.span().to);
    }
};

QTEST_GUILESS_MAIN(TestNews)
#include "tst_news.moc"
