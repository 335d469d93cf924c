// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/NodePaths.h"
#include "engine/node/view/SettingRules.h"
#include "engine/singleton/replica/store/StateLock.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace everbounce;

/// Promises of the directory that a node's name leads to.
class TestNodePaths : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;

    static QString stateDir(const QString &name)
    {
        const Options options = ofCluster();
        return NodePaths(options, name).stateDir();
    }
    static Options ofCluster()
    {
        Options options;
        options.cluster = QStringLiteral("default");
        return options;
    }

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_home.path().toUtf8()); }

    void everyNameThatTheRulesAllowHasADirectory_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("a word") << QStringLiteral("alpha");
        QTest::newRow("dots") << QStringLiteral("..");
        QTest::newRow("slashes") << QString(longestNodeName, u'/');
        QTest::newRow("umlauts") << QString(longestNodeName, QChar(0xfc));
        QTest::newRow("Japanese") << QString(longestNodeName, QChar(0x3042));
        QTest::newRow("a face") << QStringLiteral("\U0001F600").repeated(int(longestNodeName) / 2);
    }
    void everyNameThatTheRulesAllowHasADirectory()
    {
        QFETCH(const QString, name);
        QCOMPARE(faultOfName(name), NameFault::None);
        QVERIFY2(QDir().mkpath(stateDir(name)), qPrintable(stateDir(name)));
        QCOMPARE(QFileInfo(stateDir(name)).path(), m_home.path() + QLatin1String("/everbounce/default"));
        const Options options = ofCluster();
        QVERIFY(NodePaths(options, name).isStateFree());
        StateLock lock;
        QVERIFY(lock.lock(stateDir(name)));
        QVERIFY(!NodePaths(options, name).isStateFree());
    }

    void noTwoNamesShareOne()
    {
        const QString one = QString(63, QChar(0x3042)) + u'1';
        const QString other = QString(63, QChar(0x3042)) + u'2';
        QVERIFY(stateDir(one) != stateDir(other));
        // Whatever somebody writes, it is no shortened name.
        QVERIFY(!stateDir(QStringLiteral("a+b")).contains(u'+'));
    }

    /// What was kept by such a name before is found again.
    void aNameThatFitsIsNotShortened()
    {
        QVERIFY(stateDir(QString(42, QChar(0xfc))).endsWith(QStringLiteral("%C3%BC").repeated(42)));
    }
};

QTEST_GUILESS_MAIN(TestNodePaths)
#include "tst_node_paths.moc"
