// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/NodeProcess.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/HostsTest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

#include <csignal>
#include <optional>

using namespace everbounce;
using namespace everbounce::harness;

/// A node that was started without --listen is opened to its network, and closed again, while it runs. Hosts
/// are network namespaces; this process is a stranger on their network.
class TestSharing : public HostsTest
{
    Q_OBJECT
public:
    explicit TestSharing(const QString &problem)
        : HostsTest(2, problem)
    {
    }

private:
    NodeOptions optionsOf(int host, const QString &listen = {})
    {
        NodeOptions options;
        options.name = QStringLiteral("node%1").arg(host);
        options.httpPort = 4000;
        options.home = homeOf(host);
        options.listen = listen;
        options.networkNamespace = HostNetwork::namespaceOf(host);
        return options;
    }

    static bool start(NodeProcess &node)
    {
        node.start();
        return waitUntil([&] { return node.isReady() || !node.running(); }) && node.isReady();
    }

    struct Said
    {
        int status = -1;
        QString text;
    };

    /// everbouncectl on a host, as the node's own user.
    static Said ctl(int host, const char *words)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral("ip"),
                      QStringLiteral("netns exec host%1 %2 %3")
                          .arg(host)
                          .arg(programPath(QStringLiteral("everbouncectl")), QLatin1String(words))
                          .split(u' '));
        if (!waitUntil([&] { return process.state() == QProcess::NotRunning; }))
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAll()).trimmed()};
    }

    /// A node that is still on its way to its last choice says that somebody is to try again.
    static bool choose(int host, const char *words)
    {
        return askUntil([&] {
            const Said said = ctl(host, words);
            if (said.status != 0)
                qInfo().noquote() << words << '-' << said.text;
            return said.status == 0;
        });
    }

    /// The line of a setting, with single spaces.
    static QString settingOf(int host, const char *setting)
    {
        for (const QString &line : ctl(host, "config").text.split(u'\n')) {
            if (line.startsWith(QLatin1String(setting) + u' '))
                return line.simplified();
        }
        return {};
    }

    /// As the stranger sees it.
    static int statusAt(int host, const char *path = "/api/v1/cluster")
    {
        const QUrl url(QStringLiteral("http://%1:4000/").arg(HostNetwork::addressOf(host)));
        return httpGet(url, QLatin1String(path)).status;
    }

    /// The node as its own machine sees it, once it has a ball.
    static bool flies(int host, int nodes, const char *behavior = "MirrorJump")
    {
        return askUntil([&] {
            const QJsonObject told =
                QJsonDocument::fromJson(ctl(host, "status --json").text.toUtf8()).object();
            const QJsonObject cluster = told[QLatin1String("cluster")].toObject();
            return cluster[QLatin1String("holder")].isString() &&
                   cluster[QLatin1String("behavior")] == QLatin1String(behavior) &&
                   cluster[QLatin1String("nodes")].toArray().size() == nodes;
        });
    }

    /// Runs a few words of a shell, on a host or, without one, as a stranger; what it says.
    static QString shell(std::optional<int> host, const QString &words)
    {
        QProcess process;
        if (host)
            process.start(QStringLiteral("ip"), {QStringLiteral("netns"), QStringLiteral("exec"),
                                                 QStringLiteral("host%1").arg(*host), QStringLiteral("bash"),
                                                 QStringLiteral("-c"), words});
        else
            process.start(QStringLiteral("bash"), {QStringLiteral("-c"), words});
        if (!waitUntil([&] { return process.state() == QProcess::NotRunning; }))
            return {};
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }

    /// The status of a command without a token, from a page with that address: 401 if the page may ask.
    static QString statusForPage(std::optional<int> host, const char *origin)
    {
        return shell(host, QStringLiteral("exec 3<>/dev/tcp/10.77.0.1/4001; printf 'POST /api/v1/nudge "
                                          "HTTP/1.1\\r\\nHost: 10.77.0.1:4001\\r\\nOrigin: %1\\r\\n"
                                          "Content-Type: application/json\\r\\nContent-Length: 2\\r\\n"
                                          "\\r\\n{}' >&3; head -n 1 <&3")
                               .arg(QLatin1String(origin)))
            .section(u' ', 1, 1);
    }

    /// A second node of the user of host 1.
    NodeOptions secondOptions(const QString &listen)
    {
        NodeOptions options = optionsOf(1, listen);
        options.name = QStringLiteral("second");
        options.httpPort = 4001;
        return options;
    }

    /// At which addresses a viewer that came by this one finds the nodes.
    static QSet<QString> hostsSeenAt(const QString &address)
    {
        QSet<QString> hosts;
        const QUrl url(QStringLiteral("http://%1:4000/").arg(address));
        const QJsonObject cluster = httpGet(url, QStringLiteral("/api/v1/cluster")).json();
        for (const QJsonValue &node : cluster[QLatin1String("nodes")].toArray())
            hosts << QUrl(node[QLatin1String("url")].toString()).host();
        return hosts;
    }

