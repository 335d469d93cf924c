// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/NodeProcess.h"
#include "tests/cluster/harness/Screen.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/PrivateNetwork.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace everbounce;
using namespace everbounce::harness;

/// Who has nothing but a window gets a cluster by it: promises of the nodes that a real window starts.
class TestWindowNodes : public QObject
{
    Q_OBJECT
public:
    explicit TestWindowNodes(const QString &problem)
        : m_problem(problem)
    {
    }

private:
    /// A window on a fresh home, and whoever sits before it.
    struct Desk
    {
        QTemporaryDir home;
        Screen screen;
        NodeProcess node{options()};
        QList<pid_t> kept; ///< to be ended with the test

        ~Desk()
        {
            for (const pid_t pid : kept) {
                if (runs(pid))
                    ::kill(pid, SIGKILL);
            }
            if (QTest::currentTestFailed())
                screen.photograph(QStringLiteral("window-nodes"));
        }

        NodeOptions options() const
        {
            NodeOptions options;
            options.program = QStringLiteral("everbounce");
            options.name = QStringLiteral("node-1");
            options.listen.clear();
            options.home = home.path();
            options.environment = screen.environment();
            return options;
        }

        bool start()
        {
            node.start();
            return waitUntil([&] { return node.isReady() || !node.running(); }) && node.isReady();
        }

        /// Programs that the window's process has started, without its engines.
        QList<pid_t> children() const
        {
            QFile file(QStringLiteral("/proc/%1/task/%1/children").arg(node.pid()));
            QList<pid_t> pids;
            if (!file.open(QIODevice::ReadOnly))
                return pids;
            for (const QByteArray &pid : file.readAll().split(' ')) {
                if (!pid.isEmpty() && programOf(pid.toInt()) == "everbounced")
                    pids << pid.toInt();
            }
            return pids;
        }
    };

    static QByteArray programOf(pid_t pid)
    {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
        return file.open(QIODevice::ReadOnly) ? file.readAll().split('\0').first().split('/').last()
                                              : QByteArray();
    }

    /// One that has ended and was not waited for has no command line any more.
    static bool runs(pid_t pid) { return programOf(pid) == "everbounced"; }

    /// Names of the cluster's nodes, as one of them tells; empty if nobody answers.
    QStringList namesAt(int port)
    {
        const QNetworkRequest request(QUrl(QStringLiteral("http://127.0.0.1:%1/api/v1/cluster").arg(port)));
        const std::unique_ptr<QNetworkReply> reply(m_http.get(request));
        waitUntil([&] { return reply->isFinished(); });
        const QJsonObject told = QJsonDocument::fromJson(reply->readAll()).object();
        QStringList names;
        for (const QJsonValue &node : told[QLatin1String("nodes")].toArray())
            names << node.toObject()[QLatin1String("name")].toString();
        names.sort();
        return names;
    }
    static QStringList named(std::initializer_list<const char *> names)
    {
        QStringList list;
        for (const char *name : names)
            list << QLatin1String(name);
        return list;
    }

    QString m_problem;
    QNetworkAccessManager m_http;

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_problem.isEmpty())
            QSKIP(qPrintable(QStringLiteral("Skipped: ") + m_problem));
    }

    void twoPressesMakeThreeNodesThatEndWithTheWindowHoweverItEnds()
    {
        Desk desk;
        QVERIFY2(desk.start(), qPrintable(desk.node.standardError()));
        QVERIFY(desk.screen.press("c Tab Tab space") && desk.screen.press("space"));
        const QStringList three = named({"node-1", "node-2", "node-3"});
        QVERIFY(askUntil([&] { return namesAt(4000) == three; }));
        QVERIFY(namesAt(4001) == three && namesAt(4002) == three);
        const QList<pid_t> others = desk.children();
        QCOMPARE(others.size(), 2);
        desk.node.kill();
        for (const pid_t pid : others)
            QVERIFY(askUntil([&] { return !runs(pid); }));
        QVERIFY(namesAt(4001).isEmpty() && namesAt(4002).isEmpty());
    }

    void oneThatIsKeptFliesOnWithoutTheWindow()
    {
        Desk desk;
        QVERIFY2(desk.start(), qPrintable(desk.node.standardError()));
        QVERIFY(desk.screen.press("c Tab Tab space"));
        QVERIFY(askUntil([&] { return namesAt(4000) == named({"node-1", "node-2"}); }));
        desk.kept = desk.children();
        QCOMPARE(desk.kept.size(), 1);
        const pid_t kept = desk.kept.first();
        QVERIFY(desk.screen.press("space")); // the second one ends with the window
        QVERIFY(askUntil([&] { return desk.children().size() == 2 && namesAt(4000).size() == 3; }));
        QList<pid_t> ends = desk.children();
        ends.removeOne(kept);
        QVERIFY(desk.screen.press("Tab space")); // on from the button: keep the first one
        desk.screen.press(
            "ctrl+q"); // another one stays: nothing is asked, and the window goes before the key is up
        QCOMPARE(desk.node.waitForExitStatus(), 0);
        QVERIFY(askUntil([&] { return !runs(ends.first()); }));
        QVERIFY(askUntil([&] { return namesAt(4001) == named({"node-2"}); }));
        QVERIFY(runs(kept));
        ::kill(kept, SIGTERM);
        QVERIFY(askUntil([&] { return !runs(kept); }));
    }

    void theLastWindowAsksOnce()
    {
        Desk desk;
        QVERIFY2(desk.start(), qPrintable(desk.node.standardError()));
        QVERIFY(askUntil([&] { return namesAt(4000) == named({"node-1"}); }));
        QVERIFY(desk.screen.press("ctrl+q"));
        QVERIFY(namesAt(4000) == named({"node-1"}) && desk.node.running());
        desk.screen.press("ctrl+q");
        QCOMPARE(desk.node.waitForExitStatus(), 0);
    }
};

int main(int argc, char **argv)
{
    const QString problem = enterPrivateNetwork();
    const QCoreApplication application(argc, argv);
    TestWindowNodes test(problem);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_window_nodes.moc"
