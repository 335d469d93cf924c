// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/events/EventLog.h"
#include "engine/node/view/Command.h"
#include "engine/singleton/commands/CommandQueue.h"
#include "engine/singleton/commands/PendingCommands.h"

#include <QSignalSpy>
#include <QTest>

using namespace everbounce;

/// Promises of the queues of a node, each by itself: commands once and in order, one list of events.
class TestCommandsHeld : public QObject
{
    Q_OBJECT

private:
    static PendingCommand command(const QString &id) { return {NodeId{1}, id, orderOf(Command::nudge())}; }

    static KeyedEvent event(const QString &key, quint64 id, qint64 at)
    {
        return {key, {id, at, EventView::Level::Info, key, QStringLiteral("n")}};
    }

private Q_SLOTS:
    void anIdStandsForOneCommand()
    {
        PendingCommands held;
        const auto nudge = command(QStringLiteral("id"));
        PendingCommand another = nudge;
        another.order = orderOf(Command::setBehavior(QStringLiteral("RandomRebound")));
        QCOMPARE(held.arrive(nudge, {}), PendingCommands::Arrival::New);
        QCOMPARE(held.arrive(another, {}), PendingCommands::Arrival::Another);
        held.applied(*held.next(), 1);
        QCOMPARE(held.arrive(another, {}), PendingCommands::Arrival::Another);
        QCOMPARE(held.arrive(nudge, {}), PendingCommands::Arrival::Known);
    }

    void contentsDiffer()
    {
        const QString name = QStringLiteral("RandomRebound");
        const QSet<std::uint32_t> digests{orderOf(Command::nudge()).digest,
                                          orderOf(Command::setBehavior(name)).digest,
                                          orderOf(Command::setBehavior(name, true)).digest,
                                          orderOf(Command::setBehavior(QStringLiteral("MirrorJump"))).digest};
        QCOMPARE(digests.size(), 4);
        QVERIFY(!digests.contains(0));
    }

    void initTestCase() { qRegisterMetaType<Order>(); }

    void aCommandIsCarriedOutOnceHoweverManyCameSince()
    {
        PendingCommands held;
        QCOMPARE(held.arrive(command(QStringLiteral("first")), {}), PendingCommands::Arrival::New);
        held.applied(*held.next(), 1);
        for (quint64 i = 2; i < 500; ++i) {
            QCOMPARE(held.arrive(command(QString::number(i)), {}), PendingCommands::Arrival::New);
            held.applied(*held.next(), i);
            QVERIFY(!held.takeSafe(i).empty());
        }
        QCOMPARE(held.arrive(command(QStringLiteral("first")), {}), PendingCommands::Arrival::Known);
        QVERIFY(!held.next());
        const auto again = held.takeSafe(500);
        QCOMPARE(again.size(), std::size_t(1)); // it is answered again
        QCOMPARE(again.front().revision, std::uint64_t(1));
    }

    void aRefusedCommandIsNotTriedAgainByItself()
    {
        PendingCommands held;
        held.arrive(command(QStringLiteral("bad")), {});
        held.refuse(*held.next(), CommandResult::refused(422, QStringLiteral("no")));
        QCOMPARE(held.arrive(command(QStringLiteral("bad")), {}), PendingCommands::Arrival::Refused);
        QCOMPARE(held.refusalOf(QStringLiteral("bad")).status, 422);
    }

    void aRefusedCommandThatIsGivenOnceMoreIsDecidedAnew()
    {
        PendingCommands held;
        PendingCommand first = command(QStringLiteral("early"));
        first.attempt = 1;
        held.arrive(first, {});
        held.refuse(*held.next(), CommandResult::refused(422, QStringLiteral("not here yet")));
        PendingCommand second = first;
        second.attempt = 2;
        QCOMPARE(held.arrive(second, {}), PendingCommands::Arrival::New);
        QCOMPARE(held.arrive(second, {}), PendingCommands::Arrival::Known);
        held.applied(*held.next(), 5);
        // Late copies of either attempt, and a third one, are the same command, carried out once.
        second.attempt = 3;
        QCOMPARE(held.arrive(first, {}), PendingCommands::Arrival::Known);
        QCOMPARE(held.arrive(second, {}), PendingCommands::Arrival::Known);
        QVERIFY(!held.next());
        QCOMPARE(held.takeSafe(5).front().revision, std::uint64_t(5));
        // The number of an attempt is its node's own.
        held.arrive(command(QStringLiteral("far")), {});
        held.refuse(*held.next(), CommandResult::refused(503, QStringLiteral("no")));
        PendingCommand elsewhere = command(QStringLiteral("far"));
        elsewhere.origin = NodeId{2};
        QCOMPARE(held.arrive(elsewhere, {}), PendingCommands::Arrival::New);
    }

    void whatIsAcceptedAgainIsAnotherAttempt()
    {
        CommandQueue queue;
        queue.setLease({1, NodeId{7}});
        QSignalSpy sent(&queue, &CommandQueue::toHolder);
        const QString id = QStringLiteral("k");
        queue.accept(id, orderOf(Command::nudge()));
        queue.setLease({2, NodeId{8}}); // what the queue sends again is the same one
        queue.conclude(id, CommandResult::refused(422, QStringLiteral("no")));
        queue.accept(id, orderOf(Command::nudge()));
        QCOMPARE(sent.size(), 3);
        QCOMPARE(sent[0][2], sent[1][2]);
        QVERIFY(sent[2][2] != sent[0][2]);
        const auto got = decodeCommand(encodeCommand(id, Command::nudge(), sent[2][2].toULongLong()));
        QVERIFY(got && got->attempt == sent[2][2].toULongLong());
    }

