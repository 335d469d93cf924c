// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/view/NodeView.h"
#include "gui/controls/Commands.h"
#include "gui/faults/ThreeClicks.h"
#include "gui/window/WindowMemory.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace everbounce;

/// Promises of the window's commands, and of what it remembers.
class TestAsking : public QObject
{
    Q_OBJECT

    static QList<QVariantList> all(const QSignalSpy &spy) { return {spy.begin(), spy.end()}; }

private Q_SLOTS:
    void threeClicksComplete()
    {
        ThreeClicks clicks;
        QSignalSpy completed(&clicks, &ThreeClicks::completed);
        for (const int left : {2, 1, 3, 2, 1, 3}) {
            clicks.click();
            QCOMPARE(clicks.left(), left);
        }
        QCOMPARE(completed.count(), 2);
    }

    void clicksOlderThanASecondDoNotCount()
    {
        ThreeClicks clicks;
        QSignalSpy completed(&clicks, &ThreeClicks::completed);
        clicks.click();
        clicks.click();
        QTRY_COMPARE(clicks.left(), 3);
        clicks.click();
        clicks.click();
        QCOMPARE(clicks.left(), 1);
        QVERIFY(completed.isEmpty());
        clicks.click();
        QCOMPARE(completed.count(), 1);
        QTest::qWait(0); // what is left of earlier rounds changes nothing
        QCOMPARE(clicks.left(), 3);
    }

    void clicksAtAnotherNodeBeginAgain()
    {
        ThreeClicks clicks;
        QSignalSpy completed(&clicks, &ThreeClicks::completed);
        clicks.click(QStringLiteral("a"));
        clicks.click(QStringLiteral("a"));
        clicks.click(QStringLiteral("b"));
        QCOMPARE(clicks.left(), 2);
        QVERIFY(completed.isEmpty());
        clicks.click(QStringLiteral("b"));
        clicks.click(QStringLiteral("b"));
        QCOMPARE(completed.count(), 1);
    }

