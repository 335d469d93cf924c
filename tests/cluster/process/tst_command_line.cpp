// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/Version.h"
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/FreePorts.h"
#include "tests/cluster/harness/network/PrivateNetwork.h"

#include <QProcess>
#include <QTcpServer>
#include <QTemporaryFile>

using namespace everbounce::harness;

/// What a node does with its options: ports, mistakes, help.
class TestCommandLine : public QObject
{
    Q_OBJECT

private:
    static constexpr quint16 firstPort = 4000;
    static constexpr quint16 lastPort = 4015;

    static NodeOptions only(const QStringList &arguments)
    {
        NodeOptions options;
        options.listen.clear();
        options.more = arguments;
        return options;
    }

    static bool isOneLine(const QString &text) { return text.count(u'\n') == 1 && text.endsWith(u'\n'); }

    static bool serves(NodeProcess &node)
    {
        node.start();
        return waitUntil([&] { return node.isReady() || !node.running(); }) && node.isReady();
    }

    static std::vector<std::unique_ptr<QTcpServer>> occupy(quint16 first, quint16 last)
    {
        std::vector<std::unique_ptr<QTcpServer>> servers;
        for (quint16 port = first; port <= last; ++port) {
            servers.push_back(std::make_unique<QTcpServer>());
            servers.back()->listen(QHostAddress::LocalHost, port);
        }
        return servers;
    }

    static bool anyDefaultPortBusy()
    {
        const auto servers = occupy(firstPort, lastPort);
        return std::any_of(servers.begin(), servers.end(),
                           [](const auto &one) { return !one->isListening(); });
    }

private Q_SLOTS:
    void aBusyPortIsSaidInOneLine()
    {
        ClusterGround ground;
        const NodeOptions options = ground.optionsOf(0);
        const auto servers = occupy(options.httpPort, options.httpPort);
        NodeProcess node(options);
        node.start();
        QCOMPARE(node.waitForExitStatus(), 1);
        QVERIFY2(isOneLine(node.standardError()), qPrintable(node.standardError()));
        QVERIFY(node.standardError().contains(QString::number(options.httpPort)));
        QCOMPARE(node.standardOutput(), QString());
    }

    void withoutAPortTheNextFreeOneIsTaken()
    {
        if (anyDefaultPortBusy())
            QSKIP(
                "Skipped: somebody else uses a port of 4000 to 4015, and no network namespace can be made.");
        ClusterGround ground;
        NodeOptions options = ground.optionsOf(0);
        options.httpPort = 0;
        NodeProcess first(options);
        QVERIFY(serves(first));
        QCOMPARE(first.url().port(), int(firstPort));
        const auto servers = occupy(firstPort + 1, lastPort - 1);
        options.stateDir = ground.optionsOf(1).stateDir;
        NodeProcess second(options);
        QVERIFY(serves(second));
        QCOMPARE(second.url().port(), int(lastPort));
        options.stateDir = ground.optionsOf(2).stateDir;
        NodeProcess third(options);
        third.start();
        QCOMPARE(third.waitForExitStatus(), 1);
        QVERIFY2(isOneLine(third.standardError()), qPrintable(third.standardError()));
    }

