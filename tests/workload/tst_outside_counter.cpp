// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/FreePorts.h"
#include "tests/outside/OutsideProject.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <map>
#include <memory>
#include <sys/prctl.h>

using namespace everbounce;
using harness::waitUntil;

namespace {

/// A process of the example, and what it has printed.
class CounterProcess
{
public:
    CounterProcess(const OutsideProject &project, const QString &name, quint16 port)
    {
        m_process.setWorkingDirectory(project.path({}));
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_process.start(project.built(QStringLiteral("counter")),
                        {name, QStringLiteral("--port"), QString::number(port), QStringLiteral("--key"),
                         project.path(QStringLiteral("keys/cluster.key"))});
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] {
            while (m_process.canReadLine())
                m_lines << QString::fromUtf8(m_process.readLine()).trimmed();
        });
    }
    ~CounterProcess() { kill(); }

    /// As `kill -9` does.
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    void freeze() { ::kill(pid_t(m_process.processId()), SIGSTOP); }
    void wake() { ::kill(pid_t(m_process.processId()), SIGCONT); }

    /// Ends its input.
    bool endsCleanly()
    {
        m_process.closeWriteChannel();
        return m_process.waitForFinished() && m_process.exitStatus() == QProcess::NormalExit &&
               m_process.exitCode() == 0;
    }

    void add(int number, const char *id)
    {
        m_process.write(QStringLiteral("add %1 %2\n").arg(number).arg(QLatin1String(id)).toUtf8());
    }

    bool hasDone(const char *id) const
    {
        return m_lines.contains(QLatin1String("done ") + QLatin1String(id));
    }
    bool counts(int count) const { return last(QStringLiteral("count ")) == QString::number(count); }

    /// The last term in which it held; 0 if it never did.
    int term() const { return last(QStringLiteral("holder in term ")).toInt(); }

private:
    /// What followed these words when they were last printed.
    QString last(const QString &words) const
    {
        const QStringList said = m_lines.filter(words);
        return said.isEmpty() ? QString() : said.last().mid(words.size());
    }

    QProcess m_process;
    QStringList m_lines;
};

} // namespace

/// The example, built and run as its reader does.
class TestOutsideCounter : public QObject
{
    Q_OBJECT

    OutsideProject m_project;
    quint16 m_port = harness::freeUdpPort();
    std::map<QString, std::unique_ptr<CounterProcess>> m_nodes;

    void start(const QString &name)
    {
        m_nodes[name] = std::make_unique<CounterProcess>(m_project, name, m_port);
    }

    void startAll()
    {
        for (const char *name : {"a", "b", "c"})
            start(QLatin1String(name));
    }

    bool allCount(int count) const
    {
        return std::ranges::all_of(m_nodes, [count](const auto &node) { return node.second->counts(count); });
    }

    /// Whether the text names this absolute path, and not merely a longer one that has it within.
    static bool names(const QString &text, const QString &path)
    {
        return text.contains(QRegularExpression(
            QStringLiteral("(?<![\\w}.-])") + QRegularExpression::escape(path) + QStringLiteral("(?!\\w)")));
    }

    /// The one that held in the highest term.
    QString holder() const
    {
        return std::ranges::max_element(m_nodes, {}, [](const auto &node) { return node.second->term(); })
            ->first;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QByteArray problem = m_project.install(QStringLiteral("singleton-development"));
        QVERIFY2(problem.isEmpty(), problem);
        problem = m_project.build(QStringLiteral("share/doc/everbounce-dev/examples/counter"));
        QVERIFY2(problem.isEmpty(), problem);
    }

    void whatIsInstalledNamesNoPlaceOfTheBuild()
    {
        const QString package = m_project.path(QStringLiteral("prefix/lib/cmake/Everbounce"));
        const QDir files(package, {}, {}, QDir::Files);
        QVERIFY(files.count() >= 4);
        for (const QString &name : files.entryList()) {
            QFile file(files.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString content = QString::fromUtf8(file.readAll());
            QVERIFY2(!names(content, QStringLiteral(TEST_SOURCE)) &&
                         !names(content, QStringLiteral(TEST_BUILD)),
                     qPrintable(name));
        }
    }

    void nothingOfTheBallIsInstalled()
    {
        const QDir engine(m_project.path(QStringLiteral("prefix/include/everbounce/engine")));
        QCOMPARE(engine.entryList(QDir::Dirs | QDir::Files | QDir::NoDotAndDotDot),
                 (QStringList{QStringLiteral("base"), QStringLiteral("cluster"), QStringLiteral("lease"),
                              QStringLiteral("singleton")}));
    }

    void noHeaderIsInstalledWithoutItsLibrary()
    {
        const QDir cluster(m_project.path(QStringLiteral("prefix/include/everbounce/engine/cluster")));
        QCOMPARE(cluster.entryList(QDir::Dirs | QDir::Files | QDir::NoDotAndDotDot),
                 (QStringList{QStringLiteral("discovery"), QStringLiteral("keyring"), QStringLiteral("link"),
                              QStringLiteral("mesh")}));
    }

    void theCountGoesOnWhoeverIsKilled()
    {
        startAll();
        QVERIFY(waitUntil([&] { return allCount(0); }));
        m_nodes[QStringLiteral("a")]->add(5, "first");
        QVERIFY(waitUntil([&] { return m_nodes[QStringLiteral("a")]->hasDone("first") && allCount(5); }));

        int expected = 5;
        for (const int number : {10, 100}) {
            const QString killed = holder();
            const int term = m_nodes[killed]->term();
            m_nodes[killed]->kill();
            m_nodes.erase(killed);
            CounterProcess &asked = *m_nodes.begin()->second;
            const QByteArray id = QByteArray::number(number);
            asked.add(5, "first"); // like a client that has not seen the answer
            asked.add(number, id.constData());
            QVERIFY(waitUntil([&] { return asked.hasDone("first") && asked.hasDone(id.constData()); }));
            expected += number;
            QVERIFY(waitUntil([&] { return allCount(expected); }));
            QVERIFY(m_nodes[holder()]->term() > term);
            start(killed);
            QVERIFY(waitUntil([&] { return allCount(expected); }));
        }
    }

    void aFrozenHolderIsReplaced()
    {
        CounterProcess &frozen = *m_nodes[holder()];
        const int term = frozen.term();
        frozen.freeze();
        CounterProcess &asked = *std::ranges::find_if(m_nodes, [&](const auto &node) {
                                     return node.second.get() != &frozen;
                                 })->second;
        asked.add(1000, "meanwhile");
        QVERIFY(waitUntil([&] { return asked.hasDone("meanwhile"); }));
        frozen.wake();
        frozen.add(1000, "meanwhile"); // once is enough
        QVERIFY(waitUntil([&] { return frozen.hasDone("meanwhile") && allCount(1115); }));
        QVERIFY(m_nodes[holder()]->term() > term);
    }

    void aPowerCutLosesNothing()
    {
        m_nodes.clear();
        startAll();
        QVERIFY(waitUntil([&] { return allCount(1115); }));
        m_nodes[QStringLiteral("c")]->add(100, "100");
        QVERIFY(waitUntil([&] { return m_nodes[QStringLiteral("c")]->hasDone("100"); }));
        QVERIFY(allCount(1115));
    }

    void whoeverLeavesEndsCleanly()
    {
        for (const auto &[name, node] : m_nodes)
            QVERIFY2(node->endsCleanly(), qPrintable(name));
        m_nodes.clear();
    }
};

QTEST_GUILESS_MAIN(TestOutsideCounter)
#include "tst_outside_counter.moc"
