// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/NodeProcess.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/HostsTest.h"

#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>

#include <csignal>
#include <functional>

using namespace everbounce;
using namespace everbounce::harness;

/// Nodes of two clusters on several hosts, as network namespaces: they become one cluster by pairing.
class TestJoining : public HostsTest
{
    Q_OBJECT
public:
    explicit TestJoining(const QString &problem)
        : HostsTest(3, problem)
    {
    }

private:
    /// A node of its own cluster on a host, with a home of its own.
    NodeOptions optionsOf(int host)
    {
        NodeOptions options;
        options.name = QStringLiteral("node%1").arg(host);
        options.httpPort = 4000;
        options.home = homeOf(host);
        options.listen = QStringLiteral("lan");
        options.networkNamespace = HostNetwork::namespaceOf(host);
        options.address = HostNetwork::addressOf(host);
        return options;
    }

    QString keyFileOf(int host) const
    {
        return below(QStringLiteral("%1/.config/everbounce/cluster.key").arg(host));
    }

    QByteArray contentOf(const QString &path) const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// everbouncectl on a host, as the node's own user; its standard output.
    QString ctl(int host, const QStringList &words)
    {
        QProcess process;
        process.start(QStringLiteral("ip"), QStringList{QStringLiteral("netns"), QStringLiteral("exec"),
                                                        QStringLiteral("host%1").arg(host),
                                                        programPath(QStringLiteral("everbouncectl"))} +
                                                words);
        if (!waitUntil([&] { return process.state() == QProcess::NotRunning; }))
            return {};
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }

    /// Somebody at a host's terminal, who runs `everbouncectl pair`.
    struct Person
    {
        QProcess process;
        QString said;

        Person(int host, const QStringList &words)
        {
            QObject::connect(&process, &QProcess::readyRead, &process,
                             [this] { said += QString::fromUtf8(process.readAll()); });
            process.setProcessChannelMode(QProcess::MergedChannels);
            process.start(QStringLiteral("ip"),
                          QStringList{QStringLiteral("netns"), QStringLiteral("exec"),
                                      QStringLiteral("host%1").arg(host),
                                      programPath(QStringLiteral("everbouncectl")), QStringLiteral("pair")} +
                              words);
        }
        ~Person()
        {
            process.kill();
            process.waitForFinished();
        }

        bool isAsked()
        {
            return waitUntil([&] { return said.contains(QLatin1String("[y/N]")) || hasEnded(); }) &&
                   !hasEnded();
        }
        QString digits() const { return said.section(QStringLiteral("    "), 1, 1).left(7); }
        void answer(const char *line) { process.write(line); }
        bool hasEnded() const { return process.state() == QProcess::NotRunning; }
        int status()
        {
            return waitUntil([&] { return hasEnded(); }) ? process.exitCode() : -1;
        }
    };

    /// The second one joins the first, which may not have been heard to invite yet.
    static bool meet(std::unique_ptr<Person> &inviter, std::unique_ptr<Person> &newcomer)
    {
        return meet(inviter, newcomer, [](const QString &) { return HostNetwork::addressOf(1); });
    }

    /// Where no broadcast reaches: the port that the inviter's command prints.
    static QString withPort(const QString &said)
    {
        const QString port = said.section(QStringLiteral("ADDRESS:"), 1).section(u' ', 0, 0);
        return HostNetwork::addressOf(1) + u':' + port;
    }

    static bool meet(std::unique_ptr<Person> &inviter, std::unique_ptr<Person> &newcomer,
                     const std::function<QString(const QString &)> &place)
    {
        inviter = std::make_unique<Person>(1, QStringList());
        if (!waitUntil([&] { return inviter->said.contains(QLatin1String("two minutes")); }))
            return false;
        for (int attempt = 0; attempt < 50; ++attempt) {
            newcomer = std::make_unique<Person>(2, QStringList(place(inviter->said)));
            if (newcomer->isAsked())
                return inviter->isAsked();
            if (!newcomer->said.contains(QLatin1String("Nobody at")))
                return false;
        }
        return false;
    }

    QString invite(int host)
    {
        const QString line = ctl(host, {QStringLiteral("invite")});
        return line.startsWith(QLatin1String("everbounce --join ")) ? line.section(u' ', 2, 2) : QString();
    }

    static bool start(NodeProcess &node)
    {
        node.start();
        return waitUntil([&] { return node.isReady() || !node.running(); }) && node.isReady();
    }

