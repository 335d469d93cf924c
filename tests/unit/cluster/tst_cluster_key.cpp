// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/keys/ClusterKey.h"
#include "engine/cluster/link/keys/KeyFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace everbounce;

/// Promises of the cluster key: all nodes that start together get the same one, nobody else can read it, and
/// another cluster's name makes another key.
class TestClusterKey : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString path() const { return m_dir.filePath(QStringLiteral("deep/down/cluster.key")); }
    void write(const QByteArray &content, mode_t mode)
    {
        QDir().mkpath(QFileInfo(path()).path());
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        ::chmod(QFile::encodeName(path()).constData(), mode);
    }

private Q_SLOTS:
    void cleanup() { QFile::remove(path()); } // a pipe and a link, too

    void createsAPrivateKeyOnceAndKeepsIt()
    {
        const KeyFileResult first = loadOrCreateKeyFile(path());
        QVERIFY2(first.error.isEmpty(), qPrintable(first.error));
        QCOMPARE(first.key.size(), clusterKeyBytes);
        struct stat status;
        QCOMPARE(::stat(QFile::encodeName(path()).constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0600));
        QCOMPARE(loadOrCreateKeyFile(path()).key, first.key);
    }

    void nodesThatStartTogetherEndWithTheSameKey()
    {
        for (int round = 0; round < 20; ++round) {
            std::vector<KeyFileResult> results(8);
            std::vector<std::thread> threads;
            for (KeyFileResult &result : results)
                threads.emplace_back([this, &result] { result = loadOrCreateKeyFile(path()); });
            for (std::thread &thread : threads)
                thread.join();
            for (const KeyFileResult &result : results) {
                QVERIFY2(result.error.isEmpty(), qPrintable(result.error));
                QCOMPARE(result.key, results.front().key);
            }
            // No drafts are left behind.
            QCOMPARE(QFileInfo(path()).dir().entryList(QDir::Files | QDir::Hidden).size(), 1);
            QFile::remove(path());
        }
    }

    void aFileThatIsNoKeyIsRefusedInOneSentence_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("mode");
        QTest::addColumn<QString>("word");
        QTest::newRow("too short") << QByteArray(31, 'x') << 0600 << "32 bytes";
        QTest::newRow("too long") << QByteArray(33, 'x') << 0600 << "32 bytes";
        QTest::newRow("empty") << QByteArray() << 0600 << "32 bytes";
        QTest::newRow("readable by others") << QByteArray(32, 'x') << 0644 << "chmod 600";
        QTest::newRow("writable by the group") << QByteArray(32, 'x') << 0620 << "chmod 600";
    }
    void aFileThatIsNoKeyIsRefusedInOneSentence()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, mode);
        QFETCH(QString, word);
        write(content, mode_t(mode));
        const KeyFileResult result = loadOrCreateKeyFile(path());
        QVERIFY(result.key.isEmpty());
        QVERIFY2(result.error.contains(word) && result.error.contains(path()), qPrintable(result.error));
        QVERIFY(!result.error.contains(u'\n'));
    }

    void aKeyThatCanBeGuessedIsRefused_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("zeroes") << QByteArray(32, '\0');
        QTest::newRow("one byte") << QByteArray(32, '\x5a');
        QTest::newRow("two bytes") << QByteArray("ab").repeated(16);
        QTest::newRow("nearly zeroes") << QByteArray(31, '\0') + '\1';
        QTest::newRow("a long word") << QByteArray("0123456789abcdef").repeated(2);
        QByteArray counted(32, '\0');
        std::iota(counted.begin(), counted.end(), '\1');
        QTest::newRow("counted") << counted;
        std::reverse(counted.begin(), counted.end());
        QTest::newRow("counted down") << counted;
        QTest::newRow("a short word") << QByteArray("secret!\n").repeated(4);
    }

    void aKeyThatCanBeGuessedIsRefused()
    {
        QFETCH(const QByteArray, key);
        write(key, 0600);
        const KeyFileResult result = loadOrCreateKeyFile(path());
        QVERIFY(result.key.isEmpty());
        QVERIFY2(result.error.contains(QLatin1String("guessed")), qPrintable(result.error));
        QVERIFY(!result.error.contains(u'\n'));
    }

    void aKeyThatOthersCanReplaceIsRefused()
    {
        QVERIFY(loadOrCreateKeyFile(path()).error.isEmpty());
        const QByteArray folder = QFile::encodeName(QFileInfo(path()).path());
        for (const mode_t mode : {0777, 0770, 0702}) {
            QCOMPARE(::chmod(folder.constData(), mode), 0);
            const KeyFileResult result = loadOrCreateKeyFile(path());
            QVERIFY(result.key.isEmpty());
            QVERIFY2(result.error.contains(QLatin1String("chmod go-w")), qPrintable(result.error));
        }
        QCOMPARE(::chmod(folder.constData(), 0700), 0);
        QVERIFY(loadOrCreateKeyFile(path()).error.isEmpty());
    }

    void aKeyOfAnotherUserIsRefused()
    {
        if (::geteuid() != 0)
            QSKIP("Skipped: only root can give files away.");
        QVERIFY(loadOrCreateKeyFile(path()).error.isEmpty());
        const QByteArray folder = QFile::encodeName(QFileInfo(path()).path());
        for (const QByteArray &given : {QFile::encodeName(path()), folder}) {
            QCOMPARE(::chown(given.constData(), 1234, 1234), 0);
            const KeyFileResult result = loadOrCreateKeyFile(path());
            QVERIFY(result.key.isEmpty());
            QVERIFY2(result.error.contains(QLatin1String("belongs to another user")),
                     qPrintable(result.error));
            QCOMPARE(::chown(given.constData(), 0, 0), 0);
        }
        QVERIFY(loadOrCreateKeyFile(path()).error.isEmpty());
    }

    void aKeyFileThatBlocksOrLeadsElsewhereIsRefused()
    {
        const QByteArray file = QFile::encodeName(path());
        QVERIFY(loadOrCreateKeyFile(path()).error.isEmpty());
        QVERIFY(QFile::remove(path()));
        QCOMPARE(::mkfifo(file.constData(), 0600), 0);
        QVERIFY(loadOrCreateKeyFile(path()).error.contains(QLatin1String("not a regular file")));
        QVERIFY(QFile::remove(path()));
        QCOMPARE(::symlink("/dev/zero", file.constData()), 0);
        QVERIFY(loadOrCreateKeyFile(path()).error.contains(QLatin1String("leads out")));
    }

    void aFolderWhereAFileShouldBeIsRefused()
    {
        QVERIFY(!loadOrCreateKeyFile(m_dir.path()).error.isEmpty());
        QVERIFY(!loadOrCreateKeyFile(QStringLiteral("/proc/no/such/cluster.key")).error.isEmpty());
    }

    void everyUseAndEveryClusterHasItsOwnKey()
    {
        const QByteArray secret(clusterKeyBytes, 's');
        const ClusterKeys a = deriveKeys(secret, QStringLiteral("default"));
        QCOMPARE(a.beacon, deriveKeys(secret, QStringLiteral("default")).beacon);
        QCOMPARE(a.beacon.size(), qsizetype(32));
        QVERIFY(a.beacon != a.link);
        const ClusterKeys b = deriveKeys(secret, QStringLiteral("other"));
        QVERIFY(a.beacon != b.beacon && a.link != b.link);
        const ClusterKeys c = deriveKeys(QByteArray(clusterKeyBytes, 't'), QStringLiteral("default"));
        QVERIFY(a.beacon != c.beacon && a.link != c.link);
    }
};

QTEST_GUILESS_MAIN(TestClusterKey)
#include "tst_cluster_key.moc"
