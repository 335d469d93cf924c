// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/Replica.h"
#include "engine/singleton/replica/store/LogFile.h"
#include "engine/singleton/replica/store/SnapshotStore.h"
#include "tests/fakes/BallRecord.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace everbounce;

namespace {

const QString kCluster = QStringLiteral("default");
constexpr NodeId a{1};
constexpr NodeId b{2};

LoggedCommand command(const QString &id, Lease lease, std::uint64_t revision, Tick tick)
{
    return {id, lease, revision, tick, 7, {{QLatin1String("nudge"), true}}};
}

/// A record with the revisions of these stretches.
Record recordOf(std::uint64_t revision, const Lineage &lineage)
{
    Record record = BallRecord{newbornFlight(), {9, a}, revision, {}};
    record.lineage = lineage;
    return record;
}

/// All revisions up to this one were made under the lease.
Lineage lineageOf(const Lease &lease, std::uint64_t revision)
{
    Lineage lineage;
    for (std::uint64_t made = 1; made <= revision; ++made)
        lineage.extend(lease, made);
    return lineage;
}

/// Each revision was made under another lease.
Lineage lineageOfTerms(std::uint64_t last)
{
    Lineage lineage;
    for (std::uint64_t term = 1; term <= last; ++term)
        lineage.extend({term, a}, term);
    return lineage;
}

QStringList idsOf(const std::vector<LoggedCommand> &commands)
{
    QStringList ids;
    for (const LoggedCommand &each : commands)
        ids.append(each.id);
    return ids;
}

} // namespace

/// A disk in memory, which may be full.
class MemoryDisk : public Disk
{
public:
    explicit MemoryDisk(std::map<QString, QByteArray> &files)
        : m_files(files)
    {
    }

    bool isFull = false;
    QString unwritable; ///< a file
    QString unreadable; ///< likewise, for the time being

    QString lock() override { return {}; }
    Content read(const QString &name, qint64) override
    {
        if (name == unreadable)
            return {.problem = QStringLiteral("it cannot be read (Input/output error)"), .isUnread = true};
        const auto file = m_files.find(name);
        return file == m_files.end() ? Content{{}, {}, true} : Content{file->second, {}, false};
    }
    QString setAside(const QString &name) override
    {
        m_files.erase(name);
        return name + QLatin1String(".aside");
    }
    QString replace(const QString &name, const QByteArray &content) override
    {
        if (isFull || name == unwritable)
            return QStringLiteral("no room");
        m_files[name] = content;
        return {};
    }
    QString replaceEnd(const QString &name, qint64 from, const QByteArray &content) override
    {
        m_files[name] = m_files[name].first(from) + (isFull ? content.first(5) : content);
        return isFull ? QStringLiteral("no room") : QString();
    }
    void run(Job job, Done done) override { done(job()); }
    QString pathOf(const QString &name) const override { return name; }

private:
    std::map<QString, QByteArray> &m_files;
};

