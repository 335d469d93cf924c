// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/Scenario.h"

#include <QDir>
#include <QTest>

#include <cstdio>
#include <cstring>

using namespace everbounce::simulation;

/// The nine rules of the lease as stories. After a change of the protocol, `tst_scenarios --rewrite` writes
/// what happens now into the files, for a person to read and judge.
class TestScenarios : public QObject
{
    Q_OBJECT

public:
    static QDir directory() { return QDir(QStringLiteral(EVERBOUNCE_SCENARIOS)); }
    static QStringList files()
    {
        return directory().entryList({QStringLiteral("*.txt")}, QDir::Files, QDir::Name);
    }

    static QByteArray read(const QString &file)
    {
        QFile in(directory().filePath(file));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    static int rewrite()
    {
        for (const QString &file : files()) {
            const std::string story = playScenario(read(file).toStdString());
            QFile out(directory().filePath(file));
            if (!out.open(QIODevice::WriteOnly) || out.write(story.data(), qint64(story.size())) < 0) {
                std::fprintf(stderr, "%s cannot be written\n", qPrintable(out.fileName()));
                return 1;
            }
        }
        return 0;
    }

private Q_SLOTS:
    void everyRuleHasAStory()
    {
        for (int rule = 1; rule <= 9; ++rule)
            QVERIFY(!files().filter(QStringLiteral("rule-%1-").arg(rule)).isEmpty());
    }

    void storyGoesAsWritten_data()
    {
        QTest::addColumn<QString>("file");
        for (const QString &file : files())
            QTest::newRow(qPrintable(file)) << file;
    }
    void storyGoesAsWritten()
    {
        QFETCH(QString, file);
        const QList<QByteArray> expected = read(file).split('\n');
        const QByteArray played = QByteArray::fromStdString(playScenario(read(file).toStdString()));
        const QList<QByteArray> actual = played.split('\n');
        for (qsizetype i = 0; i < qMin(expected.size(), actual.size()); ++i)
            QVERIFY2(expected[i] == actual[i], "line " + QByteArray::number(i + 1) + " is\n" + actual[i] +
                                                   "\nbut should be\n" + expected[i]);
        QCOMPARE(actual.size(), expected.size());
    }
};

int main(int argc, char **argv)
{
    if (argc == 2 && std::strcmp(argv[1], "--rewrite") == 0)
        return TestScenarios::rewrite();
    TestScenarios test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_scenarios.moc"
