// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/workload/BallWorkload.h"
#include "engine/singleton/process/EngineSupervisor.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace everbounce;

/// What code of others cannot do in an engine, on whichever thread.
class TestSandbox : public QObject
{
    Q_OBJECT

private:
    using Kind = BehaviorCode::Kind;

    QTemporaryDir m_folder;

    QString secret() const { return m_folder.filePath(QStringLiteral("secret")); }

    static QString program(const char *name)
    {
        return qEnvironmentVariable("EVERBOUNCE_BIN") + u'/' + QLatin1String(name);
    }

    static BehaviorCode builtin() { return {Kind::Builtin, QStringLiteral("MirrorJump"), {}, {}}; }
    static BehaviorCode script()
    {
        return {
            Kind::Script, QStringLiteral("Still"), {}, "function next(s) { return /./.test('a') ? s : 0; }"};
    }

    /// The same code under two paths, as two plugins.
    BehaviorCode plugin(const QString &file = QStringLiteral("Prying.so")) const
    {
        return {Kind::Plugin, QStringLiteral("Prying"), m_folder.filePath(file), {}};
    }

    static FlightRequest request(const BehaviorCode &behavior)
    {
        FlightRequest request;
        request.behavior = behavior;
        request.end = 20;
        return request;
    }

    static FlightRequest change(const BehaviorCode &from, const BehaviorCode &to)
    {
        FlightRequest changed = request(from);
        changed.change = FlightChange{10, {}, to};
        return changed;
    }

    static FlightReply replyIn(const QVariant &argument)
    {
        return std::any_cast<FlightReply>(argument.value<EngineAnswer>().content);
    }

    static QString problemIn(const FlightReply &reply)
    {
        const auto *refusal = std::get_if<FlightRefusal>(&reply);
        return refusal ? refusal->reason : QString();
    }

    /// An engine that is waited for as long as it takes, on however busy a machine.
    struct Engine
    {
        EngineProcess process{program("everbounce-engine"), understandReply};
        QSignalSpy ended{&process, &EngineProcess::ended};
        quint64 questions = 0;

        Engine() { process.start(); }

        /// What went wrong with a flight, or an empty text.
        QString problemOf(const FlightRequest &question)
        {
            QSignalSpy replied(&process, &EngineProcess::replied);
            process.ask(++questions, questionOf(question));
            while (replied.isEmpty() && ended.isEmpty())
                QTest::qWait(10);
            return replied.isEmpty() ? QStringLiteral("the engine ") + ended.first().first().toString()
                                     : problemIn(replyIn(replied.first().at(1)));
        }
    };

