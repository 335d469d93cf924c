// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/Bounds.h"
#include "engine/singleton/replica/Replica.h"
#include "engine/singleton/replica/store/SnapshotStore.h"

#include "tests/fakes/BallRecord.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

#include <sys/stat.h>
#include <unistd.h>

Q_DECLARE_METATYPE(std::function<void(everbounce::BallRecord &)>)

using namespace everbounce;
using namespace std::chrono_literals;

static const QString kCluster = QStringLiteral("default");

/// Promises of engine/singleton/replica: the newest flight is kept, on disk too, and a bad file never stops a
/// start.
class TestReplica : public QObject
{
    Q_OBJECT

private:
    static BallRecord record(Lease lease, std::uint64_t revision, Tick end)
    {
        return {{{QStringLiteral("Gravity"), QByteArray(64, 'a')},
                 {QStringLiteral("MirrorJump"), {}},
                 470,
                 {{{QStringLiteral("Segfaults"), {}}, QStringLiteral("Segfaults ended the engine.")},
                  {{QStringLiteral("Hangs"), QByteArray(64, 'b')}, {}}},
                 {},
                 {.tick = end - 50},
                 Track({{end - 60, 400, 200, 4, 3}}, end)},
                lease,
                revision,
                {{QStringLiteral("c1"), revision}}};
    }

    static Snapshot snapshot(Tick end = 500)
    {
        return {QStringLiteral("default"), record({3, {7}}, 2, end), 420.5, 1'000'000};
    }

