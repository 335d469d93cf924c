// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/discovery/Dialer.h"
#include "engine/cluster/link/Liveness.h"
#include "engine/cluster/link/PingBudget.h"
#include "engine/cluster/link/Protocol.h"
#include "engine/cluster/link/server/Places.h"
#include "engine/cluster/mesh/PeerExchange.h"

#include <QCborArray>
#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises about which peers are dialled, alive and announced, in virtual time.
class TestMembership : public QObject
{
    Q_OBJECT

    static Endpoint at(quint16 port) { return {QHostAddress(QHostAddress::LocalHost), port}; }
    static constexpr NodeId low{1}, self{5}, high{9};
    using Ids = std::vector<NodeId>;

    static QHostAddress machine(int number) { return QHostAddress(QStringLiteral("192.0.2.%1").arg(number)); }

private Q_SLOTS:
    // ---- Places of strangers -----------------------------------------------------------------------------

    void aNewcomerAlwaysGetsAPlaceAndTheOldestOfTheLargestGoes()
    {
        Places places({.all = 8, .strangers = 6, .each = 3});
        std::vector<Places::Id> ids;
        for (int i = 0; i < 3; ++i) {
            const auto [id, leaves] = places.admit(machine(1), false);
            QVERIFY(!leaves);
            ids.push_back(id);
        }
        QCOMPARE(places.admit(machine(1), false).leaves, std::optional(ids[0])); // its share is used up
        QVERIFY(!places.admit(machine(2), false).leaves);
        QVERIFY(!places.admit(machine(3), false).leaves);
        QVERIFY(!places.admit(machine(4), false).leaves);
        QCOMPARE(places.admit(machine(5), false).leaves, std::optional(ids[1])); // so are those of strangers
        // Two are kept for known addresses, and strangers leave for more of them.
        QVERIFY(!places.admit(machine(6), true).leaves);
        QVERIFY(!places.admit(machine(6), true).leaves);
        QCOMPARE(places.admit(machine(6), true).leaves, std::optional(ids[2]));
        QCOMPARE(places.size(), std::size_t(8));
    }

    void aFloodOfOneKnownAddressDisplacesItself()
    {
        Places places({.all = 8, .strangers = 6, .each = 3});
        const Places::Id other = places.admit(machine(1), true).id;
        for (int i = 0; i < 100; ++i)
            QVERIFY(places.admit(machine(2), true).leaves != std::optional(other));
        places.release(other);
        QCOMPARE(places.size(), std::size_t(7));
    }

    void ofIPv6ANetworkIsOneAddress()
    {
        Places places({.all = 8, .strangers = 6, .each = 2});
        const auto of = [](int number) { return QHostAddress(QStringLiteral("2001:db8::%1").arg(number)); };
        const Places::Id first = places.admit(of(1), false).id;
        QVERIFY(!places.admit(of(2), false).leaves);
        QCOMPARE(places.admit(of(3), false).leaves, std::optional(first));
        QVERIFY(!places.admit(QHostAddress(QStringLiteral("2001:db8:0:1::1")), false).leaves);
    }

    // ---- Dialling ----------------------------------------------------------------------------------------

    void theLowerIdDialsAtOnceTheHigherWaits()
    {
        Dialer book(self);
        book.heard(high, at(1), 10s);
        const auto dials = book.takeDue(10s, 8);
        QCOMPARE(dials.size(), std::size_t(1));
        QCOMPARE(dials[0].peer, high);
        QCOMPARE(dials[0].to, at(1));

        book.heard(low, at(2), 10s);
        QVERIFY(book.takeDue(10s, 8).empty());
        QCOMPARE(book.nextDue(), std::optional<Nanoseconds>(10s + 250ms));
        QCOMPARE(book.takeDue(10s + 250ms, 8).size(), std::size_t(1));
    }

    void whoIsLinkedIsNotDialled()
    {
        Dialer book(self);
        book.heard(low, at(2), 10s);
        book.linked(low);
        QVERIFY(!book.nextDue());
        book.heard(low, at(2), 11s);
        QVERIFY(book.takeDue(12s, 8).empty());
    }

