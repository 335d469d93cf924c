// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/scripts/ScriptShelf.h"

#include "engine/ball/behaviors/ScriptText.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace everbounce;

/// Promises of the folder in which viewers' scripts are kept.
class TestScriptShelf : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    QString m_folder;

    ScriptAnswer save(const QByteArray &text, const ScriptCondition &condition = {}) const
    {
        return ScriptShelf(m_folder).carryOut({ScriptOrder::Kind::Save, m_name, text, condition});
    }
    ScriptAnswer back(const ScriptCondition &condition = {}) const
    {
        return ScriptShelf(m_folder).carryOut({ScriptOrder::Kind::GoBack, m_name, {}, condition});
    }
    ScriptAnswer read() const
    {
        return ScriptShelf(m_folder).carryOut({ScriptOrder::Kind::Read, m_name, {}, {}});
    }
    QByteArray onDisk() const
    {
        QFile file(m_folder + QLatin1String("/Drift.js"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void putByHand(const QByteArray &text) const
    {
        QFile file(m_folder + QLatin1String("/Drift.js"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    static QByteArray versionOf(const QByteArray &text) { return makeScript({}, text).ref.hash; }
    static ScriptCondition onlyIf(const QByteArray &text) { return {QList<QByteArray>{versionOf(text)}, {}}; }

    const QString m_name = QStringLiteral("Drift");

private Q_SLOTS:
    void init()
    {
        static int count = 0;
        m_folder = QStringLiteral("%1/%2").arg(m_dir.path()).arg(++count); // does not exist yet
    }

    void keepsWhatIsSaved()
    {
        QCOMPARE(read().status, 404);
        const ScriptAnswer saved = save("one");
        QCOMPARE(saved.problem, QString());
        QCOMPARE(saved.version, versionOf("one"));
        QCOMPARE(onDisk(), "one");
        QCOMPARE(read().text, "one");
        QCOMPARE(read().versions.size(), 1);
    }

    void keepsItForANodeThatIsNamedAfterItsPort()
    {
        m_folder = m_dir.path() + QLatin1String("/alpha%3A4000/behaviors");
        QCOMPARE(save("one").problem, QString());
        QCOMPARE(save("two").versions.size(), 2);
        QCOMPARE(back().text, "one");
    }

    void keepsTheLastTenVersionsByContent()
    {
        for (int i = 0; i < 14; ++i)
            QCOMPARE(save(QByteArray::number(i)).problem, QString());
        QCOMPARE(save("13").versions.size(), 10);
        QCOMPARE(read().versions.first().version, versionOf("13"));
        QCOMPARE(read().versions.last().version, versionOf("4"));
        // One that is there already is not kept twice.
        const ScriptAnswer again = save("9");
        QCOMPARE(again.versions.size(), 10);
        QCOMPARE(again.versions.first().version, versionOf("9"));
    }

    void goesBackStepByStep()
    {
        for (const char *text : {"one", "two", "three"})
            save(text);
        QCOMPARE(back().text, "two");
        QCOMPARE(onDisk(), "two");
        QCOMPARE(back().text, "one");
        const ScriptAnswer refused = back();
        QCOMPARE(refused.status, 409);
        QVERIFY(refused.problem.contains(QLatin1String("no earlier version")));
        QCOMPARE(onDisk(), "one");
        // What was left behind is still there, and what is saved now is the newest.
        QCOMPARE(save("four").versions.size(), 4);
        QCOMPARE(back().text, "three");
    }

    void losesNothingThatWasPutThereByHand()
    {
        save("one");
        putByHand("by hand");
        QCOMPARE(save("two").versions.size(), 3);
        QCOMPARE(back().text, "by hand");
        putByHand("again by hand");
        QCOMPARE(back().text, "two");
        QCOMPARE(read().versions.first().version, versionOf("again by hand"));
    }

    void refusesWhatWasChangedMeanwhile()
    {
        const ScriptCondition isNew{{}, QList<QByteArray>{"*"}};
        QCOMPARE(save("one", isNew).status, 200);
        QCOMPARE(save("two", isNew).status, 412);
        QCOMPARE(save("two", onlyIf("another")).status, 412);
        QCOMPARE(back(onlyIf("another")).status, 412);
        QCOMPARE(onDisk(), "one");
        QCOMPARE(save("two", onlyIf("one")).status, 200);
        QCOMPARE(save("three", {QList<QByteArray>{"*"}, {}}).status, 200);
        QFile::remove(m_folder + QLatin1String("/Drift.js"));
        QCOMPARE(save("four", {QList<QByteArray>{"*"}, {}}).status, 412);
    }

    /// Also where this test runs as root, whom no permission stops.
    void losesNothingIfItCannotBeWritten()
    {
        save("one");
        QDir(m_folder + QLatin1String("/.versions/Drift")).removeRecursively();
        QFile inTheWay(m_folder + QLatin1String("/.versions/Drift"));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        const ScriptAnswer refused = save("two");
        QCOMPARE(refused.status, 507);
        QVERIFY(refused.problem.startsWith(QLatin1String("Drift could not be saved: ")));
        QCOMPARE(onDisk(), "one");
    }

    void refusesAFullDisk()
    {
        if (!QFile::exists(QStringLiteral("/dev/full")) || QDir(QStringLiteral("/proc/self/fd")).isEmpty())
            QSKIP("this machine has no folder in which nothing can be written");
        m_folder = QStringLiteral("/proc/self/fd");
        QCOMPARE(save("one").status, 507);
    }

    void followsNoLinkOut()
    {
        save("one");
        QFile::remove(m_folder + QLatin1String("/Drift.js"));
        QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), m_folder + QLatin1String("/Drift.js")));
        QCOMPARE(read().status, 409);
        QCOMPARE(save("two").status, 409);
    }
};

QTEST_GUILESS_MAIN(TestScriptShelf)
#include "tst_script_shelf.moc"
