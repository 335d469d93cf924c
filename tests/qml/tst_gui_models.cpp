// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/BehaviorsModel.h"
#include "gui/Chaos.h"
#include "gui/Commands.h"
#include "gui/EventsModel.h"
#include "gui/FaultsModel.h"
#include "gui/NodesModel.h"
#include "gui/RecorderModel.h"
#include "gui/TargetsModel.h"
#include "gui/ThreeClicks.h"
#include "gui/WindowMemory.h"
#include "tests/fakes/FakeCluster.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace everbounce;

/// Chaos over three nodes, of which the second holds the lease.
struct ChaosBench
{
    ClusterState cluster;
    NodesModel nodes;
    Commands commands;
    Chaos chaos{&cluster, &nodes, &commands};
    QList<WithId<Command>> wanted;
    std::optional<CommandResult> answersAtOnce;
    QSignalSpy refusedCommands{&commands, &Commands::refused};
    QSignalSpy refusedChaos{&chaos, &Chaos::refused};

    ChaosBench()
    {
        ClusterView view = threeNodes();
        view.lease.holder = view.nodes[1].id;
        cluster.setView(view);
        nodes.setView(view);
        QObject::connect(&commands, &Commands::wanted, &commands,
                         [this](const QString &id, const Command &command) {
                             wanted.append({id, command});
                             if (answersAtOnce)
                                 commands.conclude(id, *answersAtOnce);
                         });
    }

    void answer(int number, const CommandResult &result) { commands.conclude(wanted[number].id, result); }

    static ClusterView twoNodes()
    {
        ClusterView view = threeNodes();
        view.nodes.removeLast();
        return view;
    }
};

/// Promises of the models behind the window, and of what is asked for in it.
class TestGuiModels : public QObject
{
    Q_OBJECT

    static QVariant value(const QAbstractItemModel &model, int row, const char *role)
    {
        return model.data(model.index(row, 0), model.roleNames().key(role, -1));
    }

    static QStringList column(const QAbstractItemModel &model, const char *role)
    {
        QStringList values;
        for (int row = 0; row < model.rowCount(); ++row)
            values << value(model, row, role).toString();
        return values;
    }

    static QList<QVariantList> all(const QSignalSpy &spy) { return {spy.begin(), spy.end()}; }

    static ClusterView withBehaviors()
    {
        ClusterView view = threeNodes();
        const QStringList all{QStringLiteral("alpha:4000"), QStringLiteral("beta:4001"),
                              QStringLiteral("gamma:4002")};
        view.behaviors = {
            {QStringLiteral("MirrorJump"), BehaviorInfo::Source::Builtin, false, false, {}, all},
            {QStringLiteral("Jet"), BehaviorInfo::Source::Plugin, false, false, {}, {all[0], all[2]}},
            {QStringLiteral("Gravity"), BehaviorInfo::Source::Script, true, false, {}, all},
            {QStringLiteral("Bad"), BehaviorInfo::Source::Script, false, true, {}, all},
            {QStringLiteral("None"),
             BehaviorInfo::Source::Missing,
             false,
             false,
             QStringLiteral("It cannot be loaded."),
             {}}};
        return view;
    }

    /// That happened just now.
    static EventView event(const char *text)
    {
        return {.at = QDateTime::currentMSecsSinceEpoch(), .text = QLatin1String(text)};
    }

private Q_SLOTS:
    void rowsFollowEveryViewWithoutAReset()
    {
        NodesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        const ClusterView all = threeNodes();
        model.setView(all);
        const QPersistentModelIndex gamma(model.index(2));
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        ClusterView other = all;
        other.self = all.nodes[2].id;
        other.nodes = {all.nodes[2], all.nodes[0]};
        model.setView(other);
        QCOMPARE(column(model, "name"),
                 QStringList({QStringLiteral("gamma:4002"), QStringLiteral("alpha:4000"),
                              QStringLiteral("beta:4001")}));
        QCOMPARE(value(model, 2, "look").toString(), QStringLiteral("gone"));
        QCOMPARE(gamma.row(), 0); // moved, not replaced
        changes.clear();
        other.nodes[0].viewers = 9;
        model.setView(other);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(value(model, 0, "viewers").toInt(), 9);
        model.setView(all);
        QCOMPARE(gamma.row(), 2);
        QVERIFY(resets.isEmpty());
    }

