// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/etcd/EtcdFlight.h"
#include "tests/cluster/harness/network/PrivateNetwork.h"
#include "tests/soak/Hosts.h"

#include <QTemporaryFile>

#include <optional>

using namespace everbounce;
using namespace everbounce::harness;
using namespace std::chrono_literals;

/// Three sites, far from each other, with a node and a member of etcd at each. One is cut off: its viewers
/// see the flight to the end of what is known there, and are told why; the others go on; and when it is back,
/// nothing was lost.
class TestSites : public QObject
{
    Q_OBJECT
public:
    explicit TestSites(const QString &problem)
        : m_problem(problem)
    {
    }

private:
    static constexpr int sites = 3;
    static constexpr auto distance = 20ms;

    static constexpr const char *token = "token-of-the-three-sites";

    QString m_problem;
    QTemporaryFile m_token; ///< its mode is 0600
    std::optional<soak::Hosts> m_hosts;
    std::unique_ptr<EtcdCluster> m_etcd;
    std::unique_ptr<EtcdFlight> m_flight;

    static EtcdSetup etcdSetup()
    {
        EtcdSetup setup;
        setup.places.clear();
        for (int site = 1; site <= sites; ++site)
            setup.places.push_back({soak::Hosts::addressOf(site), soak::Hosts::namespaceOf(site)});
        return setup;
    }

    void adapt(NodeOptions &options, int index) const
    {
        options.more << QStringLiteral("--operator-token-file") << m_token.fileName();
        options.listen = QStringLiteral("lan");
        options.networkNamespace = soak::Hosts::namespaceOf(index + 1);
        options.address = soak::Hosts::addressOf(index + 1);
    }

    bool begin()
    {
        m_hosts->heal();
        m_hosts->setDistance(distance);
        m_etcd = std::make_unique<EtcdCluster>(etcdSetup());
        m_flight = std::make_unique<EtcdFlight>();
        m_flight->setToken(token);
        return m_etcd->start() &&
               m_flight->begin(m_etcd->coordination(), {},
                               [this](NodeOptions &options, int index) { adapt(options, index); });
    }

    /// Cuts a site off for longer than it knows the flight, and lets it come back.
    void cutOff(int cut)
    {
        const int other = (cut + 1) % sites;
        const NodeProcess &lonely = m_flight->node(cut);
        QVERIFY(m_flight->give(other).ok());
        m_hosts->cutOff(cut + 1);

        QVERIFY(waitUntil([&] { return isUnready(lonely, "etcd has no majority"); }));
        QVERIFY(waitUntil([&] { return isReadyToServe(m_flight->node(other)); }));
        QVERIFY(waitUntil([&] { return m_flight->give(other).ok(); }));
        QVERIFY(m_flight->give(cut).status == 503);
        // It stands at the end of what it knows, while the others are beyond that.
        const Tick known = m_flight->lastSeen(other) + beyondHorizon;
        QVERIFY(waitUntil([&] { return m_flight->lastSeen(other) > known; }));
        QVERIFY(m_flight->lastSeen(cut) < known);
        const Tick end = m_flight->lastSeen(cut);
        QVERIFY(m_flight->give(other).ok());
        QVERIFY(m_flight->flyOn(50));
        QCOMPARE(m_flight->lastSeen(cut), end);
        QCOMPARE(etcdStateOf(lonely), QStringLiteral("unreachable"));

        m_hosts->heal();
        m_hosts->setDistance(distance);
        QVERIFY(waitUntil([&] { return isReadyToServe(lonely); }));
        QVERIFY(m_flight->cluster().waitUntilAgreed());
        QVERIFY(m_flight->give(cut).ok());
        QVERIFY(waitUntil([&] { return m_flight->lastSeen(cut) > known; }));
        QVERIFY(m_flight->flyOn(beyondHorizon));
        QCOMPARE(m_flight->faults(), QString());
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!EtcdCluster::isInstalled())
            QSKIP("etcd is not installed: packaging/install-dependencies --tests installs it.");
        if (!m_problem.isEmpty())
            QSKIP(qPrintable(QStringLiteral("Skipped: ") + m_problem));
        QVERIFY(m_token.open() && m_token.write(token) > 0 && m_token.flush());
        m_hosts.emplace(sites);
        if (!m_hosts->problem().isEmpty())
            QSKIP(qPrintable(QStringLiteral("Skipped: ") + m_hosts->problem()));
    }

    void cleanupTestCase() { m_hosts.reset(); }

    void cleanup()
    {
        m_flight.reset();
        m_etcd.reset();
    }

    void theSiteOfTheHolderIsCutOff()
    {
        QVERIFY(begin());
        const LogsOnFailure logs(m_flight->cluster());
        const quint64 term = m_flight->cluster().term();
        cutOff(m_flight->holder());
        QVERIFY(m_flight->cluster().term() > term);
    }

    void anotherSiteIsCutOff()
    {
        QVERIFY(begin());
        const LogsOnFailure logs(m_flight->cluster());
        cutOff((m_flight->holder() + 1) % sites);
    }
};

int main(int argc, char *argv[])
{
    const QString problem = enterPrivateNetwork();
    const QCoreApplication application(argc, argv);
    TestSites test(problem);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sites.moc"
