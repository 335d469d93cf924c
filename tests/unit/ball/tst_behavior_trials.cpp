// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/node/LoopbackCluster.h"

#include <QDir>
#include <QFile>

#include <csignal>

using namespace everbounce;
using namespace std::chrono_literals;

namespace {

const QString brokenDir =
    qEnvironmentVariable("EVERBOUNCE_BIN") + QLatin1String("/../lib/everbounce/broken-behaviors");
const QString shippedDir =
    qEnvironmentVariable("EVERBOUNCE_BIN") + QLatin1String("/../lib/everbounce/behaviors");

const BehaviorInfo *find(const ClusterView &view, const QString &name)
{
    for (const BehaviorInfo &behavior : view.behaviors) {
        if (behavior.name == name)
            return &behavior;
    }
    return nullptr;
}

bool isQuarantined(const ClusterView &view, const QString &name)
{
    const BehaviorInfo *found = find(view, name);
    return found && found->quarantined;
}

} // namespace

/// Promises about behaviours that fail: the ball does not stop, no node ends, and nobody selects them by
/// accident again. With three nodes on a network in memory, and real engines.
class TestBehaviorTrials : public QObject, private LoopbackCluster
{
    Q_OBJECT

private:
    void select(Member &member, const char *id, const QString &name, bool tryAgain = false)
    {
        member.node().execute(QString::fromLatin1(id), Command::setBehavior(name, tryAgain));
    }

    void addThree()
    {
        for (const char *name : {"a", "b", "c"})
            add(name, {shippedDir, brokenDir});
    }

    bool everybodySees(const QString &name) const
    {
        return std::all_of(m_members.begin(), m_members.end(),
                           [&](const auto &member) { return isQuarantined(member->cluster, name); });
    }

