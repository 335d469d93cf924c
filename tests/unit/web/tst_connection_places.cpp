// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/connection/ConnectionPlaces.h"

#include <QTest>

#include <algorithm>

using namespace everbounce;

Q_DECLARE_METATYPE(everbounce::Origin)

namespace {

QHostAddress address(const char *text)
{
    return QHostAddress(QString::fromLatin1(text));
}

Origin from(const char *text)
{
    return Origin::of(address(text));
}

/// Number `i` of the /64 in 2001:db8::/32; from 65,536 on they are of the next /48.
Origin network(int i)
{
    return {Origin::Kind::IPv6, 0x2001'0db8'0000'0000ULL + quint64(i)};
}

const Origin ownUser;
const Origin account = Origin::ofAccount(33);
const Origin otherAccount = Origin::ofAccount(1000);
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
        const QHostAddress local = address("192.0.2.1");
        for (const char *own : {"127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1", "::ffff:127.1.2.3",
                                "192.0.2.1", "::ffff:192.0.2.1"})
            QVERIFY2(Origin::isOfThisMachine(address(own), local), own);
        QVERIFY(Origin::isOfThisMachine(address("2001:db8::1"), address("2001:db8::1")));
        QVERIFY(!Origin::isOfThisMachine(address("2001:db8::1"), address("2001:db8::2")));
        QVERIFY(!Origin::isOfThisMachine(address("198.51.100.1"), local));
        QVERIFY(from("::ffff:198.51.100.1") == first);
        QVERIFY(first != second);
        QVERIFY(from("2001:db8:0:1::1") == from("2001:db8:0:1:ffff::2"));
        QVERIFY(from("2001:db8:0:1::1") != from("2001:db8:0:2::1"));
        QVERIFY(account != otherAccount && account != ownUser);
        QVERIFY(Origin::ofAccount(std::nullopt) != Origin::ofAccount(0)); // nobody knows whose
    }