    void whatAnotherRecordDoesNotHaveIsCarriedOutAgainInOrder()
    {
        PendingCommands held;
        for (quint64 i = 1; i <= 3; ++i) {
            held.arrive(command(QString::number(i)), {});
            held.applied(*held.next(), i);
        }
        held.arrive(command(QStringLiteral("4")), {});
        held.reconsider([](const QString &id) { return id == QLatin1String("1"); });
        QStringList order;
        while (const auto next = held.next())
            order << next->id;
        QCOMPARE(order, (QStringList{QStringLiteral("2"), QStringLiteral("3"), QStringLiteral("4")}));
    }

    void whatWaitsForAHolderIsSentInTheOrderOfArrival()
    {
        CommandQueue queue;
        QSignalSpy sent(&queue, &CommandQueue::toHolder);
        queue.accept(QStringLiteral("z"), orderOf(Command::nudge()));
        queue.accept(QStringLiteral("a"), orderOf(Command::nudge()));
        QVERIFY(sent.isEmpty());
        queue.setLease({1, NodeId{7}});
        QCOMPARE(sent.size(), 2);
        QCOMPARE(sent[0][0].toString(), QStringLiteral("z"));
        QCOMPARE(sent[1][0].toString(), QStringLiteral("a"));
    }

    void aBehaviorThatTakesHoldersAlongIsNotGivenToAnother()
    {
        CommandQueue queue;
        QSignalSpy concluded(&queue, &CommandQueue::concluded);
        queue.accept(QStringLiteral("k"), orderOf(Command::setBehavior(QStringLiteral("Killer"))));
        for (quint64 term = 1; term <= 4; ++term)
            queue.setLease({term, NodeId{term}});
        QCOMPARE(concluded.size(), 1);
        QCOMPARE(concluded[0][1].value<CommandResult>().status, 503);
    }

    void whatTheHolderDoesNotKnowYetIsHeldBackForAMoment()
    {
        bool known = false;
        CommandQueue queue([&](const Order &order) { return known || order.code.isEmpty(); });
        QSignalSpy sent(&queue, &CommandQueue::toHolder);
        queue.setLease({1, NodeId{7}});
        queue.accept(QStringLiteral("a"), orderOf(Command::setBehavior(QStringLiteral("Script"))));
        queue.accept(QStringLiteral("b"), orderOf(Command::nudge()));
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent[0][0].toString(), QStringLiteral("b"));
        known = true;
        queue.reconsider();
        QCOMPARE(sent.size(), 2);
        QCOMPARE(sent[1][0].toString(), QStringLiteral("a"));
        known = false;
        sent.clear();
        queue.accept(QStringLiteral("c"), orderOf(Command::setBehavior(QStringLiteral("Nowhere"))));
        const auto wasSent = [&] {
            return std::any_of(sent.begin(), sent.end(),
                               [](const auto &call) { return call[0].toString() == QLatin1String("c"); });
        };
        QVERIFY(!wasSent());
        QTRY_VERIFY(wasSent()); // the holder says what is wrong with it
    }

    void anAnswerWaitsUntilItsRevisionIsShown()
    {
        CommandQueue queue;
        queue.setLease({1, NodeId{7}});
        queue.setShown(4);
        QSignalSpy concluded(&queue, &CommandQueue::concluded);
        const QStringList ids{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        for (const QString &id : ids)
            queue.accept(id, orderOf(Command::nudge()));
        queue.conclude(ids[0], CommandResult::done(4)); // it came before, say
        QCOMPARE(concluded.size(), 1);
        queue.conclude(ids[1], CommandResult::done(5));
        queue.conclude(ids[2], CommandResult::done(6));
        QCOMPARE(concluded.size(), 1);
        queue.setShown(5);
        QCOMPARE(concluded.size(), 2);
        QCOMPARE(concluded[1][0].toString(), ids[1]);
        QTRY_COMPARE(concluded.size(), 3); // it is done, though another node cannot show it
        QCOMPARE(concluded[2][1].value<CommandResult>(), CommandResult::done(6));
    }

    void anAnswerThatWaitsIsNotAskedForAgain()
    {
        CommandQueue queue;
        queue.setLease({1, NodeId{7}});
        queue.accept(QStringLiteral("a"), orderOf(Command::nudge()));
        queue.conclude(QStringLiteral("a"), CommandResult::done(1));
        QSignalSpy sent(&queue, &CommandQueue::toHolder);
        queue.setLease({2, NodeId{8}});
        QVERIFY(sent.isEmpty());
    }

    void agedEventsDoNotComeBack()
    {
        QList<KeyedEvent> newest;
        for (quint64 id = 301; id <= 500; ++id)
            newest << event(QString::number(id), id, qint64(id));
        EventLog log; // of a node that was away since the hundredth
        for (quint64 id = 1; id <= 100; ++id)
            log.add(event(QString::number(id), 0, qint64(id)));
        log.add(event(QStringLiteral("own"), 0, 450));
        KeyedEvent cutOff = event(QStringLiteral("lost"), 0, 451); // as it saw the others, who were there
        cutOff.view.facts.kind = EventFacts::Kind::Left;
        log.add(cutOff);
        QVERIFY(!log.take(newest).fits);
        const QList<KeyedEvent> again = log.replace(newest);
        QCOMPARE(again.size(), 1); // only what it alone has seen meanwhile
        QCOMPARE(again.first().key, QStringLiteral("own"));
    }
};

QTEST_GUILESS_MAIN(TestCommandsHeld)
#include "tst_commands_held.moc"
