// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/flight/FlightRecorder.h"

#include <QTest>

using namespace everbounce;

/// Promises of the flight recorder that are the window's own; the others are in tests/vectors.
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

private Q_SLOTS:
    void aListThatIsTakenOverReplacesWhatWasKnown()
    {
        FlightRecorder recorder;
        recorder.setView(held(5, 2), noon - 5000);
        recorder.add(event(EventFacts::Kind::Fault, noon - 2000, 2, 0, 0, QStringLiteral("crash-engine")));
        recorder.replace({event(EventFacts::Kind::Lease, noon - 40'000, 1, 4, 0.02),
                          event(EventFacts::Kind::Lease, noon - 20'000, 2, 5, 0.01),
                          event(EventFacts::Kind::Restored, noon - 19'000, 2)});
        const RecordedSpan minute = recorder.last(FlightRecorder::minute, noon);
        QVERIFY(minute.faults.empty());
        QCOMPARE(minute.bands.size(), std::size_t(2));
        QCOMPARE(minute.bands[1].from, noon - 20'000);
        QCOMPARE(minute.engine.size(), std::size_t(1));
        QVERIFY(!minute.engine[0].lost);
    }

    void coloursAreThoseThatTheClusterGivesToNames()
    {
        FlightRecorder recorder;
        ClusterView view = held(1, 1);
        view.colors = {{QStringLiteral("gamma"), 5}, {QStringLiteral("alpha"), 3}};
        recorder.setView(view, noon);
        QCOMPARE(recorder.colorOf(QStringLiteral("alpha")), 3);
        QCOMPARE(recorder.colorOf(QStringLiteral("gamma")), 5); // which is gone
        QCOMPARE(recorder.colorOf(QStringLiteral("beta")), 0);
    }

    void namesAreKeptForAsLongAsTheirNodesAreSpokenOf()
    {
        FlightRecorder recorder;
        recorder.setView(held(4, 1), noon);
        recorder.add(event(EventFacts::Kind::Fault, noon, 3, 0, 5, QStringLiteral("isolate-node")));
        ClusterView alone = held(4, 1);
        alone.nodes.removeLast();
        recorder.setView(alone, noon + 1000);
        recorder.last(FlightRecorder::minute, noon + FlightRecorder::hour + 4000);
        QCOMPARE(recorder.nameOf({1}), QStringLiteral("alpha"));
        QVERIFY(recorder.nameOf({2}).isEmpty());
        QCOMPARE(recorder.nameOf({3}), QStringLiteral("gamma")); // the fault lasted into this hour
        recorder.last(FlightRecorder::minute, noon + FlightRecorder::hour + 6000);
        QVERIFY(recorder.nameOf({3}).isEmpty());
    }

    void noMoreIsKeptThanHasABound()
    {
        FlightRecorder recorder;
        recorder.setView(held(1, 1), noon);
        for (int i = 0; i < 5000; ++i) {
            recorder.add(event(EventFacts::Kind::Fault, noon + i, 1, 0, 0, QStringLiteral("crash-engine")));
            recorder.add(event(EventFacts::Kind::EngineLost, noon + i, 1));
            recorder.add(event(EventFacts::Kind::Lease, noon + i, 1 + quint64(i % 2), quint64(i) + 2));
        }
        const RecordedSpan hour = recorder.last(FlightRecorder::hour, noon + 5000);
        QCOMPARE(hour.faults.size(), FlightRecorder::most);
        QCOMPARE(hour.engine.size(), FlightRecorder::most);
        QCOMPARE(hour.bands.size(), FlightRecorder::most);
        QCOMPARE(hour.faults.back().at, noon + 4999);
    }
};

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