    void whoDoesNotAnswerIsTriedMoreAndMoreRarelyWhileHeard()
    {
        Dialer book(self);
        Nanoseconds now = 10s, last = 0s;
        std::vector<Nanoseconds> gaps;
        for (; now < 60s; now += 50ms) {
            book.heard(high, at(1), now);
            if (book.takeDue(now, 8).empty())
                continue;
            if (last.count() > 0)
                gaps.push_back(now - last);
            last = now;
            book.dialFailed(high, now);
        }
        QVERIFY(gaps.size() >= 8);
        QCOMPARE(gaps[0], Nanoseconds(250ms));
        QCOMPARE(gaps[1], Nanoseconds(500ms));
        QCOMPARE(gaps.back(), Nanoseconds(5s));
        QVERIFY(std::is_sorted(gaps.begin(), gaps.end()));
    }

    void whoIsHeardNoMoreIsForgotten()
    {
        Dialer book(self);
        book.heard(high, at(1), 10s);
        book.takeDue(10s, 8);
        book.dialFailed(high, 10s);
        QVERIFY(book.takeDue(21s, 8).empty());
        QVERIFY(!book.nextDue());
    }

    void aLostPeerIsLookedForWithPatience()
    {
        Dialer book(self);
        book.heard(high, at(1), 10s);
        book.linked(high);
        book.lost(high, 100s, 60s);
        QCOMPARE(book.takeDue(100s + 250ms, 8).size(), std::size_t(1));
        book.dialFailed(high, 101s);
        QCOMPARE(book.takeDue(150s, 8).size(), std::size_t(1));
        book.dialFailed(high, 150s);
        QVERIFY(book.takeDue(161s, 8).empty());
    }

    void whoLivesIsLookedForWithoutAPause()
    {
        Dialer book(self);
        for (const NodeId peer : {high, low}) {
            book.heard(peer, at(1), 10s);
            book.linked(peer);
            book.lost(peer, 100s, 60s, true);
        }
        QCOMPARE(book.takeDue(100s, 8).size(), std::size_t(1)); // the other is left the first attempt
        QCOMPARE(book.takeDue(100s + 250ms, 8).size(), std::size_t(1));
        book.linked(high);
        book.lost(high, 100s + 300ms, 60s, true); // whose links break at once is looked for as ever
        QVERIFY(book.takeDue(100s + 300ms, 8).empty());
        QCOMPARE(book.takeDue(100s + 550ms, 8).size(), std::size_t(1));
    }

    void goodbyeIsForGood()
    {
        Dialer book(self);
        book.heard(high, at(1), 10s);
        book.left(high);
        QVERIFY(book.takeDue(10s, 8).empty());
        book.heard(high, at(1), 11s); // overtaken on the way, or replayed by somebody
        QVERIFY(book.takeDue(11s, 8).empty());
    }

    void everyAddressOfAPeerGetsItsTurn()
    {
        Dialer book(self);
        book.heard(high, at(1), 10s);
        book.heard(high, at(2), 10s); // one of the two may be a replayed beacon's sender
        QCOMPARE(book.takeDue(10s, 8)[0].to, at(1));
        book.dialFailed(high, 10s);
        QCOMPARE(book.takeDue(11s, 8)[0].to, at(2));
        for (quint16 port = 100; port < 200; ++port)
            book.heard(high, at(port), 11s); // a flood takes no memory
    }

    void wherePeersWereLinkedIsDialledBeforeWhatBeaconsTell()
    {
        Dialer book(self);
        book.heard(high, at(1), 10s);
        book.linked(high, at(1));
        QVERIFY(book.knows(at(1).address));
        for (quint16 port = 100; port < 110; ++port)
            book.heard(high, at(port), 11s); // somebody replays its beacons
        book.lost(high, 12s, 60s);
        QCOMPARE(book.takeDue(13s, 8)[0].to, at(1));
        book.dialFailed(high, 13s);
        QVERIFY(book.takeDue(14s, 8)[0].to != at(1)); // it may have moved
        book.dialFailed(high, 14s);
        QCOMPARE(book.takeDue(16s, 8)[0].to, at(1));
    }

    void whoWasLinkedIsDialledBeforeOthers()
    {
        Dialer book(self);
        book.heard(high, at(1), 10s);
        book.linked(high, at(1));
        book.lost(high, 11s, 60s);
        for (quint64 id = 100; id < 200; ++id)
            book.heard(NodeId{id + self.value}, at(quint16(id)), 10s); // of beacons that somebody recorded
        QCOMPARE(book.takeDue(12s, 1)[0].peer, high);
    }

