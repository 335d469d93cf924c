// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Api.h"
#include "tests/cluster/harness/EtcdCluster.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/ReferenceFlight.h"
#include "tests/cluster/harness/Wait.h"

#include <QFile>
#include <QJsonArray>

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
    /// Longer than any track reaches ahead.
    static constexpr Tick beyondHorizon = 450;

    std::unique_ptr<EtcdCluster> m_etcd;
    std::unique_ptr<TestCluster> m_cluster;
    std::vector<std::unique_ptr<Viewer>> m_viewers;
    Api m_api;
    quint64 m_given = 0;

    static QJsonObject clusterOf(const NodeProcess &node)
    {
        return httpGet(node.url(), QStringLiteral("/api/v1/cluster")).json();
    }

    static QString stateOf(const NodeProcess &node)
    {
        return clusterOf(node)[QLatin1String("coordination")][QLatin1String("state")].toString();
    }

    bool begin(const QStringList &more = {}, const QStringList &etcdOptions = {})
    {
        m_etcd = std::make_unique<EtcdCluster>(3, etcdOptions);
        m_given = 0;
        if (!m_etcd->start())
            return false;
        m_cluster = std::make_unique<TestCluster>(3, [&](NodeOptions &options, int) {
            options.more << QStringLiteral("--coordination") << m_etcd->coordination() << more;
        });
        if (!m_cluster->start())
            return false;
        for (int index = 0; index < m_cluster->size(); ++index) {
            if (!view(index))
                return false;
        }
        return true;
    }

    bool view(int index)
    {
        m_viewers.push_back(std::make_unique<Viewer>(m_cluster->node(index).url(), Viewer::Mode::Frames));
        return waitUntil([&] { return !m_viewers.back()->frames().empty(); });
    }

    Tick lastSeen() const
    {
        Tick last = 0;
        for (const auto &viewer : m_viewers)
            last = std::max(last, viewer->frames().empty() ? 0 : viewer->frames().back().tick);
        return last;
    }

    bool flyOn(Tick ticks)
    {
        const Tick end = lastSeen() + ticks;
        return waitUntil([&] { return lastSeen() > end; });
    }

    /// A command that leaves the flight as it is, to a node that is not the holder.
    ApiAnswer give()
    {
        const int index = (m_cluster->holder() + 1) % m_cluster->size();
        const ApiAnswer answer = m_api.post(m_cluster->node(index).url(), QStringLiteral("behavior"),
                                            {{QStringLiteral("name"), QStringLiteral("MirrorJump")}});
        m_given += answer.ok();
        return answer;
    }

    /// Everything that was seen: one flight, each step of it, and all commands.
    QString faults()
    {
        FlightRecord record;
        for (const auto &viewer : m_viewers)
            record.add(*viewer);
        QStringList faults = record.faults();
        const quint64 revision =
            quint64(clusterOf(m_cluster->node(m_cluster->holder()))[QLatin1String("revision")].toDouble());
        if (revision < m_given)
            faults << QStringLiteral("%1 commands were acknowledged, and the revision is %2")
                          .arg(m_given)
                          .arg(revision);
        qInfo("Seen: ticks %llu to %llu, %llu commands.", qulonglong(record.first()),
              qulonglong(record.last()), qulonglong(m_given));
        return faults.join(u'\n');
    }

    bool isReplaced(int lost, quint64 term)
    {
        return waitUntil([&] {
            for (int index = 0; index < m_cluster->size(); ++index) {
                if (index != lost && m_cluster->watch(index)->term() <= term)
                    return false;
            }
            return true;
        });
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!EtcdCluster::isInstalled())
            QSKIP("etcd is not installed: packaging/install-dependencies --tests installs it.");
    }

    void cleanup()
    {
        m_viewers.clear();
        m_cluster.reset();
        m_etcd.reset();
    }

    void aKilledHolderIsReplacedAndTheFlightGoesOn()
    {
        QVERIFY(begin());
        const LogsOnFailure logs(*m_cluster);
        for (int round = 1; round <= rounds; ++round) {
            QVERIFY(give().ok());
            QVERIFY(flyOn(20));
            const int killed = m_cluster->holder();
            const quint64 term = m_cluster->term();
            m_cluster->node(killed).kill();
            QVERIFY(isReplaced(killed, term));
            QVERIFY(m_cluster->start());
            QVERIFY(view(killed));
        }
        QVERIFY(flyOn(beyondHorizon));
        QCOMPARE(faults(), QString());
    }

    void aKilledLeaderOfEtcdIsNotSeen()
    {
        // However long an election takes on a busy machine.
        QVERIFY(begin({QStringLiteral("--lease"), QStringLiteral("20000")}));
        const LogsOnFailure logs(*m_cluster);
        const quint64 term = m_cluster->term();
        for (int round = 1; round <= 3; ++round) {
            const int leader = m_etcd->leader();
            QVERIFY(leader >= 0);
            m_etcd->kill(leader);
            QVERIFY(give().ok()); // it waits for the election
            QVERIFY(m_etcd->start());
        }
        QVERIFY(flyOn(beyondHorizon));
        QVERIFY(m_cluster->waitUntilAgreed());
        QCOMPARE(m_cluster->term(), term); // nobody had to step down
        QCOMPARE(faults(), QString());
    }

    void holderAndLeaderAreKilledTogether()
    {
        QVERIFY(begin());
        const LogsOnFailure logs(*m_cluster);
        for (int round = 1; round <= 3; ++round) {
            QVERIFY(give().ok());
            const int killed = m_cluster->holder();
            const quint64 term = m_cluster->term();
            const int leader = m_etcd->leader();
            m_etcd->kill(leader);
            m_cluster->node(killed).kill();
            QVERIFY(isReplaced(killed, term));
            QVERIFY(m_etcd->start());
            QVERIFY(m_cluster->start());
            QVERIFY(view(killed));
        }
        QVERIFY(flyOn(beyondHorizon));
        QCOMPARE(faults(), QString());
    }

    void aFrozenHolderIsReplacedAfterItsLease()
    {
        QVERIFY(begin());
        const LogsOnFailure logs(*m_cluster);
        QVERIFY(give().ok());
        const int frozen = m_cluster->holder();
        const quint64 term = m_cluster->term();
        m_cluster->node(frozen).signal(SIGSTOP);
        QVERIFY(isReplaced(frozen, term));
        m_cluster->node(frozen).signal(SIGCONT);
        QVERIFY(m_cluster->waitUntilAgreed());
        QVERIFY(m_cluster->term() > term);
        QVERIFY(view(frozen));
        QVERIFY(give().ok());
        QVERIFY(flyOn(beyondHorizon));
        QCOMPARE(faults(), QString());
    }

    void withoutAMajorityItStandsAndGoesOnFromThere()
    {
        QVERIFY(begin());
        const LogsOnFailure logs(*m_cluster);
        QVERIFY(give().ok());
        m_etcd->kill(0);
        m_etcd->kill(1);
        const NodeProcess &node = m_cluster->node(0);
        QVERIFY(waitUntil([&] { return httpGet(node.url(), QStringLiteral("/readyz")).status == 503; }));
        QVERIFY(waitUntil([&] { return stateOf(node) == QLatin1String("unreachable"); }));
        QVERIFY(httpGet(node.url(), QStringLiteral("/readyz")).body.contains("etcd has no majority"));
        QCOMPARE(httpGet(node.url(), QStringLiteral("/healthz")).status, 200);
        const ApiAnswer refused = give();
        QCOMPARE(refused.status, 503);
        QVERIFY(m_etcd->start());
        QVERIFY(waitUntil([&] { return httpGet(node.url(), QStringLiteral("/readyz")).status == 200; }));
        QVERIFY(m_cluster->waitUntilAgreed());
        QVERIFY(give().ok());
        QVERIFY(flyOn(beyondHorizon));
        QCOMPARE(faults(), QString());
    }

    void aMemberThatHangsIsLeft()
    {
        QVERIFY(begin());
        const LogsOnFailure logs(*m_cluster);
        for (int member = 0; member < m_etcd->size(); ++member) {
            m_etcd->signal(member, SIGSTOP);
            QVERIFY(give().ok());
            QVERIFY(flyOn(100));
            m_etcd->signal(member, SIGCONT);
        }
        QVERIFY(flyOn(beyondHorizon));
        QCOMPARE(faults(), QString());
    }

    void aCompactionUnderTheWatchIsReadOver()
    {
        QVERIFY(begin());
        const LogsOnFailure logs(*m_cluster);
        const int frozen = (m_cluster->holder() + 2) % 3;
        m_cluster->node(frozen).signal(SIGSTOP);
        QVERIFY(give().ok());
        QVERIFY(flyOn(100));
        int status = 0;
        const QString now = m_etcd->ctl(
            {QStringLiteral("get"), QStringLiteral("x"), QStringLiteral("-w"), QStringLiteral("json")});
        const qint64 revision =
            QJsonDocument::fromJson(now.toUtf8())[QLatin1String("header")][QLatin1String("revision")]
                .toInteger();
        QVERIFY(revision > 0);
        m_etcd->ctl({QStringLiteral("compact"), QString::number(revision)}, &status);
        QCOMPARE(status, 0);
        m_cluster->node(frozen).signal(SIGCONT);
        QVERIFY(m_cluster->waitUntilAgreed());
        QVERIFY(give().ok());
        QVERIFY(flyOn(beyondHorizon));
        QCOMPARE(faults(), QString());
    }

    void aWrongPasswordIsTold()
    {
        m_etcd = std::make_unique<EtcdCluster>(1);
        QVERIFY(m_etcd->start());
        const auto ctl = [&](const char *line) {
            int status = 0;
            m_etcd->ctl(QString::fromLatin1(line).split(u' '), &status);
            return status == 0;
        };
        QVERIFY(ctl("user add root:top"));
        QVERIFY(ctl("user grant-role root root") || true);
        QVERIFY(ctl("role add everbounce"));
        QVERIFY(ctl("role grant-permission everbounce --prefix=true readwrite /everbounce/"));
        QVERIFY(ctl("user add node:right"));
        QVERIFY(ctl("user grant-role node everbounce"));
        QVERIFY(ctl("auth enable"));
        ClusterGround ground;
        const auto optionsWith = [&](int number, const QByteArray &password) {
            NodeOptions options = ground.optionsOf(number);
            QFile file(ground.directory() + QStringLiteral("/password%1").arg(number));
            if (!file.open(QIODevice::WriteOnly) || file.write(password) < 0 ||
                !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
                qFatal("no password file");
            options.more << QStringLiteral("--coordination") << m_etcd->coordination()
                         << QStringLiteral("--coordination-user") << QStringLiteral("node")
                         << QStringLiteral("--coordination-password-file") << file.fileName();
            return options;
        };
        NodeProcess wrong(optionsWith(0, "wrong"));
        wrong.start();
        QVERIFY(waitUntil([&] { return wrong.isReady(); }));
        QVERIFY(waitUntil([&] { return stateOf(wrong) == QLatin1String("denied"); }));
        QVERIFY(httpGet(wrong.url(), QStringLiteral("/readyz")).body.contains("etcd denies"));
        NodeProcess right(optionsWith(1, "right\n"));
        right.start();
        QVERIFY(waitUntil([&] { return right.isReady(); }));
        QVERIFY(waitUntil([&] { return httpGet(right.url(), QStringLiteral("/readyz")).status == 200; }));
    }

    void twoModesAreToldAndNotLinked()
    {
        m_etcd = std::make_unique<EtcdCluster>(1);
        QVERIFY(m_etcd->start());
        m_cluster = std::make_unique<TestCluster>(2, [&](NodeOptions &options, int index) {
            options.more << QStringLiteral("--lease") << QStringLiteral("4000") << QStringLiteral("--horizon")
                         << QStringLiteral("8000");
            if (index == 0)
                options.more << QStringLiteral("--coordination") << m_etcd->coordination();
        });
        for (int index = 0; index < 2; ++index)
            QVERIFY(m_cluster->start(index));
        for (int index = 0; index < 2; ++index) {
            QVERIFY(waitUntil([&] {
                const QJsonArray warnings =
                    clusterOf(m_cluster->node(index))[QLatin1String("warnings")].toArray();
                return std::any_of(warnings.begin(), warnings.end(), [](const QJsonValue &warning) {
                    return warning.toString().contains(QLatin1String("has another --coordination"));
                });
            }));
            QCOMPARE(clusterOf(m_cluster->node(index))[QLatin1String("nodes")].toArray().size(), 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestEtcd)
#include "tst_etcd.moc"
