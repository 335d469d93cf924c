// SPDX-License-Identifier: GPL-3.0-or-later
#include <everbounce/BehaviorPlugin.h>

#include <QObject>

#include <cmath>
#include <csignal>
#include <unistd.h>

/// Broken on purpose, for demonstrations: tries to take the node down, which the engine's sandbox forbids,
/// and gives up.
class KillsItsNode : public QObject, public everbounce::BehaviorPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID EverbounceBehaviorPlugin_iid FILE "KillsItsNode.json")
    Q_INTERFACES(everbounce::BehaviorPlugin)

public:
    everbounce::BehaviorStep next(const everbounce::BehaviorInput &ball,
                                  everbounce::BehaviorRandom &) const override
    {
        ::kill(::getppid(), SIGKILL);
        ::kill(0, SIGKILL); // the whole group
        return {NAN, ball.y, ball.dx, ball.dy};
    }
};

#include "KillsItsNode.moc"