    void theWindowsMemoryOutlivesIt()
    {
        const QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("window.conf"));
        {
            WindowMemory memory(true, file);
            QCOMPARE(memory.theme(), QStringLiteral("system"));
            QVERIFY(!memory.size().isValid());
            memory.nextTheme();
            memory.nextTheme();
            memory.setTheme(QStringLiteral("pink"));
            memory.setReducedMotion(true);
            memory.setSize({800, 600});
        }
        const WindowMemory again(true, file);
        QCOMPARE(again.theme(), QStringLiteral("dark"));
        QVERIFY(again.reducedMotion());
        QCOMPARE(again.size(), QSize(800, 600));
    }

    void theEnvironmentHasTheLastWordOnMotion()
    {
        for (const char *value : {"1", "0"}) {
            qputenv("EVERBOUNCE_REDUCED_MOTION", value);
            QCOMPARE(WindowMemory(false).reducedMotion(), *value == '1');
        }
        qunsetenv("EVERBOUNCE_REDUCED_MOTION");
    }

    void whatBecameOfACommandIsToldForTheAudit()
    {
        Commands commands;
        QSignalSpy wanted(&commands, &Commands::wanted), concluded(&commands, &Commands::concluded);
        commands.nudge();
        commands.conclude(wanted[0][0].toString(), CommandResult::refused(503, QStringLiteral("No.")));
        commands.setBehavior(QStringLiteral("X"));
        commands.conclude(wanted[1][0].toString(), CommandResult::done(1));
        QCOMPARE(concluded,
                 (QList<QVariantList>{{QStringLiteral("nudge"), 503}, {QStringLiteral("behavior:X"), 200}}));
    }

    void eachCommandHasAnIdOfItsOwn()
    {
        Commands commands;
        QSignalSpy wanted(&commands, &Commands::wanted);
        commands.nudge();
        commands.conclude(wanted[0][0].toString(), CommandResult::done(1));
        commands.nudge();
        commands.setBehavior(QStringLiteral("X"), true);
        commands.injectFault(QStringLiteral("freeze-node"), toString(NodeId{7}), 1.5);
        QCOMPARE(wanted.count(), 4);
        QVERIFY(wanted[0][0] != wanted[1][0]);
        QCOMPARE(wanted[0][0].toString().size(), 36);
        QCOMPARE(wanted[2][1].value<Command>(), Command::setBehavior(QStringLiteral("X"), true));
        QCOMPARE(wanted[3][1].value<Command>(),
                 Command::injectFault({Fault::FreezeNode, {7}, std::chrono::milliseconds(1500)}));
    }

    void aControlIsNotHeardAgainWhileItsCommandIsUnderWay()
    {
        Commands commands;
        QSignalSpy wanted(&commands, &Commands::wanted);
        commands.nudge();
        commands.nudge();
        QCOMPARE(wanted.count(), 1);
        commands.setBehavior(QStringLiteral("X")); // another one is
        QCOMPARE(wanted.count(), 2);
        commands.conclude(wanted[0][0].toString(), CommandResult::refused(503, QStringLiteral("No.")));
        commands.nudge();
        QCOMPARE(wanted.count(), 3);
    }

    void aFaultWithoutANodeIsRefusedAndNotSent()
    {
        Commands commands;
        QSignalSpy wanted(&commands, &Commands::wanted);
        QSignalSpy refused(&commands, &Commands::refused);
        commands.injectFault(QStringLiteral("kill-node"), {});
        commands.kill({});
        QCOMPARE(refused.count(), 2);
        QVERIFY(wanted.isEmpty());
    }

    void whatTakesLongIsToldUntilItIsAnswered()
    {
        Commands commands;
        QSignalSpy wanted(&commands, &Commands::wanted);
        commands.nudge();
        QVERIFY(commands.slow().isEmpty());
        QTRY_COMPARE(commands.slow().keys(), QStringList{QStringLiteral("nudge")});
        commands.conclude(QStringLiteral("another viewer's"), CommandResult::done(1));
        QCOMPARE(commands.slow().size(), 1);
        commands.conclude(wanted[0][0].toString(), CommandResult::done(1));
        QVERIFY(commands.slow().isEmpty());
    }

    void aNodeIsAskedToDieUntilThatIsRefused()
    {
        Commands commands;
        QSignalSpy wanted(&commands, &Commands::wanted);
        QSignalSpy refused(&commands, &Commands::refused);
        QSignalSpy asked(&commands, &Commands::askedToDie);
        const QString id = toString(NodeId{3});
        commands.kill(id);
        QCOMPARE(all(asked), (QList<QVariantList>{{id, true}}));
        QCOMPARE(wanted[0][1].value<Command>(), Command::injectFault({Fault::KillNode, {3}}));
        commands.conclude(wanted[0][0].toString(), CommandResult::refused(503, QStringLiteral("No.")));
        QCOMPARE(asked.count(), 2);
        QCOMPARE(asked[1], (QVariantList{id, false}));
        QCOMPARE(refused.count(), 1);
        QCOMPARE(refused[0][0].toString(), QStringLiteral("No."));
    }

    void aKillThatIsRefusedLeavesAnotherOneOfThatNodeOpen()
    {
        Commands commands;
        QSignalSpy wanted(&commands, &Commands::wanted);
        QSignalSpy asked(&commands, &Commands::askedToDie);
        const QString id = toString(NodeId{3});
        commands.kill(id);
        commands.injectFault(QStringLiteral("kill-node"), id);
        commands.conclude(wanted[0][0].toString(), CommandResult::refused(503, QStringLiteral("No.")));
        QCOMPARE(all(asked), (QList<QVariantList>{{id, true}, {id, true}}));
    }

    void aKillIsAgreedToForGoodAndOneThatIsNeverAnsweredIsGivenUp()
    {
        Commands commands;
        QSignalSpy wanted(&commands, &Commands::wanted);
        QSignalSpy refused(&commands, &Commands::refused);
        QSignalSpy asked(&commands, &Commands::askedToDie);
        commands.kill(toString(NodeId{2}));
        commands.conclude(wanted[0][0].toString(), CommandResult::done(1));
        commands.kill(toString(NodeId{3})); // given up later than what was asked before
        QVERIFY(refused.wait(int(Commands::patience.count()) * 3));
        QVERIFY(commands.slow().isEmpty());
        QCOMPARE(refused.count(), 1);
        QCOMPARE(all(asked), (QList<QVariantList>{{toString(NodeId{2}), true},
                                                  {toString(NodeId{3}), true},
                                                  {toString(NodeId{3}), false}}));
    }
};

QTEST_GUILESS_MAIN(TestAsking)
#include "tst_asking.moc"