    void roomIsKept()
    {
        Dialer book(self);
        for (quint64 id = 10; id < 20; ++id)
            book.heard(NodeId{id}, at(quint16(id)), 10s);
        QCOMPARE(book.takeDue(10s, 3).size(), std::size_t(3));
        QVERIFY(book.takeDue(10s, 0).empty());
        QCOMPARE(book.takeDue(10s, 100).size(), std::size_t(7));
        QVERIFY(book.takeDue(10s, 100).empty());
    }

    void itselfAndPortNoneAreNeverDialled()
    {
        Dialer book(self);
        book.heard(self, at(1), 10s);
        book.heard(high, at(0), 10s);
        QVERIFY(book.takeDue(11s, 8).empty());
    }

    void newcomersAreExpectedUntilTheyAreLinkedOrDialledInVain()
    {
        Dialer book(self);
        QVERIFY(!book.expectsNewcomers());
        book.heard(high, at(1), 10s);
        book.heard(low, at(2), 10s);
        QVERIFY(book.expectsNewcomers());
        book.linked(low);
        QVERIFY(book.expectsNewcomers());
        QCOMPARE(book.takeDue(10s, 8).size(), std::size_t(1));
        book.dialFailed(high, 11s);
        QVERIFY(!book.expectsNewcomers());
        book.lost(low, 12s, 10s); // known already
        QVERIFY(!book.expectsNewcomers());
    }

    // ---- Silence -----------------------------------------------------------------------------------------

    void theSilentAreSuspectThenGone()
    {
        Liveness liveness({});
        liveness.add(low, 0s);
        liveness.add(high, 0s);
        Nanoseconds suspectAt = 0s, goneAt = 0s;
        for (Nanoseconds now = 125ms; now <= 4s; now += 125ms) {
            QVERIFY(!liveness.heard(high, now));
            const auto findings = liveness.check(now, 250ms);
            if (!findings.suspect.empty()) {
                QCOMPARE(findings.suspect, Ids{low});
                QCOMPARE(suspectAt, Nanoseconds(0)); // told once
                suspectAt = now;
            }
            if (!findings.gone.empty()) {
                QCOMPARE(findings.gone, Ids{low});
                liveness.remove(low);
                goneAt = now;
            }
        }
        QCOMPARE(suspectAt, Nanoseconds(625ms));
        QCOMPARE(goneAt, Nanoseconds(3125ms));
    }

    void whoSpeaksAgainIsNotSuspectAnyMore()
    {
        Liveness liveness({});
        liveness.add(low, 0s);
        for (Nanoseconds now = 125ms; now <= 1s; now += 125ms)
            liveness.check(now, 250ms);
        QVERIFY(liveness.heard(low, 1s));
        QVERIFY(!liveness.heard(low, 1s));
        QVERIFY(liveness.check(1125ms, 250ms).suspect.empty());
    }

    void whoSpeaksOftenIsSuspectSooner()
    {
        Liveness liveness({.oftenAfter = 200ms});
        liveness.add(low, 10s);
        liveness.add(high, 10s);
        liveness.expectOften(low, true);
        QVERIFY(liveness.check(10s + 200ms, 250ms).suspect.empty());
        QCOMPARE(liveness.check(10s + 201ms, 250ms).suspect, Ids{low});
        QVERIFY(liveness.heard(low, 10s + 400ms));
        liveness.expectOften(low, false);
        Ids suspect;
        for (Nanoseconds now = 10s + 425ms; now <= 10s + 800ms; now += 125ms) {
            for (const NodeId id : liveness.check(now, 250ms).suspect)
                suspect.push_back(id);
        }
        QCOMPARE(suspect, Ids{high});
    }

    void whoPausesLongerIsSuspectLater()
    {
        const auto suspectAfter = [](std::initializer_list<Nanoseconds> pauses) {
            Liveness liveness({.oftenAfter = 200ms});
            liveness.add(low, 10s);
            liveness.expectOften(low, true);
            Nanoseconds now = 10s;
            for (const Nanoseconds pause : pauses)
                liveness.heard(low, now += pause);
            Nanoseconds silence = 0ms;
            while (liveness.check(now + silence, 250ms).suspect.empty())
                silence += 1ms;
            return silence - 1ms;
        };
        QCOMPARE(suspectAfter({100ms}), Nanoseconds(200ms));
        QCOMPARE(suspectAfter({125ms}), Nanoseconds(250ms)); // twice as long as before
        QCOMPARE(suspectAfter({400ms}), Nanoseconds(300ms)); // but no later than this
        QCOMPARE(suspectAfter({150ms, 50ms, 50ms, 50ms, 50ms}), Nanoseconds(200ms)); // that is long ago
    }

