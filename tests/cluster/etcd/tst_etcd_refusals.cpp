// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/etcd/EtcdFlight.h"
#include "tests/fakes/SelfSigned.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <csignal>

using namespace everbounce;
using namespace everbounce::harness;

/// A real etcd that lets nobody in, or takes nothing more: what nodes say then, and that they go on once it
/// does again.
class TestEtcdRefusals : public QObject
{
    Q_OBJECT

    std::unique_ptr<EtcdCluster> m_etcd;

    bool ctl(const QString &line) const
    {
        int status = 0;
        m_etcd->ctl(line.split(u' '), &status);
        return status == 0;
    }

    static QString file(const ClusterGround &ground, const char *name)
    {
        return ground.directory() + u'/' + QLatin1String(name);
    }

    /// A node that trusts that authority for etcd's certificate.
    NodeOptions trusting(ClusterGround &ground, int number, const QString &authority) const
    {
        NodeOptions options = ground.optionsOf(number);
        options.more << QStringLiteral("--coordination") << m_etcd->coordination()
                     << QStringLiteral("--coordination-ca") << authority;
        return options;
    }

    static bool isServing(NodeProcess &node)
    {
        node.start();
        return waitUntil([&] { return node.isReady(); });
    }

    static bool isDenied(NodeProcess &node)
    {
        return isServing(node) && waitUntil([&] { return etcdStateOf(node) == QLatin1String("denied"); }) &&
               isUnready(node, "etcd denies this node access");
    }

    static bool warns(const NodeProcess &node, const QByteArray &words)
    {
        const QJsonArray warnings = clusterOf(node)[QLatin1String("warnings")].toArray();
        return std::any_of(warnings.begin(), warnings.end(), [words](const QJsonValue &warning) {
            return warning.toString().contains(QString::fromLatin1(words));
        });
    }

    /// One that may do everything, and one with the rights of nodes.
    bool addUsers() const
    {
        ctl(QStringLiteral("role add root"));
        return ctl(QStringLiteral("user add root:top")) && ctl(QStringLiteral("user grant-role root root")) &&
               ctl(QStringLiteral("role add everbounce")) &&
               ctl(QStringLiteral("role grant-permission everbounce --prefix=true readwrite /everbounce/")) &&
               ctl(QStringLiteral("user add node:right")) &&
               ctl(QStringLiteral("user grant-role node everbounce"));
    }

    NodeOptions withPassword(ClusterGround &ground, int number, const QByteArray &password) const
    {
        NodeOptions options = ground.optionsOf(number);
        QFile file(ground.directory() + QStringLiteral("/password%1").arg(number));
        if (!file.open(QIODevice::WriteOnly) || file.write(password) < 0 ||
            !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
            qFatal("no password file");
        options.more << QStringLiteral("--coordination") << m_etcd->coordination()
                     << QStringLiteral("--coordination-user") << QStringLiteral("node")
                     << QStringLiteral("--coordination-password-file") << file.fileName();
        return options;
    }

    qint64 revision() const
    {
        const QString now = m_etcd->ctl(
            {QStringLiteral("get"), QStringLiteral("x"), QStringLiteral("-w"), QStringLiteral("json")});
        return QJsonDocument::fromJson(now.toUtf8())[QLatin1String("header")][QLatin1String("revision")]
            .toInteger();
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!EtcdCluster::isInstalled())
            QSKIP("etcd is not installed: packaging/install-dependencies --tests installs it.");
    }

    void cleanup() { m_etcd.reset(); }

    void anAuthorityThatIsNotTrustedIsTold()
    {
        ClusterGround ground;
        const SelfSigned own, other;
        QVERIFY(own.write(file(ground, "own.pem"), file(ground, "own.key")));
        QVERIFY(other.write(file(ground, "other.pem"), file(ground, "other.key")));
        EtcdSetup setup{std::vector<EtcdPlace>(1), file(ground, "own.pem"), file(ground, "own.key"), {}};
        m_etcd = std::make_unique<EtcdCluster>(setup);
        QVERIFY(m_etcd->start());
        NodeProcess wrong(trusting(ground, 0, file(ground, "other.pem")));
        QVERIFY(isDenied(wrong));
        QVERIFY(isUnready(wrong, "certificate"));
        NodeProcess right(trusting(ground, 1, file(ground, "own.pem")));
        QVERIFY(isServing(right));
        QVERIFY(waitUntil([&] { return isReadyToServe(right); }));
        QVERIFY(isUnready(wrong, "etcd denies this node access")); // and never by the peers' lease instead
    }

