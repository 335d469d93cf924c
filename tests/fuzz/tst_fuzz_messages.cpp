// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first, because the moc of Qt 6.4 stumbles over <compare> as the first header

#include "engine/base/cbor/Cbor.h"
#include "tests/fuzz/Examples.h"
#include "tests/fuzz/Mutation.h"

using namespace everbounce;
using namespace everbounce::fuzz;

/// Promises of everything that reads other processes' bytes: no input crashes it, and what it accepts is
/// something that could have been sent.
class TestFuzzMessages : public QObject
{
    Q_OBJECT

    /// What was accepted is written, read and written again: it holds no more than the format says, and what
    /// one node accepts the next one accepts too.
    static void check(const Format &format, const QCborValue &received, quint64 seed)
    {
        const auto first = format.recoded(received);
        if (!first)
            return;
        const auto second = format.recoded(*first);
        QVERIFY2(second, qPrintable(QStringLiteral("seed %1: refused what it wrote itself").arg(seed)));
        QVERIFY2(first->toCbor() == second->toCbor(),
                 qPrintable(QStringLiteral("seed %1: written in two ways").arg(seed)));
    }

private Q_SLOTS:
    void whatIsAcceptedCouldHaveBeenSent_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const Format &format : allFormats())
            QTest::newRow(format.name) << index++;
    }
    void whatIsAcceptedCouldHaveBeenSent()
    {
        QFETCH(int, index);
        const Format format = allFormats().at(std::size_t(index));
        int refused = 0;
        for (const QCborValue &example : format.examples)
            QVERIFY(format.recoded(example) == example);
        for (quint64 seed = firstSeed(); seed < firstSeed() + quint64(rounds()); ++seed) {
            Mutation mutation(seed);
            const QCborValue &example = format.examples[seed % format.examples.size()];
            const QCborValue tree = parsedCbor(mutation.ofTree(example).toCbor());
            check(format, tree, seed);
            check(format, parsedCbor(mutation.ofBytes(example.toCbor())), seed);
            refused += format.recoded(tree) ? 0 : 1;
            if (QTest::currentTestFailed())
                return;
        }
        if (rounds() > 100 && !format.isList)
            QVERIFY(refused > 0);
    }

    void nothingButWhatWasSealedIsAccepted_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const SealedFormat &format : sealedFormats())
            QTest::newRow(format.name) << index++;
    }
    void nothingButWhatWasSealedIsAccepted()
    {
        QFETCH(int, index);
        const SealedFormat format = sealedFormats().at(std::size_t(index));
        QVERIFY(format.isAccepted(format.example));
        for (quint64 seed = firstSeed(); seed < firstSeed() + quint64(rounds()); ++seed) {
            const QByteArray spoilt = Mutation(seed).ofBytes(format.example);
            QVERIFY2(spoilt == format.example || !format.isAccepted(spoilt),
                     qPrintable(QStringLiteral("seed %1").arg(seed)));
        }
    }
};

QTEST_GUILESS_MAIN(TestFuzzMessages)
#include "tst_fuzz_messages.moc"
