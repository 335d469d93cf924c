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
    QString aside() const { return m_state + QLatin1String("/before-joining/snapshot"); }

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
        QCOMPARE(contentOf(aside()), QByteArray("before"));
        QVERIFY(QFile::exists(m_state + QLatin1String("/.lock")));

        // The node has done it, has begun anew, and now its window does the same.
        write(snapshot(), "since then");
        setAside();
        QCOMPARE(contentOf(snapshot()), QByteArray("since then"));
        QCOMPARE(contentOf(aside()), QByteArray("before"));

        QCOMPARE(replaceKeyFile(m_key, newClusterKey()), QString());
        setAside();
        QVERIFY(!QFile::exists(snapshot()));
        QCOMPARE(contentOf(aside()), QByteArray("since then"));
    }
};

QTEST_GUILESS_MAIN(TestJoinedState)
#include "tst_joined_state.moc"
