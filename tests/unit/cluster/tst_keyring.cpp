// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/files/FileLock.h"
#include "engine/cluster/keyring/Keyring.h"
#include "engine/cluster/link/keys/KeyFile.h"
#include "engine/cluster/rotation/MemberKey.h"
#include "tests/unit/cluster/KeyringWorld.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <thread>

using namespace everbounce;

/// Promises of rings of keys, of the file that holds one, and of letters.
class TestKeyring : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString file() const { return m_dir.filePath(QStringLiteral("keys/cluster.key")); }

private Q_SLOTS:
    void cleanup() { QDir(m_dir.filePath(QStringLiteral("keys"))).removeRecursively(); }

    // ---- Rings -------------------------------------------------------------------------------------------

    void aRingHasTheThreeNewestKeys()
    {
        Keyring ring(keyNumber(0));
        QList<QByteArray> keys{ring.newest().key};
        for (int i = 1; i < 6; ++i) {
            keys.prepend(keyNumber(i));
            ring = ring.rotated(keys.first(), i);
            QCOMPARE(ring.newest().generation, quint64(i));
        }
        QCOMPARE(ring.keys().size(), Keyring::mostKeys);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(ring.keys()[i].key, keys[i]);
        QVERIFY(!ring.isRelatedTo(Keyring(keys.last())));
    }

    void ringsMergeInAnyOrder()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            const Keyring first(keyNumber(0));
            QList<Keyring> rings(4, first);
            for (Keyring &ring : rings) {
                for (int steps = int(random.bounded(4)); steps > 0; --steps)
                    ring = ring.rotated(keyNumber(1), steps,
                                        random.bounded(3) == 0 ? memberNumber(int(random.bounded(5)))
                                                               : QByteArray());
                ring.note(memberNumber(int(random.bounded(8))), QString::number(random.bounded(3)));
            }
            Keyring forth = rings[0], back = rings[3];
            for (int i = 0; i < 4; ++i) {
                forth = forth.mergedWith(rings[i]);
                back = back.mergedWith(rings[3 - i]);
            }
            QCOMPARE(forth, back);
            QCOMPARE(forth.mergedWith(forth), forth);
            QCOMPARE(Keyring::decode(forth.encode()), std::optional(forth));
        }
    }

    void aRemovedMemberIsNeverKnownAgain()
    {
        Keyring ring(keyNumber(0));
        QVERIFY(ring.note(memberNumber(1)));
        QVERIFY(ring.note(memberNumber(2)));
        const Keyring before = ring;
        ring = ring.rotated(keyNumber(1), 1, memberNumber(1));
        QVERIFY(!ring.knows(memberNumber(1)) && ring.knows(memberNumber(2)));
        QVERIFY(!ring.note(memberNumber(1)));
        QVERIFY(!ring.mergedWith(before).knows(memberNumber(1)));
        QVERIFY(ring.isClosed(ring.keys()[1]) && !ring.isClosed(ring.newest()));
        // A plain rotation closes nothing.
        const Keyring next = ring.rotated(keyNumber(2), 2);
        QVERIFY(!next.isClosed(next.keys()[1]) && next.isClosed(next.keys()[2]));
    }

    void aKeyThatARemovedMemberMayHaveIsReplaced()
    {
        const Keyring ring(keyNumber(0));
        const Keyring with = ring.rotated(keyNumber(1), 1),
                      without = ring.rotated(keyNumber(2), 1, memberNumber(1));
        const Keyring merged = with.mergedWith(without);
        QVERIFY(merged.hasRemoved(memberNumber(1)));
        QCOMPARE(merged.needsKey(), merged.newest().key == with.newest().key);
        QVERIFY(!merged.rotated(keyNumber(3), 2).needsKey());
        for (const RingKey &key : merged.rotated(keyNumber(3), 2).keys().sliced(1))
            QCOMPARE(merged.isClosed(key), key.key != without.newest().key);
    }

    void whatIsNoRingIsNotRead()
    {
        Keyring ring = Keyring(keyNumber(0)).rotated(keyNumber(1), 5, memberNumber(1));
        ring.note(memberNumber(2));
        const QCborMap good = ring.encode();
        QVERIFY(Keyring::decode(good));
        const auto refuses = [&](auto change) {
            QCborMap bad = good;
            change(bad);
            return !Keyring::decode(bad);
        };
        const auto keysOf = [](const QCborMap &map) { return map[QLatin1String("keys")].toArray(); };
        QVERIFY(refuses([](QCborMap &map) { map[QLatin1String("keys")] = QCborArray(); }));
        QVERIFY(refuses([&](QCborMap &map) { // one too many
            QCborArray keys = keysOf(map);
            keys.append(keys.at(0));
            keys.append(keys.at(0));
            map[QLatin1String("keys")] = keys;
        }));
        QVERIFY(refuses([&](QCborMap &map) { // out of order
            const QCborArray keys = keysOf(map);
            map[QLatin1String("keys")] = QCborArray{keys.at(1), keys.at(0)};
        }));
        const auto withKey = [&](const char *member, const QCborValue &value) {
            return refuses([&](QCborMap &map) {
                QCborArray keys = keysOf(map);
                QCborMap key = keys.at(0).toMap();
                key[QLatin1String(member)] = value;
                keys[0] = key;
                map[QLatin1String("keys")] = keys;
            });
        };
        QVERIFY(withKey("key", QByteArray(31, 'k')));
        QVERIFY(withKey("generation", -1));
        QVERIFY(withKey("made_at", -1));
        QVERIFY(withKey("knows", QByteArray()));
        QVERIFY(refuses([](QCborMap &map) { map[QLatin1String("members")] = QCborArray{QCborMap()}; }));
        QVERIFY(refuses([](QCborMap &map) { map[QLatin1String("removed")] = QCborArray{1}; }));
    }

    // ---- The file ----------------------------------------------------------------------------------------

    void aFileWithOneKeyBecomesARingAndStaysPrivate()
    {
        const KeyFileResult old = loadOrCreateKeyFile(file());
        QCOMPARE(old.ring, Keyring(old.key));
        const Keyring next = old.ring.rotated(keyNumber(1), 1);
        const KeyFileResult written = mergeIntoKeyFile(file(), next);
        QVERIFY2(written.error.isEmpty(), qPrintable(written.error));
        const KeyFileResult read = loadOrCreateKeyFile(file());
        QCOMPARE(read.ring, next);
        QCOMPARE(read.key, next.newest().key);
        struct stat status;
        QCOMPARE(::stat(QFile::encodeName(file()).constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0600));
    }

    void nodesThatShareAFileLoseNothing()
    {
        const Keyring first = loadOrCreateKeyFile(file()).ring;
        std::vector<Keyring> rings;
        Keyring all = first;
        for (int i = 0; i < 3; ++i) { // of more, some would have no key in common
            rings.push_back(first.rotated(keyNumber(i), 1, memberNumber(i)));
            all = all.mergedWith(rings.back());
        }
        std::vector<std::thread> nodes;
        for (const Keyring &ring : rings)
            nodes.emplace_back([this, ring] { mergeIntoKeyFile(file(), ring); });
        for (std::thread &node : nodes)
            node.join();
        QCOMPARE(loadOrCreateKeyFile(file()).ring, all);
    }

    void aFileThatAnotherNodeKeepsLockedIsLeftAlone()
    {
        const Keyring first = loadOrCreateKeyFile(file()).ring;
        const FileLock frozen(file()); // a node that was stopped while it changed the file, say
        QVERIFY(frozen.isHeld());
        QVERIFY(mergeIntoKeyFile(file(), first).error.isEmpty()); // nothing is to be written
        QVERIFY(mergeIntoKeyFile(file(), first.rotated(keyNumber(1), 1))
                    .error.contains(QLatin1String("another process")));
        QVERIFY(replaceKeyFile(file(), keyNumber(9)).contains(QLatin1String("another process")));
        QVERIFY(leaveKeyFile(file(), first).contains(QLatin1String("another process")));
        QCOMPARE(loadOrCreateKeyFile(file()).ring, first);
    }

    void aFileOfAnotherClusterIsLeftAlone()
    {
        const KeyFileResult first = loadOrCreateKeyFile(file());
        QVERIFY(replaceKeyFile(file(), keyNumber(9)).isEmpty());
        const KeyFileResult other = loadOrCreateKeyFile(file());
        QVERIFY(!mergeIntoKeyFile(file(), first.ring.rotated(keyNumber(1), 1)).error.isEmpty());
        QCOMPARE(loadOrCreateKeyFile(file()).ring, other.ring);
        // And a removed node of the first one leaves it as it is.
        QVERIFY(leaveKeyFile(file(), first.ring).isEmpty());
        QCOMPARE(loadOrCreateKeyFile(file()).ring, other.ring);
        QVERIFY(leaveKeyFile(file(), other.ring).isEmpty());
        QVERIFY(!loadOrCreateKeyFile(file()).ring.isRelatedTo(other.ring));
    }

    void aMemberKeepsItsSecretUntilItJoinsAnotherCluster()
    {
        loadOrCreateKeyFile(file());
        const QByteArray secret = memberSecret(file());
        QCOMPARE(secret.size(), Keyring::keyBytes);
        QCOMPARE(memberSecret(file()), secret);
        QVERIFY(replaceKeyFile(file(), keyNumber(1)).isEmpty());
        QVERIFY(memberSecret(file()) != secret);
        // Where it cannot be kept there is one all the same.
        QCOMPARE(memberSecret(QStringLiteral("/proc/no/such/cluster.key")).size(), Keyring::keyBytes);
    }

    // ---- Letters -----------------------------------------------------------------------------------------

    void onlyTheMemberOpensItsLetter()
    {
        const MemberKey mine(keyNumber(1)), other(keyNumber(2));
        const QByteArray box = MemberKey::seal(mine.publicKey(), "the ring");
        QCOMPARE(mine.open(box), std::optional<QByteArray>("the ring"));
        QVERIFY(!other.open(box));
        for (qsizetype i = 0; i < box.size(); ++i) {
            QByteArray changed = box;
            changed[i] = char(changed[i] ^ 1);
            QVERIFY(!mine.open(changed));
            QVERIFY(!mine.open(box.first(i)));
        }
        QVERIFY(MemberKey::seal("short", "the ring").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestKeyring)
#include "tst_keyring.moc"