private Q_SLOTS:
    // It is open at a loopback address, and its own node may be killed.
    void aPageOfThisMachineIsServedByItsOtherNodes()
    {
        const QString lan = QStringLiteral("lan");
        NodeProcess first(optionsOf(1, lan)), second(secondOptions(lan));
        QVERIFY(start(first) && start(second));
        QVERIFY(flies(1, 2));
        for (const char *page : {"http://127.0.0.1:4000", "http://localhost:4000", "http://[::1]:4000"}) {
            QCOMPARE(statusForPage(1, page), QStringLiteral("401"));
            QCOMPARE(statusForPage({}, page), QStringLiteral("403"));
            QCOMPARE(statusForPage(2, page), QStringLiteral("403"));
        }
        QCOMPARE(statusForPage(1, "http://127.0.0.1:4003"), QStringLiteral("403"));
        first.signal(SIGKILL);
        QVERIFY(askUntil([] { return statusAt(1) == 0; }));
        QCOMPARE(statusForPage(1, "http://127.0.0.1:4000"), QStringLiteral("401"));
    }

    void anotherAddressIsToldWhileTheLinksLive()
    {
        const QString lan = QStringLiteral("lan"), other = QStringLiteral("10.77.0.41");
        NodeProcess first(optionsOf(1, lan)), second(secondOptions(lan));
        QVERIFY(start(first) && start(second));
        QVERIFY(flies(1, 2));
        const QString own = HostNetwork::addressOf(1);
        QCOMPARE(hostsSeenAt(own), QSet<QString>{own});
        shell(1, QStringLiteral("ip address add %1/24 dev eth0; ip address del %2/24 dev eth0; "
                                "ip address add %1/24 dev eth0")
                     .arg(other, own)); // the first one takes those of its network along
        QVERIFY(askUntil([&] { return hostsSeenAt(other) == QSet<QString>{other}; }));
        shell(1, QStringLiteral("ip address add %1/24 dev eth0; ip address del %2/24 dev eth0; "
                                "ip address add %1/24 dev eth0")
                     .arg(own, other));
        QVERIFY(askUntil([&] { return hostsSeenAt(own) == QSet<QString>{own}; }));
    }

    void aNodeIsOpenedAndClosedAgainWithoutARestart()
    {
        NodeProcess node(optionsOf(1));
        QVERIFY2(start(node), qPrintable(node.standardError()));
        QVERIFY(flies(1, 1));
        QCOMPARE(ctl(1, "set-behavior RandomRebound").status, 0);
        QCOMPARE(statusAt(1), 0);

        const Said opened = ctl(1, "share on");
        QVERIFY2(opened.status == 0, qPrintable(opened.text));
        QCOMPARE(settingOf(1, "listen"), QStringLiteral("listen lan the switch at this node"));
        QVERIFY(askUntil([] { return statusAt(1) == 200; }));
        QVERIFY(flies(1, 1, "RandomRebound")); // the same flight goes on

        QVERIFY(choose(1, "share off"));
        QCOMPARE(settingOf(1, "listen"), QStringLiteral("listen loopback default"));
        QVERIFY(askUntil([] { return statusAt(1) == 0; }));
        QVERIFY(flies(1, 1, "RandomRebound"));
        QVERIFY(node.running());
    }

    void strangersOnTheNetworkAreToldNothingMoreThanBefore()
    {
        NodeProcess node(optionsOf(1));
        QVERIFY(start(node));
        QVERIFY(choose(1, "share on"));
        QVERIFY(askUntil([] { return statusAt(1) == 200; }));
        for (const char *path : {"/api/v1/sharing", "/api/v1/config", "/api/v1/keys", "/api/v1/audit"})
            QCOMPARE(statusAt(1, path), 401);
    }

    void whatWasChosenIsRememberedAndOthersCanJoin()
    {
        NodeProcess first(optionsOf(1)), second(optionsOf(2));
        QVERIFY(start(first) && start(second));
        QVERIFY(flies(1, 1) && flies(2, 1));
        QVERIFY(choose(1, "share on") && choose(2, "share on"));
        const QString invited = ctl(1, "invite").text; // everbounce --join CODE ..., at once good for others
        const QString code = invited.section(u' ', 2, 2);
        QVERIFY2(code.startsWith(QLatin1String("eb1-")), qPrintable(invited));
        second.signal(SIGTERM);
        QCOMPARE(second.waitForExitStatus(), 0);
        NodeOptions options = optionsOf(2);
        options.more = {QStringLiteral("--join"), code};
        NodeProcess newcomer(options); // which is open still
        QVERIFY2(start(newcomer), qPrintable(newcomer.standardError()));
        QVERIFY(flies(1, 2) && flies(2, 2));
        QCOMPARE(statusAt(2), 200);
    }

    void whatWasGivenAtTheStartCannotBeChosen()
    {
        NodeProcess node(optionsOf(1, QStringLiteral("loopback")));
        QVERIFY(start(node));
        const Said refused = ctl(1, "share on");
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.text.contains(QLatin1String("--listen loopback")), qPrintable(refused.text));
        QCOMPARE(statusAt(1), 0);
    }
};

int main(int argc, char **argv)
{
    return runOnHosts<TestSharing>(argc, argv);
}

#include "tst_sharing.moc"
