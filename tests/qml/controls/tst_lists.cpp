// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/MonotonicClock.h"
#include "gui/behaviors/BehaviorsModel.h"
#include "gui/cluster/NodesModel.h"
#include "gui/faults/FaultsModel.h"
#include "gui/faults/TargetsModel.h"
#include "gui/log/EventLogModel.h"
#include "gui/pairing/MembersModel.h"
#include "tests/fakes/FakeCluster.h"
#include "tests/qml/Rows.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of the lists that the window shows: nodes, behaviours, faults and whom they may hit.
class TestLists : public QObject
{
    Q_OBJECT

    static ClusterView withBehaviors()
    {
        ClusterView view = threeNodes();
        const QStringList all{QStringLiteral("alpha:4000"), QStringLiteral("beta:4001"),
                              QStringLiteral("gamma:4002")};
        view.behaviors = {{QStringLiteral("MirrorJump"), BehaviorSource::Builtin, false, false, {}, all},
                          {QStringLiteral("Jet"), BehaviorSource::Plugin, false, false, {}, {all[0], all[2]}},
                          {QStringLiteral("Gravity"), BehaviorSource::Script, true, false, {}, all},
                          {QStringLiteral("Bad"), BehaviorSource::Script, false, true, {}, all},
                          {QStringLiteral("None"),
                           BehaviorSource::Missing,
                           false,
                           false,
                           QStringLiteral("It cannot be loaded."),
                           {}}};
        return view;
    }

private Q_SLOTS:
    void anAddressThatNoBrowserCanOpenIsNoneAndTheOthersStay()
    {
        ClusterView view = threeNodes();
        view.nodes[1].url = QUrl(QStringLiteral("http://[fe80::1%25eth0]:4000/"));
        view.nodes[2].url = QUrl(QStringLiteral("file:///etc/passwd"));
        NodesModel model;
        model.setView(view);
        QCOMPARE(value(model, 0, "url").toUrl(), view.nodes[0].url);
        QCOMPARE(value(model, 1, "url").toUrl(), QUrl());
        QCOMPARE(value(model, 2, "url").toUrl(), QUrl());
    }

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

    void whatIsMadeToFailComesAfterAllElse()
    {
        ClusterView view = withBehaviors();
        view.behaviors[1].madeToFail = true;
        view.behaviors[2].from = QStringLiteral("beta:4001");
        view.behaviors[2].description = QStringLiteral("Falls.");
        view.behavior = QStringLiteral("Gravity");
        BehaviorsModel model;
        model.setView(view);
        QCOMPARE(column(model, "name"),
                 QStringList({QStringLiteral("MirrorJump"), QStringLiteral("Gravity"), QStringLiteral("Bad"),
                              QStringLiteral("None"), QStringLiteral("Jet")}));
        QCOMPARE(model.flights(), 4);
        QCOMPARE(model.current(), 1);
        QCOMPARE(value(model, 1, "kind").toString(), QStringLiteral("script · from beta:4001 · everywhere"));
        QCOMPARE(value(model, 1, "description").toString(), QStringLiteral("Falls."));
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
                                "It failed on trial. It runs again only if you press Try again.|"
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
                 QStringLiteral("If it fails, the ball goes back to MirrorJump."));
    }

    void whatSomebodyDidIsInTheLogAsAKindOfItsOwn()
    {
        EventLogModel log;
        EventView event, command;
        event.text = QStringLiteral("node-1 holds the lease");
        command.text = QStringLiteral("token Ada (192.0.2.9): POST /api/v1/nudge → 200");
        log.add(event);
        log.addCommand(command);
        log.addCommand(command); // told twice
        QCOMPARE(log.property("count").toInt(), 2);
        log.setKind(QStringLiteral("command"));
        QCOMPARE(log.property("count").toInt(), 1);
        log.setWords(QStringLiteral("ada nudge"));
        QCOMPARE(log.property("count").toInt(), 1);
        QVERIFY(EventLogModel::kinds().contains(QLatin1String("command")));
    }

    void theLogIsOrderedByTheClustersTime()
    {
        EventLogModel log;
        EventView early;
        EventView late;
        early.text = QStringLiteral("kill requested");
        late.text = QStringLiteral("holds the lease");
        late.at = QDateTime::currentMSecsSinceEpoch();
        early.at = late.at + 20'000; // by a clock that is ahead
        early.instant = monotonicNow() - 2s;
        late.instant = monotonicNow() - 1s;
        log.add(early);
        log.add(late);
        QCOMPARE(value(log, 0, "text").toString(), late.text);
    }

    /// A machine is one member, whichever of its nodes has given it its name.
    void aMemberIsCalledByItsNodes()
    {
        MembersModel model;
        const auto taken = [&](const QStringList &nodes) {
            KeysView keys;
            keys.members = {{QStringLiteral("a"), QStringLiteral("vm:4001"), false, !nodes.isEmpty(), nodes}};
            model.take(1ULL << 33, keys);
            return model.nameOf(QStringLiteral("a"));
        };
        QCOMPARE(taken({}), QStringLiteral("vm:4001 (away)"));
        QCOMPARE(taken({QStringLiteral("vm:4000")}), QStringLiteral("vm:4000"));
        QCOMPARE(taken({QStringLiteral("vm:4000"), QStringLiteral("vm:4001")}),
                 QStringLiteral("vm:4000 and 1 more"));
        QCOMPARE(taken({QStringLiteral("vm:4000"), QStringLiteral("vm:4001"), QStringLiteral("vm:4002")}),
                 QStringLiteral("vm:4000 and 2 more"));
        QVERIFY(model.doubtAbout(QStringLiteral("a"))
                    .startsWith(
                        QStringLiteral("Every node except “vm:4000”, “vm:4001”, “vm:4002” gets a new key.")));
        QCOMPARE(model.removalOf(QStringLiteral("a")), QStringLiteral("Remove these 3 nodes"));
        model.remove(QStringLiteral("a"));
        model.conclude(1ULL << 33, {.copies = 2});
        QCOMPARE(model.property("news").toString(),
                 QStringLiteral("“vm:4000”, “vm:4001”, “vm:4002” were removed. 2 nodes have the new key."));
    }

    void allFaultsAreListedWithTheirTexts()
    {
        FaultsModel model;
        QCOMPARE(model.rowCount(), int(offeredFaults(true, {}).size())); // there may be no etcd
        model.setBreakable(QStringLiteral("etcd"));
        QCOMPARE(model.rowCount(), int(allFaults().size()));
        for (int row = 0; row < model.rowCount(); ++row) {
            const FaultInfo &fault = allFaults().at(row);
            QCOMPARE(value(model, row, "name").toString(), QLatin1String(fault.name));
            QCOMPARE(value(model, row, "what").toString(), QLatin1String(fault.what));
            QCOMPARE(value(model, row, "see").toString(), QLatin1String(fault.see));
            QCOMPARE(value(model, row, "dangerous").toBool(), fault.dangerous);
        }
    }

    void whoMayBeBrokenIsTheHolderOrALivingNode()
    {
        NodesModel nodes;
        TargetsModel targets;
        const QAbstractItemModelTester tester(&targets,
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        targets.setNodes(&nodes);
        nodes.setView(threeNodes());
        const QString holder = QStringLiteral("the holder");
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

QTEST_GUILESS_MAIN(TestLists)
#include "tst_lists.moc"
