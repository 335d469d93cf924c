// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Api.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/ReferenceFlight.h"
#include "tests/cluster/harness/Wait.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <csignal>
#include <utility>

using namespace everbounce;
using namespace everbounce::harness;

/// A holder that is frozen is replaced, and is no holder any more when it thaws.
class TestFreezeHolder : public QObject
{
    Q_OBJECT

private:
    static constexpr int freezes = 5;

    /// The first message with a lower term than one before it, in words; empty if there is none. Events are
    /// about the past: one of a holder that froze right after it arrives when the holder thaws.
    static QString setBack(const Viewer &viewer)
    {
        quint64 highest = 0;
        for (const LiveMessage &message : viewer.messages()) {
            if (message.type == QLatin1String("event"))
                continue;
            const quint64 term = termOf(message);
            // Where no holder is known, a cluster has the term 0: that is no lower lease, but none.
            if (term != 0 && term < highest)
                return QStringLiteral("%1 of term %2 after term %3").arg(message.type).arg(term).arg(highest);
            highest = std::max(highest, term);
        }
        return {};
    }

    /// Everybody but the frozen node knows a newer holder.
    static bool replaced(TestCluster &cluster, int frozen, quint64 term)
    {
        for (int index = 0; index < cluster.size(); ++index)
            if (index != frozen && cluster.watch(index)->term() <= term)
                return false;
        return true;
    }

    /// The texts of the events that a node knows, in the words of this version: older nodes may be in the
    /// cluster, too.
    static QStringList told(const NodeProcess &node)
    {
        QStringList texts;
        const HttpAnswer answer = httpGet(node.url(), QStringLiteral("/api/v1/events"));
        for (const QJsonValue &event : QJsonDocument::fromJson(answer.body).array())
            texts << event[QLatin1String("text")].toString().replace(QLatin1String(" is lost"),
                                                                     QLatin1String(" is gone"));
        return texts;
    }

    /// No other node has a link with it.
    static bool givenUp(TestCluster &cluster, const NodeProcess &frozen)
    {
        for (int index = 0; index < cluster.size(); ++index) {
            if (&cluster.node(index) == &frozen)
                continue;
            const HttpAnswer answer = httpGet(cluster.node(index).url(), QStringLiteral("/api/v1/cluster"));
            if (QJsonDocument::fromJson(answer.body)[QLatin1String("nodes")].toArray().size() ==
                cluster.size())
                return false;
        }
        return true;
    }

private Q_SLOTS:
    void isReplacedAndFollowsAfterwards()
    {
        TestCluster cluster(3);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        std::vector<std::unique_ptr<Viewer>> viewers;
        for (int index = 0; index < cluster.size(); ++index)
            viewers.push_back(std::make_unique<Viewer>(cluster.node(index).url(), Viewer::Mode::Frames));
        QVERIFY(waitUntil([&] { return !viewers.back()->frames().empty(); }));

        for (int round = 0; round < freezes; ++round) {
            const int frozen = cluster.holder();
            const quint64 term = cluster.term();
            cluster.node(frozen).signal(SIGSTOP);
            QVERIFY(waitUntil([&] { return replaced(cluster, frozen, term); }));
            cluster.node(frozen).signal(SIGCONT);
            QVERIFY(cluster.waitUntilAgreed());
            QVERIFY(cluster.holder() != frozen);
            QVERIFY(cluster.term() > term); // by one, unless its successor cannot know who else claims
        }
        FlightRecord record;
        for (int index = 0; index < cluster.size(); ++index) {
            QCOMPARE(setBack(*cluster.watch(index)), QString());
            record.add(*viewers.at(std::size_t(index)));
        }
        QCOMPARE(record.faults().join(u'\n'), QString());
    }

    void whoWasGivenUpIsMissedAndComesBackEachTimeAndMissesNobody_data()
    {
        QTest::addColumn<int>("after");
        QTest::newRow("the holder") << 0;
        QTest::newRow("another node") << 1;
    }
    void whoWasGivenUpIsMissedAndComesBackEachTimeAndMissesNobody()
    {
        QFETCH(int, after);
        TestCluster cluster(3);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        NodeProcess &frozen = cluster.node((cluster.holder() + after) % cluster.size());
        const NodeProcess &other = cluster.node((cluster.holder() + after + 1) % cluster.size());
        const QString lost = frozen.name() + QLatin1String(" is gone");
        const auto arrivals = [&] { // older nodes say "joined" each time
            return told(other).count(frozen.name() + QLatin1String(" is back")) +
                   told(other).count(frozen.name() + QLatin1String(" joined"));
        };
        QVERIFY(waitUntil([&] { return told(other).filter(QStringLiteral(" joined")).size() == 2; }));
        for (int round = 1; round <= 2; ++round) {
            const auto before = arrivals();
            frozen.signal(SIGSTOP);
            QVERIFY(waitUntil([&] { return told(other).count(lost) == round && givenUp(cluster, frozen); }));
            frozen.signal(SIGCONT);
            QVERIFY(waitUntil([&] { return arrivals() > before; }));
            QVERIFY(cluster.waitUntilAgreed());
        }
        QVERIFY(Api()
                    .post(frozen.url(), QStringLiteral("nudge"), {})
                    .ok()); // what it had told would go the same way
        for (const NodeProcess *node : {&std::as_const(frozen), &other})
            QCOMPARE(told(*node).filter(QStringLiteral(" is gone")), QStringList({lost, lost}));
    }
};

QTEST_GUILESS_MAIN(TestFreezeHolder)
#include "tst_freeze_holder.moc"
