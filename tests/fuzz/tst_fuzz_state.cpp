// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first, because the moc of Qt 6.4 stumbles over <compare> as the first header

#include "engine/base/Bounds.h"
#include "engine/lease/peer/LeaseCodec.h"
#include "engine/singleton/peer/RecordKeys.h"
#include "tests/fuzz/Mutation.h"
#include "tests/fuzz/StateWorld.h"

#include <cmath>
#include <limits>

using namespace everbounce;
using namespace everbounce::fuzz;
using namespace std::chrono_literals;

namespace {

/// Makes messages that nobody honest sends, from the current state: well signed, well formed, and hostile.
class Liar
{
public:
    explicit Liar(quint64 seed)
        : m_mutation(seed)
    {
    }

    QCborMap message(const Lease &lease, const BallRecord &record)
    {
        QCborMap map = encodeLeaseMessage({{spoilt(freshnessOf(record)), chance(8)}, body(spoilt(lease))});
        if (chance(2))
            map[kRecord] = encodeRecord(spoilt(record));
        if (chance(2))
            map[kTick] = chance(2) ? double(record.track.end()) - 100 : number(double(record.track.end()));
        return chance(8) ? m_mutation.ofTree(map).toMap() : map;
    }

    qsizetype below(qsizetype n) { return m_mutation.below(n); }

private:
    bool chance(qsizetype oneIn) { return below(oneIn) == 0; }

    std::uint64_t count(std::uint64_t known)
    {
        const std::uint64_t leap = bounds::maxCountLeap;
        const std::uint64_t values[] = {0,
                                        1,
                                        known - 1,
                                        known,
                                        known + 1,
                                        known + leap,
                                        known + leap + 1,
                                        known + 1'000'000'000,
                                        bounds::maxFirstCount,
                                        bounds::maxFirstCount + 1,
                                        bounds::maxCount - 1,
                                        bounds::maxCount,
                                        bounds::maxTick,
                                        bounds::maxFirstTick,
                                        (std::uint64_t(1) << 60) - 1,
                                        std::uint64_t(1) << below(64)};
        return values[below(std::size(values))];
    }

    double number(double known)
    {
        using Limits = std::numeric_limits<double>;
        const double values[] = {
            known + 1,           known - 1000,       known + 1e9,          -known, 0,   -0.0, 1e300, -1e300,
            Limits::quiet_NaN(), Limits::infinity(), Limits::denorm_min(), 900,    -400};
        return values[below(std::size(values))];
    }

    Freshness spoilt(Freshness fresh)
    {
        if (chance(2))
            fresh.era = count(fresh.era);
        if (chance(2))
            fresh.revision = count(fresh.revision);
        if (chance(2))
            fresh.end = count(fresh.end);
        return fresh;
    }

    Lease spoilt(Lease lease)
    {
        const NodeId holders[] = {{1}, {2}, StateWorld::liar, StateWorld::liar, {99}};
        return {std::max<std::uint64_t>(count(lease.term), 1), holders[below(std::size(holders))]};
    }

    LeaseBody body(const Lease &lease)
    {
        switch (below(7)) {
        case 0:
            return Renewal{{lease.term, StateWorld::liar}};
        case 1:
            return Lost{lease, chance(2)};
        case 2:
            return Ask{count(1)};
        case 3:
            return Known{count(0), lease, chance(2) ? 0ms : 400ms, {spoilt(Freshness{3, 3, 3000}), false}};
        case 4:
            return Claim{{lease.term, StateWorld::liar}};
        case 5:
            return Vote{lease};
        default:
            return Handover{{lease.term, StateWorld::liar}};
        }
    }

    BallRecord spoilt(BallRecord record)
    {
        for (qsizetype times = 1 + below(3); times > 0; --times)
            spoil(record);
        return record;
    }

    void spoil(BallRecord &record)
    {
        std::vector<Segment> runs = record.track.segments();
        Segment &run = runs[std::size_t(below(qsizetype(runs.size())))];
        Tick end = record.track.end();
        double *const numbers[] = {&run.x,
                                   &run.y,
                                   &run.dx,
                                   &run.dy,
                                   &run.ax,
                                   &run.ay,
                                   &record.checkpoint.x,
                                   &record.checkpoint.dx,
                                   &record.box.width,
                                   &record.box.radius};
        std::uint64_t *const counts[] = {&record.lease.term, &record.revision,        &end,
                                         &run.tick,          &record.checkpoint.tick, &record.trialEnd};
        if (chance(2))
            *counts[below(std::size(counts))] = count(end);
        else if (double *spoiled = numbers[below(std::size(numbers))]; true)
            *spoiled = number(*spoiled);
        if (chance(6)) // the whole flight at another time
            shift(record, runs, end, count(end) % (bounds::maxTick + 2));
        record.track = Track(std::move(runs), end);
        if (chance(12))
            record.behavior = {QStringLiteral("Nowhere"), {}};
    }

    static void shift(BallRecord &record, std::vector<Segment> &runs, Tick &end, Tick by)
    {
        record.checkpoint.tick += by;
        end += by;
        for (Segment &run : runs)
            run.tick += by;
    }

    Mutation m_mutation;
};

} // namespace

/// The promise of all bounds together: whatever a node with the key says, once it is over there is one holder
/// and a ball that moves, on every node, and after a restart too.
class TestFuzzState : public QObject
{
    Q_OBJECT

    static constexpr Duration patience = 5s;
    static constexpr int messagesOfALife = 1000;

    /// Runs until all is well; returns what is not.
    static QString settled(StateWorld &world)
    {
        const Instant latest = world.now() + patience;
        world.run(3ms);
        while (!world.trouble().isEmpty() && world.now() < latest)
            world.run(10ms);
        return world.trouble();
    }

    static int messages()
    {
        const int wanted = qEnvironmentVariableIntValue("EVERBOUNCE_FUZZ_ROUNDS");
        return wanted > 0 ? wanted : 100'000;
    }

private Q_SLOTS:
    void oneHolderAndABallThatMovesAfterWhateverIsSaid()
    {
        quint64 refused = 0;
        for (int said = 0; said < messages(); said += messagesOfALife) {
            const quint64 seed = firstSeed() + quint64(said / messagesOfALife);
            StateWorld world;
            Liar liar(seed);
            world.run(2s);
            QCOMPARE(world.trouble(), QString());
            const int count = std::min(messagesOfALife, messages() - said);
            for (int i = 0; i < count; ++i) {
                const auto to = int(liar.below(2));
                world.say(to, liar.message(world.lease(to), world.record(to)));
                const QString trouble = settled(world);
                QVERIFY2(trouble.isEmpty(),
                         qPrintable(QStringLiteral("EVERBOUNCE_FUZZ_SEED=%1, message %2: %3")
                                        .arg(seed)
                                        .arg(i)
                                        .arg(trouble)));
                if (i % 200 == 199) {
                    world.restart(int(liar.below(2)));
                    const QString after = settled(world);
                    QVERIFY2(
                        after.isEmpty(),
                        qPrintable(
                            QStringLiteral("EVERBOUNCE_FUZZ_SEED=%1, restart: %2").arg(seed).arg(after)));
                }
            }
            refused += world.refused;
        }
        QVERIFY(refused > 0);
    }
};

QTEST_GUILESS_MAIN(TestFuzzState)
#include "tst_fuzz_state.moc"