    static QJsonObject clusterOf(const NodeProcess &node)
    {
        return httpGet(node.url(), QStringLiteral("/api/v1/cluster")).json();
    }

    static bool sees(const NodeProcess &node, int nodes)
    {
        return askUntil([&] {
            const QJsonObject cluster = clusterOf(node);
            return cluster[QLatin1String("nodes")].toArray().size() == nodes &&
                   cluster[QLatin1String("holder")].isString();
        });
    }

private Q_SLOTS:
    void aNewcomerJoinsByALineAndIsInTheClusterFromThenOn()
    {
        NodeOptions theirs = optionsOf(1);
        theirs.clusterName = QStringLiteral("theirs");
        NodeProcess inviter(theirs);
        QVERIFY(start(inviter));
        const QString code = invite(1);
        QVERIFY(!code.isEmpty());

        // Beacons do not lead it there: it listens for them on another port.
        NodeOptions options = optionsOf(2);
        options.discoveryPort = 45999;
        options.more = QStringList{QStringLiteral("--join"), code};
        NodeProcess newcomer(options);
        QVERIFY2(start(newcomer), qPrintable(newcomer.standardError()));
        QVERIFY2(sees(inviter, 2) && sees(newcomer, 2), qPrintable(newcomer.standardError()));
        QCOMPARE(clusterOf(newcomer)[QLatin1String("cluster")].toString(), QStringLiteral("theirs"));
        QCOMPARE(contentOf(keyFileOf(2)), contentOf(keyFileOf(1)));
        QCOMPARE(QFile::permissions(keyFileOf(2)) & 0x0077, QFile::Permissions());

        // A service starts again with the same line, and a person without one.
        for (const QStringList &more : {options.more, QStringList()}) {
            newcomer.kill();
            NodeOptions again = options;
            again.more = more;
            NodeProcess restarted(again);
            QVERIFY2(start(restarted), qPrintable(restarted.standardError()));
            QVERIFY(sees(restarted, 2));
            restarted.kill();
        }

        // The port is closed again, and the line is good for nobody else.
        NodeOptions late = optionsOf(3);
        late.more = QStringList{QStringLiteral("--join"), code};
        NodeProcess third(late);
        QVERIFY(!start(third));
        QCOMPARE(third.waitForExitStatus(), 1);
        QVERIFY2(third.standardError().contains(QLatin1String("No node accepts the code")),
                 qPrintable(third.standardError()));
        QVERIFY(!QFile::exists(keyFileOf(3) + QLatin1String(".joined")));

        // While another line is out, the inviter still knows what became of the first.
        QVERIFY(!invite(1).isEmpty());
        NodeProcess fourth(late);
        QVERIFY(!start(fourth));
        QVERIFY2(fourth.standardError().contains(QLatin1String("used already")),
                 qPrintable(fourth.standardError()));
    }

    /// A service has the code in its options for ever, and starts again wherever its node belongs by then.
    void aServiceStartsWithAUsedCodeWhereverItsNodeHasGone_data()
    {
        QTest::addColumn<bool>("wasRemoved");
        QTest::addRow("it was removed") << true;
        QTest::addRow("it joined another cluster by digits") << false;
    }
    void aServiceStartsWithAUsedCodeWhereverItsNodeHasGone()
    {
        QFETCH(bool, wasRemoved);
        NodeProcess inviter(optionsOf(1)), first(optionsOf(3));
        QVERIFY(start(inviter) && start(first));
        NodeOptions options = optionsOf(2);
        options.more = QStringList{QStringLiteral("--join"), invite(3)};
        NodeProcess service(options);
        QVERIFY2(start(service), qPrintable(service.standardError()));
        QVERIFY(sees(service, 2) && sees(inviter, 1));
        if (wasRemoved) {
            QVERIFY(!ctl(3, {QStringLiteral("key"), QStringLiteral("rotate"), QStringLiteral("--without"),
                             service.name()})
                         .isEmpty());
            QVERIFY(waitUntil(
                [&] { return service.standardError().contains(QLatin1String("has to be invited")); }));
        } else {
            std::unique_ptr<Person> here, there;
            QVERIFY2(meet(here, there), qPrintable(here->said + (there ? there->said : QString())));
            here->answer("y\n");
            there->answer("y\n");
            QCOMPARE(there->status(), 0);
            QVERIFY(sees(inviter, 2));
        }
        const QByteArray key = contentOf(keyFileOf(2));
        service.signal(SIGTERM);
        QCOMPARE(service.waitForExitStatus(), 0);
        NodeProcess again(options);
        QVERIFY2(start(again), qPrintable(again.standardError()));
        QVERIFY2(sees(again, wasRemoved ? 1 : 2), qPrintable(again.standardError()));
        QCOMPARE(contentOf(keyFileOf(2)), key);
    }