    void rowsOfTheSameKeyAreAllShown()
    {
        BehaviorsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ClusterView view = withBehaviors();
        view.behaviors[2].name = view.behaviors[3].name;
        model.setView(view);
        model.setView(view);
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(column(model, "quarantined").count(QStringLiteral("true")), 1);
    }

    void behavioursAreToldInWordsForPeople()
    {
        BehaviorsModel model;
        model.setView(withBehaviors());
        QCOMPARE(
            column(model, "kind").join(u'|'),
            QStringLiteral("built in · everywhere|plugin|script · everywhere|script · everywhere|missing"));
        QCOMPARE(column(model, "current").join(u'|'), QStringLiteral("true|false|false|false|false"));
        QCOMPARE(column(model, "tag").join(u'|'), QStringLiteral("now|||quarantined|"));
        QCOMPARE(column(model, "notes").join(u'|'),
                 QStringLiteral("|Only on alpha:4000, gamma:4002.||"
                                "It failed on trial, and is not tried again unless you ask for it.|"
                                "It cannot be loaded."));
    }

    void theCurrentOneIsKnown()
    {
        BehaviorsModel model;
        QCOMPARE(model.current(), -1);
        ClusterView view = withBehaviors();
        model.setView(view);
        QCOMPARE(model.current(), 0);
        view.behavior = QStringLiteral("Gravity");
        QSignalSpy changes(&model, &BehaviorsModel::currentChanged);
        model.setView(view);
        QCOMPARE(model.current(), 2);
        QCOMPARE(changes.count(), 1);
        view.behavior = QStringLiteral("Unheard-of");
        model.setView(view);
        QCOMPARE(model.current(), -1);
    }

    void theOneOnTrialSaysWhereTheBallGoesBackTo()
    {
        BehaviorsModel model;
        ClusterView view = withBehaviors();
        view.behavior = QStringLiteral("Gravity");
        view.onTrial = true;
        model.setView(view);
        QVERIFY(value(model, 2, "current").toBool() && value(model, 2, "onTrial").toBool());
        QVERIFY(!value(model, 0, "current").toBool());
        QCOMPARE(value(model, 2, "tag").toString(), QStringLiteral("on trial"));
        QCOMPARE(value(model, 2, "notes").toString(),
                 QStringLiteral("Should it fail, the ball goes back to MirrorJump."));
    }

    void allFaultsAreListedWithTheirTexts()
    {
        const FaultsModel model;
        QCOMPARE(model.rowCount(), int(allFaults().size()));
        for (int row = 0; row < model.rowCount(); ++row) {
            const FaultInfo &fault = allFaults().at(row);
            QCOMPARE(value(model, row, "name").toString(), QLatin1String(fault.name));
            QCOMPARE(value(model, row, "what").toString(), QLatin1String(fault.what));
            QCOMPARE(value(model, row, "see").toString(), QLatin1String(fault.see));
            QCOMPARE(value(model, row, "dangerous").toBool(), fault.dangerous);
        }
    }

