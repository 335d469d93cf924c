// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/cbor/CborNumbers.h"
#include "engine/singleton/log/LogExchange.h"
#include "tests/fakes/BallRecord.h"

#include <QSignalSpy>
#include <QTest>

#include <map>

using namespace everbounce;

namespace {

constexpr NodeId self{1};
constexpr NodeId first{2};
constexpr NodeId second{3};

/// Keeps what is sent.
class Wire : public Transport
{
public:
    using Transport::deliver;

    QString start(const SelfInfo &) override { return {}; }
    void stop() override {}
    void send(NodeId to, const QCborMap &message) override { messages.push_back({to, message}); }
    void sendToAll(const QCborMap &message) override
    {
        for (const PeerInfo &peer : linked)
            send(peer.id, message);
    }
    QList<PeerInfo> peers() const override { return linked; }
    bool isSuspect(NodeId) const override { return false; }
    void ping(NodeId) override {}
    std::optional<Nanoseconds> roundTrip(NodeId) const override { return std::nullopt; }
    const ClusterCounters &counters() const override { return m_counters; }
    const SentCounts &sent() const override { return m_sent; }
    void setIsolated(bool) override {}
    void setLossy(double, Nanoseconds) override {}

    void link(NodeId id)
    {
        PeerInfo peer;
        peer.id = id;
        linked.append(peer);
        Q_EMIT linkUp(peer);
    }

    /// After which revision a node was asked for more; takes what was sent.
    std::optional<std::uint64_t> takeAsked(NodeId id)
    {
        std::optional<std::uint64_t> since;
        for (const auto &[to, message] : std::exchange(messages, {})) {
            if (to == id && message[QLatin1String("t")] == QCborValue(QLatin1String("log-ask")))
                since = decodeCount(message[QLatin1String("since")]);
        }
        return since;
    }

    /// The commands of each offer; takes what was sent.
    QList<QStringList> takeOffers()
    {
        QList<QStringList> offers;
        for (const auto &[to, message] : std::exchange(messages, {})) {
            if (message[QLatin1String("t")] != QCborValue(QLatin1String("log-offer")))
                continue;
            offers.append(QStringList());
            const auto commands = decodeCommands(message[QLatin1String("commands")]);
            for (const LoggedCommand &command : *commands)
                offers.last().append(command.id);
        }
        return offers;
    }

    QList<PeerInfo> linked;
    std::vector<std::pair<NodeId, QCborMap>> messages;

private:
    ClusterCounters m_counters;
    SentCounts m_sent;
};

LoggedCommand command(std::uint64_t revision, std::uint32_t digest = 7)
{
    return {QString::number(revision),       {1, first}, revision, Tick(revision), digest,
            {{QLatin1String("nudge"), true}}};
}

std::vector<LoggedCommand> commands(std::uint64_t from, std::uint64_t upTo)
{
    std::vector<LoggedCommand> list;
    for (; from <= upTo; ++from)
        list.push_back(command(from));
    return list;
}

Lineage line()
{
    Lineage lineage;
    lineage.extend({1, first}, 1);
    return lineage;
}

/// Five commands were carried out, by a node that is gone.
Record fiveCommands(const Lease &lease = {1, first})
{
    Record record = BallRecord{newbornFlight(), lease, 5, {}};
    record.lineage = line();
    return record;
}

QCborMap logOf(std::uint64_t since, std::uint64_t upTo, const std::vector<LoggedCommand> &list)
{
    return {{QLatin1String("t"), QLatin1String("log")},
            {QLatin1String("since"), encodeUnsigned(since)},
            {QLatin1String("up_to"), encodeUnsigned(upTo)},
            {QLatin1String("commands"), encodeCommands(list)}};
}

QCborMap answer(std::uint64_t since, std::uint64_t upTo, const Lineage &lineage)
{
    QCborMap message = logOf(since, upTo, commands(since + 1, upTo));
    addLineage(message, lineage);
    return message;
}

/// After `shared` revisions of line(), a hundred holders have made one each.
Record afterManyHolders(std::uint64_t shared, const Lease &lease, std::uint64_t holders = 100)
{
    Record record = BallRecord{newbornFlight(), lease, shared + holders, {}};
    record.lineage = line();
    for (std::uint64_t i = 1; i <= holders; ++i)
        record.lineage.extend({100 + i, second}, shared + i);
    return record;
}

using Holes = std::vector<LogReach::Span>;

/// One life of a node.
struct Life
{
    explicit Life(const LogReach &reach, const Record &record = fiveCommands())
    {
        replica.takeFresher(record);
        exchange.setRestored(reach);
    }

