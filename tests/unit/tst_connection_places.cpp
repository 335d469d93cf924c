// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/ConnectionPlaces.h"

#include <QTest>

using namespace everbounce;

namespace {

Origin from(const char *address)
{
    return Origin::of(QHostAddress(QString::fromLatin1(address)), QHostAddress(QStringLiteral("192.0.2.1")));
}

const Origin machine = from("127.0.0.1");
const Origin first = from("198.51.100.1");
const Origin second = from("198.51.100.2");
const Origin third = from("198.51.100.3");

/// Gives each newcomer the next number.
struct Crowd
{
    ConnectionPlaces places;
    quint64 next = 0;

    explicit Crowd(const ConnectionPlaces::Limits &limits)
        : places(limits)
    {
    }

    ConnectionPlaces::Admission comes(const Origin &origin) { return places.admit(++next, origin); }

    /// How many of them got in.
    int come(const Origin &origin, int count, bool busy = false)
    {
        int admitted = 0;
        for (int i = 0; i < count; ++i) {
            admitted += comes(origin).admitted;
            places.setIdle(next, !busy);
        }
        return admitted;
    }
};

} // namespace

/// Promises about who gets a place among the connections of a node.
class TestConnectionPlaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoseConnectionsCountTogether()
    {
        QCOMPARE(machine.kind, Origin::Kind::Machine);
        for (const char *own : {"127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1", "::ffff:127.1.2.3",
                                "192.0.2.1", "::ffff:192.0.2.1"})
            QVERIFY2(from(own) == machine, own);
        QVERIFY(from("::ffff:198.51.100.1") == first);
        QVERIFY(first != second);
        QVERIFY(from("2001:db8:0:1::1") == from("2001:db8:0:1:ffff::2"));
        QVERIFY(from("2001:db8:0:1::1") != from("2001:db8:0:2::1"));
        const QHostAddress own(QStringLiteral("2001:db8::1"));
        QVERIFY(Origin::of(own, own) == machine);
        QVERIFY(Origin::of(own, QHostAddress(QStringLiteral("2001:db8::2"))) != machine);
    }

    void oneOriginGetsItsShareAndNoMore()
    {
        Crowd crowd({.all = 100, .share = 75, .reserve = 4});
        QCOMPARE(crowd.come(first, 1000, true), 75);
        QCOMPARE(crowd.places.count(), 75);
        QCOMPARE(crowd.come(second, 1000, true), 50); // until both have the same
        QCOMPARE(crowd.places.count(), 100);
        QVERIFY(crowd.comes(third).admitted);
    }

    void whoComesLaterStillGetsIn()
    {
        Crowd crowd({.all = 100, .share = 100});
        QCOMPARE(crowd.come(first, 100, true), 100);
        for (int i = 0; i < 10; ++i) {
            const auto admission = crowd.comes(second);
            QVERIFY(admission.admitted && admission.displaced);
            QVERIFY(*admission.displaced <= 100); // of the first one, never of its own
            crowd.places.setIdle(crowd.next, false);
        }
        QCOMPARE(crowd.places.count(), 100);
        QVERIFY(!crowd.comes(first).admitted); // who has the most displaces nobody
    }

    void whoWaitsForARequestGoesFirstAndTheLongestBeforeTheOthers()
    {
        Crowd crowd({.all = 4, .share = 4});
        crowd.come(first, 3);
        crowd.places.setIdle(1, false);
        crowd.come(second, 1);
        QCOMPARE(crowd.comes(third).displaced, std::optional<quint64>(2));
        QCOMPARE(crowd.comes(third).displaced, std::optional<quint64>(3)); // before its own
        crowd.places.setIdle(1, true);
        QVERIFY(crowd.comes(first).displaced !=
                std::optional<quint64>(4)); // never of who has no more than it
    }

    void ofOneOriginTheIdleGoFirst()
    {
        Crowd crowd({.all = 100, .share = 3});
        crowd.come(first, 3);
        crowd.places.setIdle(1, false);
        QCOMPARE(crowd.comes(first).displaced, std::optional<quint64>(2));
        crowd.places.setIdle(3, false);
        crowd.places.setIdle(4, false);
        QVERIFY(!crowd.comes(first).admitted);
        QCOMPARE(crowd.places.count(), 3);
    }

    void thisMachineAlwaysGetsIn()
    {
        Crowd crowd({.all = 10, .share = 10, .reserve = 2});
        crowd.come(first, 10, true);
        QVERIFY(crowd.places.isFull());
        QVERIFY(!crowd.comes(machine).displaced); // the reserve
        QVERIFY(!crowd.comes(machine).displaced);
        QCOMPARE(crowd.places.count(), 12);
        QVERIFY(crowd.comes(machine).displaced); // its own, that waits
        crowd.places.setIdle(crowd.next, false);
        crowd.places.setIdle(crowd.next - 1, false);
        for (int i = 0; i < 8; ++i) {
            const auto admission = crowd.comes(machine);
            QVERIFY(admission.admitted && admission.displaced);
            crowd.places.setIdle(crowd.next, false);
        }
    }

    void thisMachineIsNotDisplaced()
    {
        Crowd crowd({.all = 10, .share = 10, .reserve = 2});
        QCOMPARE(crowd.come(machine, 20), 20); // each new one for one that waits
        QCOMPARE(crowd.places.count(), 12);
        QVERIFY(!crowd.comes(first).admitted);
    }

    void aFloodFromOneOriginLeavesOthersAlone()
    {
        Crowd crowd({.all = 100, .share = 75});
        crowd.come(second, 5);
        crowd.come(third, 1, true);
        QVERIFY(crowd.come(first, 10'000) == 10'000); // in and out again
        QCOMPARE(crowd.places.count(), 81);
        for (quint64 other = 1; other <= 6; ++other)
            crowd.places.leave(other);
        QCOMPARE(crowd.places.count(), 75);
    }

    void manyOriginsShareFairly()
    {
        Crowd crowd({.all = 1'000, .share = 750});
        for (int origin = 0; origin < 2'000; ++origin)
            crowd.comes({Origin::Kind::IPv6, quint64(origin)});
        QCOMPARE(crowd.places.count(), 1'000);
        crowd.come(first, 100);
        QCOMPARE(crowd.places.count(), 1'000);
    }

    void whoIsServedGivesWayToNobodyWhoWouldHaveAsMuch()
    {
        Crowd crowd({.all = 100, .share = 75});
        for (int origin = 0; origin < 100; ++origin)
            crowd.come({Origin::Kind::IPv4, quint64(origin)}, 1, true);
        QVERIFY(!crowd.comes(first).admitted);
        QVERIFY(crowd.comes(machine).admitted);
    }
};

QTEST_APPLESS_MAIN(TestConnectionPlaces)
#include "tst_connection_places.moc"
