// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/Lifeline.h"
#include "app/started/StartedNodes.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace everbounce;
using Problem = StartedNodesInterface::Problem;

/// Promises of the nodes that are started from a window, with a script in the place of their program.
class TestStartedNodes : public QObject
{
    Q_OBJECT

private:
    std::optional<QTemporaryDir> m_home;

    static Options read(QStringList arguments)
    {
        arguments.prepend(QStringLiteral("everbounce"));
        return readOptions(arguments, true).options.value_or(Options());
    }

    /// A program that notes how it was called, and then does this.
    QString program(const char *does) const
    {
        const QString path = m_home->filePath(QStringLiteral("program"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write("#!/bin/sh\necho \"$@\" >> " + QFile::encodeName(runsFile()) + "\nenv > " +
                   QFile::encodeName(m_home->filePath(QStringLiteral("environment"))) + "\n" + does + "\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }
    QString serving() const
    {
        return program("echo \"ready name=node-$$ node=$(printf %016x $$) http=http://127.0.0.1:4001/ "
                       "pid=$$\"\nexec cat > /dev/null");
    }
    QString runsFile() const { return m_home->filePath(QStringLiteral("runs")); }
    QStringList runs() const { return linesOf(runsFile()); }
    static QStringList linesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly)
                   ? QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)
                   : QStringList();
    }

    /// What it shows now.
    static StartedNodesView viewOf(StartedNodes &nodes)
    {
        QSignalSpy changes(&nodes, &StartedNodes::changed);
        nodes.requestView();
        return changes.last().first().value<StartedNodesView>();
    }
    static int countServing(StartedNodes &nodes)
    {
        const auto view = viewOf(nodes);
        return int(
            std::ranges::count_if(view.nodes, [](const StartedNode &node) { return !node.id.isEmpty(); }));
    }

private Q_SLOTS:
    void init()
    {
        m_home.emplace();
        qputenv("XDG_DATA_HOME", m_home->path().toUtf8());
    }
    void cleanup()
    {
        qunsetenv("EVERBOUNCE_CLUSTER");
        qunsetenv("EVERBOUNCE_NAME");
        m_home.reset();
    }

    void namesCountOn_data()
    {
        QTest::addColumn<QString>("own");
        QTest::addColumn<QStringList>("taken");
        QTest::addColumn<QString>("next");
        const QStringList none;
        QTest::newRow("a word") << QStringLiteral("alpha") << none << QStringLiteral("alpha-2");
        QTest::newRow("a number") << QStringLiteral("node-1") << none << QStringLiteral("node-2");
        QTest::newRow("those that are taken")
            << QStringLiteral("node-1") << QStringList{QStringLiteral("node-2"), QStringLiteral("node-3")}
            << QStringLiteral("node-4");
        QTest::newRow("past nine") << QStringLiteral("node-9") << none << QStringLiteral("node-10");
        QTest::newRow("what looks like a form") << QStringLiteral("50%2") << none << QStringLiteral("50%2-2");
        QTest::newRow("as long as a name can be")
            << QString(64, u'n') << none << QString(56, u'n') + QStringLiteral("-2");
    }
    void namesCountOn()
    {
        QFETCH(const QString, own);
        QFETCH(const QStringList, taken);
        QTEST(nextName(own, taken), "next");
    }

    void aNodeHasTheOptionsOfTheWindowsButForWhoItIs()
    {
        qputenv("EVERBOUNCE_CLUSTER", "theirs");
        qputenv("EVERBOUNCE_NAME", "alpha");
        Options options =
            read({QStringLiteral("--http-port"), QStringLiteral("4000"), QStringLiteral("--state-dir"),
                  QStringLiteral("/state"), QStringLiteral("--coordination"),
                  QStringLiteral("etcd:http://a:2379,http://b:2379"), QStringLiteral("--faults"),
                  QStringLiteral("off"), QStringLiteral("--behavior-dir"), QStringLiteral("one"),
                  QStringLiteral("--behavior-dir"), QStringLiteral("two"), QStringLiteral("--kiosk"),
                  QStringLiteral("--frame-log"), QStringLiteral("frames.csv")});
        options.listen = QStringLiteral("lan"); // as somebody chose meanwhile
        const QStringList arguments = childArguments(options, {.name = QStringLiteral("alpha-2")});
        const OptionsResult result =
            readOptions(QStringList(QStringLiteral("everbounced")) + arguments, false);
        QVERIFY2(result.options, qPrintable(result.output));
        QCOMPARE(result.options->name, QStringLiteral("alpha-2"));
        QCOMPARE(result.options->cluster, QStringLiteral("theirs"));
        QCOMPARE(result.options->share, std::optional(true)); // and people may close it again
        QVERIFY(!result.options->listenGiven);
        QCOMPARE(result.options->coordination.kind, QStringLiteral("etcd"));
        QVERIFY(arguments.contains(QStringLiteral("--coordination=etcd:http://a:2379,http://b:2379")));
        QCOMPARE(result.options->behaviorDirs, options.behaviorDirs);
        QVERIFY(!result.options->faults && result.options->lifeline);
        QVERIFY(!result.options->httpPort && result.options->stateDir.isEmpty());
    }

    void withoutBroadcastItIsToldWhereToLook()
    {
        Options options = read({QStringLiteral("--listen"), QStringLiteral("::1")});
        QVERIFY(childArguments(options, {}).contains(QStringLiteral("--peer=[::1]")));
        options.listen = QStringLiteral("127.0.0.1");
        QVERIFY(childArguments(options, {}).filter(QStringLiteral("--peer")).isEmpty());
    }

    void theLifelineEndsWithItsOtherEndUnlessItIsToStay_data()
    {
        QTest::addColumn<QByteArray>("told");
        QTest::addColumn<bool>("ends");
        QTest::newRow("nothing") << QByteArray() << true;
        QTest::newRow("stay") << QByteArray("stay\n") << false;
        QTest::newRow("taken back") << QByteArray("stay\ngo\n") << true;
        QTest::newRow("half a word") << QByteArray("stay") << true;
        QTest::newRow("too long a word") << QByteArray(1000, 'x') + "stay\n" << true;
        QTest::newRow("other words") << QByteArray("stay\nperhaps\n\n") << false;
    }
    void theLifelineEndsWithItsOtherEndUnlessItIsToStay()
    {
        QFETCH(const QByteArray, told);
        QFETCH(const bool, ends);
        int ends_[2];
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_), 0);
        QCOMPARE(::write(ends_[0], told.constData(), size_t(told.size())), ssize_t(told.size()));
        Lifeline lifeline(ends_[1]);
        QSignalSpy ended(&lifeline, &Lifeline::ended);
        QCoreApplication::processEvents();
        QCOMPARE(ended.count(), 0);
        ::close(ends_[0]);
        QTRY_VERIFY(lifeline.isOver());
        QCOMPARE(ended.count(), ends ? 1 : 0);
        ::close(ends_[1]);
    }

    void noMoreThanAHandfulAreStarted()
    {
        StartedNodes nodes(read({}), QStringLiteral("host:4000"), serving());
        for (int i = 0; i < StartedNodes::most + 2; ++i)
            nodes.startNode();
        QTRY_COMPARE(countServing(nodes), StartedNodes::most);
        QVERIFY(!viewOf(nodes).canStart());
        QCOMPARE(runs().size(), StartedNodes::most);
        nodes.endNode(3);
        QTRY_VERIFY(viewOf(nodes).canStart());
        QCOMPARE(viewOf(nodes).nodes.size(), StartedNodes::most - 1);
    }

    void nothingOfTheWindowsEnvironmentReachesIt()
    {
        qputenv("EVERBOUNCE_NAME", "alpha");
        StartedNodes nodes(read({}), QStringLiteral("alpha"), serving());
        nodes.startNode();
        QTRY_COMPARE(countServing(nodes), 1);
        const QStringList environment = linesOf(m_home->filePath(QStringLiteral("environment")));
        QVERIFY(!environment.isEmpty() && environment.filter(QStringLiteral("EVERBOUNCE_")).isEmpty());
        QVERIFY(runs().first().contains(QStringLiteral("--name=alpha-2")));
    }

    void aNodeThatEndsBeforeItServesSaysWhy()
    {
        StartedNodes nodes(read({}), QStringLiteral("host:4000"),
                           program("echo first >&2; echo 'No port is free.' >&2; exit 1"));
        QSignalSpy failed(&nodes, &StartedNodes::failed);
        nodes.startNode();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().value<Problem>(), Problem::Ended);
        QCOMPARE(failed.first().at(1).toString(), QStringLiteral("No port is free."));
        QVERIFY(viewOf(nodes).nodes.isEmpty());
    }

    void aMissingProgramIsSaid()
    {
        StartedNodes nodes(read({}), QStringLiteral("host:4000"), {});
        QSignalSpy failed(&nodes, &StartedNodes::failed);
        nodes.startNode();
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().value<Problem>(), Problem::Missing);
        StartedNodes broken(read({}), QStringLiteral("host:4000"), QStringLiteral("/nowhere/everbounced"));
        QSignalSpy ended(&broken, &StartedNodes::failed);
        broken.startNode();
        QCOMPARE(ended.count(), 1);
        QVERIFY(viewOf(broken).nodes.isEmpty());
    }

    void allButThoseThatAreKeptEnd()
    {
        StartedNodes nodes(read({}), QStringLiteral("host:4000"), serving());
        for (int i = 0; i < 3; ++i)
            nodes.startNode();
        QTRY_COMPARE(countServing(nodes), 3);
        nodes.keepNode(2, true);
        nodes.endAll();
        QTRY_COMPARE(viewOf(nodes).nodes.size(), 1);
        QCOMPARE(viewOf(nodes).nodes.first().number, 2);
        QVERIFY(viewOf(nodes).nodes.first().stays);
        nodes.endNode(2);
        QTRY_COMPARE(viewOf(nodes).nodes.size(), 0);
    }

    void eachHasAStateOfItsOwnBesideThatWhichWasGiven()
    {
        const QString state = m_home->filePath(QStringLiteral("state"));
        StartedNodes nodes(read({QStringLiteral("--state-dir"), state}), QStringLiteral("host:4000"),
                           serving());
        nodes.startNode();
        nodes.startNode();
        QTRY_COMPARE(countServing(nodes), 2);
        QVERIFY(runs().join(u'\n').contains(state + QStringLiteral("/started-1")));
        QVERIFY(runs().join(u'\n').contains(state + QStringLiteral("/started-2")));
    }

    void aNewNameOfTheWindowsNodeStartsNoneAnewAndCountsForTheNext()
    {
        Options options = read({});
        StartedNodes nodes(options, QStringLiteral("host:4000"), serving());
        nodes.startNode();
        QTRY_COMPARE(countServing(nodes), 1);
        options.name = QStringLiteral("alpha");
        options.httpPort = 4321;
        nodes.follow(options, options.name, false);
        QCOMPARE(countServing(nodes), 1);
        nodes.startNode();
        QTRY_COMPARE(countServing(nodes), 2);
        QCOMPARE(runs().size(), 2);
        QVERIFY(runs().last().contains(QStringLiteral("--name=alpha-2")));
    }

    /// A node that is kept goes on writing when its window is gone.
    void noLogThatSomebodyWritesIsTakenAndNoPipeHoldsTheWindowUp()
    {
        const QString folder = m_home->filePath(QStringLiteral("everbounce/started"));
        const auto log = [&folder](int number) {
            return folder + QStringLiteral("/vm%3A4000-") + QString::number(number) + QStringLiteral(".log");
        };
        QVERIFY(QDir().mkpath(folder));
        QCOMPARE(::mkfifo(QFile::encodeName(log(2)).constData(), S_IRUSR | S_IWUSR), 0);
        StartedNodes kept(read({}), QStringLiteral("vm:4000"), program("echo kept >&2; exec sleep 60"));
        kept.startNode();
        QTRY_COMPARE(linesOf(log(1)), QStringList(QStringLiteral("kept")));
        StartedNodes nodes(read({}), QStringLiteral("vm:4000"), program("echo new >&2; exec sleep 60"));
        nodes.startNode();
        QTRY_COMPARE(linesOf(log(3)), QStringList(QStringLiteral("new")));
        QCOMPARE(linesOf(log(1)), QStringList(QStringLiteral("kept")));
        kept.endNode(1);
        nodes.endNode(1);
        QTRY_VERIFY(viewOf(kept).nodes.isEmpty() && viewOf(nodes).nodes.isEmpty());
    }

    /// One after the other: so the ball flies on.
    void theyFollowTheWindowsNode()
    {
        const QString state = m_home->filePath(QStringLiteral("state"));
        Options options = read({QStringLiteral("--state-dir"), state});
        StartedNodes nodes(options, QStringLiteral("host:4000"), serving());
        nodes.startNode();
        nodes.startNode();
        QTRY_COMPARE(countServing(nodes), 2);
        QDir().mkpath(state + QStringLiteral("/started-1"));
        QFile kept(state + QStringLiteral("/started-1/snapshot"));
        QVERIFY(kept.open(QIODevice::WriteOnly));
        options.listen = QStringLiteral("lan");
        int least = 2;
        connect(&nodes, &StartedNodes::changed, &nodes, [&](const StartedNodesView &view) {
            least = std::min(least, int(std::ranges::count_if(
                                        view.nodes, [](const auto &node) { return !node.id.isEmpty(); })));
        });
        nodes.follow(options, QStringLiteral("host:4000"), true);
        QTRY_COMPARE(runs().filter(QStringLiteral("--share=on")).size(), 2);
        QTRY_COMPARE(countServing(nodes), 2);
        QCOMPARE(least, 1);
        const QDir own(state + QStringLiteral("/started-1"));
        const QStringList aside = own.entryList({QStringLiteral("before-joining-*")}, QDir::Dirs);
        QCOMPARE(aside.size(), 1);
        QVERIFY(own.exists(aside.first() + QStringLiteral("/snapshot")));
    }
};

QTEST_GUILESS_MAIN(TestStartedNodes)
#include "tst_started_nodes.moc"