    void aCertificateThatHasExpiredIsTold()
    {
        ClusterGround ground;
        const SelfSigned authority = SelfSigned::authority();
        QVERIFY(authority.write(file(ground, "authority.pem"), file(ground, "authority.key")));
        QVERIFY(authority.issue(-1).write(file(ground, "own.pem"), file(ground, "own.key")));
        EtcdSetup setup{std::vector<EtcdPlace>(1), file(ground, "own.pem"), file(ground, "own.key"), {}};
        m_etcd = std::make_unique<EtcdCluster>(setup);
        QVERIFY(m_etcd->start());
        NodeProcess node(trusting(ground, 0, file(ground, "authority.pem")));
        QVERIFY(isDenied(node));
        QVERIFY2(isUnready(node, "expired"), httpGet(node.url(), QStringLiteral("/readyz")).body.constData());
    }

    void aWrongPasswordIsTold()
    {
        m_etcd = std::make_unique<EtcdCluster>(1);
        QVERIFY(m_etcd->start());
        QVERIFY(addUsers());
        QVERIFY(ctl(QStringLiteral("auth enable")));
        ClusterGround ground;
        NodeProcess wrong(withPassword(ground, 0, "wrong"));
        QVERIFY(isDenied(wrong));
        NodeProcess right(withPassword(ground, 1, "right\n"));
        QVERIFY(isServing(right));
        QVERIFY(waitUntil([&] { return isReadyToServe(right); }));
    }

    /// In the same file, under a running node.
    void aRenewedPasswordIsTakenAsItComes()
    {
        m_etcd = std::make_unique<EtcdCluster>(1);
        QVERIFY(m_etcd->start());
        QVERIFY(addUsers());
        QVERIFY(ctl(QStringLiteral("auth enable")));
        ClusterGround ground;
        NodeProcess node(withPassword(ground, 0, "wrong"));
        QVERIFY(isDenied(node));
        withPassword(ground, 0, "right\n");
        QVERIFY(waitUntil([&] { return isReadyToServe(node); }));
    }

    void aRenewedAuthorityIsTakenAsItComes()
    {
        ClusterGround ground;
        const SelfSigned own, other;
        QVERIFY(own.write(file(ground, "own.pem"), file(ground, "own.key")));
        QVERIFY(other.write(file(ground, "trusted.pem"), file(ground, "other.key")));
        EtcdSetup setup{std::vector<EtcdPlace>(1), file(ground, "own.pem"), file(ground, "own.key"), {}};
        m_etcd = std::make_unique<EtcdCluster>(setup);
        QVERIFY(m_etcd->start());
        NodeProcess node(trusting(ground, 0, file(ground, "trusted.pem")));
        QVERIFY(isDenied(node));
        QVERIFY(own.write(file(ground, "trusted.pem"), file(ground, "other.key")));
        QVERIFY(waitUntil([&] { return isReadyToServe(node); }));
    }

    /// Until then nobody had a name. The nodes have one in store, and log in at once.
    void authenticationMayBeTurnedOnUnderARunningNode()
    {
        m_etcd = std::make_unique<EtcdCluster>(1);
        QVERIFY(m_etcd->start());
        QVERIFY(addUsers());
        ClusterGround ground;
        NodeProcess node(withPassword(ground, 0, "right"));
        QVERIFY(isServing(node));
        QVERIFY(waitUntil([&] { return isReadyToServe(node); }));
        const auto term = [&] { return clusterOf(node)[QLatin1String("term")].toInteger(); };
        const qint64 before = term();
        QVERIFY(before > 0);
        QVERIFY(ctl(QStringLiteral("auth enable")));
        QVERIFY(
            !waitUntil([&] { return !isReadyToServe(node) || term() != before; }, std::chrono::seconds(6)));
    }

    /// Each etcd has a holder, and the flight is not one.
    void nodesOfTwoEtcdsAreTold()
    {
        m_etcd = std::make_unique<EtcdCluster>(1);
        EtcdCluster other(1);
        QVERIFY(m_etcd->start() && other.start());
        TestCluster cluster(2, [&](NodeOptions &options, int index) {
            options.more << QStringLiteral("--coordination") << (index == 0 ? *m_etcd : other).coordination();
        });
        for (int index = 0; index < 2; ++index)
            QVERIFY(cluster.start(index));
        for (int index = 0; index < 2; ++index)
            QVERIFY(waitUntil([&] { return warns(cluster.node(index), "has another etcd ("); }));
    }