    /// Of all nodes, as they all are of this process; so many there were.
    static int killEngines()
    {
        int killed = 0;
        const QDir threads(QStringLiteral("/proc/self/task"));
        for (const QString &thread : threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            QFile children(threads.filePath(thread + QLatin1String("/children")));
            if (!children.open(QIODevice::ReadOnly))
                continue;
            for (const QByteArray &child : children.readAll().simplified().split(' ')) {
                if (const pid_t process = child.toInt(); process > 0)
                    killed += ::kill(process, SIGKILL) == 0;
            }
        }
        return killed;
    }

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void aBrokenBehaviorIsRefusedAndQuarantined_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("deaths"); // of engines
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("throws") << QStringLiteral("ThrowsAtBounce") << 0
                                << QByteArray("nobody has taught this ball");
        QTest::newRow("hangs") << QStringLiteral("HangsForever") << 1
                               << QByteArray("no answer within 250 ms of processor time");
        QTest::newRow("segfaults") << QStringLiteral("Segfaults") << 1
                                   << QByteArray("was killed by signal 11");
        QTest::newRow("no number") << QStringLiteral("ReturnsNaN") << 0
                                   << QByteArray("returned NaN or infinity");
        QTest::newRow("leaves the box") << QStringLiteral("LeavesBox") << 0 << QByteArray("leave the box");
    }

    void aBrokenBehaviorIsRefusedAndQuarantined()
    {
        QFETCH(const QString, name);
        QFETCH(const int, deaths);
        QFETCH(const QByteArray, said);
        addThree();
        QTRY_VERIFY(agreed());
        const Lease lease = holder()->cluster.lease;
        Member &asked = *m_members[0];
        QString id = QStringLiteral("1");
        for (int tries = 0; tries < 5; ++tries) {
            select(asked, qPrintable(id), name);
            QTRY_VERIFY_WITH_TIMEOUT(asked.results.contains(id), 30000);
            if (asked.results[id].status != 503)
                break;
            id += QLatin1Char('x'); // a busy machine took so long over it that nobody could say: once more
        }
        QCOMPARE(asked.results[id].status, 422);
        QTRY_VERIFY(everybodySees(name));
        for (const auto &member : m_members) {
            const QString why = find(member->cluster, name)->problem;
            QVERIFY2(why.contains(QString::fromUtf8(said)) && why.contains(name), qPrintable(why));
        }
        QVERIFY(asked.heard(deaths > 0 ? "the spare took over" : "The ball goes on with MirrorJump"));

        select(asked, "2", name); // not by accident
        QTRY_VERIFY(asked.results.contains(QStringLiteral("2")));
        QCOMPARE(asked.results[QStringLiteral("2")].status, 409);
        QVERIFY(asked.results[QStringLiteral("2")].problem.contains(QString::fromUtf8(said)));
        select(asked, "3", name, true); // but on purpose: and it fails as before
        QTRY_VERIFY(asked.results.contains(QStringLiteral("3")));
        QCOMPARE(asked.results[QStringLiteral("3")].status, 422);

        const Tick end = asked.flight->track.end();
        QTRY_VERIFY(asked.flight->track.end() > end); // it flies on
        for (const auto &member : m_members) {
            QVERIFY(member->sameFlight); // and nobody has seen anything of it
            // An engine that hangs uses up its processor time: where that takes long, another node goes on.
            QVERIFY(member->cluster.lease == lease || name == QLatin1String("HangsForever"));
            QCOMPARE(member->cluster.behavior, QStringLiteral("MirrorJump"));
            QCOMPARE(member->flight->revision, 0u);
        }
    }

    void aQuarantineIsShownBeforeTheRefusal()
    {
        addThree();
        QTRY_VERIFY(agreed());
        Member *other = m_members[holder() == m_members[0].get() ? 1 : 0].get();
        for (const auto &[asked, name] : {std::pair(holder(), QStringLiteral("ReturnsNaN")),
                                          std::pair(other, QStringLiteral("ThrowsAtBounce"))}) {
            select(*asked, qPrintable(name), name);
            QTRY_COMPARE(asked->results.value(name).status, 422);
            QVERIFY(isQuarantined(asked->seenAt[name], name));
        }
    }

    void aBehaviorThatFailsLaterIsRolledBackFromWhereTheBallIs()
    {
        QTemporaryDir scripts;
        QFile file(scripts.filePath(QStringLiteral("Late.js")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        // Flies straight on, slowly, and fails after six seconds: longer than any look-ahead at its
        // selection.
        file.write("function next(s) { if (s.tick > 230) throw new Error('late'); "
                   "return {x: s.x + 0.5, y: s.y, dx: 0.5, dy: 0}; }");
        file.close();
        for (const char *name : {"a", "b", "c"})
            add(name, {scripts.path()});
        QTRY_VERIFY(agreed());
        Member &asked = *m_members[1];
        QTRY_VERIFY(find(asked.cluster, QStringLiteral("Late")));
        select(asked, "1", QStringLiteral("Late"));
        QTRY_VERIFY(asked.results.value(QStringLiteral("1")).ok);
        const Track published = asked.flight->track;
        QTRY_COMPARE_WITH_TIMEOUT(asked.cluster.behavior, QStringLiteral("MirrorJump"), 10'000);
        QTRY_VERIFY(everybodySees(QStringLiteral("Late")));
        QVERIFY(asked.heard("late"));
        // The ball goes on from where it was drawn: no step is longer than a step.
        const Track &after = asked.flight->track;
        for (double tick = double(after.begin()); tick + 1 < double(after.end()); ++tick) {
            const Position from = after.at(tick);
            const Position to = after.at(tick + 1);
            QVERIFY(std::hypot(to.x - from.x, to.y - from.y) < 10);
        }
        QVERIFY(asked.flight->revision > 1);
    }

    void aScriptIsSelectedAsSoonAsANodeListsIt()
    {
        QTemporaryDir scripts;
        add("a");
        QTRY_VERIFY(agreed());
        Member &other = add("b", {scripts.path()});
        QTRY_VERIFY(agreed());
        const QString name = QStringLiteral("Brandnew");
        bool asked = false;
        connect(&other.node(), &NodeInterface::clusterChanged, &other, [&](const ClusterView &view) {
            if (find(view, name) && !std::exchange(asked, true))
                select(other, "s", name);
        });
        QFile file(scripts.filePath(name + QLatin1String(".js")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("function next(s) { return {x: 400, y: 200, dx: 0, dy: 0}; }");
        file.close();
        QTRY_VERIFY(other.results.contains(QStringLiteral("s")));
        QCOMPARE(other.results[QStringLiteral("s")].revision, quint64(1));
        QVERIFY(m_members[0]->holds());
    }

    void theBehaviorThatFliesIsCalledAsItIsListed()
    {
        QTemporaryDir dirs;
        QStringList paths;
        for (const char *x : {"100", "300"}) {
            paths << dirs.filePath(QString::fromLatin1(x));
            QVERIFY(QDir().mkpath(paths.last()));
            QFile file(paths.last() + QLatin1String("/Same.js"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray("function next(s) { return {x: ") + x + ", y: 200, dx: 0, dy: 0}; }");
        }
        Member &alone = add("a", paths);
        QTRY_VERIFY(agreed());
        const auto first = std::find_if(
            alone.cluster.behaviors.begin(), alone.cluster.behaviors.end(),
            [](const BehaviorInfo &each) { return each.name.startsWith(QLatin1String("Same#")); });
        QVERIFY(first != alone.cluster.behaviors.end());
        const QString shown = first->name;
        select(alone, "s", shown);
        QTRY_VERIFY(alone.results.value(QStringLiteral("s")).ok);
        QCOMPARE(alone.cluster.behavior, shown);
        QCOMPARE(alone.flight->behavior, shown);
    }

    void whatIsMissingOrOnlyElsewhereIsRefusedAndNotQuarantined()
    {
        add("a");
        QTRY_VERIFY(agreed());
        add("b", {shippedDir});
        QTRY_VERIFY(agreed());
        Member &holding = *m_members[0];
        Member &other = *m_members[1];
        const QString plugin = QStringLiteral("RandomReboundV2NonSticky");
        QTRY_VERIFY(find(other.cluster, plugin));
        QVERIFY(!find(holding.cluster, plugin)); // plugins do not spread
        select(other, "1", plugin);
        QTRY_COMPARE(other.results.value(QStringLiteral("1")).status, 422);
        select(other, "2", QStringLiteral("NonExistentBehavior"));
        QTRY_COMPARE(other.results.value(QStringLiteral("2")).ok, false);
        QTRY_COMPARE(other.results.value(QStringLiteral("2")).status, 422);
        QVERIFY(!isQuarantined(other.cluster, plugin));

        remove(&holding);
        QTRY_VERIFY(agreed());
        QCOMPARE(m_members[0]->cluster.behavior, QStringLiteral("MirrorJump"));
        select(*m_members[0], "3", plugin);
        QTRY_VERIFY(m_members[0]->results.value(QStringLiteral("3")).ok);
        QTRY_COMPARE(m_members[0]->cluster.behavior, plugin);
    }

    void aScriptSpreadsAndFliesOnAnotherNode()
    {
        QTemporaryDir scripts;
        QFile::copy(shippedDir + QStringLiteral("/Gravity.js"),
                    scripts.filePath(QStringLiteral("Falling.js")));
        add("a");
        QTRY_VERIFY(agreed());
        add("b", {scripts.path()});
        QTRY_VERIFY(agreed());
        Member &holding = *m_members[0];
        QTRY_VERIFY(find(holding.cluster, QStringLiteral("Falling")));
        QVERIFY(find(holding.cluster, QStringLiteral("Falling"))->isNew);
        select(holding, "1", QStringLiteral("Falling"));
        QTRY_VERIFY(holding.results.value(QStringLiteral("1")).ok);
        remove(m_members[1].get()); // its file is gone with its node
        QTRY_VERIFY(agreed());
        const Tick end = holding.flight->track.end();
        QTRY_VERIFY(holding.flight->track.end() > end);
        QCOMPARE(holding.cluster.behavior, QStringLiteral("Falling"));
    }

    void manySelectionsOfOneThatHangsDoNotHoldUpTheFlight()
    {
        addThree();
        QTRY_VERIFY(agreed());
        Member &asked = *m_members[0];
        for (int i = 0; i < 12; ++i)
            select(asked, qPrintable(QString::number(i)), QStringLiteral("HangsForever"));
        for (int i = 0; i < 12; ++i) {
            QTRY_VERIFY(asked.results.contains(QString::number(i)));
            QCOMPARE(asked.results[QString::number(i)].status, i == 0 ? 422 : 409); // run once, then known
            QVERIFY(asked.flight->clock.tickAt(monotonicNow()) < double(asked.flight->track.end()));
        }
        QVERIFY(asked.sameFlight);
    }

    void manyFaultsOfTheEngineDoNotStopTheBall()
    {
        add("a", {shippedDir});
        QTRY_VERIFY(agreed());
        Member &alone = *m_members[0];
        QTRY_VERIFY(find(alone.cluster, QStringLiteral("Gravity")));
        select(alone, "g", QStringLiteral("Gravity"));
        QTRY_VERIFY(alone.results.value(QStringLiteral("g")).ok);
        for (int i = 0; i < 8; ++i) {
            const QString id = QStringLiteral("h%1").arg(i);
            alone.node().execute(
                id, Command::injectFault({i % 2 ? Fault::CrashEngine : Fault::HangEngine, {}, {}}));
            QTRY_VERIFY(alone.results.contains(id));
            const Tick end = alone.flight->track.end();
            QTRY_VERIFY(alone.flight->track.end() > end);
        }
        QCOMPARE(alone.cluster.behavior,
                 QStringLiteral("Gravity")); // nobody blames it for an injected fault
        QVERIFY(!isQuarantined(alone.cluster, QStringLiteral("Gravity")));
    }

    /// The machine takes engines and spares of all nodes, again and again.
    void aMachineShortOfMemoryPutsNobodyInQuarantine()
    {
        addThree();
        QTRY_VERIFY(agreed());
        Member &asked = *m_members[0];
        const QString gravity = QStringLiteral("Gravity");
        QTRY_VERIFY(find(asked.cluster, gravity));
        select(asked, "1", gravity);
        QTRY_VERIFY_WITH_TIMEOUT(asked.results.contains(QStringLiteral("1")), 30'000);
        QVERIFY(asked.results[QStringLiteral("1")].ok);
        for (int round = 0; round < 5; ++round) {
            const Tick end = asked.flight->track.end();
            QVERIFY(killEngines() > 0);
            QTRY_VERIFY_WITH_TIMEOUT(asked.flight->track.end() > end, 30'000); // it flies on
            QCOMPARE(asked.cluster.behavior, gravity);
            for (const auto &member : m_members)
                QVERIFY(!isQuarantined(member->cluster, gravity));
        }
    }

    void everybodyHasTheSameEvents()
    {
        addThree();
        QTRY_VERIFY(agreed());
        for (int i = 0; i < 5; ++i)
            select(*m_members[std::size_t(i % 3)], qPrintable(QString::number(i)),
                   i % 2 ? QStringLiteral("MirrorJump") : QStringLiteral("RandomRebound"));
        QTRY_VERIFY(m_members[1]->results.value(QStringLiteral("4")).ok ||
                    m_members[1]->results.contains(QStringLiteral("4")) || m_members[1]->events.size() >= 5);
        remove(holder());
        QTRY_VERIFY(agreed());
        QTRY_VERIFY(m_members[0]->heard("is gone"));
        QTRY_COMPARE(m_members[0]->events, m_members[1]->events);
        Member &late = add("d");
        QTRY_VERIFY(agreed());
        QTRY_COMPARE(late.events, m_members[0]->events);
        for (qsizetype i = 1; i < late.events.size(); ++i)
            QCOMPARE(late.events[i].id, late.events[i - 1].id + 1);
    }
};

QTEST_GUILESS_MAIN(TestBehaviorTrials)
#include "tst_behavior_trials.moc"
