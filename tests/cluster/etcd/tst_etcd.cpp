// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/etcd/EtcdFlight.h"

#include <QJsonDocument>

#include <csignal>

using namespace everbounce;
using namespace everbounce::harness;
using namespace std::chrono_literals;

/// The lease in a real etcd of three members: whatever fails, the flight is the same, and nothing that was
/// acknowledged is lost.
class TestEtcd : public QObject
{
    Q_OBJECT

    static constexpr int rounds = 5;

    std::unique_ptr<EtcdCluster> m_etcd;
    std::unique_ptr<EtcdFlight> m_flight;

    bool begin(const QStringList &more = {}, const QStringList &etcdOptions = {})
    {
        m_etcd = std::make_unique<EtcdCluster>(3, etcdOptions);
        m_flight = std::make_unique<EtcdFlight>();
        return m_etcd->start() && m_flight->begin(m_etcd->coordination(), more);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!EtcdCluster::isInstalled())
            QSKIP("etcd is not installed: packaging/install-dependencies --tests installs it.");
    }

    void cleanup()
    {
        m_flight.reset();
        m_etcd.reset();
    }

    void aKilledHolderIsReplacedAndTheFlightGoesOn()
    {
        QVERIFY(begin());
        const LogsOnFailure logs(m_flight->cluster());
        for (int round = 1; round <= rounds; ++round) {
            QVERIFY(m_flight->give().ok());
            QVERIFY(m_flight->flyOn(20));
            const int killed = m_flight->holder();
            const quint64 term = m_flight->cluster().term();
            m_flight->node(killed).kill();
            QVERIFY(m_flight->isReplaced(killed, term));
            QVERIFY(m_flight->cluster().start());
            QVERIFY(m_flight->view(killed));
        }
        QVERIFY(m_flight->flyOn(beyondHorizon));
        QCOMPARE(m_flight->faults(), QString());
    }

    void aKilledLeaderOfEtcdIsNotSeen()
    {
        // However long an election takes on a busy machine.
        QVERIFY(begin({QStringLiteral("--lease"), QStringLiteral("20000")}));
        const LogsOnFailure logs(m_flight->cluster());
        const quint64 term = m_flight->cluster().term();
        for (int round = 1; round <= 3; ++round) {
            const int leader = m_etcd->leader();
            QVERIFY(leader >= 0);
            m_etcd->kill(leader);
            QVERIFY(m_flight->give().ok()); // it waits for the election
            QVERIFY(m_etcd->start());
        }
        QVERIFY(m_flight->flyOn(beyondHorizon));
        QVERIFY(m_flight->cluster().waitUntilAgreed());
        QCOMPARE(m_flight->cluster().term(), term); // nobody had to step down
        QCOMPARE(m_flight->faults(), QString());
    }

    void holderAndLeaderAreKilledTogether()
    {
        QVERIFY(begin());
        const LogsOnFailure logs(m_flight->cluster());
        for (int round = 1; round <= 3; ++round) {
            QVERIFY(m_flight->give().ok());
            const int killed = m_flight->holder();
            const quint64 term = m_flight->cluster().term();
            const int leader = m_etcd->leader();
            m_etcd->kill(leader);
            m_flight->node(killed).kill();
            QVERIFY(m_flight->isReplaced(killed, term));
            QVERIFY(m_etcd->start());
            QVERIFY(m_flight->cluster().start());
            QVERIFY(m_flight->view(killed));
        }
        QVERIFY(m_flight->flyOn(beyondHorizon));
        QCOMPARE(m_flight->faults(), QString());
    }

    void aFrozenHolderIsReplacedAfterItsLease()
    {
        QVERIFY(begin());
        const LogsOnFailure logs(m_flight->cluster());
        QVERIFY(m_flight->give().ok());
        const int frozen = m_flight->holder();
        const quint64 term = m_flight->cluster().term();
        m_flight->node(frozen).signal(SIGSTOP);
        QVERIFY(m_flight->isReplaced(frozen, term));
        m_flight->node(frozen).signal(SIGCONT);
        QVERIFY(m_flight->cluster().waitUntilAgreed());
        QVERIFY(m_flight->cluster().term() > term);
        QVERIFY(m_flight->view(frozen));
        QVERIFY(m_flight->give().ok());
        QVERIFY(m_flight->flyOn(beyondHorizon));
        QCOMPARE(m_flight->faults(), QString());
    }

    void withoutAMajorityItStandsAndGoesOnFromThere()
    {
        QVERIFY(begin());
        const LogsOnFailure logs(m_flight->cluster());
        QVERIFY(m_flight->give().ok());
        m_etcd->kill(0);
        m_etcd->kill(1);
        const NodeProcess &node = m_flight->node(0);
        QVERIFY(waitUntil([&] { return httpGet(node.url(), QStringLiteral("/readyz")).status == 503; }));
        QVERIFY(waitUntil([&] { return etcdStateOf(node) == QLatin1String("unreachable"); }));
        QVERIFY(httpGet(node.url(), QStringLiteral("/readyz")).body.contains("etcd has no majority"));
        QCOMPARE(httpGet(node.url(), QStringLiteral("/healthz")).status, 200);
        const ApiAnswer refused = m_flight->give();
        QCOMPARE(refused.status, 503);
        QVERIFY(m_etcd->start());
        QVERIFY(waitUntil([&] { return httpGet(node.url(), QStringLiteral("/readyz")).status == 200; }));
        QVERIFY(m_flight->cluster().waitUntilAgreed());
        QVERIFY(m_flight->give().ok());
        QVERIFY(m_flight->flyOn(beyondHorizon));
        QCOMPARE(m_flight->faults(), QString());
    }

    void aMemberThatHangsIsLeft()
    {
        QVERIFY(begin());
        const LogsOnFailure logs(m_flight->cluster());
        for (int member = 0; member < m_etcd->size(); ++member) {
            m_etcd->signal(member, SIGSTOP);
            QVERIFY(m_flight->giveUntilDone()); // if it led, after an election
            QVERIFY(m_flight->flyOn(100));
            m_etcd->signal(member, SIGCONT);
            QVERIFY(
                m_etcd->start()); // until it has caught up, the next one would be the second to be missing
        }
        QVERIFY(m_flight->flyOn(beyondHorizon));
        QCOMPARE(m_flight->faults(), QString());
    }

    void slowMembersAreNotSeen()
    {
        QVERIFY(begin());
        const LogsOnFailure logs(m_flight->cluster());
        for (int round = 0; round < 12; ++round) {
            const int member = round % m_etcd->size();
            m_etcd->signal(member, SIGSTOP);
            QVERIFY(m_flight->flyOn(8));
            m_etcd->signal(member, SIGCONT);
            QVERIFY(m_flight->giveUntilDone());
        }
        QVERIFY(m_flight->flyOn(beyondHorizon));
        QCOMPARE(m_flight->faults(), QString());
    }

    void aCompactionUnderTheWatchIsReadOver()
    {
        QVERIFY(begin());
        const LogsOnFailure logs(m_flight->cluster());
        const int frozen = (m_flight->holder() + 2) % 3;
        m_flight->node(frozen).signal(SIGSTOP);
        QVERIFY(m_flight->give().ok());
        QVERIFY(m_flight->flyOn(100));
        int status = 0;
        const QString now = m_etcd->ctl(
            {QStringLiteral("get"), QStringLiteral("x"), QStringLiteral("-w"), QStringLiteral("json")});
        const qint64 revision =
            QJsonDocument::fromJson(now.toUtf8())[QLatin1String("header")][QLatin1String("revision")]
                .toInteger();
        QVERIFY(revision > 0);
        m_etcd->ctl({QStringLiteral("compact"), QString::number(revision)}, &status);
        QCOMPARE(status, 0);
        m_flight->node(frozen).signal(SIGCONT);
        QVERIFY(m_flight->cluster().waitUntilAgreed());
        QVERIFY(m_flight->give().ok());
        QVERIFY(m_flight->flyOn(beyondHorizon));
        QCOMPARE(m_flight->faults(), QString());
    }
};

QTEST_GUILESS_MAIN(TestEtcd)
#include "tst_etcd.moc"
