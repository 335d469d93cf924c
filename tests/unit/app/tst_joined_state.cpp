// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/JoinCluster.h"
#include "engine/cluster/link/keys/KeyFile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace everbounce;

/// Promises of what a node has stored when it comes into another cluster.
class TestJoinedState : public QObject
{
    Q_OBJECT

private:
    const QTemporaryDir m_home;
    const QString m_key = m_home.filePath(QStringLiteral("config/cluster.key"));
    const QString m_state = m_home.filePath(QStringLiteral("state"));

    QString snapshot() const { return m_state + QLatin1String("/snapshot"); }
    /// What was set aside, the latest first.
    QByteArrayList aside() const
    {
        QByteArrayList contents;
        const QDir state(m_state);
        for (const QString &folder :
             state.entryList({QStringLiteral("before-joining-*")}, QDir::Dirs, QDir::Name | QDir::Reversed))
            contents << contentOf(state.filePath(folder) + QLatin1String("/snapshot"));
        return contents;
    }

    static void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void setAside() const { setStateAside(m_state, m_key); }

private Q_SLOTS:
    void whatIsStoredIsSetAsideOnceForEachCluster()
    {
        QVERIFY(QDir().mkpath(m_state));
        QVERIFY(!loadOrCreateKeyFile(m_key).key.isEmpty());
        write(snapshot(), "before");
        write(m_state + QLatin1String("/.lock"), "");
        setAside();
        QVERIFY(!QFile::exists(snapshot()));
        QCOMPARE(aside(), QByteArrayList{"before"});
        QVERIFY(QFile::exists(m_state + QLatin1String("/.lock")));

        // The node has done it, has begun anew, and now its window does the same.
        write(snapshot(), "since then");
        setAside();
        QCOMPARE(contentOf(snapshot()), QByteArray("since then"));
        QCOMPARE(aside(), QByteArrayList{"before"});

        QCOMPARE(replaceKeyFile(m_key, newClusterKey()), QString());
        setAside();
        QVERIFY(!QFile::exists(snapshot()));
        QCOMPARE(aside(), (QByteArrayList{"since then", "before"}));
    }

    void whatIsStoredStaysWhereTheSameClusterIsJoinedAgain()
    {
        const QByteArray key = newClusterKey();
        QCOMPARE(replaceKeyFile(m_key, key), QString());
        setAside();
        const QByteArrayList before = aside();
        write(snapshot(), "acknowledged");
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(replaceKeyFile(m_key, key), QString());
            setAside();
            QCOMPARE(contentOf(snapshot()), QByteArray("acknowledged"));
        }
        // Meanwhile the cluster has made another key, and this node had it.
        const Keyring ring = Keyring(key).rotated(newClusterKey(), 1);
        QVERIFY(mergeIntoKeyFile(m_key, ring).error.isEmpty());
        QCOMPARE(replaceKeyFile(m_key, ring.newest().key), QString());
        setAside();
        QCOMPARE(contentOf(snapshot()), QByteArray("acknowledged"));
        QCOMPARE(aside(), before);
    }

    void onlyTheOldestOfManyIsGivenUp()
    {
        for (int i = 0; i < 14; ++i) {
            QCOMPARE(replaceKeyFile(m_key, newClusterKey()), QString());
            setAside();
            write(snapshot(), QByteArray::number(i));
        }
        const QByteArrayList kept = aside();
        QCOMPARE(kept.size(), 10);
        QCOMPARE(kept.first(), QByteArray("12"));
        QCOMPARE(kept.last(), QByteArray("3"));
    }
};

QTEST_GUILESS_MAIN(TestJoinedState)
#include "tst_joined_state.moc"
