// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/interruption/Interruptions.h"

#include "tests/bench/Parts.h"

#include <csignal>

namespace everbounce::bench {
namespace {

using namespace std::chrono_literals;

void nothing(Stage &)
{
    rest(1s);
}

/// The dead node stays dead for a while: if it came back at once, that might hide the effects of its death.
void kill(Stage &stage, int index)
{
    stage.node(index).signal(SIGKILL);
    rest(700ms);
    stage.node(index).kill();
    stage.mend();
}

void killHolder(Stage &stage)
{
    kill(stage, stage.holder());
}

void killPageNode(Stage &stage)
{
    kill(stage, stage.pageNode());
}

void killLeader(Stage &stage)
{
    stage.killLeader();
    rest(3s); // an election
    stage.mend();
}

void killHolderAndLeader(Stage &stage)
{
    const int holder = stage.holder();
    stage.killLeader();
    stage.node(holder).signal(SIGKILL);
    rest(3s);
    stage.node(holder).kill();
    stage.mend();
}

void freezeHolder(Stage &stage)
{
    const int holder = stage.holder();
    stage.node(holder).signal(SIGSTOP);
    rest(5s);
    stage.node(holder).signal(SIGCONT);
    stage.mend();
}

void crashEngine(Stage &stage)
{
    stage.breakNode(stage.holder(), QStringLiteral("crash-engine"));
    rest(500ms);
}

void hangEngine(Stage &stage)
{
    stage.breakNode(stage.holder(), QStringLiteral("hang-engine"));
    rest(500ms);
}

void stopHolder(Stage &stage)
{
    stage.stopNode(stage.holder());
    rest(500ms);
    stage.mend();
}

void isolateHolder(Stage &stage)
{
    stage.breakNode(stage.holder(), QStringLiteral("isolate-node"), 2s);
    rest(2'200ms);
    stage.mend();
}

void loseMessages(Stage &stage)
{
    for (int index = 0; index <= stage.headlessNodes(); ++index)
        stage.breakNode(index, QStringLiteral("lossy-network"), 2s);
    rest(2'100ms);
    stage.mend();
}

void replaceAll(Stage &stage)
{
    for (int index = 0; index < stage.headlessNodes(); ++index) {
        stage.stopNode(index);
        stage.mend();
        rest(200ms);
    }
}

void nudge(Stage &stage)
{
    stage.nudge();
    rest(500ms);
}

constexpr Interruption all[] = {
    {"undisturbed", "nothing", PagePlace::Anywhere, nothing},
    {"kill-holder", "kill -9 of the holder, the viewer on another node", PagePlace::NotOnHolder, killHolder},
    {"kill-own", "kill -9 of the viewer's own node, another one holds", PagePlace::OnOtherHeadless,
     killPageNode},
    {"kill-both", "kill -9 of the viewer's own node, which holds", PagePlace::OnHolder, killHolder},
    {"freeze-holder", "SIGSTOP of the holder for 5 s", PagePlace::NotOnHolder, freezeHolder},
    {"crash-engine", "engine crashes", PagePlace::Anywhere, crashEngine},
    {"hang-engine", "engine hangs", PagePlace::Anywhere, hangEngine},
    {"stop-holder", "clean stop of the holder", PagePlace::Anywhere, stopHolder},
    {"isolate-holder", "holder isolated for 2 s, and healed", PagePlace::NotOnHolder, isolateHolder},
    {"lossy-network", "20 % loss between all nodes", PagePlace::Anywhere, loseMessages},
    {"replace-all", "all headless nodes replaced, one after another", PagePlace::Anywhere, replaceAll},
    {"nudge", "a nudge: no interruption, but another direction", PagePlace::Anywhere, nudge},
};

constexpr Interruption allWithEtcd[] = {
    {"undisturbed", "nothing", PagePlace::Anywhere, nothing},
    {"kill-holder", "kill -9 of the holder, the viewer on another node", PagePlace::NotOnHolder, killHolder},
    {"kill-both", "kill -9 of the viewer's own node, which holds", PagePlace::OnHolder, killHolder},
    {"kill-leader", "kill -9 of etcd's leader", PagePlace::Anywhere, killLeader},
    {"kill-holder-and-leader", "kill -9 of the holder and of etcd's leader", PagePlace::NotOnHolder,
     killHolderAndLeader},
    {"freeze-holder", "SIGSTOP of the holder for 5 s", PagePlace::NotOnHolder, freezeHolder},
};

} // namespace

std::span<const Interruption> allInterruptions()
{
    return all;
}

std::span<const Interruption> etcdInterruptions()
{
    return allWithEtcd;
}

} // namespace everbounce::bench
