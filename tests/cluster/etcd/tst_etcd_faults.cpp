// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/etcd/EtcdFlight.h"

#include <QJsonArray>
#include <QProcess>

#include <csignal>
#include <sys/prctl.h>

using namespace everbounce;
using namespace everbounce::harness;

/// The faults of etcd that people can ask for in packaging/demo --coordination etcd: by
/// packaging/etcd-members as it is there.
class TestEtcdFaults : public QObject
{
    Q_OBJECT

    /// A node that was not told who breaks etcd.
    static constexpr int untold = 2;

    QTemporaryDir m_directory;
    QProcess m_members;
    QString m_coordination;
    std::unique_ptr<EtcdFlight> m_flight;
    Api m_api;

    ApiAnswer inject(int asked, const char *fault, int target, double seconds = 0)
    {
        QJsonObject order{{QStringLiteral("fault"), QString::fromLatin1(fault)},
                          {QStringLiteral("node"), m_flight->node(target).id()}};
        if (seconds > 0)
            order.insert(QStringLiteral("seconds"), seconds);
        return m_api.post(m_flight->node(asked).url(), QStringLiteral("faults"), order);
    }

    bool offers(int index, const char *fault) const
    {
        return httpGet(m_flight->node(index).url(), QStringLiteral("/api/v1/faults")).body.contains(fault);
    }

    /// The member that leads, as a node knows; empty while it knows of none.
    QString leader() const
    {
        const QJsonArray members = clusterOf(m_flight->node(0))[QLatin1String("coordination")]
                                       .toObject()[QLatin1String("members")]
                                       .toArray();
        for (const QJsonValue &member : members) {
            if (member[QLatin1String("leader")].toBool())
                return member[QLatin1String("name")].toString();
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!EtcdCluster::isInstalled())
            QSKIP("etcd is not installed: packaging/install-dependencies --tests installs it.");
        m_members.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
        m_members.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_members.start(QStringLiteral(EVERBOUNCE_ETCD_MEMBERS), {m_directory.path()});
        QVERIFY(waitUntil([&] { return m_members.canReadLine(); }));
        m_coordination = QString::fromUtf8(m_members.readLine()).trimmed();
        QVERIFY(m_coordination.startsWith(QLatin1String("etcd:http://127.0.0.1:")));
    }

    void init()
    {
        m_flight = std::make_unique<EtcdFlight>();
        QVERIFY(m_flight->begin(m_coordination, {}, [this](NodeOptions &options, int index) {
            if (index != untold)
                options.more << QStringLiteral("--etcd-faults")
                             << m_directory.filePath(QStringLiteral("faults"));
        }));
    }

    void cleanup() { m_flight.reset(); }

    /// It ends all members.
    void cleanupTestCase()
    {
        m_members.terminate();
        QVERIFY(m_members.state() == QProcess::NotRunning || m_members.waitForFinished());
        QCOMPARE(m_members.exitCode(), 0);
    }

    void areThereOnlyWhereSomebodyBreaksIt()
    {
        for (const char *fault : {"kill-etcd-leader", "stop-etcd-majority"}) {
            QVERIFY(offers(0, fault));
            QVERIFY(!offers(untold, fault));
            for (const int asked : {0, untold}) {
                const ApiAnswer answer = inject(asked, fault, untold);
                QCOMPARE(answer.status, 409);
                QVERIFY2(answer.detail().contains(QLatin1String("--etcd-faults")),
                         qPrintable(answer.detail()));
            }
        }
    }

    void itsLeaderIsKilledAndComesBackUnseen()
    {
        const LogsOnFailure logs(m_flight->cluster());
        QString killed;
        QVERIFY(waitUntil([&] { return !(killed = leader()).isEmpty(); }));
        QCOMPARE(inject(untold, "kill-etcd-leader", 0).status, 200);
        QVERIFY(waitUntil([&] {
            const QString now = leader();
            return !now.isEmpty() && now != killed;
        }));
        QVERIFY(m_flight->giveUntilDone());
        QVERIFY(waitUntil([&] { // and the one that was killed is started again
            const QString summary = clusterOf(m_flight->node(0))[QLatin1String("coordination")]
                                        .toObject()[QLatin1String("summary")]
                                        .toString();
            return !summary.isEmpty() && !summary.contains(QLatin1String("does not answer"));
        }));
        QVERIFY(m_flight->flyOn(beyondHorizon));
        QCOMPARE(m_flight->faults(), QString());
    }

    void withoutItsMajorityTheFlightStandsAndGoesOn()
    {
        const LogsOnFailure logs(m_flight->cluster());
        QVERIFY(m_flight->giveUntilDone());
        QCOMPARE(inject(1, "stop-etcd-majority", 1, 15).status, 200);
        QVERIFY(waitUntil([&] { return isUnready(m_flight->node(0), "etcd has no majority"); }));
        QVERIFY(waitUntil([&] { return isReadyToServe(m_flight->node(0)); }));
        QVERIFY(m_flight->cluster().waitUntilAgreed());
        QVERIFY(m_flight->giveUntilDone());
        QVERIFY(m_flight->flyOn(beyondHorizon));
        QCOMPARE(m_flight->faults(), QString());
    }
};

QTEST_GUILESS_MAIN(TestEtcdFaults)
#include "tst_etcd_faults.moc"
