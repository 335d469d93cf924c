// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/cbor/CborNumbers.h"
#include "engine/node/failover/FailoverLog.h"
#include "engine/node/failover/FailoverNames.h"
#include "engine/node/failover/FailoverStory.h"
#include "engine/node/failover/MessagePairs.h"

#include <QCborArray>
#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;
using Kind = Mark::Kind;
using Message = Mark::Message;

/// Promises of the records of failovers: what is kept, what is believed of others', and how they become one
/// story.
class TestFailovers : public QObject
{
    Q_OBJECT

private:
    static constexpr NodeId a{1}, b{2}, c{3};
    static constexpr Lease before{7, a}, after{8, b};

    static FailoverSetting setting()
    {
        return {[](NodeId node) { return QString(QLatin1Char(char('a' + node.value - 1))); }, 10ms, 1100};
    }

    /// a is killed; b asks c for its vote, holds and publishes; both survivors tell. A tick is 10 ms.
    static std::vector<FailoverPart> killed()
    {
        Change atB{before, after, 1000.3, 1300, {}};
        atB.marks = {{900, Kind::Shown, a, Message::None, 40},
                     {1000.0, Kind::LinkClosed, a, Message::None, 0},
                     {1000.05, Kind::PeerGone, a, Message::None, 0},
                     {1000.1, Kind::Sent, c, Message::Claim, 8},
                     {1000.25, Kind::Received, c, Message::Vote, 8},
                     {1000.3, Kind::Held, {}, Message::None, 8},
                     {1000.35, Kind::EngineAsked, {}, Message::None, 0},
                     {1000.45, Kind::EngineAnswered, {}, Message::None, 0},
                     {1000.5, Kind::Published, {}, Message::None, 41},
                     {1000.5, Kind::Sent, c, Message::Record, 41},
                     {1050, Kind::Published, {}, Message::None, 42}};
        Change atC{before, after, 1000.4, 1300, {}};
        atC.marks = {
            {1000.02, Kind::LinkClosed, a, Message::None, 0}, {1000.15, Kind::Received, b, Message::Claim, 8},
            {1000.2, Kind::Sent, b, Message::Vote, 8},        {1000.4, Kind::Followed, b, Message::None, 8},
            {1000.6, Kind::Received, b, Message::Record, 41}, {1000.6, Kind::Shown, b, Message::None, 41}};
        return {{b, atB}, {c, atC}};
    }

    static FailoverLog logWithChange()
    {
        FailoverLog log(50, 30);
        log.changed(before, 100, 0);
        log.add({930, Kind::Heard, c, Message::None, 0});
        log.add({990, Kind::LinkClosed, a, Message::None, 0});
        log.changed(after, 1000, 1300);
        log.add({1010, Kind::Held, {}, Message::None, 8});
        return log;
    }

private Q_SLOTS:
    void theNamesOfThoseOfWhichRecordsTellTravelWithThem()
    {
        NodeNames there(b, QStringLiteral("node-b"));
        there.note(a, QStringLiteral("node-a"));
        there.note(NodeId{9}, QStringLiteral("not told of"));
        NodeNames later(NodeId{4}, QStringLiteral("node-d"));
        later.note(b, QStringLiteral("node-b now"));
        QCborArray list = namesIn({killed().front().change}, there);
        QCOMPARE(list.size(), 2); // c is unknown there
        for (const QCborValue &crooked :
             {QCborValue(7), QCborValue(QCborArray{}), QCborValue(QCborArray{encodeNodeId(c), 5})})
            list.append(crooked);
        learnNames(list, later);
        QCOMPARE(later.of(a), QStringLiteral("node-a"));
        QCOMPARE(later.of(b), QStringLiteral("node-b now")); // first-hand
        QVERIFY(!later.knows(c));
    }

    void aLogKeepsWhatIsAroundAChange()
    {
        FailoverLog log = logWithChange();
        log.add({1500, Kind::Heard, c, Message::None, 0}); // long after
        const auto change = log.change(8);
        QVERIFY(change);
        QCOMPARE(change->from, before);
        QCOMPARE(change->endTick, 1300.0);
        QCOMPARE(change->marks.size(), std::size_t(2));
        QCOMPARE(change->marks[0].kind, Kind::LinkClosed);
        QCOMPARE(change->marks[1].kind, Kind::Held);
    }

    void aChangeOfAMomentAgoCanBeAskedFor()
    {
        const FailoverLog log = logWithChange();
        QCOMPARE(log.changes().size(), std::size_t(1));
        QCOMPARE(log.changes()[0].marks.size(), std::size_t(2));
        QVERIFY(!log.change(7)); // nobody held before: no change of holder
    }

    void aHolderThatRaisesItsTermHandsNothingOver()
    {
        FailoverLog log = logWithChange();
        log.changed({9, b}, 1020, 1400);
        QCOMPARE(log.changes().size(), std::size_t(1));
        log.changed({10, a}, 1030, 1400);
        QCOMPARE(log.changes().back().from, (Lease{9, b}));
    }