    bool mayLearn() const { return exchange.mayLearn(lease); }
    void hold(const std::vector<NodeId> &peers = {})
    {
        for (const NodeId peer : peers)
            wire.link(peer);
        exchange.setLease(lease);
    }

    const Lease lease{2, self};
    Wire wire;
    Replica replica;
    CommandLog log;
    LogExchange exchange{self, wire, replica, log, [](const QCborMap &) { return true; }};
};

} // namespace

/// Promises of the exchange of logs: what is missing is never taken for known, is asked of whoever comes, and
/// stops nobody for ever.
class TestLogExchange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Whoever held it has ended, and nobody has its log.
    void whatTheRecordNamesIsNotCarriedOutAgain_data()
    {
        QTest::addColumn<quint64>("told");
        QTest::addColumn<quint64>("whole");
        QTest::newRow("both were given on another side, too") << quint64(4) << quint64(5);
        QTest::newRow("one was") << quint64(5) << quint64(3);
    }
    void whatTheRecordNamesIsNotCarriedOutAgain()
    {
        QFETCH(quint64, told);
        Record record = fiveCommands();
        record.applied = {{QStringLiteral("4"), 4, 7}, {QStringLiteral("5"), 5, 7}};
        Life life(LogReach(3, {}), record);
        for (quint64 i = told; i <= 5; ++i) {
            LoggedCommand other = command(i);
            other.lease = {1, second};
            other.revision += 10;
            life.log.add(other);
        }
        life.hold();
        record.applied.clear(); // later ones have come
        for (const char *id : {"4", "5"})
            QVERIFY(life.log.findIn(record, QString::fromLatin1(id)));
        QVERIFY(life.log.foreignTo(record).empty());
        QTEST(quint64(LogReach(5, life.exchange.holes()).whole()), "whole");
    }

    /// The holder's record tells only how its lineage ends. Another side has carried out the same commands.
    void whatAnotherSideCarriedOutIsNotTakenForWhatTheRecordNames()
    {
        constexpr std::uint64_t told = 3;
        constexpr std::uint64_t holders = 10;
        Life life(LogReach(5, {}));
        const Lease lease{201, first};
        Record record = afterManyHolders(3, lease, holders);
        for (std::uint64_t revision = 1; revision <= record.revision; ++revision) {
            const bool isTold = revision > record.revision - told;
            LoggedCommand known = command(revision);
            known.lease = isTold ? record.lineage.leaseOf(revision) : Lease{50, second};
            life.log.add(known);
            record.applied.push_back({known.id, revision, known.digest});
        }
        life.wire.link(first);
        QVERIFY(life.replica.takePublished(*decodeRecord(encodeRecord(record, told), checkFlight)));
        life.exchange.setLease(lease);
        QVERIFY(!life.exchange.isComplete());
        QCOMPARE(life.wire.takeAsked(first), std::optional(std::uint64_t(0)));
    }

    void whatNobodyKnowsIsStillMissingInTheNextLife()
    {
        Life before(LogReach(2, {}));
        before.hold();
        QVERIFY(!before.mayLearn()); // there is nobody to ask
        QCOMPARE(before.exchange.upTo(), std::uint64_t(5));
        QVERIFY((before.exchange.holes() == Holes{{2, 5}}));
        Record next = fiveCommands(before.lease); // it goes on
        next.lineage.extend(before.lease, 6);
        next.revision = 6;
        before.replica.takePublished(next);
        before.exchange.onRecordChanged();
        QVERIFY((before.exchange.holes() == Holes{{2, 5}}));

        Life after(LogReach(before.exchange.upTo(), before.exchange.holes()), next);
        after.hold();
        after.wire.link(first); // which comes back, and knows
        QCOMPARE(after.wire.takeAsked(first), std::optional(std::uint64_t(2)));
        QVERIFY(after.mayLearn());
        after.wire.deliver(first, answer(2, 5, line()));
        QCOMPARE(after.wire.takeAsked(first), std::optional(std::uint64_t(5)));
        after.wire.deliver(first, answer(5, 5, line()));
        QVERIFY(!after.mayLearn());
        QVERIFY(after.exchange.isComplete() && after.exchange.holes().empty());
        QCOMPARE(after.log.size(), std::size_t(3));
    }

    void ofAnotherLineOnlyWhatIsSharedCounts()
    {
        Life life(LogReach(2, {}));
        life.hold({first});
        Lineage other = line();
        other.extend({3, first}, 4);
        life.wire.deliver(first, answer(2, 9, other));
        QVERIFY(!life.mayLearn());
        QVERIFY((life.exchange.holes() == Holes{{3, 5}}));
    }

    void anOlderVersionFillsNoHole()
    {
        Life life(LogReach(2, {}));
        life.hold({first});
        life.wire.deliver(first, logOf(2, 5, commands(3, 4))); // it may have given up on the fifth
        QVERIFY(!life.mayLearn());
        QCOMPARE(life.log.size(), std::size_t(2));
        QVERIFY((life.exchange.holes() == Holes{{2, 5}}));
    }

    void holesOfAPeerAreItsOwn()
    {
        Life life(LogReach(0, {}));
        life.hold({first, second});
        QCborMap part = answer(0, 5, line());
        part[QLatin1String("holes")] = encodeHoles({{1, 4}});
        life.wire.deliver(first, part);
        QVERIFY(life.mayLearn());
        life.wire.deliver(second, answer(0, 3, line()));
        life.wire.deliver(second, answer(3, 3, line()));
        QVERIFY(!life.mayLearn());
        QVERIFY((life.exchange.holes() == Holes{{3, 4}}));
    }

    void aFollowerTakesOverTheHolesOfItsHolder()
    {
        const Lease lease{2, first};
        Life life(LogReach(), fiveCommands(lease));
        life.exchange.setLease(lease);
        QCOMPARE(life.wire.takeAsked(first), std::optional(std::uint64_t(0)));
        QCborMap news = logOf(0, 5, commands(1, 2));
        news[QLatin1String("holes")] = encodeHoles({{2, 5}});
        QSignalSpy completed(&life.exchange, &LogExchange::completed);
        life.wire.deliver(first, news);
        QCOMPARE(completed.size(), 1); // service goes on
        QVERIFY((life.exchange.holes() == Holes{{2, 5}}));
        // The holder has met somebody who knew.
        life.wire.deliver(first, {{QLatin1String("t"), QLatin1String("log-holes")},
                                  {QLatin1String("holes"), encodeHoles({})}});
        QCOMPARE(life.wire.takeAsked(first), std::optional(std::uint64_t(2)));
        life.wire.deliver(first, logOf(2, 5, commands(3, 5)));
        QVERIFY(life.exchange.isComplete() && life.exchange.holes().empty());
    }

    /// The holder's record does not say how its lineage begins, so it is asked.
    void whoWasAwayWhileManyHeldOffersWhatItHas_data()
    {
        QTest::addColumn<bool>("holds");
        QTest::newRow("to the holder") << false;
        QTest::newRow("to itself, as the holder") << true;
    }
    void whoWasAwayWhileManyHeldOffersWhatItHas()
    {
        QFETCH(bool, holds);
        Life life(LogReach(5, {}));
        for (const LoggedCommand &each : commands(1, 5))
            life.log.add(each);
        QSignalSpy offered(&life.exchange, &LogExchange::offered);
        const Lease lease = holds ? life.lease : Lease{201, first};
        const Record whole = afterManyHolders(3, holds ? Lease{200, second} : lease);
        life.wire.link(first);
        QVERIFY(life.replica.takePublished(*decodeRecord(encodeRecord(whole), checkFlight)));
        life.exchange.setLease(lease);
        const auto asked = life.wire.messages;
        QVERIFY(std::ranges::any_of(
            asked, [](const auto &sent) { return sent.second[QLatin1String("whole_lineage")].toBool(); }));
        QVERIFY(life.wire.takeOffers().isEmpty());

        QCborMap told = logOf(0, 103, commands(1, 3));
        addLineage(told, whole.lineage);
        addEarlierLineage(told, whole.lineage);
        life.wire.deliver(first, told);
        QCOMPARE(life.replica.record()->lineage, whole.lineage);
        const QStringList own{QStringLiteral("4"), QStringLiteral("5")};
        QCOMPARE(life.wire.takeOffers(), holds ? QList<QStringList>() : QList<QStringList>{own});
        QCOMPARE(offered.size(), holds ? 1 : 0);
        if (holds)
            QCOMPARE(offered[0][0].value<std::vector<LoggedCommand>>().size(), std::size_t(2));
    }

    /// Its snapshot was damaged, and its log is sound. The others begin anew, and their flight has no lineage
    /// yet.
    void whoLostItsRecordOffersItsLogToANewbornFlight()
    {
        Wire wire;
        Replica replica;
        CommandLog log;
        for (const LoggedCommand &each : commands(1, 2))
            log.add(each);
        LogExchange exchange(self, wire, replica, log, [](const QCborMap &) { return true; });
        wire.link(second);
        const Lease lease{1, second};
        exchange.setLease(lease);
        replica.takePublished(BallRecord{newbornFlight(), lease, 0, {}});
        exchange.onRecordChanged();
        QCOMPARE(wire.takeOffers(), QList<QStringList>({{QStringLiteral("1"), QStringLiteral("2")}}));
    }

    void aHolderOfAnOlderVersionIsNotAskedForItsLineageForEver()
    {
        const Lease lease{201, first};
        Life life(LogReach(5, {}));
        life.replica.takePublished(*decodeRecord(encodeRecord(afterManyHolders(3, lease)), checkFlight));
        life.exchange.setLease(lease);
        QVERIFY(life.wire.takeAsked(first));
        QCborMap told = logOf(0, 103, {});
        addLineage(told, afterManyHolders(3, lease).lineage);
        life.wire.deliver(first, told);
        life.wire.messages.clear();
        QTest::qWait(1200); // it would be asked again by then
        QVERIFY(life.wire.messages.empty());
    }

    /// To look for what to offer means to look at the whole log.
    void moreIsOfferedOnceTheRecordHasWhatWasOffered()
    {
        const Lease lease{2, first};
        Life life(LogReach(5, {}), fiveCommands(lease));
        for (LoggedCommand other : commands(11, 710)) {
            other.lease = {1, second};
            life.log.add(other);
        }
        life.exchange.setLease(lease);
        const QList<QStringList> first500 = life.wire.takeOffers();
        QCOMPARE(first500.size(), 1);
        QCOMPARE(first500[0].size(), qsizetype(mostCommandsInMessage));
        Record next = fiveCommands(lease);
        const auto publish = [&] {
            next.revision += 1;
            life.replica.takePublished(next);
            life.exchange.onRecordChanged();
        };
        publish();
        QVERIFY(life.wire.takeOffers().isEmpty());
        LoggedCommand last = *life.log.find(first500[0].last());
        last.lease = next.lineage.stretches().back().lease;
        last.revision = next.revision + 1;
        life.log.add(last);
        publish();
        const QList<QStringList> rest = life.wire.takeOffers();
        QCOMPARE(rest.size(), 1);
        QVERIFY(!rest[0].contains(last.id));
    }

    void whatTheLogHasNoRoomForIsSaid()
    {
        Life life(LogReach(5, {}));
        QSignalSpy forgot(&life.exchange, &LogExchange::forgotForeign);
        for (LoggedCommand other : commands(11, 10 + CommandLog::mostForeign + 3)) {
            other.lease = {1, second};
            life.log.add(other);
        }
        life.exchange.onRecordChanged();
        QCOMPARE(forgot.size(), 1);
        QCOMPARE(forgot[0][0].toULongLong(), quint64(3));
    }

    void aPeerThatSaysNothingStopsNobodyForEver()
    {
        Life life(LogReach(2, {}));
        QSignalSpy settled(&life.exchange, &LogExchange::settled);
        life.hold({first});
        QVERIFY(life.mayLearn());
        QCOMPARE(settled.size(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(settled.size(), 1, 20'000);
        QVERIFY(!life.mayLearn());
        life.wire.messages.clear();
        QTRY_VERIFY_WITH_TIMEOUT(!life.wire.messages.empty(), 20'000);
        QVERIFY(life.wire.takeAsked(first)); // it is asked on
    }

    void nobodyOverwritesWhatTheHolderKnows()
    {
        Life life(LogReach(5, {}));
        for (const LoggedCommand &each : commands(1, 5))
            life.log.add(each);
        life.hold({first});
        LoggedCommand moved = command(3, 8);
        moved.revision = 4;
        life.wire.deliver(first, logOf(0, 5, {command(2, 8), moved}));
        QCOMPARE(life.log.find(QStringLiteral("2"))->digest, 7u);
        QVERIFY(*life.log.find(QStringLiteral("3")) == command(3));
    }
};

QTEST_GUILESS_MAIN(TestLogExchange)
#include "tst_log_exchange.moc"
