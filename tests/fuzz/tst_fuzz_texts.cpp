// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/FrameReader.h"
#include "tests/fuzz/Mutation.h"
#include "web/api/commands/CommandText.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace everbounce;
using namespace everbounce::fuzz;

/// Promises of what reads streams of bytes and the commands of viewers, whatever the input.
class TestFuzzTexts : public QObject
{
    Q_OBJECT

    static QList<NodeInfo> nodes()
    {
        NodeInfo first;
        first.id = {1};
        first.name = QStringLiteral("first");
        return {first};
    }

    /// Within the caps, as everybody who carries it out relies on.
    static bool isSane(const Command &command)
    {
        const bool isKnownNode = !command.fault.node || command.fault.node == NodeId{1};
        const auto length = command.fault.duration;
        return command.behavior.size() <= maxBehaviorNameLength && isKnownNode &&
               length >= std::chrono::milliseconds(0) && length <= longestFault;
    }

    static void check(const Read<Command> &read, quint64 seed)
    {
        const QByteArray where = "seed " + QByteArray::number(seed);
        if (const auto *command = std::get_if<Command>(&read)) {
            QVERIFY2(isSane(*command), where.constData());
            return;
        }
        const auto &refusal = std::get<CommandResult>(read);
        QVERIFY2(!refusal.ok && refusal.status >= 400 && refusal.status < 500, where.constData());
        QVERIFY2(!refusal.problem.isEmpty() && refusal.problem.size() < 1000, where.constData());
    }

private Q_SLOTS:
    void aCommandIsWithinTheCapsOrRefusedInASentence()
    {
        const std::array<QByteArray, 4> examples{
            R"({"command":"fault","fault":"freeze-node","node":"first","seconds":2.5,"id":7})",
            R"({"command":"behavior","name":"MirrorJump","try_again":true,"id":"a-1"})",
            R"({"fault":"lossy-network","node":"0000000000000001","seconds":1e1})",
            R"({"command":"nudge"})",
        };
        for (quint64 seed = firstSeed(); seed < firstSeed() + quint64(rounds()); ++seed) {
            const QByteArray text = Mutation(seed).ofBytes(examples[seed % examples.size()]);
            const Read<QJsonObject> object = readObject(text);
            const auto *read = std::get_if<QJsonObject>(&object);
            if (!read)
                continue;
            check(readBehavior(*read), seed);
            check(readFault(*read, nodes()), seed);
            check(readMessage(*read, nodes()), seed);
            const auto name = readName(read->value(QLatin1String("id")));
            QVERIFY(!name || (!name->json.contains('\n') && name->text.size() <= 64));
            if (QTest::currentTestFailed())
                return;
        }
    }

    void aStreamIsCutIntoFramesWithinTheCapOrEnds()
    {
        constexpr qsizetype cap = 40;
        const QByteArray example = framed("one") + framed(QByteArray(cap, 'x')) + framed({}) + framed("four");
        for (quint64 seed = firstSeed(); seed < firstSeed() + quint64(rounds()); ++seed) {
            Mutation mutation(seed);
            const QByteArray stream = mutation.ofBytes(example);
            FrameReader reader(cap);
            qsizetype taken = 0;
            for (qsizetype at = 0; at < stream.size();) {
                const qsizetype length = std::min<qsizetype>(1 + mutation.below(9), stream.size() - at);
                reader.append(stream.mid(at, length));
                at += length;
                while (const auto frame = reader.next()) {
                    QVERIFY(!reader.failed() && frame->size() <= cap);
                    taken += 4 + frame->size();
                }
                QVERIFY2(taken <= at, qPrintable(QStringLiteral("seed %1").arg(seed)));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestFuzzTexts)
#include "tst_fuzz_texts.moc"
