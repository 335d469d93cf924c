// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/Mutation.h"
#include "tests/fuzz/targets/Targets.h"

#include <QDir>
#include <QTest>

using namespace everbounce::fuzz;

/// What coverage-guided fuzzing has found worth trying (packaging/fuzz) is tried in every build, and spoilt.
class TestFuzzCorpus : public QObject
{
    Q_OBJECT

    static QDir corpusOf(const char *target)
    {
        return QDir(QStringLiteral(EVERBOUNCE_FUZZ_CORPUS "/") + QLatin1String(target));
    }

private Q_SLOTS:
    void everyTargetHasACorpusAndNothingElseHas()
    {
        QStringList names;
        for (const Target &target : allTargets())
            names << QLatin1String(target.name);
        names.sort();
        QCOMPARE(QDir(QStringLiteral(EVERBOUNCE_FUZZ_CORPUS))
                     .entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name),
                 names);
    }

    void itsPromisesHold_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const Target &target : allTargets())
            QTest::newRow(target.name) << index++;
    }
    void itsPromisesHold()
    {
        QFETCH(int, index);
        const Target &target = allTargets()[std::size_t(index)];
        const QFileInfoList files = corpusOf(target.name).entryInfoList(QDir::Files);
        QVERIFY(!files.isEmpty());
        const quint64 each = 1 + quint64(rounds()) / 10 / quint64(files.size());
        for (const QFileInfo &info : files) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray input = file.readAll();
            target.run(input);
            for (quint64 seed = firstSeed(); seed < firstSeed() + each; ++seed)
                target.run(Mutation(seed).ofBytes(input));
        }
    }
};

QTEST_GUILESS_MAIN(TestFuzzCorpus)
#include "tst_fuzz_corpus.moc"