/// Promises of the command log: it tells which commands a state has, and survives whatever happens to its
/// file.
class TestCommandLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCommandThatIsCarriedOutAgainKeepsItsPlace()
    {
        CommandLog log;
        QVERIFY(log.add(command(QStringLiteral("z"), {1, a}, 3, 100)));
        QVERIFY(log.add(command(QStringLiteral("z"), {2, b}, 40, 100)));
        QVERIFY(log.add(command(QStringLiteral("a"), {1, a}, 4, 100)));
        QVERIFY(log.find(QStringLiteral("z"))->place() < log.find(QStringLiteral("a"))->place());
        QVERIFY(!log.add(*log.find(QStringLiteral("z"))));
        QVERIFY(!log.add(command(QStringLiteral("z"), {2, b}, 40, 100))); // as nodes of before say it
        QCOMPARE(decodeCommands(encodeCommands(log.all())), std::optional(log.all()));
        QCOMPARE(idsOf(log.foreignTo(recordOf(0, {}))),
                 QStringList({QStringLiteral("z"), QStringLiteral("a")}));
    }

    void aLineageTellsWhatIsInIt()
    {
        Lineage lineage;
        lineage.extend({1, a}, 1);
        lineage.extend({1, a}, 2);
        lineage.extend({2, b}, 4);
        QVERIFY(lineage.contains({1, a}, 1));
        QVERIFY(lineage.contains({1, a}, 3));
        QVERIFY(!lineage.contains({1, a}, 4)); // the other side went on under it
        QVERIFY(lineage.contains({2, b}, 4));
        QVERIFY(!lineage.contains({2, a}, 4)); // of the same term, and another holder
        QVERIFY(!lineage.contains({2, b}, 3));
        Lineage other;
        other.extend({1, a}, 1);
        other.extend({3, a}, 6);
        QCOMPARE(lineage.sharedWith(other), std::uint64_t(3));
        QCOMPARE(other.sharedWith(lineage), std::uint64_t(3));
        QCOMPARE(lineage.sharedWith(Lineage()), std::uint64_t(0));
    }

    void aLeaseThatMadeNothingLeavesNoTrace()
    {
        Lineage lineage;
        lineage.extend({1, a}, 1);
        lineage.extend({2, b}, 2);
        lineage.extend({3, a}, 2); // the one before made nothing
        QCOMPARE(lineage.stretches().size(), std::size_t(2));
        QVERIFY(!lineage.contains({2, b}, 2));
    }

    void whatNobodyKnowsIsTakenToBeInIt()
    {
        const Lineage lineage = lineageOfTerms(Lineage::mostStretches + 10);
        QCOMPARE(lineage.stretches().size(), Lineage::mostStretches);
        QVERIFY(lineage.isOpen());
        QVERIFY(lineage.contains({3, b}, 3));
        QVERIFY(!lineage.contains({20, b}, 20));
        QVERIFY(Lineage::unknown().contains({20, b}, 20));
    }

    void aRecordBringsTheEndOfALongLineageAlong()
    {
        const std::uint64_t last = Lineage::mostTold + 10;
        const Lineage whole = lineageOfTerms(last);
        const auto got = decodeRecord(encodeRecord(recordOf(last, whole)), checkFlight);
        QCOMPARE(got->lineage.stretches().size(), Lineage::mostTold); // older versions take no more
        QVERIFY(got->lineage.isOpen());
        QCOMPARE(got->lineage, whole.latest(Lineage::mostTold));

        Replica follower; // it knows the beginning
        QVERIFY(follower.takeFresher(recordOf(30, lineageOfTerms(30))));
        QVERIFY(follower.takeFresher(*got));
        QCOMPARE(follower.record()->lineage, whole);
        QVERIFY(!follower.record()->lineage.contains({3, b}, 3));

        Replica other; // it knows the beginning of another line
        QVERIFY(other.takeFresher(recordOf(30, lineageOf({200, b}, 30))));
        QVERIFY(other.takeFresher(*got));
        QCOMPARE(other.record()->lineage, got->lineage);
        QVERIFY(!other.completeLineage(lineageOfTerms(5)));
        QVERIFY(other.completeLineage(lineageOfTerms(last + 1)));
        QCOMPARE(other.record()->lineage, whole);
        QVERIFY(!other.completeLineage(whole));
    }

    void aSnapshotHasTheWholeLineage()
    {
        const Snapshot snapshot{kCluster, recordOf(200, lineageOfTerms(200)), 1, 1'000'000};
        const auto read = decodeSnapshot(encodeSnapshot(snapshot), kCluster, checkFlight).snapshot;
        QVERIFY(read);
        QCOMPARE(read->record.lineage, snapshot.record.lineage);
    }

    void lineagesSurviveTheWire()
    {
        Lineage lineage;
        lineage.extend({1, a}, 1);
        lineage.extend({2, b}, 4);
        const Record sent = recordOf(5, lineage);
        QCOMPARE(decodeRecord(encodeRecord(sent), checkFlight)->lineage, lineage);
        QCborMap old = encodeRecord(sent);
        old.remove(QLatin1String("lineage")); // as a node of an older version sends it
        QVERIFY(decodeRecord(old, checkFlight)->lineage == Lineage::unknown());
        QCborMap bad = encodeRecord(sent);
        bad[QLatin1String("lineage")] = QCborArray{QCborArray{2, 1, 4}, QCborArray{1, 1, 1}};
        QVERIFY(!decodeRecord(bad, checkFlight));
        bad[QLatin1String("lineage")] = QCborArray{QCborArray{2, 1, 7}};
        QVERIFY(!decodeRecord(bad, checkFlight));
        QCborMap whole = encodeRecord(sent, 1);
        addEarlierLineage(whole, lineage, 1);
        QCOMPARE(decodeRecord(whole, checkFlight)->lineage, lineage);
        whole[QLatin1String("lineage_before")] = QCborArray{QCborArray{1, 1, 4}};
        QVERIFY(!decodeRecord(whole, checkFlight));
    }

    void foreignCommandsComeInTheOrderOfTheirTicks()
    {
        CommandLog log;
        QVERIFY(log.add(command(QStringLiteral("in"), {1, a}, 1, 10)));
        QVERIFY(log.add(command(QStringLiteral("late"), {2, b}, 3, 30)));
        QVERIFY(log.add(command(QStringLiteral("early"), {2, b}, 2, 20)));
        QVERIFY(log.add(command(QStringLiteral("beyond"), {1, a}, 9, 5))); // the record does not reach it
        QVERIFY(!log.add(command(QStringLiteral("in"), {1, a}, 1, 10)));
        Lineage lineage;
        lineage.extend({1, a}, 1);
        const Record record = recordOf(4, lineage);
        QCOMPARE(idsOf(log.foreignTo(record)),
                 (QStringList{QStringLiteral("beyond"), QStringLiteral("early"), QStringLiteral("late")}));
        QVERIFY(log.findIn(record, QStringLiteral("in")));
        QVERIFY(!log.findIn(record, QStringLiteral("early")));
        // Carried out again it is of this side, and keeps its tick.
        QVERIFY(log.add(command(QStringLiteral("early"), {1, a}, 4, 40)));
        QCOMPARE(log.findIn(record, QStringLiteral("early"))->tick, Tick(20));
        QCOMPARE(idsOf(log.since(record, 1)), QStringList{QStringLiteral("early")});
    }

    void noOtherContentTakesAPlace()
    {
        CommandLog log;
        QVERIFY(log.add(command(QStringLiteral("in"), {1, a}, 1, 10)));
        LoggedCommand other = command(QStringLiteral("in"), {1, a}, 1, 5);
        other.digest = 8;
        QVERIFY(!log.add(other));
        QCOMPARE(log.find(QStringLiteral("in"))->digest, 7u);
        QCOMPARE(log.find(QStringLiteral("in"))->tick, Tick(10));
    }

    void aReachKnowsItsHoles()
    {
        using Holes = std::vector<LogReach::Span>;
        LogReach reach(10, {{2, 4}, {6, 7}});
        QCOMPARE(reach.whole(), std::uint64_t(2));
        QVERIFY((reach.holes(10) == Holes{{2, 4}, {6, 7}}));
        QVERIFY((reach.holes(12) == Holes{{2, 4}, {6, 7}, {10, 12}}));
        QVERIFY((LogReach(10, reach.holes(10)).holes(10) == reach.holes(10)));
        QVERIFY(decodeHoles(encodeHoles(reach.holes(10))) == reach.holes(10));
        QVERIFY(decodeHoles(QCborValue(QCborValue::Undefined)).empty()); // of an older version
        QCOMPARE(LogReach(10, decodeHoles(QCborArray{QCborArray{4, 2}})).upTo(), std::uint64_t(0));
        reach.cover({3, 5});
        QVERIFY((reach.holes(10) == Holes{{2, 3}, {6, 7}}));
        reach.cover({0, 3});
        QCOMPARE(reach.whole(), std::uint64_t(6));
        reach.cut(5);
        QCOMPARE(reach.upTo(), std::uint64_t(5));
        for (std::uint64_t i = 1; i <= 3 * LogReach::mostHoles; ++i)
            reach.cover({10 * i, 10 * i + 5});
        QVERIFY(reach.holes(reach.upTo()).size() <= LogReach::mostHoles);
        QCOMPARE(reach.whole(), std::uint64_t(5));
    }

    void theOldestOfTheRecordAreForgottenAndNoneThatIsToJoinIt()
    {
        CommandLog log(100);
        for (std::uint64_t i = 1; i <= 5; ++i)
            log.add(command(QStringLiteral("foreign %1").arg(i), {2, b}, i, i));
        for (std::uint64_t i = 120; i >= 1; --i) // in whatever order they come
            log.add(command(QString::number(i), {1, a}, i, i));
        const Record record = recordOf(120, lineageOf({1, a}, 120));
        QCOMPARE(log.forget(record), std::size_t(0));
        QCOMPARE(log.size(), std::size_t(105));
        QVERIFY(!log.find(QStringLiteral("20")));
        QVERIFY(log.find(QStringLiteral("21")));
        QCOMPARE(log.foreignTo(record).size(), std::size_t(5));
    }

    void whatIsToJoinTheRecordHasItsOwnBound()
    {
        CommandLog log(10);
        log.add(command(QStringLiteral("own"), {1, a}, 1, 1));
        for (std::uint64_t i = 1; i <= CommandLog::mostForeign + 5; ++i)
            log.add(command(QStringLiteral("foreign %1").arg(i), {2, b}, i, i));
        QCOMPARE(log.forget(recordOf(1, lineageOf({1, a}, 1))), std::size_t(5));
        QVERIFY(log.find(QStringLiteral("own")));
        QVERIFY(!log.find(QStringLiteral("foreign 5")));
        QVERIFY(log.find(QStringLiteral("foreign 6")));
    }

    void aTornFileIsGoodUpToWhereItIsTorn()
    {
        std::vector<LoggedCommand> commands;
        QByteArray bytes = encodeLogHeader(kCluster);
        for (int i = 1; i <= 5; ++i) {
            commands.push_back(command(QString::number(i), {1, a}, std::uint64_t(i), Tick(i)));
            bytes += encodeLogFrames({commands.back()});
        }
        QCOMPARE(decodeLogFile(bytes, kCluster).goodBytes, bytes.size());
        QVERIFY(decodeLogFile(bytes, kCluster).commands == commands);
        for (qsizetype length = 0; length < bytes.size(); ++length) {
            const LogFileContent content = decodeLogFile(bytes.first(length), kCluster);
            QVERIFY(std::equal(content.commands.begin(), content.commands.end(), commands.begin()));
        }
        QVERIFY(!decodeLogFile(bytes, QStringLiteral("other")).isOurs);
        bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
        const LogFileContent damaged = decodeLogFile(bytes, kCluster);
        QVERIFY(damaged.goodBytes < bytes.size() && damaged.commands.size() < commands.size());
        QVERIFY(damaged.isDamaged);
    }

    void theLogIsOnTheDiskBeforeTheRecordIs()
    {
        QTemporaryDir dir;
        CommandLog log;
        SnapshotStore store(dir.path(), kCluster, log);
        QVERIFY(store.load(checkFlight).problem.isEmpty());
        QSignalSpy kept(&store, &SnapshotStore::kept);
        for (int i = 1; i <= 3; ++i) {
            const LoggedCommand next = command(QString::number(i), {1, a}, std::uint64_t(i), Tick(i));
            log.add(next);
            store.append({next});
            store.save({kCluster, recordOf(std::uint64_t(i), Lineage::unknown()), 1, 1'000'000}, true);
            QTRY_COMPARE(kept.size(), i);
            CommandLog read;
            SnapshotStore(dir.path(), kCluster, read).load(checkFlight);
            QCOMPARE(read.size(), std::size_t(i));
        }
    }

    void aFileThatEndsInTheMiddleIsCutThere()
    {
        QTemporaryDir dir;
        const auto first = command(QStringLiteral("first"), {1, a}, 1, 1);
        QFile file(dir.filePath(QStringLiteral("commands.log")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(encodeLogHeader(kCluster) + encodeLogFrames({first}) + encodeLogFrames({first}).first(9));
        file.close();
        {
            CommandLog log;
            SnapshotStore store(dir.path(), kCluster, log);
            QVERIFY(store.load(checkFlight).problem.isEmpty());
            QCOMPARE(log.size(), std::size_t(1));
            const auto second = command(QStringLiteral("second"), {1, a}, 2, 2);
            log.add(second);
            store.append({second});
            store.save({kCluster, recordOf(2, Lineage::unknown()), 1, 1'000'000}, true);
        }
        CommandLog read;
        SnapshotStore(dir.path(), kCluster, read).load(checkFlight);
        QCOMPARE(read.size(), std::size_t(2));
    }

    void aFileThatHasLostSomeIsNotBelieved_data()
    {
        QTest::addColumn<double>("share");
        QTest::addColumn<quint64>("upTo");
        QTest::newRow("whole") << 1.0 << quint64(3);
        QTest::newRow("half of it") << 0.5 << quint64(0);
        QTest::newRow("none of it") << 0.0 << quint64(0);
    }
    void aFileThatHasLostSomeIsNotBelieved()
    {
        QFETCH(double, share);
        QTemporaryDir dir;
        {
            CommandLog log;
            SnapshotStore store(dir.path(), kCluster, log);
            store.load(checkFlight);
            for (int i = 1; i <= 3; ++i) {
                log.add(command(QString::number(i), {1, a}, std::uint64_t(i), Tick(i)));
                store.append({*log.find(QString::number(i))});
            }
            store.save({kCluster, recordOf(3, Lineage::unknown()), 1, 1'000'000, 3}, true);
        }
        QFile file(dir.filePath(QStringLiteral("commands.log")));
        QVERIFY(share > 0 ? file.resize(qint64(double(file.size()) * share)) : file.remove());
        CommandLog read;
        const SnapshotResult result = SnapshotStore(dir.path(), kCluster, read).load(checkFlight);
        QTEST(quint64(result.snapshot->logUpTo), "upTo");
        QCOMPARE(result.logProblem.isEmpty(), share == 1.0);
    }

    /// Ended between the two files, a node has a log of the record that it was about to follow, and a
    /// snapshot of the one before. What that has is not carried out again.
    void ofALogThatIsAheadTheSnapshotsPlacesCount()
    {
        QTemporaryDir dir;
        const auto here = command(QStringLiteral("c"), {1, a}, 1, 1);
        const auto there = command(QStringLiteral("c"), {2, b}, 7, 1);
        const Record record = recordOf(1, lineageOf({1, a}, 1));
        {
            CommandLog log;
            SnapshotStore store(dir.path(), kCluster, log);
            store.load(checkFlight);
            log.add(here);
            store.append({here});
            store.save({kCluster, record, 1, 1'000'000, 1}, true);
        }
        QFile file(dir.filePath(QStringLiteral("commands.log")));
        QVERIFY(file.open(QIODevice::Append));
        file.write(encodeLogFrames({there}));
        file.close();
        CommandLog read;
        SnapshotStore(dir.path(), kCluster, read).load(checkFlight);
        QVERIFY(read.findIn(record, QStringLiteral("c")));
        QVERIFY(read.foreignTo(record).empty());
    }

    /// Else a node that ends between the two files after its disk was full does not know what it has done.
    void aFailedWriteTakesNoOldPlaceAway()
    {
        std::map<QString, QByteArray> files;
        const auto here = command(QStringLiteral("c"), {1, a}, 1, 1);
        const auto there = command(QStringLiteral("c"), {2, b}, 7, 1);
        const Record record = recordOf(1, lineageOf({1, a}, 1)), next = recordOf(7, lineageOf({2, b}, 7));
        {
            auto owned = std::make_unique<MemoryDisk>(files);
            MemoryDisk &disk = *owned;
            CommandLog log;
            SnapshotStore store(std::move(owned), kCluster, log);
            store.load(checkFlight);
            log.add(here);
            store.append({here});
            store.save({kCluster, record, 1, 1'000'000, 1}, true);
            disk.isFull = true;
            log.add(there);
            store.append({there});
            store.save({kCluster, next, 1, 1'000'000, 7}, true);
            disk.isFull = false;
            disk.unwritable = QStringLiteral("snapshot.cbor"); // it is killed before
            store.save({kCluster, next, 1, 1'000'000, 7}, true);
        }
        CommandLog read;
        const SnapshotResult result =
            SnapshotStore(std::make_unique<MemoryDisk>(files), kCluster, read).load(checkFlight);
        QCOMPARE(quint64(result.snapshot->logUpTo), quint64(1));
        QVERIFY(read.findIn(record, QStringLiteral("c")));
        const LogFileContent content = decodeLogFile(files[QStringLiteral("commands.log")], kCluster);
        QCOMPARE(content.commands.size(), std::size_t(2)); // and nothing is torn
        QVERIFY(content.commands.back().lease == there.lease);
    }

    void aLogThatIsTooLongIsWrittenAnewOnceItsSnapshotIsOnTheDisk()
    {
        std::map<QString, QByteArray> files;
        auto owned = std::make_unique<MemoryDisk>(files);
        MemoryDisk &disk = *owned;
        CommandLog log;
        SnapshotStore store(std::move(owned), kCluster, log);
        store.load(checkFlight);
        LoggedCommand large = command(QStringLiteral("c"), {1, a}, 1, 1);
        large.content[QLatin1String("filler")] = QString(1000, u'x');
        log.add(large);
        const Snapshot snapshot{kCluster, recordOf(1, lineageOf({1, a}, 1)), 1, 1'000'000, 1};
        const auto size = [&] { return files[QStringLiteral("commands.log")].size(); };
        disk.unwritable = QStringLiteral("snapshot.cbor");
        for (int i = 0; i < 2; ++i) { // it is not forgotten when it fails
            store.append(std::vector<LoggedCommand>(9000, large));
            store.save(snapshot, true);
            QVERIFY(size() > 8 << 20);
        }
        disk.unwritable.clear();
        store.save(snapshot, true);
        QVERIFY(size() < 10'000);
        CommandLog read;
        const SnapshotResult result =
            SnapshotStore(std::make_unique<MemoryDisk>(files), kCluster, read).load(checkFlight);
        QCOMPARE(quint64(result.snapshot->logUpTo), quint64(1)); // it is believed
        QCOMPARE(read.size(), std::size_t(1));
    }

    void theLogOfAnotherClusterIsSetAside()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("commands.log")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(encodeLogHeader(QStringLiteral("other")));
        file.close();
        CommandLog log;
        const SnapshotResult result = SnapshotStore(dir.path(), kCluster, log).load(checkFlight);
        QVERIFY2(result.logProblem.contains(QLatin1String("set aside")), qPrintable(result.logProblem));
        QCOMPARE(QDir(dir.path()).entryList({QStringLiteral("commands.log.aside-*")}).size(), 1);
    }

    void bothFilesAreReported()
    {
        std::map<QString, QByteArray> files{{QStringLiteral("snapshot.cbor"), "bad"},
                                            {QStringLiteral("commands.log"), "bad"}};
        CommandLog log;
        SnapshotStore store(std::make_unique<MemoryDisk>(files), kCluster, log);
        const SnapshotResult result = store.load(checkFlight);
        QVERIFY2(result.problem.contains(QLatin1String("snapshot.cbor")), qPrintable(result.problem));
        QVERIFY2(result.logProblem.contains(QLatin1String("commands.log")), qPrintable(result.logProblem));
    }

    /// What is in it may be sound, so nothing may take its place.
    void aFileThatCannotBeReadNowIsLeftAlone()
    {
        std::map<QString, QByteArray> files;
        {
            CommandLog log;
            SnapshotStore store(std::make_unique<MemoryDisk>(files), kCluster, log);
            store.load(checkFlight);
            log.add(command(QStringLiteral("c"), {1, a}, 1, 1));
            store.append(log.all());
            store.save({kCluster, recordOf(1, lineageOf({1, a}, 1)), 1, 1'000'000, 1}, true);
        }
        const auto before = files;
        for (const auto &[name, content] : before) {
            auto disk = std::make_unique<MemoryDisk>(files);
            disk->unreadable = name;
            CommandLog log;
            const SnapshotResult result = SnapshotStore(std::move(disk), kCluster, log).load(checkFlight);
            QVERIFY2(result.unread.contains(name) && result.unread.contains(QLatin1String("Input/output")),
                     qPrintable(result.unread));
            QVERIFY(!result.snapshot);
            QCOMPARE(log.size(), std::size_t(0));
            QVERIFY(files == before);
        }
        CommandLog log;
        const SnapshotResult result =
            SnapshotStore(std::make_unique<MemoryDisk>(files), kCluster, log).load(checkFlight);
        QVERIFY(result.snapshot && result.unread.isEmpty() && log.size() == 1);
    }

    void aLogThatIsDamagedIsSetAsideAndWhatCanBeReadIsKept_data()
    {
        QTest::addColumn<int>("frame");
        QTest::addColumn<bool>("inLength");
        QTest::addColumn<QStringList>("kept");
        const auto ids = [](const char *all) { return QString::fromLatin1(all).split(u' '); };
        QTest::newRow("first") << 1 << false << ids("2 3");
        QTest::newRow("second") << 2 << false << ids("1 3");
        QTest::newRow("last") << 3 << false << ids("1 2");
        QTest::newRow("length") << 2 << true << ids("1"); // where the next one begins is not known
    }
    void aLogThatIsDamagedIsSetAsideAndWhatCanBeReadIsKept()
    {
        QFETCH(int, frame);
        QFETCH(bool, inLength);
        QFETCH(QStringList, kept);
        QTemporaryDir dir;
        QList<qsizetype> ends{encodeLogHeader(kCluster).size()};
        {
            CommandLog log;
            SnapshotStore store(dir.path(), kCluster, log);
            store.load(checkFlight);
            for (int i = 1; i <= 3; ++i) {
                log.add(command(QString::number(i), {1, a}, std::uint64_t(i), Tick(i)));
                store.append({*log.find(QString::number(i))});
                ends.append(ends.last() + encodeLogFrames({*log.find(QString::number(i))}).size());
            }
            store.save({kCluster, recordOf(3, Lineage::unknown()), 1, 1'000'000, 3}, true);
        }
        QFile file(dir.filePath(QStringLiteral("commands.log")));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        QCOMPARE(bytes.size(), ends.last());
        const qsizetype place = inLength ? ends[frame - 1] : ends[frame] - 10;
        bytes[place] = char(bytes[place] ^ 0x40);
        file.seek(0);
        file.write(bytes);
        file.close();
        {
            CommandLog log;
            const SnapshotResult result = SnapshotStore(dir.path(), kCluster, log).load(checkFlight);
            QCOMPARE(idsOf(log.all()), kept);
            QCOMPARE(quint64(result.snapshot->logUpTo), quint64(0));
            QVERIFY2(result.logProblem.contains(QLatin1String("set aside as")),
                     qPrintable(result.logProblem));
        }
        const QStringList aside = QDir(dir.path()).entryList({QStringLiteral("commands.log.aside-*")});
        QCOMPARE(aside.size(), 1);
        QFile old(dir.filePath(aside.first()));
        QVERIFY(old.open(QIODevice::ReadOnly));
        QCOMPARE(old.readAll(), bytes);
        CommandLog again; // even if nothing more is written
        SnapshotStore(dir.path(), kCluster, again).load(checkFlight);
        QCOMPARE(idsOf(again.all()), kept);
    }
};

QTEST_GUILESS_MAIN(TestCommandLog)
#include "tst_command_log.moc"