    void anEventStaysWhileSomebodyLooksAtItAndForItsWholeTimeThen()
    {
        EventsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.add(event("held"));
        const int number = value(model, 0, "number").toInt();
        model.hold(number, true);
        const auto outlastAnother = [] {
            EventsModel other; // its event comes later, and so leaves later
            other.add(event("free"));
            QTRY_COMPARE_WITH_TIMEOUT(other.rowCount(), 0, 20000);
        };
        outlastAnother();
        QCOMPARE(model.rowCount(), 1);
        model.hold(number, false);
        QCOMPARE(model.rowCount(), 1);
        outlastAnother();
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 0, 20000);
    }

    void whatIsToldLateIsDrawnWhereItWas()
    {
        RecorderModel model;
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        const auto lease = [&](quint64 term, NodeId node, qint64 at) {
            EventView event;
            event.at = at;
            event.facts = {EventFacts::Kind::Lease, node, term};
            model.addEvent(event);
        };
        lease(3, {1}, now - 1000);
        lease(2, {2}, now - 5000);   // of a part that was cut off
        lease(4, {3}, now + 60'000); // a clock that is ahead
        const auto &bands = model.minute().bands;
        QCOMPARE(bands.size(), std::size_t(3));
        QVERIFY(bands[0].node == NodeId{2});
        QCOMPARE(bands[0].since, double(now - 5000));
        QVERIFY(bands[1].node == NodeId{1});
        QVERIFY(bands[2].node == NodeId{3});
        QVERIFY(bands[2].since <= double(QDateTime::currentMSecsSinceEpoch()));
    }

    void aBurstPushesOutTheOldestThatNobodyLooksAt()
    {
        EventsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.add(event("0"));
        model.hold(value(model, 0, "number").toInt(), true);
        for (int i = 1; i < 7; ++i)
            model.add(event(qPrintable(QString::number(i))));
        QCOMPARE(column(model, "text").join(u' '), QStringLiteral("3 4 5 6 0"));
        model.setMost(2);
        QCOMPARE(column(model, "text").join(u' '), QStringLiteral("6 0"));
        model.dismiss(value(model, 1, "number").toInt());
        QCOMPARE(column(model, "text").join(u' '), QStringLiteral("6"));
    }

    void ofAListThatIsTakenOverWhatIsNewIsShown()
    {
        EventsModel model;
        EventView before = event("before the window");
        before.at -= 60'000;
        EventView known = event("known");
        model.add(known);
        known.id = 77; // counted anew where clusters became one
        model.replace({before, known, event("fresh")});
        QCOMPARE(column(model, "text").join(u'|'), QStringLiteral("known|fresh"));
        model.dismiss(value(model, 0, "number").toInt());
        model.add(known);
        QCOMPARE(column(model, "text").join(u'|'), QStringLiteral("fresh"));
    }

    void ofAListWithMuchThatIsNewTheLastIsShown()
    {
        EventsModel model;
        QList<EventView> events;
        for (int i = 0; i < 200; ++i)
            events << event(qPrintable(QString::number(i)));
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.replace(events);
        QCOMPARE(column(model, "text").join(u' '), QStringLiteral("195 196 197 198 199"));
        QCOMPARE(inserted.count(), 5); // the others did not flash by
    }

    void aRefusalIsAnErrorToldOnce()
    {
        EventsModel model;
        model.addRefusal(QStringLiteral("No."));
        model.add(event("No."));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(value(model, 0, "level").toInt(), int(EventsModel::Error));
    }

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

    void chaosGoesOffWhenItIsRefusedAgainAndAgain()
    {
        ChaosBench bench;
        bench.answersAtOnce = CommandResult::refused(409, QStringLiteral("No."));
        bench.chaos.setOn(true);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.chaos.isOn(), 60'000);
        QCOMPARE(bench.wanted.size(), ChaosPilot::mostRefusals);
        QCOMPARE(bench.chaos.news(), QStringLiteral("Chaos is off: the cluster refuses its faults."));
        QCOMPARE(bench.refusedChaos.count(), 1);
        QVERIFY(bench.refusedCommands.isEmpty()); // nobody is told of each
        QCOMPARE(bench.chaos.count(), QStringLiteral("Survived 0"));
    }

    void chaosGoesOffAtOnceWhereThisViewerMayNotCommand()
    {
        ChaosBench bench;
        bench.answersAtOnce = CommandResult::refused(401, QStringLiteral("No."));
        bench.chaos.setOn(true);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.chaos.isOn(), 20'000);
        QCOMPARE(bench.wanted.size(), 1);
        QCOMPARE(bench.refusedChaos.count(), 1);
    }

    void chaosSaysWhatItBreaksAndWhere()
    {
        ChaosBench bench;
        bench.nodes.setView(bench.twoNodes());
        bench.chaos.setOn(true);
        QCOMPARE(bench.chaos.news(), QStringLiteral("Something breaks in a moment…"));
        QTRY_COMPARE_WITH_TIMEOUT(bench.wanted.size(), 1, 20'000);
        const bool crash = bench.wanted[0].content.fault.fault == Fault::CrashEngine;
        QCOMPARE(bench.chaos.news(), crash ? QStringLiteral("Chaos: crash the engine on beta:4001")
                                           : QStringLiteral("Chaos: hang the engine on beta:4001"));
        bench.chaos.setOn(false);
        QVERIFY(bench.chaos.news().isEmpty());
    }

    void chaosWaitsForTheAnswerBeforeItGoesOn()
    {
        ChaosBench bench;
        bench.chaos.setOn(true);
        QTRY_COMPARE_WITH_TIMEOUT(bench.wanted.size(), 1, 20'000);
        ChaosBench other; // it is switched on later, and so strikes twice later than the first would have
        other.answersAtOnce = CommandResult::done(1);
        other.chaos.setOn(true);
        QTRY_COMPARE_WITH_TIMEOUT(other.wanted.size(), 2, 40'000);
        QCOMPARE(bench.wanted.size(), 1);
        bench.answer(0, CommandResult::done(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.wanted.size(), 2, 20'000);
    }

    void whatAnEarlierRunOfChaosHasAskedIsNotThisOnes()
    {
        ChaosBench bench;
        QVERIFY(bench.chaos.count().isEmpty());
        bench.chaos.setOn(true);
        QCOMPARE(bench.chaos.count(), QStringLiteral("Survived 0"));
        QTRY_COMPARE_WITH_TIMEOUT(bench.wanted.size(), 1, 20'000);
        bench.answer(0, CommandResult::done(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.chaos.count(), QStringLiteral("Survived 1"), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(bench.wanted.size() >= 2, 20'000);
        bench.chaos.setOn(false);
        const QString news = bench.chaos.news();
        bench.answer(1, CommandResult::refused(401, QStringLiteral("No.")));
        QCOMPARE(bench.chaos.news(), news); // it was off already
        bench.chaos.setOn(true);
        QCOMPARE(bench.chaos.count(), QStringLiteral("Survived 0"));
        QVERIFY(bench.refusedChaos.isEmpty());
        bench.chaos.setOn(false);
        bench.chaos.setOn(true);
        QVERIFY(bench.chaos.isOn());
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

    void whoMayBeBrokenIsTheHolderOrALivingNode()
    {
        NodesModel nodes;
        TargetsModel targets;
        const QAbstractItemModelTester tester(&targets,
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        targets.setNodes(&nodes);
        nodes.setView(threeNodes());
        const QString holder = QStringLiteral("the node that runs the engine");
        QCOMPARE(column(targets, "name"),
                 QStringList({holder, QStringLiteral("alpha:4000"), QStringLiteral("beta:4001"),
                              QStringLiteral("gamma:4002")}));
        targets.choose(3);
        QCOMPARE(targets.chosen(), toString(NodeId{3}));
        ClusterView view = threeNodes();
        view.nodes.removeAt(1);
        nodes.setView(view); // beta is a ghost
        QCOMPARE(targets.rowCount(), 3);
        QCOMPARE(targets.row(), 2);
        QCOMPARE(targets.name(), QStringLiteral("gamma:4002"));
        view.nodes[1].id = {9}; // gamma comes back as another, in the very view in which it has left
        nodes.setView(view);
        QCOMPARE(targets.chosen(), QString());
        QCOMPARE(targets.name(), holder);
    }
};

QTEST_GUILESS_MAIN(TestGuiModels)
#include "tst_gui_models.moc"
