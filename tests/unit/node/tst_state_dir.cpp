// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first, because the moc of Qt 6.4 stumbles over <compare> as the first header

#include "tests/unit/node/LoopbackCluster.h"

#include <QDirIterator>
#include <QSignalSpy>

#include <cstdlib>

#include <fcntl.h>
#include <sched.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of the state directory on disks that are full or cannot be written, on real ones: small file
/// systems in memory, in a mount namespace of this test's own.
class TestStateDir : public QObject, private LoopbackCluster
{
    Q_OBJECT

    QTemporaryDir m_disk;
    bool m_mounted = false;

    bool mountDisk(const char *options)
    {
        m_mounted = ::mount("tmpfs", qPrintable(m_disk.path()), "tmpfs", 0, options) == 0;
        return m_mounted;
    }
    bool makeReadOnly()
    {
        return ::mount("tmpfs", qPrintable(m_disk.path()), nullptr, MS_REMOUNT | MS_RDONLY, "") == 0;
    }
    void fillDisk()
    {
        QFile filler(m_disk.filePath(QStringLiteral("filler")));
        QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (filler.write(QByteArray(4096, 'x')) == 4096) {
        }
    }

    static Snapshot snapshot(Tick end)
    {
        BallRecord record;
        record.lease = {3, {7}};
        record.revision = 2;
        record.behavior = record.lastGood = {QStringLiteral("MirrorJump"), {}};
        record.checkpoint.tick = end - 50;
        record.track = Track({{end - 60, 200, 200, 4, 0}}, end);
        return {QStringLiteral("default"), record, double(end) - 80, 1'000'000};
    }