    /// Two that were started each by itself, in one list: the second one does not stand in for the first.
    void aMemberOfAnotherEtcdIsLeftOut()
    {
        m_etcd = std::make_unique<EtcdCluster>(1);
        EtcdCluster other(1);
        QVERIFY(m_etcd->start() && other.start());
        ClusterGround ground;
        NodeOptions options = ground.optionsOf(0);
        options.more << QStringLiteral("--coordination")
                     << m_etcd->coordination() + QLatin1Char(',') + other.url(0).toString();
        NodeProcess node(options);
        QVERIFY(isServing(node));
        QVERIFY(waitUntil([&] { return isReadyToServe(node); }));
        QVERIFY(waitUntil([&] {
            return clusterOf(node)[QLatin1String("coordination")][QLatin1String("summary")]
                .toString()
                .contains(other.url(0).authority() + QLatin1String(" belongs to another etcd"));
        }));
        Api api;
        const ApiAnswer done = api.post(node.url(), QStringLiteral("behavior"),
                                        {{QStringLiteral("name"), QStringLiteral("MirrorJump")}});
        QVERIFY(done.ok());
        QCOMPARE(done.body[QLatin1String("copies")].toInt(), 1); // that of the stranger is none
        m_etcd->kill(0);
        QVERIFY(waitUntil([&] { return isUnready(node, "etcd has no majority that this node reaches"); }));
        const ApiAnswer refused = api.post(node.url(), QStringLiteral("behavior"),
                                           {{QStringLiteral("name"), QStringLiteral("MirrorJump")}});
        QCOMPARE(refused.status, 503);
        QVERIFY(refused.detail().startsWith(
            QLatin1String("etcd has no majority that this node reaches"))); // at once: nobody can hold
        QVERIFY(other.ctl({QStringLiteral("get"), QStringLiteral("--prefix"), QStringLiteral("/everbounce/")})
                    .isEmpty());
        QVERIFY(m_etcd->start());
        QVERIFY(waitUntil([&] { return isReadyToServe(node); }));
    }

    /// Its quota is used up. Nothing can be committed: the flight ends as far as it is known, and goes on
    /// from there once there is room.
    void aFullStoreIsToldAndTheFlightGoesOnOnceThereIsRoom()
    {
        m_etcd = std::make_unique<EtcdCluster>(
            3, QStringList{QStringLiteral("--quota-backend-bytes"), QStringLiteral("4194304")});
        QVERIFY(m_etcd->start());
        EtcdFlight flight;
        QVERIFY(flight.begin(m_etcd->coordination()));
        const LogsOnFailure logs(flight.cluster());
        QVERIFY(flight.give().ok());
        const QString value(100 * 1000, QLatin1Char('x'));
        int status = 0;
        for (int number = 0; status == 0 && number < 200; ++number)
            m_etcd->ctl({QStringLiteral("put"), QStringLiteral("filling/%1").arg(number), value}, &status);
        QVERIFY(status != 0);

        QVERIFY(waitUntil([&] { return flight.give().status == 503; }));
        const NodeProcess &holder = flight.node(flight.holder());
        QVERIFY(waitUntil([&] { return etcdStateOf(holder) == QLatin1String("full"); }));
        QVERIFY(clusterOf(holder)[QLatin1String("coordination")][QLatin1String("why")].toString().startsWith(
            QLatin1String("etcd takes no more writes")));
        QCOMPARE(httpGet(holder.url(), QStringLiteral("/healthz")).status, 200);

        QVERIFY(ctl(QStringLiteral("del --prefix filling/")));
        QVERIFY(ctl(QStringLiteral("compact %1").arg(revision())));
        QVERIFY(ctl(QStringLiteral("defrag")));
        QVERIFY(ctl(QStringLiteral("alarm disarm")));
        QVERIFY(flight.giveUntilDone());
        QVERIFY(waitUntil([&] { return etcdStateOf(holder) == QLatin1String("ready"); }));
        QVERIFY(flight.flyOn(beyondHorizon));
        QVERIFY(flight.cluster().waitUntilAgreed());
        QCOMPARE(flight.faults(), QString());
    }