    void whoIsSparedIsNotSuspectBeforeThen()
    {
        Liveness liveness({});
        liveness.add(low, 10s);
        liveness.spareUntil(low, 10s + 700ms);
        QVERIFY(liveness.check(10s + 700ms, 250ms).suspect.empty());
        QCOMPARE(liveness.check(10s + 701ms, 250ms).suspect, Ids{low});
        liveness.spareUntil(high, 20s); // there is none
    }

    void ownAbsenceIsNobodyElsesSilence()
    {
        Liveness liveness({});
        liveness.add(low, 0s);
        liveness.check(125ms, 250ms);
        auto findings = liveness.check(10s, 250ms); // stopped, and went on
        QVERIFY(findings.suspect.empty() && findings.gone.empty());
        findings = liveness.check(10s + 125ms, 250ms);
        QVERIFY(findings.suspect.empty() && findings.gone.empty());
        for (Nanoseconds now = 10250ms; now < 14s && findings.gone.empty(); now += 125ms)
            findings = liveness.check(now, 250ms);
        QCOMPARE(findings.gone, Ids{low}); // it really is gone, as it turns out
    }

    void whoIsAskedRarelyIsNotSuspectForIt()
    {
        Liveness liveness({});
        liveness.add(low, 0s);
        for (Nanoseconds now = 125ms; now <= 2s; now += 125ms)
            QVERIFY(liveness.check(now, 1s).suspect.empty());
        QVERIFY(!liveness.check(2125ms, 1s).suspect.empty());
    }

    void pingsKeepToTheirBudget()
    {
        QCOMPARE(pingInterval(1), Nanoseconds(250ms));
        QCOMPARE(pingInterval(10), Nanoseconds(250ms));
        QCOMPARE(pingInterval(20), Nanoseconds(500ms));
        QCOMPARE(pingInterval(255), Nanoseconds(1s));
        for (int peers = 1; peers <= 40; ++peers)
            QVERIFY(double(peers) * 1e9 / double(pingInterval(peers).count()) <= 40.001);
    }

    void whoSpeaksAnywayIsPingedSeldom()
    {
        QVERIFY(!isPingDue(500ms, 100ms, false, 250ms));
        QVERIFY(isPingDue(1s, 100ms, false, 250ms)); // for the round trip
    }

    void whoIsSilentIsPingedSeveralTimesBeforeItIsSuspect()
    {
        QVERIFY(isPingDue(250ms, 250ms, false, 250ms));
        QVERIFY(isPingDue(250ms, 800ms, false, 775ms));
        QVERIFY(!isPingDue(240ms, 800ms, false, 775ms));
    }

    void whoTellsTheTickIsAlwaysPinged() { QVERIFY(isPingDue(250ms, 10ms, true, 250ms)); }

    // ---- Peer exchange -----------------------------------------------------------------------------------

    void whatIsToldIsWhatIsHeard()
    {
        const std::map<NodeId, Endpoint> peers{{low, at(1)},
                                               {high, {QHostAddress(QStringLiteral("::1")), 65535}}};
        QVERIFY(decodePeers(encodePeers(peers), QHostAddress(QHostAddress::LocalHost)) == peers);
    }

    void loopbackToldFromAfarMeansTheTeller()
    {
        const QHostAddress teller(QStringLiteral("192.0.2.7"));
        const auto told = decodePeers(encodePeers({{low, at(77)}}), teller);
        QCOMPARE(told.at(low), (Endpoint{teller, 77}));
    }

    void nonsenseIsLeftOutAndTheRestCapped()
    {
        QCborArray list{QCborArray{0, QLatin1String("127.0.0.1"), 5},
                        QCborArray{3, QLatin1String("nowhere"), 5},
                        QCborArray{3, QLatin1String("127.0.0.1"), 65536}, QCborArray{}, 7};
        const QLatin1String key("peers");
        QVERIFY(decodePeers({{key, list}}, at(1).address).empty());
        for (int i = 1; i < 2000; ++i)
            list.append(QCborArray{i, QLatin1String("127.0.0.1"), 5});
        QVERIFY(decodePeers({{key, list}}, at(1).address).size() <= std::size_t(maxToldPeers));
        QVERIFY(decodePeers({{key, 7}}, at(1).address).empty());
        QVERIFY(decodePeers({}, at(1).address).empty());
    }
};

QTEST_GUILESS_MAIN(TestMembership)
#include "tst_membership.moc"