    void whatTheNewcomerFlewBeforeIsKeptAside()
    {
        NodeProcess inviter(optionsOf(1));
        QVERIFY(start(inviter));
        NodeOptions options = optionsOf(2);
        options.stateDir = below(QStringLiteral("state"));
        {
            NodeProcess alone(options);
            QVERIFY(start(alone));
            QVERIFY(sees(alone, 1));
            QVERIFY(!ctl(2, {QStringLiteral("set-behavior"), QStringLiteral("RandomRebound")}).isEmpty());
            alone.signal(SIGTERM);
            QCOMPARE(alone.waitForExitStatus(), 0);
        }
        const QByteArray before = contentOf(options.stateDir + QLatin1String("/snapshot.cbor"));
        QVERIFY(!before.isEmpty());
        const QByteArray oldKey = contentOf(keyFileOf(2));

        options.more = QStringList{QStringLiteral("--join"), invite(1)};
        NodeProcess newcomer(options);
        QVERIFY2(start(newcomer), qPrintable(newcomer.standardError()));
        QVERIFY(sees(newcomer, 2));
        QVERIFY(askUntil([&] {
            return clusterOf(newcomer)[QLatin1String("behavior")].toString() == QLatin1String("MirrorJump");
        }));
        QCOMPARE(clusterOf(inviter)[QLatin1String("behavior")].toString(), QStringLiteral("MirrorJump"));
        const QStringList aside =
            QDir(options.stateDir).entryList({QStringLiteral("before-joining-*")}, QDir::Dirs);
        QCOMPARE(aside.size(), 1);
        QCOMPARE(contentOf(options.stateDir + u'/' + aside.first() + QLatin1String("/snapshot.cbor")),
                 before);
        QCOMPARE(contentOf(keyFileOf(2) + QLatin1String(".before")), oldKey);
    }

    void aNodeThatSpeaksToItsOwnMachineOnlySpendsNoLine()
    {
        NodeProcess inviter(optionsOf(1));
        QVERIFY(start(inviter));
        NodeOptions options = optionsOf(2);
        options.more = QStringList{QStringLiteral("--join"), invite(1)};
        options.listen = QStringLiteral("loopback");
        NodeProcess shut(options);
        QVERIFY(!start(shut));
        QVERIFY2(shut.standardError().contains(QLatin1String("--listen lan")),
                 qPrintable(shut.standardError()));
        options.listen = QStringLiteral("lan");
        NodeProcess open(options);
        QVERIFY2(start(open), qPrintable(open.standardError()));
        QVERIFY(sees(open, 2));
    }

    void aLineOfANodeThatListensOnLoopbackIsForItsMachine()
    {
        NodeOptions options = optionsOf(1);
        options.listen = QStringLiteral("loopback");
        NodeProcess inviter(options);
        QVERIFY(start(inviter));
        const QString code = invite(1);
        NodeOptions second = optionsOf(1);
        second.listen = QStringLiteral("loopback");
        second.httpPort = 4001;
        second.name = QStringLiteral("second");
        second.home = below(QStringLiteral("second"));
        QDir().mkpath(second.home);
        second.more = QStringList{QStringLiteral("--join"), code};
        NodeProcess newcomer(second);
        QVERIFY2(start(newcomer), qPrintable(newcomer.standardError()));
        QVERIFY(askUntil([&] {
            return ctl(1, {QStringLiteral("status"), QStringLiteral("--names")}).count(u'\n') == 1;
        }));
    }

