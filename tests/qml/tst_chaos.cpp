// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/cluster/NodesModel.h"
#include "gui/controls/Commands.h"
#include "gui/faults/Chaos.h"
#include "tests/fakes/FakeCluster.h"

#include <QSignalSpy>
#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

/// Chaos over three nodes, of which the second holds the lease.
struct ChaosBench
{
    ClusterState cluster;
    NodesModel nodes;
    Commands commands;
    Chaos chaos{&cluster, &nodes, &commands, ChaosPilot::Pace{30ms, 60ms, 50ms}};
    QList<CommandMessage> wanted;
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

/// Promises of the window's chaos mode.
class TestChaos : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chaosGoesOffWhenItIsRefusedAgainAndAgain()
    {
        ChaosBench bench;
        bench.answersAtOnce = CommandResult::refused(409, QStringLiteral("No."));
        bench.chaos.setOn(true);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.chaos.isOn(), 20'000);
        QCOMPARE(bench.wanted.size(), ChaosPilot::mostRefusals);
        QCOMPARE(bench.chaos.news(), QStringLiteral("Chaos is off: the cluster refuses its faults."));
        QCOMPARE(bench.refusedChaos.count(), 1);
        QVERIFY(bench.refusedCommands.isEmpty()); // single refusals are not reported
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
        QTRY_VERIFY_WITH_TIMEOUT(other.wanted.size() >= 2, 20'000); // a busy machine looks after the third
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
};

QTEST_GUILESS_MAIN(TestChaos)
#include "tst_chaos.moc"