    void whoDiffersCannotTakeTheLease_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("difference");
        const QString tick = QStringLiteral("--tick"), horizon = QStringLiteral("--horizon");
        QTest::newRow("tick") << QStringList{tick, QStringLiteral("20")}
                              << QByteArray("--tick (30 ms, here 20 ms)");
        QTest::newRow("horizon") << QStringList{horizon, QStringLiteral("9000")}
                                 << QByteArray("--horizon (8000 ms, here 9000 ms)");
        QTest::newRow("key") << QStringList() << QByteArray("--cluster-key-file");
    }

    /// The lease in etcd needs no link, so it is etcd that must keep such a node from it.
    void whoDiffersCannotTakeTheLease()
    {
        QFETCH(const QStringList, options);
        QFETCH(const QByteArray, difference);
        m_etcd = std::make_unique<EtcdCluster>(1);
        QVERIFY(m_etcd->start());
        ClusterGround ground;
        const auto optionsOf = [&](int number) {
            NodeOptions like = ground.optionsOf(number);
            like.more << QStringLiteral("--coordination") << m_etcd->coordination();
            return like;
        };
        std::unique_ptr<NodeProcess> nodes[2];
        for (int number = 0; number < 2; ++number) {
            nodes[number] = std::make_unique<NodeProcess>(optionsOf(number));
            QVERIFY(isServing(*nodes[number]));
            QVERIFY(waitUntil([&] { return isReadyToServe(*nodes[number]); }));
        }
        NodeOptions differing = optionsOf(2);
        differing.more << options;
        if (options.isEmpty())
            differing.keyFile = ground.makeKeyFile(QStringLiteral("other.key"));
        NodeProcess other(differing);
        QVERIFY(isServing(other));
        const QByteArray sentence =
            "etcd keeps the lease of nodes with another " + difference + ", and this one cannot take part.";
        QVERIFY2(waitUntil([&] { return isUnready(other, sentence.constData()); }),
                 httpGet(other.url(), QStringLiteral("/readyz")).body.constData());
        QCOMPARE(etcdStateOf(other), QStringLiteral("differs"));
        QVERIFY(warns(other, sentence));
        Api api;
        const ApiAnswer refused = api.post(other.url(), QStringLiteral("behavior"),
                                           {{QStringLiteral("name"), QStringLiteral("MirrorJump")}});
        QCOMPARE(refused.status, 503);
        QCOMPARE(refused.detail(), QString::fromLatin1(sentence));

        // It knows that the holder is gone, but it is the other one that takes its place.
        const auto holder = [](const NodeProcess &node) {
            return clusterOf(node)[QLatin1String("holder")].toString();
        };
        QCOMPARE(holder(*nodes[1]), nodes[0]->id());
        nodes[0]->signal(SIGKILL);
        QVERIFY(waitUntil([&] { return holder(*nodes[1]) == nodes[1]->id(); }));
        QVERIFY(isUnready(other, sentence.constData()));

        // Nobody is left whom it could harm.
        nodes[1]->signal(SIGTERM);
        QVERIFY(waitUntil([&] { return isReadyToServe(other); }));
    }

    /// It reaches etcd, and nobody else: it cannot hand a command on.
    void whoReachesNoOtherNodeIsNotReady()
    {
        m_etcd = std::make_unique<EtcdCluster>(1);
        QVERIFY(m_etcd->start());
        EtcdFlight flight;
        QVERIFY(flight.begin(m_etcd->coordination()));
        const LogsOnFailure logs(flight.cluster());
        const NodeProcess &lonely = flight.node((flight.holder() + 1) % flight.cluster().size());
        QVERIFY(waitUntil([&] { return isReadyToServe(lonely); }));
        Api api;
        QVERIFY(api.post(lonely.url(), QStringLiteral("faults"),
                         {{QStringLiteral("fault"), QStringLiteral("isolate-node")},
                          {QStringLiteral("node"), lonely.id()},
                          {QStringLiteral("seconds"), 6}})
                    .ok());
        QVERIFY(waitUntil([&] { return isUnready(lonely, "no link to the node that holds the lease"); }));
        QVERIFY(isReadyToServe(flight.node(flight.holder())));
        QVERIFY(waitUntil([&] { return isReadyToServe(lonely); }));
    }

    void twoModesAreToldAndNotLinked()
    {
        m_etcd = std::make_unique<EtcdCluster>(1);
        QVERIFY(m_etcd->start());
        TestCluster cluster(2, [&](NodeOptions &options, int index) {
            options.more << QStringLiteral("--lease") << QStringLiteral("4000") << QStringLiteral("--horizon")
                         << QStringLiteral("8000");
            if (index == 0)
                options.more << QStringLiteral("--coordination") << m_etcd->coordination();
        });
        for (int index = 0; index < 2; ++index)
            QVERIFY(cluster.start(index));
        for (int index = 0; index < 2; ++index) {
            QVERIFY(waitUntil([&] { return warns(cluster.node(index), "has another --coordination"); }));
            QCOMPARE(clusterOf(cluster.node(index))[QLatin1String("nodes")].toArray().size(), 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestEtcdRefusals)
#include "tst_etcd_refusals.moc"