    void twoNodesBecomeOneClusterByDigitsWithoutARestart()
    {
        NodeOptions theirs = optionsOf(1);
        theirs.clusterName = QStringLiteral("theirs");
        NodeProcess inviter(theirs), newcomer(optionsOf(2));
        QVERIFY(start(inviter) && start(newcomer));
        QVERIFY(sees(inviter, 1) && sees(newcomer, 1));
        std::unique_ptr<Person> here, there;
        QVERIFY2(meet(here, there), qPrintable(here->said + (there ? there->said : QString())));
        QCOMPARE(here->digits().size(), 7);
        QCOMPARE(here->digits(), there->digits());
        const QByteArray oldKey = contentOf(keyFileOf(2));
        here->answer("y\n");
        there->answer("y\n");
        QCOMPARE(here->status(), 0);
        QCOMPARE(there->status(), 0);
        QVERIFY2(sees(inviter, 2) && sees(newcomer, 2), qPrintable(newcomer.standardError()));
        QVERIFY(newcomer.running());
        QCOMPARE(clusterOf(newcomer)[QLatin1String("cluster")].toString(), QStringLiteral("theirs"));
        QCOMPARE(clusterOf(newcomer)[QLatin1String("holder")].toString(), inviter.id());
        QCOMPARE(contentOf(keyFileOf(2)), contentOf(keyFileOf(1)));
        QCOMPARE(contentOf(keyFileOf(2) + QLatin1String(".before")), oldKey);

        // It is a full member: it takes the ball over, and comes back to the same cluster.
        inviter.kill();
        QVERIFY(sees(newcomer, 1));
        newcomer.signal(SIGTERM);
        QCOMPARE(newcomer.waitForExitStatus(), 0);
        QVERIFY(start(inviter));
        QVERIFY(start(newcomer));
        QVERIFY(sees(inviter, 2));
    }

    void whoCannotKeepTheKeyHasNotJoinedAndBothAreTold_data()
    {
        QTest::addColumn<bool>("isElsewhere");
        QTest::addRow("it was started with another --cluster") << true;
        QTest::addRow("its key cannot be written") << false;
    }
    void whoCannotKeepTheKeyHasNotJoinedAndBothAreTold()
    {
        QFETCH(bool, isElsewhere);
        NodeOptions options = optionsOf(2);
        if (isElsewhere)
            options.clusterName = QStringLiteral("other");
        else
            QVERIFY(QDir().mkpath(keyFileOf(2) + QLatin1String(".before/in/the/way")));
        NodeProcess inviter(optionsOf(1)), newcomer(options);
        QVERIFY(start(inviter) && start(newcomer));
        std::unique_ptr<Person> here, there;
        QVERIFY2(meet(here, there, withPort), qPrintable(here->said + (there ? there->said : QString())));
        const QByteArray key = contentOf(keyFileOf(2));
        here->answer("y\n");
        there->answer("y\n");
        QCOMPARE(here->status(), 1);
        QCOMPARE(there->status(), 1);
        QVERIFY2(here->said.contains(QLatin1String("has not joined")), qPrintable(here->said));
        QVERIFY2(there->said.contains(QLatin1String(isElsewhere ? "--cluster other" : "cluster.key")),
                 qPrintable(there->said));
        QCOMPARE(contentOf(keyFileOf(2)), key);
        QVERIFY(!QFile::exists(keyFileOf(2) + QLatin1String(".joined")));
        QVERIFY(sees(inviter, 1) && sees(newcomer, 1));
    }

    void whoSaysNoStaysWhereItIs()
    {
        NodeProcess inviter(optionsOf(1)), newcomer(optionsOf(2));
        QVERIFY(start(inviter) && start(newcomer));
        std::unique_ptr<Person> here, there;
        QVERIFY2(meet(here, there, withPort), qPrintable(here->said + (there ? there->said : QString())));
        const QByteArray key = contentOf(keyFileOf(2));
        here->answer("y\n");
        there->answer("n\n");
        QCOMPARE(there->status(), 1);
        QVERIFY(sees(newcomer, 1));
        QCOMPARE(contentOf(keyFileOf(2)), key);
        QVERIFY(contentOf(keyFileOf(1)) != key);
    }

    void aStrangerCannotInvite()
    {
        NodeProcess inviter(optionsOf(1));
        QVERIFY(start(inviter));
        QNetworkAccessManager http;
        QNetworkRequest request(inviter.url().resolved(QUrl(QStringLiteral("api/v1/pairing/invitations"))));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        const std::unique_ptr<QNetworkReply> reply(http.post(request, "{}"));
        QVERIFY(waitUntil([&] { return reply->isFinished(); }));
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 401);
    }
};

int main(int argc, char **argv)
{
    return runOnHosts<TestJoining>(argc, argv);
}

#include "tst_joining.moc"