    QByteArray fileContent() const
    {
        QFile file(m_disk.filePath(QStringLiteral("snapshot.cbor")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// A node whose state directory is the disk.
    std::unique_ptr<Member> nodeOnDisk()
    {
        NodeConfig config;
        config.name = QStringLiteral("alone");
        config.clusterName = QStringLiteral("test");
        config.stateDir = m_disk.path();
        config.engineProgram = qEnvironmentVariable("EVERBOUNCE_BIN") + QLatin1String("/everbounce-engine");
        return std::make_unique<Member>(std::make_unique<LoopbackTransport>(*m_bus), config);
    }

private Q_SLOTS:
    void initTestCase()
    {
        const int flags = CLONE_NEWNS | (::geteuid() == 0 ? 0 : CLONE_NEWUSER);
        if (::unshare(flags) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
            QSKIP("A mount namespace of one's own is not permitted here.");
    }
    void init() { begin(); }
    void cleanup()
    {
        end();
        if (std::exchange(m_mounted, false))
            ::umount2(qPrintable(m_disk.path()), MNT_DETACH);
    }

    void aFullDiskLeavesTheSoundSnapshot()
    {
        if (!mountDisk("size=64k"))
            QSKIP("A file system in memory may not be mounted here.");
        const QByteArray sound = encodeSnapshot(snapshot(500));
        CommandLog log;
        SnapshotStore store(m_disk.path(), QStringLiteral("test"), log);
        QSignalSpy kept(&store, &SnapshotStore::kept);
        QSignalSpy notKept(&store, &SnapshotStore::notKept);
        QSignalSpy failed(&store, &SnapshotStore::failed);
        store.save(snapshot(500), true);
        QVERIFY(kept.wait());
        QCOMPARE(fileContent(), sound);
        fillDisk();
        for (const Tick end : {600, 700}) {
            store.save(snapshot(end), true);
            QVERIFY(notKept.wait());
        }
        QCOMPARE(kept.size(), 1);
        QCOMPARE(failed.size(), 1); // told once
        QCOMPARE(fileContent(), sound);
        QVERIFY(QFile::remove(m_disk.filePath(QStringLiteral("filler"))));
        store.save(snapshot(800), true);
        QVERIFY(kept.wait());
        QCOMPARE(fileContent(), encodeSnapshot(snapshot(800)));
        QCOMPARE(QDir(m_disk.path()).entryList(QDir::Files), QStringList{QStringLiteral("snapshot.cbor")});
    }

    void whatTheFullDiskDidNotTakeIsInTheLogOnceItHasRoom()
    {
        if (!mountDisk("size=64k"))
            QSKIP("A file system in memory may not be mounted here.");
        CommandLog log;
        SnapshotStore store(m_disk.path(), QStringLiteral("default"), log);
        QSignalSpy kept(&store, &SnapshotStore::kept);
        QSignalSpy notKept(&store, &SnapshotStore::notKept);
        const auto carryOut = [&](std::uint64_t revision) {
            const LoggedCommand command{QString::number(revision), {1, {7}}, revision, Tick(revision), 1, {}};
            log.add(command);
            store.append({command});
            store.save(snapshot(500 + revision), true);
        };
        carryOut(1);
        QVERIFY(kept.wait());
        fillDisk();
        for (const std::uint64_t revision : {2, 3}) {
            carryOut(revision);
            QVERIFY(notKept.wait());
        }
        QVERIFY(QFile::remove(m_disk.filePath(QStringLiteral("filler"))));
        carryOut(4);
        QVERIFY(kept.wait());
        CommandLog read;
        QVERIFY(SnapshotStore(m_disk.path(), QStringLiteral("default"), read)
                    .load(checkFlight)
                    .problem.isEmpty());
        QCOMPARE(read.size(), std::size_t(4));
    }

    void aLoneNodeAcknowledgesNothingThatIsNotOnDisk()
    {
        if (!mountDisk("size=64k") || !makeReadOnly())
            QSKIP("A file system in memory may not be mounted here.");
        const auto node = nodeOnDisk();
        QCOMPARE(node->start(), QString());
        QTRY_VERIFY(node->holds() && node->flies());
        QTRY_VERIFY(node->heard("cannot be written"));
        node->node().execute(QStringLiteral("c1"), Command::nudge());
        QTRY_VERIFY(node->results.contains(QStringLiteral("c1")));
        const CommandResult result = node->results.value(QStringLiteral("c1"));
        QVERIFY(!result.ok);
        QCOMPARE(result.status, 503);
        QVERIFY2(result.problem.contains(QLatin1String("Nothing can be kept")), qPrintable(result.problem));
        QCOMPARE(node->cluster.revision, 0u); // what was refused changed nothing
    }

    void aCommandIsAcknowledgedOnceItIsOnDisk()
    {
        if (!mountDisk("size=64k"))
            QSKIP("A file system in memory may not be mounted here.");
        const auto node = nodeOnDisk();
        QCOMPARE(node->start(), QString());
        QTRY_VERIFY(node->holds() && node->flies());
        node->node().execute(QStringLiteral("c1"), Command::nudge());
        QTRY_VERIFY(node->results.contains(QStringLiteral("c1")));
        QVERIFY(node->results.value(QStringLiteral("c1")).ok);
        QCOMPARE(decodeSnapshot(fileContent(), QStringLiteral("test")).snapshot->record.revision, 1u);
    }

    void aStateDirectoryIsOfOneNode()
    {
        const auto first = nodeOnDisk();
        QCOMPARE(first->start(), QString());
        auto second = nodeOnDisk();
        const QString problem = second->start();
        QVERIFY2(problem.contains(QLatin1String("Another node keeps its state in")), qPrintable(problem));
    }

    void whoCanOnlyReadTheDirectoryCannotLockIt()
    {
        QCOMPARE(nodeOnDisk()->start(), QString());
        const int opened = ::open(QFile::encodeName(m_disk.path()).constData(), O_RDONLY | O_DIRECTORY);
        QCOMPARE(::flock(opened, LOCK_EX | LOCK_NB), 0);
        QCOMPARE(nodeOnDisk()->start(), QString());
        ::close(opened);
        QDirIterator files(m_disk.path(), QDir::Files | QDir::Hidden);
        while (files.hasNext()) {
            const QString file = files.next();
            struct stat status = {};
            QCOMPARE(::stat(QFile::encodeName(file).constData(), &status), 0);
            QVERIFY2((status.st_mode & (S_IRWXG | S_IRWXO)) == 0, qPrintable(file));
        }
    }

    void itIsFreeAgainWhenItsNodeIsGone()
    {
        for (int life = 0; life < 2; ++life)
            QCOMPARE(nodeOnDisk()->start(), QString());
    }
};

QTEST_GUILESS_MAIN(TestStateDir)
#include "tst_state_dir.moc"