    static void write(const QString &fileName, const QByteArray &bytes)
    {
        QFile file(fileName);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private Q_SLOTS:
    void recordsSurviveTheWire()
    {
        const BallRecord sent = record({9, {~0ull}}, 12, 700);
        const auto got = decodeRecord(QCborValue::fromCbor(encodeRecord(sent).toCborValue().toCbor()));
        QVERIFY(got);
        QVERIFY(*got == sent);
        QVERIFY(!decodeRecord(QCborMap{}));
        BallRecord impossible = sent;
        impossible.checkpoint.tick = 701; // the flight cannot be computed again from after its end
        QVERIFY(!decodeRecord(encodeRecord(impossible)));
    }

    void aReasonIsShortAndPrintable()
    {
        BallRecord record = this->record({9, {1}}, 12, 700);
        const BehaviorRef behavior{QStringLiteral("Rude"), {}};
        const QString right = QStringLiteral("Ünder 𝄞.");
        record.putInQuarantine(behavior, right);
        QCOMPARE(record.whyQuarantined(behavior), right);
        record.putInQuarantine(behavior, QStringLiteral("a\x1b[31m\nb\u202ec\u2028d") + QChar(0xd834));
        QCOMPARE(record.whyQuarantined(behavior), QStringLiteral("a?[31m b?c d?"));
        record.putInQuarantine(behavior, QStringLiteral("𝄞").repeated(1000));
        QCOMPARE(record.whyQuarantined(behavior), QStringLiteral("𝄞").repeated(100));
        // The same where a peer has sent it.
        record.quarantine.back().why = QStringLiteral("\r") + QString(1000, QLatin1Char('x'));
        const auto got = decodeRecord(encodeRecord(record));
        QVERIFY(got);
        QCOMPARE(got->whyQuarantined(behavior), QStringLiteral(" ") + QString(199, QLatin1Char('x')));
    }

    void aQuarantineOfAnOlderVersionHasNoReason()
    {
        QCborMap encoded = encodeRecord(record({9, {1}}, 12, 700));
        encoded[QLatin1String("quarantine")] =
            QCborArray{QCborArray{QStringLiteral("Segfaults"), QByteArray()}};
        const auto got = decodeRecord(encoded);
        QVERIFY(got && got->isQuarantined({QStringLiteral("Segfaults"), {}}));
        QCOMPARE(got->whyQuarantined({QStringLiteral("Segfaults"), {}}), QString());
    }

    void nothingThatNoBallCanDoIsARecord_data()
    {
        QTest::addColumn<std::function<void(BallRecord &)>>("spoil");
        const auto row = [](const char *name, std::function<void(BallRecord &)> spoil) {
            QTest::newRow(name) << std::move(spoil);
        };
        const auto run = [](BallRecord &record, auto change) {
            Segment segment = record.track.segments().front();
            change(segment);
            record.track = Track({segment}, record.track.end());
        };
        row("term", [](BallRecord &r) { r.lease.term = bounds::maxCount + 1; });
        row("revision", [](BallRecord &r) { r.revision = ~0ull; });
        row("end of the track, 2^53", [](BallRecord &r) { r.track.prolong(Tick(1) << 53); });
        row("end of the track, 1e9 ahead", [](BallRecord &r) { r.track.prolong(1'000'000'000); });
        row("place", [=](BallRecord &r) { run(r, [](Segment &s) { s.x = 1e300; }); });
        row("beyond the wall", [=](BallRecord &r) { run(r, [](Segment &s) { s.x = 900; }); });
        row("speed", [=](BallRecord &r) { run(r, [](Segment &s) { s.dy = -1e300; }); });
        row("faster than the box", [=](BallRecord &r) { run(r, [](Segment &s) { s.dx = 801; }); });
        row("leaves it later", [=](BallRecord &r) { run(r, [](Segment &s) { s.dx = 20; }); });
        row("gain of speed", [=](BallRecord &r) { run(r, [](Segment &s) { s.ax = 1e6; }); });
        row("speed of the checkpoint", [](BallRecord &r) { r.checkpoint.dx = 1e300; });
        row("no number", [](BallRecord &r) { r.checkpoint.y = qQNaN(); });
        row("endless box", [](BallRecord &r) { r.box.width = 1e300; });
        row("a box that nobody draws", [](BallRecord &r) { r.box.width = r.box.height = 1e6; });
        row("another ball", [](BallRecord &r) { r.box.radius = 21; });
        row("no box", [](BallRecord &r) { r.box.height = 0; });
        row("no ball", [](BallRecord &r) { r.box.radius = 5e-324; });
        row("a ball larger than its box", [](BallRecord &r) { r.box.radius = 300; });
    }
    void nothingThatNoBallCanDoIsARecord()
    {
        QFETCH(std::function<void(BallRecord &)>, spoil);
        BallRecord bad = record({9, {2}}, 12, 700);
        QVERIFY(decodeRecord(encodeRecord(bad)));
        spoil(bad);
        QVERIFY(!decodeRecord(encodeRecord(bad)));
        Snapshot kept = snapshot();
        kept.record = bad;
        QVERIFY(!decodeSnapshot(encodeSnapshot(kept), kept.cluster).snapshot);
    }

    void aSnapshotLeavesRoomToGrow()
    {
        const auto isUsed = [](const Snapshot &kept) {
            return decodeSnapshot(encodeSnapshot(kept), kept.cluster).snapshot.has_value();
        };
        Snapshot kept = snapshot();
        kept.record.lease.term = kept.record.revision = bounds::maxFirstCount;
        QVERIFY(isUsed(kept));
        Snapshot highTerm = kept, highRevision = kept, oddTime = kept, oddTick = kept;
        ++highTerm.record.lease.term;
        ++highRevision.record.revision;
        oddTime.madeAt = std::numeric_limits<qint64>::min();
        oddTick.tick = 1e300;
        for (const Snapshot &bad : {highTerm, highRevision, oddTime, oddTick})
            QVERIFY(!isUsed(bad));
    }

    void aTrialThatNeverEndsIsNone()
    {
        BallRecord endless = record({9, {2}}, 12, 700);
        endless.trialEnd = Tick(1) << 39;
        QCOMPARE(decodeRecord(encodeRecord(endless))->trialEnd, Tick(0));
    }

    void publicationsOfALowerLeaseAreDropped()
    {
        Replica replica;
        QVERIFY(replica.takePublished(record({3, {2}}, 5, 500)));
        QVERIFY(!replica.takePublished(record({2, {9}}, 6, 600)));
        QVERIFY(!replica.takePublished(record({3, {1}}, 6, 600))); // same term, lower holder
        QVERIFY(!replica.takePublished(record({3, {2}}, 5, 450))); // overtaken by a later one
        QVERIFY(replica.takePublished(record({3, {2}}, 5, 600)));
        QVERIFY(replica.takePublished(record({4, {1}}, 4, 300))); // a higher lease counts, whatever it brings
        QCOMPARE(replica.record()->revision, std::uint64_t(4));
    }

    void votesBringOnlyWhatIsFresher()
    {
        Replica replica;
        QVERIFY(replica.takeFresher(record({3, {2}}, 5, 500)));
        QVERIFY(!replica.takeFresher(record({4, {2}}, 5, 500)));
        QVERIFY(!replica.takeFresher(record({4, {2}}, 4, 600)));
        QVERIFY(replica.takeFresher(record({2, {2}}, 6, 400)));
        // An old snapshot with more commands loses against a flight that went on for minutes.
        QVERIFY(replica.takeFresher(record({9, {2}}, 1, 9000)));
        QVERIFY(!replica.takeFresher(record({9, {2}}, 50, 700)));
    }

    void aRecordOfAnEarlierLifeStandsInNoHoldersWay()
    {
        Replica replica;
        QVERIFY(replica.takeFresher(record({40, {2}}, 5, 9000))); // a snapshot's
        QVERIFY(replica.takePublished(record({1, {3}}, 0, 100)));
        QVERIFY(replica.takeFresher(record({40, {2}}, 5, 9000))); // brought along by a vote
        QVERIFY(!replica.takePublished(record({1, {2}}, 0, 200)));
        QVERIFY(replica.takePublished(record({2, {3}}, 5, 9001)));
    }

    void resumesWhereTheFlightWouldBe()
    {
        const Snapshot kept = snapshot(500);
        const auto tick = [&](qint64 later) { return resumeTick(kept, kept.madeAt + later, 30ms); };
        QCOMPARE(tick(0), 420.5);
        QCOMPARE(tick(300), 430.5);
        QCOMPARE(tick(3'600'000), 500.0); // viewers stopped at the end of the track
        QCOMPARE(tick(-5000), 420.5);     // the wall clock was set back
    }

    void savesAndLoads()
    {
        QTemporaryDir dir;
        {
            CommandLog log;
            SnapshotStore store(dir.filePath(QStringLiteral("deep/state")), kCluster, log);
            QVERIFY(!store.load(checkFlight).snapshot);
            store.save(snapshot(500), false);
            store.save(snapshot(600), false); // waits; written at the latest when the store closes
        }
        CommandLog log;
        SnapshotStore again(dir.filePath(QStringLiteral("deep/state")), kCluster, log);
        const SnapshotResult result = again.load(checkFlight);
        QVERIFY(result.problem.isEmpty());
        QVERIFY(result.snapshot == snapshot(600));
    }

    void aNewRevisionIsWrittenAtOnce()
    {
        QTemporaryDir dir;
        CommandLog log;
        SnapshotStore store(dir.path(), kCluster, log);
        QSignalSpy kept(&store, &SnapshotStore::kept);
        store.save(snapshot(500), false);
        for (const Tick end : {600, 650, 700})
            store.save(snapshot(end), true);
        QTRY_COMPARE(kept.size(), 2); // those that came while the first one was written, at one go
        QVERIFY(SnapshotStore(dir.path(), kCluster, log).load(checkFlight).snapshot == snapshot(700));
    }

    void whatAKilledWriterLeftBehindIsRemoved()
    {
        QTemporaryDir dir;
        CommandLog log;
        SnapshotStore store(dir.path(), kCluster, log);
        write(store.fileName(), encodeSnapshot(snapshot()));
        write(store.fileName() + QLatin1String(".draft-aBcDeF"), "half of a sna");
        write(store.fileName() + QLatin1String(".backup"), "of somebody who is careful");
        write(store.fileName() + QLatin1String(".aside-20261125T093000.000"), "bad");
        QVERIFY(store.load(checkFlight).snapshot == snapshot());
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files),
                 (QStringList{QStringLiteral("snapshot.cbor"),
                              QStringLiteral("snapshot.cbor.aside-20261125T093000.000"),
                              QStringLiteral("snapshot.cbor.backup")}));
    }

    void badFilesAreSetAside_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("word");
        QByteArray flipped = encodeSnapshot(snapshot());
        flipped[40] = char(flipped[40] ^ 1);
        Snapshot foreign = snapshot();
        foreign.cluster = QStringLiteral("other");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("damaged");
        QTest::newRow("torn") << encodeSnapshot(snapshot()).chopped(7) << QStringLiteral("damaged");
        QTest::newRow("bit flipped") << flipped << QStringLiteral("damaged");
        QTest::newRow("foreign") << encodeSnapshot(foreign) << QStringLiteral("another cluster");
    }
    void aFileThatWouldBlockOrLeadsElsewhereIsSetAside()
    {
        for (const bool isPipe : {true, false}) {
            QTemporaryDir dir;
            CommandLog log;
            SnapshotStore store(dir.path(), kCluster, log);
            const QByteArray file = QFile::encodeName(store.fileName());
            QCOMPARE(isPipe ? ::mkfifo(file.constData(), 0600) : ::symlink("/dev/zero", file.constData()), 0);
            const SnapshotResult result = store.load(checkFlight);
            QVERIFY(!result.snapshot);
            const auto word = isPipe ? QLatin1String("not a regular file") : QLatin1String("leads out");
            QVERIFY2(result.problem.contains(word), qPrintable(result.problem));
            QVERIFY(result.problem.contains(QLatin1String("set aside")));
            QVERIFY(!store.load(checkFlight).problem.contains(word)); // it is gone
        }
    }

    void badFilesAreSetAside()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, word);
        QTemporaryDir dir;
        CommandLog log;
        SnapshotStore store(dir.path(), kCluster, log);
        write(store.fileName(), bytes);
        const SnapshotResult result = store.load(checkFlight);
        QVERIFY(!result.snapshot);
        QVERIFY2(result.problem.contains(word), qPrintable(result.problem));
        QVERIFY(!QFile::exists(store.fileName()));
        QCOMPARE(QDir(dir.path()).entryList({QStringLiteral("*.aside-*")}, QDir::Files).size(), 1);
    }

    void aDirectoryThatCannotBeWrittenIsSaidOnce()
    {
        QTemporaryDir dir;
        write(dir.filePath(QStringLiteral("file")), "not a directory");
        CommandLog log;
        SnapshotStore store(dir.filePath(QStringLiteral("file/state")), kCluster, log);
        QSignalSpy failed(&store, &SnapshotStore::failed);
        QSignalSpy notKept(&store, &SnapshotStore::notKept);
        store.save(snapshot(500), true);
        store.save(snapshot(501), true);
        QVERIFY(failed.wait());
        store.save(snapshot(502), true);
        QVERIFY(!failed.wait(100));
        QCOMPARE(failed.size(), 1);
        QTRY_COMPARE(notKept.size(), 3); // nobody waits for what does not come
    }
};

QTEST_GUILESS_MAIN(TestReplica)
#include "tst_replica.moc"