    void whichOriginsCountTogether_data()
    {
        QTest::addColumn<Origin>("one");
        QTest::addColumn<Origin>("other");
        QTest::addColumn<int>("common"); ///< ranges, of the widest first
        const auto row = [](const char *name, const Origin &one, const Origin &other, int common) {
            QTest::newRow(name) << one << other << common;
        };
        row("addresses of IPv4", first, second, 0);
        row("one /64", from("2001:db8::1"), from("2001:db8::2"), 3);
        row("one /56", from("2001:db8:0:1ff::1"), from("2001:db8:0:100::1"), 2);
        row("one /48", from("2001:db8:0:1ff::1"), from("2001:db8:0:200::1"), 1);
        row("two /48", from("2001:db8:0:1::1"), from("2001:db8:1:1::1"), 0);
        row("accounts", account, otherAccount, 2);
        row("an account and a container's", account, Origin::ofAccount(165'536), 1);
        row("nobody and an account", account, Origin::ofAccount(std::nullopt), 1);
        row("the own user and an account", ownUser, Origin::ofAccount(0), 0);
        row("numbers that are the same", Origin::ofAccount(0), {Origin::Kind::IPv6, 0}, 0);
    }
    void whichOriginsCountTogether()
    {
        QFETCH(Origin, one);
        QFETCH(Origin, other);
        int common = 0;
        for (int level = 0; level < std::min(one.levels(), other.levels()); ++level)
            common += one.range(level) == other.range(level);
        QTEST(common, "common");
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
        QVERIFY(!crowd.comes(first).admitted); // the one with the most displaces nobody
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
                std::optional<quint64>(4)); // never that of one with no more than itself
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

    void theOwnUserAlwaysGetsIn_data()
    {
        QTest::addColumn<Origin>("flood");
        QTest::newRow("strangers") << first;
        QTest::newRow("another account") << account;
        QTest::newRow("nobody knows who") << Origin::ofAccount(std::nullopt);
    }
    void theOwnUserAlwaysGetsIn()
    {
        QFETCH(Origin, flood);
        Crowd crowd({.all = 10, .share = 10, .reserve = 2});
        QCOMPARE(crowd.come(flood, 100, true), 10); // the reserve is not theirs
        QVERIFY(crowd.places.isFull());
        QVERIFY(!crowd.comes(ownUser).displaced); // the reserve
        QVERIFY(!crowd.comes(ownUser).displaced);
        QCOMPARE(crowd.places.count(), 12);
        const quint64 longest = crowd.next - 1;
        QVERIFY(crowd.comes(ownUser).displaced == longest); // its own, that waits
        crowd.places.setIdle(crowd.next, false);
        crowd.places.setIdle(crowd.next - 1, false);
        for (int i = 0; i < 10; ++i) {
            const auto admission = crowd.comes(ownUser);
            QVERIFY(admission.admitted && admission.displaced && *admission.displaced <= 10);
            crowd.places.setIdle(crowd.next, false);
        }
        QVERIFY(crowd.comes(ownUser).displaced); // now it has all, and even so
        QCOMPARE(crowd.places.count(), 12);
    }

    void theOwnUserIsNotDisplaced()
    {
        Crowd crowd({.all = 10, .share = 10, .reserve = 2});
        QCOMPARE(crowd.come(ownUser, 20), 20); // each new one for one that waits
        QCOMPARE(crowd.places.count(), 12);
        QVERIFY(!crowd.comes(first).admitted);
        QVERIFY(!crowd.comes(account).admitted);
    }

    void anotherAccountIsAStranger()
    {
        Crowd crowd({.all = 100, .share = 75});
        QCOMPARE(crowd.come(account, 1000, true), 75);
        QCOMPARE(crowd.come(first, 1000, true), 50); // until both have the same
        QCOMPARE(crowd.come(second, 1000, true), 33);
        QCOMPARE(crowd.places.count(), 100);
    }

    void whoeverIsFoundToSpeakForOthersIsNoLongerTheOwnUser()
    {
        Crowd crowd({.all = 10, .share = 5, .reserve = 2});
        crowd.come(ownUser, 12, true);
        const Origin passedOn = Origin::ofAccount(7);
        QVERIFY(!crowd.places.disown(1, passedOn).admitted); // the reserve is not for that
        QVERIFY(!crowd.places.disown(2, passedOn).admitted);
        for (quint64 id = 3; id <= 12; ++id) {
            QCOMPARE(crowd.places.disown(id, passedOn).admitted, id <= 5 + 2);
            crowd.places.setIdle(id, false);
        }
        QCOMPARE(crowd.places.count(), 5);
        QVERIFY(crowd.comes(first).admitted);
    }

    void manyNetworksOfOneSiteDoNotKeepOthersOut_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("mostOfAll");
        QTest::newRow("of one /48") << 1 << 75;
        QTest::newRow("of one /56 each") << 256 << 75;
    }
    void manyNetworksOfOneSiteDoNotKeepOthersOut()
    {
        QFETCH(int, step);
        QFETCH(int, mostOfAll);
        Crowd crowd({.all = 100, .share = 75});
        int admitted = 0;
        for (int i = 0; i < 200; ++i)
            admitted += crowd.come(network(i * step), 1, true);
        QCOMPARE(admitted, mostOfAll);
        QCOMPARE(crowd.come(network(65'536), 1000, true), 50);
        for (const Origin &other : {first, second, third, account, network(2 * 65'536)})
            QCOMPARE(crowd.come(other, 10, true), 10);
        QCOMPARE(crowd.places.count(), 100);
    }

    void networksOfOneSiteSettleItAmongThemselves()
    {
        Crowd crowd({.all = 100, .share = 75});
        QCOMPARE(crowd.come(network(0), 1000, true), 75); // one /64 has all of the site's
        QCOMPARE(crowd.come(network(256), 1000, true), 37);
        QCOMPARE(crowd.come(network(257), 1000, true), 18); // those of its /56 share with it
        QVERIFY(crowd.comes(network(512)).admitted);
        QCOMPARE(crowd.places.count(), 75);
    }

    void manyNumbersOfOneAccountDoNotKeepTheOtherAccountsOut()
    {
        Crowd crowd({.all = 100, .share = 75});
        for (uid_t user = 0; user < 200; ++user)
            crowd.come(Origin::ofAccount(165'536 + user), 1, true); // its containers
        QCOMPARE(crowd.places.count(), 75);
        QCOMPARE(crowd.come(account, 1000, true), 37);
        QCOMPARE(crowd.come(first, 10, true), 10);
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
            crowd.comes({Origin::Kind::IPv6, quint64(origin) << 16});
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
        QVERIFY(crowd.comes(ownUser).admitted);
    }
};

QTEST_APPLESS_MAIN(TestConnectionPlaces)
#include "tst_connection_places.moc"