    static QStringList unfilteredThreads(qint64 process)
    {
        QStringList open;
        const QString all = QStringLiteral("/proc/%1/task").arg(process);
        const QStringList threads = QDir(all).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString &thread : threads) {
            QFile status(QStringLiteral("%1/%2/status").arg(all, thread));
            if (!status.open(QIODevice::ReadOnly) || !status.readAll().contains("\nSeccomp:\t2\n"))
                open.append(thread);
        }
        return threads.size() < 2 ? QStringList{QStringLiteral("too few threads")} : open;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(secret());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("key") == 3);
        QVERIFY(QFile::copy(QStringLiteral(TEST_PRYING), m_folder.filePath(QStringLiteral("Prying.so"))));
        QVERIFY(QFile::copy(QStringLiteral(TEST_PRYING), m_folder.filePath(QStringLiteral("Again.so"))));
        qputenv("PRYING_SECRET", QFile::encodeName(secret()));
    }

    void refusesWhatIsNotNeeded_data()
    {
        QTest::addColumn<QString>("level");
        for (const char *level : {"loading", "native", "script"})
            QTest::newRow(level) << QString::fromLatin1(level);
    }

    void refusesWhatIsNotNeeded()
    {
        QFETCH(const QString, level);
        QProcess probe;
        probe.start(QStringLiteral(TEST_PROBE), {level, secret()});
        QVERIFY(probe.waitForFinished());
        QCOMPARE(QString::fromUtf8(probe.readAllStandardOutput()), QStringLiteral("tried\n"));
        QCOMPARE(probe.exitCode(), 0);
    }

    void holdsEveryThreadOfAnEngine()
    {
        Engine engine;
        for (const BehaviorCode &code : {builtin(), script(), builtin(), script()}) {
            QCOMPARE(engine.problemOf(request(code)), QString());
            QCOMPARE(unfilteredThreads(engine.process.processId()), QStringList());
        }
    }

    void holdsAPlugin()
    {
        if (::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) < 1)
            QSKIP("This kernel has no Landlock: a plugin reads files while it is loaded.");
        Engine engine;
        QCOMPARE(engine.problemOf(request(plugin())), QString());
        QCOMPARE(unfilteredThreads(engine.process.processId()), QStringList());
        Engine another;
        QCOMPARE(another.problemOf(change(script(), plugin())), QString());
        QCOMPARE(another.problemOf(request(plugin())), QString());
        QCOMPARE(another.problemOf(change(plugin(), script())), QString());
        QCOMPARE(another.problemOf(request(script())), QString());
    }

    void knowsWhatAnEngineCanStillFly()
    {
        const auto again = plugin(QStringLiteral("Again.so"));
        Engine ofScripts;
        QVERIFY(ofScripts.process.canAnswer(questionOf(request(plugin()))));
        QCOMPARE(ofScripts.problemOf(request(builtin())), QString());
        QVERIFY(ofScripts.process.canAnswer(questionOf(change(script(), plugin()))));
        QCOMPARE(ofScripts.problemOf(request(script())), QString());
        QVERIFY(ofScripts.process.canAnswer(questionOf(change(script(), builtin()))));
        QVERIFY(!ofScripts.process.canAnswer(questionOf(request(plugin()))));
        QVERIFY(!ofScripts.process.canAnswer(questionOf(change(script(), plugin()))));

        Engine ofPlugins;
        QCOMPARE(ofPlugins.problemOf(change(plugin(), again)), QString());
        QVERIFY(ofPlugins.process.canAnswer(questionOf(request(again))));
        QVERIFY(!ofPlugins.process.canAnswer(questionOf(request(plugin(QStringLiteral("Late.so"))))));
        QVERIFY(ofPlugins.process.canAnswer(questionOf(change(again, script()))));
        QCOMPARE(ofPlugins.problemOf(change(again, script())), QString());
        QVERIFY(!ofPlugins.process.canAnswer(questionOf(request(again))));
    }

    void loadsAPluginThatCouldNotBeLoadedBefore()
    {
        const auto late = plugin(QStringLiteral("Late.so"));
        Engine engine;
        QVERIFY(engine.problemOf(request(late)).contains(QLatin1String("cannot be loaded")));
        QVERIFY(!engine.process.canAnswer(questionOf(request(late)))); // another one is to try
        QVERIFY(QFile::copy(QStringLiteral(TEST_PRYING), late.path));
        QCOMPARE(Engine().problemOf(request(late)), QString());
    }

    void takesAnotherEngineForAPluginWhereOneRunsAScript()
    {
        EngineSupervisor supervisor(program("everbounce-engine"), understandReply);
        QSignalSpy replied(&supervisor, &EngineSupervisor::replied);
        supervisor.start();
        qint64 last = 0;
        for (const FlightRequest &question : {request(script()), change(script(), plugin())}) {
            supervisor.ask(questionOf(question));
            while (replied.isEmpty()) {
                if (!supervisor.busy()) // too slow a machine for its deadlines
                    supervisor.ask(questionOf(question));
                QTest::qWait(10);
            }
            QCOMPARE(problemIn(replyIn(replied.takeFirst().first())), QString());
            QVERIFY(supervisor.processId() != last);
            last = supervisor.processId();
        }
    }

    void inheritsNothingFromItsNode()
    {
        const int opened = ::open(QFile::encodeName(secret()).constData(), O_RDONLY); // as a library might
        Engine engine;
        QCOMPARE(engine.problemOf(request(builtin())), QString());
        ::close(opened);
        const QDir files(QStringLiteral("/proc/%1/fd").arg(engine.process.processId()));
        const QStringList names = files.entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot);
        QVERIFY(names.size() >= 4);
        for (const QString &name : names) {
            const QString target = QFile::symLinkTarget(files.filePath(name));
            QVERIFY2(name.toInt() <= 2 || target.contains(QLatin1String("pipe:[")) ||
                         target.contains(QLatin1String("anon_inode:")),
                     qPrintable(target));
        }
    }
};

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
