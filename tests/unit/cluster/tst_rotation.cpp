// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/cluster/KeyringWorld.h"

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of a cluster's keys: everybody gets a new one but whoever was removed, whatever happens
/// meanwhile.
class TestRotation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everybodyGetsANewKey()
    {
        World world(5);
        const QByteArray old = world.newest(0);
        world.rotate(2);
        world.run(1s);
        QCOMPARE(world.answer(2), std::optional(RotationAnswer{200, {}, 5, 1}));
        QVERIFY(world.agree({0, 1, 2, 3, 4}));
        QVERIFY(world.newest(0) != old);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(world.diskOf(i).newest().key, world.newest(0));
        QCOMPARE(world.letters(), 4); // each gets it once
    }

    void whoWasRemovedGetsNothingAndLeaves()
    {
        World world(5);
        const QByteArray old = world.newest(4);
        world.rotate(0, 4);
        world.run(1s);
        QCOMPARE(world.answer(0), std::optional(RotationAnswer{200, {}, 4, 1}));
        QVERIFY(world.agree({0, 1, 2, 3}));
        QVERIFY(world.hasLeft(4));
        QCOMPARE(world.newest(4), old);
        // Not after a restart either, with the old key and the old name.
        world.kill(4);
        world.start(4);
        world.run(5s);
        QVERIFY(world.hasLeft(4));
        QCOMPARE(world.newest(4), old);
        QVERIFY(!world.areLinked(0, 4));
    }

    void whoIsAwayCanBeRemoved()
    {
        World world(5);
        world.kill(4); // a laptop that was lost
        world.rotate(0, 4);
        world.run(1s);
        QCOMPARE(world.answer(0), std::optional(RotationAnswer{200, {}, 4, 1}));
        world.start(4);
        world.run(5s);
        QVERIFY(world.hasLeft(4));
        QVERIFY(world.newest(4) != world.newest(0));
    }

    void whoWasAwayIsGivenTheNewKey()
    {
        World world(5);
        world.kill(3);
        world.rotate(0, 4);
        world.run(11s);
        world.rotate(1);
        world.run(1s);
        QCOMPARE(world.answer(1)->status, 200);
        world.start(3);
        world.run(3s);
        QVERIFY(world.agree({0, 1, 2, 3}));
        QVERIFY(world.areLinked(0, 3));
        QVERIFY(!world.hasLeft(3));
    }

    void anOldKeyAloneIsNotEnoughAfterARemoval()
    {
        World world(4);
        world.rotate(0, 3);
        world.run(1s);
        // Somebody with the old key, and a name that nobody knows.
        world.kill(3);
        world.share(25, 3);
        world.start(3);
        world.run(3s);
        QVERIFY(world.isUnknown(3));
        QVERIFY(world.newest(3) != world.newest(0));
    }

    void withoutARemovalTheOldKeyIsEnough()
    {
        World world(4);
        world.kill(3);
        world.rotate(0);
        world.run(1s);
        world.share(25, 3);
        world.start(3);
        world.run(3s);
        QVERIFY(world.agree({0, 1, 2, 3}));
    }

    void aKilledMakerIsFinishedByOthersOrHasChangedNothing_data()
    {
        QTest::addColumn<int>("steps");
        for (int steps = 0; steps < 8; ++steps)
            QTest::addRow("killed after %d", steps) << steps;
    }
    void aKilledMakerIsFinishedByOthersOrHasChangedNothing()
    {
        QFETCH(int, steps);
        for (quint32 seed = 0; seed < 20; ++seed) {
            World world(5, seed);
            const QByteArray old = world.newest(0);
            world.rotate(0, 4);
            for (int i = 0; i < steps; ++i)
                world.step();
            world.kill(0);
            world.run(5s);
            QVERIFY(world.agree({1, 2, 3}));
            const bool isNew = world.newest(1) != old;
            QCOMPARE(world.hasLeft(4), isNew);
            QCOMPARE(world.areLinked(1, 4), !isNew);
            // And what it had written is finished when it is back.
            const bool hadWritten = world.diskOf(0).newest().key != old;
            world.start(0);
            world.run(5s);
            QVERIFY(world.agree({0, 1, 2, 3}));
            QCOMPARE(world.newest(1) != old, isNew || hadWritten);
            QCOMPARE(world.hasLeft(4), isNew || hadWritten);
        }
    }

    void sidesThatBothRotatedAgreeAndARemovalCounts()
    {
        for (quint32 seed = 0; seed < 40; ++seed) {
            World world(5, seed);
            world.cut({0, 1});
            world.rotate(0, 1); // 1 is removed on one side …
            world.rotate(2, 4); // … and 4 on the other
            world.run(5s);
            QVERIFY(world.hasLeft(1) && world.hasLeft(4));
            world.heal();
            world.run(10s);
            QVERIFY(world.agree({0, 2, 3}));
            QVERIFY(!world.ringOf(0).needsKey());
            QVERIFY(world.areLinked(0, 2));
        }
    }

    void aRemovedNodeOnTheOtherSideDoesNotStay()
    {
        for (quint32 seed = 0; seed < 40; ++seed) {
            World world(4, seed);
            world.cut({0});
            world.kill(3);
            world.heal();
            world.run(1s);
            world.cut({0, 1});
            world.start(3); // with 2
            world.run(1s);
            world.rotate(2);
            world.run(11s);
            const QByteArray theirs = world.newest(3);
            world.heal();
            world.run(5s);
            QVERIFY(world.agree({0, 1, 2, 3}));
            world.run(11s);
            world.cut({0, 1});
            world.run(1s);
            world.rotate(2); // 3 has this key
            world.run(5s);
            world.heal();
            world.run(15s);
            world.rotate(0, 3);
            world.run(5s);
            QVERIFY(world.hasLeft(3));
            QVERIFY(world.agree({0, 1, 2}));
            QVERIFY(world.newest(0) != theirs && world.newest(0) != world.newest(3));
        }
    }

    void oneRotationAtATimeAndNotTooOften()
    {
        World world(3);
        world.rotate(0);
        world.rotate(0);
        QCOMPARE(world.answer(0)->status, 409);
        world.run(1s);
        world.rotate(0);
        QCOMPARE(world.answer(0)->status, 429);
        world.rotate(1); // whoever holds the lease by now
        QCOMPARE(world.answer(1)->status, 429);
        world.run(10s);
        world.rotate(1);
        world.run(1s);
        QCOMPARE(world.answer(1)->status, 200);
    }

    void whatCannotBeRemovedIsSaidInASentence()
    {
        World world(4);
        world.rotate(0, 0);
        QVERIFY(world.answer(0)->problem.contains(QLatin1String("same key file")));
        world.rotate(0, 25);
        QVERIFY(world.answer(0)->problem.contains(QLatin1String("not known")));
        World shared(3);
        shared.kill(2);
        shared.share(0, 2);
        shared.start(2);
        shared.run(1s);
        shared.rotate(0, 2);
        QCOMPARE(shared.answer(0)->status, 409);
        World old(3);
        old.kill(2);
        old.makeOld(2);
        old.start(2);
        old.rotate(0);
        QVERIFY(old.answer(0)->problem.contains(QLatin1String("version")));
    }

    void nodesThatShareAKeyFileAreRemovedTogether()
    {
        World world(4);
        world.kill(3);
        world.share(2, 3);
        world.start(3);
        world.run(1s);
        world.rotate(0, 2);
        world.run(1s);
        QVERIFY(world.hasLeft(2) && world.hasLeft(3));
        QVERIFY(world.agree({0, 1}));
    }

    void aDiskThatFailsRefusesOwnRotationsButFollowsOthers()
    {
        World world(3);
        world.failDisk(0);
        const QByteArray old = world.newest(0);
        world.rotate(0);
        world.run(1s);
        QCOMPARE(world.answer(0)->status, 503);
        QVERIFY(world.agree({0, 1, 2}));
        QCOMPARE(world.newest(0), old);
        world.rotate(1);
        world.run(1s);
        QVERIFY(world.agree({0, 1, 2}));
        QCOMPARE(world.diskOf(0).newest().key, old);
    }

    void foreignRingsAndLeapsAreNotTaken()
    {
        World world(2);
        const Keyring before = world.ringOf(0);
        RotationCore core({memberNumber(1), {}, [] { return newClusterKey(); }, [] { return qint64(1); }},
                          before);
        QVERIFY(core.onRing(Keyring(keyNumber(1)).rotated(keyNumber(2), 1), 1s).empty());
        QCborMap leap = before.rotated(keyNumber(1), 1).encode();
        QCborArray keys = leap[QLatin1String("keys")].toArray();
        QCborMap newest = keys.at(0).toMap();
        newest[QLatin1String("generation")] = 5'000'000;
        keys[0] = newest;
        leap[QLatin1String("keys")] = keys;
        const auto ring = Keyring::decode(leap);
        QVERIFY(ring);
        QVERIFY(core.onRing(*ring, 1s).empty());
        // And no more than four letters a second are looked at.
        int taken = 0;
        for (int i = 0; i < 20; ++i)
            taken += int(!core.onRing(before.rotated(keyNumber(i), 1), 10s).empty());
        QVERIFY(taken <= RotationCore::lettersPerSecond);
    }
};

QTEST_GUILESS_MAIN(TestRotation)
#include "tst_rotation.moc"