    void aLogIsBounded()
    {
        FailoverLog log(50, 30);
        log.changed({1, a}, 0, 0);
        for (std::uint64_t term = 2; term < 100; ++term) {
            for (int i = 0; i < 3000; ++i)
                log.add({double(term * 10), Kind::Sent, c, Message::Renewal, term});
            log.changed({term, term % 2 ? a : b}, double(term * 10), 0);
        }
        const std::vector<Change> changes = log.changes();
        QCOMPARE(changes.size(), FailoverLog::mostChanges);
        QCOMPARE(changes.back().to.term, std::uint64_t(99));
        for (const Change &change : changes)
            QVERIFY(change.marks.size() <= mostMarks);
        QVERIFY(!changes.front().marks.empty());
    }

    void aRecordTravelsUnchanged()
    {
        const Change change = killed()[0].change;
        QCOMPARE(decodeChange(encodeChange(change, true)), std::optional(change));
        Change bare = change;
        bare.marks.clear();
        QCOMPARE(decodeChange(encodeChange(change, false)), std::optional(bare));
    }

    void whatCannotBeIsNotBelieved_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QCborValue>("value");
        const auto row = [](const char *name, const char *key, const QCborValue &value) {
            QTest::newRow(name) << QString::fromLatin1(key) << value;
        };
        row("no lease", "to", QCborArray{0, 0});
        row("no lease before", "from", QCborArray{0, 0});
        row("a lease without a holder", "to", QCborArray{8, 0});
        row("a term beyond its bound", "to", QCborArray{qint64(1) << 60, 2});
        row("a text", "to", QStringLiteral("b"));
        row("before the first tick", "at", -1.0);
        row("no number", "at", std::numeric_limits<double>::quiet_NaN());
        row("an endless flight", "end", 1e300);
        row("marks that are none", "marks", QCborArray{1, 2});
        row("an unknown kind", "marks", QCborArray{QCborArray{1.0, 99, 2, 0, 0}});
        row("an unknown message", "marks", QCborArray{QCborArray{1.0, 5, 2, -1, 0}});
        QCborArray many;
        for (std::size_t i = 0; i <= mostMarks; ++i)
            many.append(QCborArray{1.0, 0, 2, 0, 0});
        row("too many marks", "marks", many);
    }
    void whatCannotBeIsNotBelieved()
    {
        QFETCH(QString, key);
        QFETCH(QCborValue, value);
        QCborMap map = encodeChange(killed()[0].change, true);
        QVERIFY(map.contains(key));
        map[key] = value;
        QVERIFY(!decodeChange(map));
    }

    void aKillIsToldFromTheFirstSignOn()
    {
        const FailoverView view = tellFailover(killed(), setting());
        QCOMPARE(view.summary.term, quint64(8));
        QCOMPARE(view.summary.from, QStringLiteral("a"));
        QCOMPARE(view.summary.to, QStringLiteral("b"));
        QCOMPARE(view.cause, QStringLiteral("ended"));
        QCOMPARE(qRound(*view.held * 10), 30); // 0.3 ticks of 10 ms
        QCOMPARE(qRound(*view.track * 10), 50);
        QCOMPARE(qRound(*view.shown * 10), 60);
        QCOMPARE(qRound(*view.ahead), 3000);
        QCOMPARE(view.marks.first().kind, QStringLiteral("link-closed"));
        QCOMPARE(view.marks.first().ms, 0.0);
        for (const FailoverMark &mark : view.marks)
            QVERIFY2(mark.ms >= 0 && mark.ms < 10,
                     qPrintable(mark.text)); // nothing of before, nothing of later
        QVERIFY(std::ranges::is_sorted(view.marks, {}, &FailoverMark::ms));
    }

    void whoIsGoneHasALaneThatEnds()
    {
        const FailoverView view = tellFailover(killed(), setting());
        QCOMPARE(view.lanes.size(), qsizetype(3));
        QCOMPARE(view.lanes[0].name, QStringLiteral("a"));
        QVERIFY(!view.lanes[0].told);
        QCOMPARE(view.lanes[0].ended, std::optional(0.0));
        QVERIFY(view.lanes[1].told && !view.lanes[1].ended);
    }

    void lanesAreOrderedAsPeopleCount()
    {
        FailoverSetting counted = setting();
        counted.nameOf = [](NodeId node) {
            return QStringLiteral("node-%1").arg(node == a ? 10 : node == b ? 2 : 1);
        };
        QStringList names;
        for (const FailoverLane &lane : tellFailover(killed(), counted).lanes)
            names << lane.name;
        QCOMPARE(names, (QStringList{QStringLiteral("node-1"), QStringLiteral("node-2"),
                                     QStringLiteral("node-10")}));
    }

    void aLeaseIsListedBeforeItsFirstRenewal()
    {
        std::vector<FailoverPart> parts = killed();
        parts[0].change.marks.insert(parts[0].change.marks.begin() + 5,
                                     {1000.297, Kind::Sent, c, Message::Renewal, 8});
        QStringList texts;
        for (const FailoverLine &line : tellFailover(parts, setting()).lines)
            texts << line.text;
        const qsizetype held = texts.indexOf(QStringLiteral("b holds the lease, under term 8."));
        QVERIFY(held >= 0);
        QVERIFY2(texts.value(held + 1).startsWith(QStringLiteral("b renews its lease with c.")),
                 qPrintable(texts.join(u'|')));
    }

    void messagesHaveBothEnds()
    {
        const FailoverView view = tellFailover(killed(), setting());
        QStringList told;
        for (const FailoverMessage &message : view.messages) {
            QVERIFY(message.sent && message.received);
            QVERIFY(*message.sent < *message.received);
            told << message.text;
        }
        QCOMPARE(told, (QStringList{QStringLiteral("b asks c for its vote, for term 8."),
                                    QStringLiteral("c votes for b, for term 8."),
                                    QStringLiteral("b sends c its record (revision 41).")}));
    }

    void aLostMessageHasOneEnd()
    {
        std::vector<FailoverPart> parts = killed();
        // The first claim is lost, the second one comes through.
        parts[0].change.marks.insert(parts[0].change.marks.begin() + 3,
                                     {1000.06, Kind::Sent, c, Message::Claim, 8});
        const auto pairs = pairMessages(parts, 999, 1001, 0.1);
        QCOMPARE(pairs.size(), std::size_t(4));
        QVERIFY(pairs[0].sent && !pairs[0].received);
        QVERIFY(pairs[1].sent && pairs[1].received);
        parts.pop_back(); // and whoever is not there tells nothing
        for (const MessagePair &pair : pairMessages(parts, 999, 1001, 0.1))
            QVERIFY(pair.sent.has_value() != pair.received.has_value());
    }

    void aSilentHolderIsToldFromItsSilenceOn()
    {
        Change atB{before, after, 1020, 1300, {}};
        atB.marks = {{970, Kind::Silent, a, Message::None, 0},
                     {975, Kind::Heard, a, Message::None, 0}, // that was another time
                     {1005, Kind::Silent, a, Message::None, 0},
                     {1020, Kind::Held, {}, Message::None, 8}};
        const FailoverView view = tellFailover({{b, atB}}, setting());
        QCOMPARE(view.cause, QStringLiteral("silent"));
        QCOMPARE(*view.held, 150.0);
        QVERIFY(!view.track);
    }

    void aHandoverIsNoDeath()
    {
        Change atA{before, after, 1000.2, 1300, {}};
        atA.marks = {{1000, Kind::Sent, b, Message::Handover, 7},
                     {1000.01, Kind::Stopped, {}, Message::None, 0}};
        Change atB{before, after, 1000.1, 1300, {}};
        atB.marks = {{1000.1, Kind::Received, a, Message::Handover, 7},
                     {1000.1, Kind::Held, {}, Message::None, 8}};
        const FailoverView view = tellFailover({{a, atA}, {b, atB}}, setting());
        QCOMPARE(view.cause, QStringLiteral("handed over"));
        QVERIFY(!view.lanes[0].ended);
        QCOMPARE(qRound(*view.held), 1);
    }

    /// After a partition the holder of the lower term stops without a word. It has given nothing away.
    void twoSidesThatMeetHandNothingOver()
    {
        Change atA{before, after, 1000, 1300, {}};
        atA.marks = {{999.97, Kind::Heard, b, Message::None, 0},
                     {1000, Kind::Stopped, {}, Message::None, 0},
                     {1000.001, Kind::Followed, b, Message::None, 8},
                     {1000.05, Kind::Shown, b, Message::None, 3}};
        const FailoverView met = tellFailover({{a, atA}}, setting());
        QCOMPARE(met.cause, QStringLiteral("met"));
        QCOMPARE(met.headline,
                 QStringLiteral("Two sides met, and a gave way to b, whose term is higher. "
                                "Counted from when they met, every node showed it after 0.5 ms. "
                                "Viewers had 3.0 s of flight left."));
        atA.marks.erase(atA.marks.begin()); // it woke up and found another holder: nobody else tells why
        QCOMPARE(tellFailover({{a, atA}}, setting()).cause, QStringLiteral("unknown"));
        atA.marks[1].tick = 1002; // it stopped by itself, and learned of the other one later
        QCOMPARE(tellFailover({{a, atA}}, setting()).cause, QStringLiteral("handed over"));
    }

    void theLastOfTheStepsIsToldAsTheLast()
    {
        Change atB{before, after, 1000.1, 1300, {}};
        atB.marks = {{1000, Kind::LinkClosed, a, Message::None, 0},
                     {1000.1, Kind::Held, {}, Message::None, 8},
                     {1000.2, Kind::Published, {}, Message::None, 3}};
        QVERIFY(tellFailover({{b, atB}}, setting())
                    .headline.contains(QStringLiteral("it held the lease after 1.0 ms, and published its "
                                                      "first piece of the flight after 2.0 ms.")));
    }

    void aNodeThatRecordedNothingHarmsNoStory()
    {
        const FailoverView view = tellFailover({{c, {before, after, 1000, 0, {}}}}, setting());
        QCOMPARE(view.cause, QStringLiteral("unknown"));
        QVERIFY(view.marks.isEmpty() && !view.held);
        QVERIFY(!view.headline.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFailovers)
#include "tst_failovers.moc"
