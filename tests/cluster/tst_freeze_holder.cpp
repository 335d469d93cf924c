// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
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

    /// The first message with a lower term than one before it, in words; empty where there is none.
    /// Events tell what was, not what is: one of a holder that froze right after it comes when it thaws.
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

    /// The texts of the events that a node knows.
    static QStringList told(const NodeProcess &node)
    {
        QStringList texts;
        const HttpAnswer answer = httpGet(node.url(), QStringLiteral("/api/v1/events"));
        for (const QJsonValue &event : QJsonDocument::fromJson(answer.body).array())
            texts << event[QLatin1String("text")].toString();
        return texts;
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
            QCOMPARE(cluster.term(), term + 1);
        }
        FlightRecord record;
        for (int index = 0; index < cluster.size(); ++index) {
            QCOMPARE(setBack(*cluster.watch(index)), QString());
            record.add(*viewers.at(std::size_t(index)));
        }
        QCOMPARE(record.faults().join(u'\n'), QString());
    }

    void whoWasGivenUpDoesNotTakeTheOthersForLost()
    {
        TestCluster cluster(3);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        NodeProcess &frozen = cluster.node(cluster.holder());
        const NodeProcess &other = cluster.node((cluster.holder() + 1) % cluster.size());
        const QString lost = frozen.name() + QLatin1String(" is lost");
        const QString joined = frozen.name() + QLatin1String(" joined");
        const auto arrivals = told(other).count(joined);
        frozen.signal(SIGSTOP);
        QVERIFY(waitUntil([&] { return told(other).contains(lost); }));
        frozen.signal(SIGCONT);
        QVERIFY(waitUntil([&] { return told(frozen).count(joined) > arrivals; }));
        QVERIFY(cluster.waitUntilAgreed());
        for (const NodeProcess *node : {&std::as_const(frozen), &other})
            QCOMPARE(told(*node).filter(QStringLiteral(" is lost")), QStringList(lost));
    }
};

QTEST_GUILESS_MAIN(TestFreezeHolder)
#include "tst_freeze_holder.moc"