    void mistakesEndWithOneSentenceAndStatus2_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named"); // what the sentence must name
        const auto row = [](const char *arguments, const char *named) {
            QTest::newRow(arguments) << QString::fromLatin1(arguments).split(u' ')
                                     << QString::fromLatin1(named);
        };
        row("--no-such-option", "no-such-option");
        row("--http-port 65536", "--http-port");
        row("--http-port four", "four");
        row("--http-port", "http-port");
        row("--discovery-port 0", "--discovery-port");
        row("--listen everybody", "everybody");
        row("--tick 0", "--tick");
        row("--lease -1", "--lease");
        row("--lease 29", "from 30 to 60000");
        row("--lease 2000 --horizon 1999", "--lease (2000 ms)");
        row("--tick 1000 --horizon 1999", "--tick (1000 ms)");
        row("--horizon 1e9", "--horizon");
        row("--log-level loud", "loud");
        row("--cluster=", "--cluster");
        row("--peer=", "--peer");
        row("--peer-dns=", "--peer-dns");
        row("--behavior-dir=", "--behavior-dir");
        row("--state-dir=", "--state-dir");
        row("--cluster-key-file=", "--cluster-key-file");
        row("--name=", "--name");
        row("--peer a:b", "a:b");
        row("--public-url ball.example", "ball.example");
        row("--public-url ftp://ball.example", "ftp://ball.example");
        row("--allow-embedding grafana", "--allow-embedding takes an address");
        row("--faults maybe", "maybe");
        row("--join eb1-cut", "--join");
        row("--operator-token-file=", "--operator-token-file");
        row("--trusted-proxy proxy.example", "--trusted-proxy");
        row("--trusted-proxy 10.0.0.0/33", "10.0.0.0/33");
        row("--trusted-proxy 0.0.0.0/0", "0.0.0.0/0");
        row("--trusted-proxy=", "--trusted-proxy");
        row("--tls-certificate a.pem", "go together");
        row("--tls-key a.key", "go together");
        row("--tls-certificate /absent.pem --tls-key /absent.key", "--tls-certificate: /absent.pem");
        row("stray", "stray");
        row("--coordination zookeeper", "zookeeper");
        row("--coordination etcd:", "--coordination");
        row("--coordination etcd:a.example:2379", "a.example:2379");
        row("--coordination etcd:ftp://a.example", "ftp://a.example");
        row("--coordination etcd:http://a.example:2379/path", "/path");
        row("--coordination etcd:http://a.example,https://b.example", "either http or https");
        row("--coordination etcd:http://a.example --lease 1500", "whole seconds");
        row("--coordination etcd:http://a.example --lease 999", "from 1000 to 56000");
        row("--coordination etcd:http://a.example --lease 57000", "from 1000 to 56000");
        row("--coordination etcd:http://a.example --horizon 7499",
            "--horizon (7499 ms) must be at least 3500 ms longer than --lease (4000 ms)");
        row("--coordination etcd:http://a.example --coordination-user me", "--coordination-password-file");
        row("--coordination etcd:http://a.example --coordination-ca /no/such", "https");
        row("--coordination etcd:https://a.example --coordination-ca /no/such", "/no/such");
        row("--coordination-takeover perhaps", "perhaps");
        row("--etcd-faults /no/such", "--coordination etcd");
        row("--coordination etcd:http://a.example --etcd-faults /no/such", "/no/such");
        row("--coordination etcd:http://a.example --etcd-faults /dev/null", "/dev/null");
        row("--coordination-user me", "--coordination etcd");
    }

    void mistakesEndWithOneSentenceAndStatus2()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        NodeProcess node(only(arguments));
        node.start();
        QCOMPARE(node.waitForExitStatus(), 2);
        QVERIFY2(isOneLine(node.standardError()), qPrintable(node.standardError()));
        QVERIFY2(node.standardError().contains(named), qPrintable(node.standardError()));
        QCOMPARE(node.standardOutput(), QString());
    }

    void anOperatorTokenThatIsNoSecretIsRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("open");
        QTest::addColumn<QString>("said");
        QTest::newRow("open to others") << QByteArray(20, 'a') << true << QStringLiteral("chmod 600");
        QTest::newRow("empty") << QByteArray() << false << QStringLiteral("16 to 1024");
        QTest::newRow("short") << QByteArray(" 123456789012345\n") << false << QStringLiteral("16 to 1024");
        QTest::newRow("two") << QByteArray("first-token-here second-token") << false
                             << QStringLiteral("one token");
    }
    void anOperatorTokenThatIsNoSecretIsRefused()
    {
        QFETCH(QByteArray, content);
        QFETCH(bool, open);
        QFETCH(QString, said);
        QTemporaryFile file; // of mode 0600
        QVERIFY(file.open() && file.write(content) == content.size() && file.flush());
        if (open)
            QVERIFY(file.setPermissions(file.permissions() | QFile::ReadGroup));
        ClusterGround ground;
        NodeOptions options = ground.optionsOf(0);
        options.more << QStringLiteral("--operator-token-file") << file.fileName();
        NodeProcess node(options);
        node.start();
        QCOMPARE(node.waitForExitStatus(), 1);
        QVERIFY2(isOneLine(node.standardError()), qPrintable(node.standardError()));
        QVERIFY2(node.standardError().contains(said), qPrintable(node.standardError()));
    }

    void anOperatorTokenThatOthersCanReplaceIsRefused()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("token")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(20, 'a')) == 20 && file.flush());
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(QFile::setPermissions(folder.path(), QFile::Permissions(0x7777)));
        ClusterGround ground;
        NodeOptions options = ground.optionsOf(0);
        options.more << QStringLiteral("--operator-token-file") << file.fileName();
        NodeProcess node(options);
        node.start();
        QCOMPARE(node.waitForExitStatus(), 1);
        QVERIFY2(node.standardError().contains(QLatin1String("can be replaced")),
                 qPrintable(node.standardError()));
    }

    void anErrorOfADesktopNodeIsOneLineAsWell_data()
    {
        QTest::addColumn<QString>("platform");
        QTest::addColumn<QString>("said");
        QTest::newRow("no display") << QStringLiteral("xcb")
                                    << QStringLiteral("could not connect to display");
        QTest::newRow("no platform") << QStringLiteral("none")
                                     << QStringLiteral("Cannot open a window: Could not find");
        QTest::newRow("busy port") << QStringLiteral("offscreen") << QStringLiteral("is in use");
    }
    void anErrorOfADesktopNodeIsOneLineAsWell()
    {
        QFETCH(QString, platform);
        QFETCH(QString, said);
        ClusterGround ground;
        NodeOptions options = ground.optionsOf(0);
        options.program = QStringLiteral("everbounce");
        if (!QFile::exists(programPath(options.program)))
            QSKIP("Skipped: this build has no desktop node.");
        options.environment.insert(QStringLiteral("QT_QPA_PLATFORM"), platform);
        for (const char *unset : {"DISPLAY", "XDG_RUNTIME_DIR"}) // of which Qt has more to say
            options.environment.insert(QString::fromLatin1(unset), QString());
        const auto servers = occupy(options.httpPort, options.httpPort);
        NodeProcess node(options);
        node.start();
        QCOMPARE(node.waitForExitStatus(), 1);
        QVERIFY2(isOneLine(node.standardError()), qPrintable(node.standardError()));
        QVERIFY2(node.standardError().contains(said), qPrintable(node.standardError()));
    }

    void aMistakeInTheEnvironmentIsOneAsWell()
    {
        NodeOptions options = only({});
        options.environment.insert(QStringLiteral("EVERBOUNCE_HTTP_PORT"), QStringLiteral("none"));
        NodeProcess node(options);
        node.start();
        QCOMPARE(node.waitForExitStatus(), 2);
        QVERIFY2(isOneLine(node.standardError()), qPrintable(node.standardError()));
    }

    void theEnvironmentStandsInForTheCommandLine()
    {
        ClusterGround ground;
        NodeOptions options = ground.optionsOf(0);
        const quint16 port = std::exchange(options.httpPort, 0);
        options.environment.insert(QStringLiteral("EVERBOUNCE_HTTP_PORT"), QString::number(port));
        NodeProcess node(options);
        QVERIFY(serves(node));
        QCOMPARE(node.url().port(), int(port));
    }

    void helpNamesEveryOption_data()
    {
        QTest::addColumn<QString>("program");
        QTest::newRow("without a window") << QStringLiteral("everbounced");
        QTest::newRow("with a window") << QStringLiteral("everbounce");
    }
    void helpNamesEveryOption()
    {
        QFETCH(QString, program);
        if (!QFile::exists(programPath(program)))
            QSKIP("Skipped: this build has no desktop node.");
        NodeOptions options = only({QStringLiteral("--help")});
        options.program = program;
        NodeProcess node(options);
        node.start();
        QCOMPARE(node.waitForExitStatus(), 0);
        QVERIFY2(node.standardOutput().contains(program + QLatin1String(" [options]")),
                 qPrintable(node.standardOutput()));
        for (const char *option : {"--name",
                                   "--http-port",
                                   "--listen",
                                   "--discovery-port",
                                   "--cluster",
                                   "--cluster-key-file",
                                   "--peer",
                                   "--peer-dns",
                                   "--state-dir",
                                   "--behavior-dir",
                                   "--operator-token-file",
                                   "--tls-certificate",
                                   "--tls-key",
                                   "--trusted-proxy",
                                   "--public-url",
                                   "--allow-embedding",
                                   "--tick",
                                   "--lease",
                                   "--horizon",
                                   "--log-level",
                                   "--version",
                                   "--help"})
            QVERIFY2(node.standardOutput().contains(QLatin1String(option)), option);
        QCOMPARE(node.standardError(), QString());
    }

    void aTokenIsNamedAfterItsRoleWhereNoNameIsGiven()
    {
        ClusterGround ground;
        NodeProcess node(ground.optionsOf(0));
        QVERIFY(serves(node));
        const auto ctl = [&](const QStringList &words) {
            QProcess process;
            process.start(programPath(QStringLiteral("everbouncectl")),
                          words + QStringList{QStringLiteral("--url"), node.url().toString()});
            waitUntil([&] { return process.state() == QProcess::NotRunning; });
            return std::pair(process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()));
        };
        const QStringList add{QStringLiteral("token"), QStringLiteral("add")};
        const QStringList viewer = add + QStringList{QStringLiteral("--role"), QStringLiteral("viewer"),
                                                     QStringLiteral("--for"), QStringLiteral("1h")};
        for (const QStringList &words : {viewer, viewer, add}) {
            const auto [status, token] = ctl(words);
            QCOMPARE(status, 0);
            QVERIFY2(isOneLine(token) && token.size() > 40, qPrintable(token));
        }
        QStringList names;
        for (const QString &line : ctl({QStringLiteral("token"), QStringLiteral("list")}).second.split(u'\n'))
            names << line.simplified().section(u' ', 1, 1);
        QCOMPARE(names.mid(1, 3), QStringList({QStringLiteral("viewer"), QStringLiteral("viewer-2"),
                                               QStringLiteral("operator")}));
        QCOMPARE(ctl(add + QStringList{QString()}).first, 2); // a variable that is not set
        QCOMPARE(ctl({QStringLiteral("token"), QStringLiteral("revoke")}).first, 2);
    }

    void versionIsOneLine()
    {
        NodeProcess node(only({QStringLiteral("--version")}));
        node.start();
        QCOMPARE(node.waitForExitStatus(), 0);
        QCOMPARE(node.standardOutput(), QStringLiteral("everbounced " EVERBOUNCE_VERSION "\n"));
    }
};

int main(int argc, char *argv[])
{
    // The default ports may be in use on this machine, say by a node that somebody watches. If no network
    // namespace can be made, the tests that need the ports are then skipped.
    enterPrivateNetwork();
    QCoreApplication application(argc, argv);
    TestCommandLine test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_command_line.moc"
