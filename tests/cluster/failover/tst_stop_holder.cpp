// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/Wait.h"

#include <csignal>

using namespace everbounce;
using namespace everbounce::harness;

/// A holder that is asked to end hands its lease over first: at no moment there is no holder.
class TestStopHolder : public QObject
{
    Q_OBJECT

private:
    static constexpr int stops = 5;

    /// The (term, holder) pairs that a viewer was sent, without repetitions.
    static QStringList leasesSeen(const Viewer &viewer)
    {
        QStringList leases;
        for (const LiveMessage &message : viewer.messages()) {
            if (message.type != QLatin1String("cluster"))
                continue;
            const QString lease = QStringLiteral("%1 %2").arg(
                QString::number(termOf(message)), message.body.value(QLatin1String("holder")).toString());
            if (leases.isEmpty() || leases.last() != lease)
                leases << lease;
        }
        return leases;
    }

private Q_SLOTS:
    void handsOverWithoutAVacancy()
    {
        TestCluster cluster(3);
        const LogsOnFailure logs(cluster);
        for (int round = 0; round < stops; ++round) {
            QVERIFY(cluster.start());
            const int stopped = cluster.holder();
            const quint64 term = cluster.term();
            const int survivors[] = {(stopped + 1) % cluster.size(), (stopped + 2) % cluster.size()};
            std::vector<std::unique_ptr<Poll>> polls;
            for (const int survivor : survivors) {
                cluster.watch(survivor)->forgetMessages();
                polls.push_back(
                    std::make_unique<Poll>(cluster.node(survivor).url(), QStringLiteral("/readyz")));
            }
            QVERIFY(waitUntil([&] { return polls[0]->answers() > 0 && polls[1]->answers() > 0; }));

            cluster.node(stopped).signal(SIGTERM);
            QCOMPARE(cluster.node(stopped).waitForExitStatus(), 0);
            QVERIFY(cluster.waitUntilAgreed());
            // By more than one if the node had not heard somebody for a while, who might have taken the next.
            QVERIFY(cluster.term() > term);
            QCOMPARE(polls[0]->refusals() + polls[1]->refusals(), 0);
            const QString before = QStringLiteral("%1 %2").arg(term).arg(cluster.node(stopped).id());
            const QString after =
                QStringLiteral("%1 %2").arg(cluster.term()).arg(cluster.node(cluster.holder()).id());
            for (const int survivor : survivors) {
                QStringList seen = leasesSeen(*cluster.watch(survivor));
                seen.removeOne(before); // repeated or not: nothing else may have come before the new lease
                QCOMPARE(seen, QStringList{after});
            }
        }
    }

    void theLastOneEndsCleanlyToo()
    {
        TestCluster cluster(1);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        cluster.node(0).signal(SIGINT);
        QCOMPARE(cluster.node(0).waitForExitStatus(), 0);
    }
};

QTEST_GUILESS_MAIN(TestStopHolder)
#include "tst_stop_holder.moc"
