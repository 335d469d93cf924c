// SPDX-License-Identifier: GPL-3.0-or-later
#include <everbounce/BehaviorPlugin.h>

#include <QObject>

/// Broken on purpose, for demonstrations: writes to address 0 and so crashes the engine process.
class Segfaults : public QObject, public everbounce::BehaviorPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID EverbounceBehaviorPlugin_iid FILE "Segfaults.json")
    Q_INTERFACES(everbounce::BehaviorPlugin)

public:
    // A sanitizer would end the process in its own way.
    __attribute__((no_sanitize("undefined"))) everbounce::BehaviorStep
    next(const everbounce::BehaviorInput &ball, everbounce::BehaviorRandom &) const override
    {
        volatile int *volatile nowhere = nullptr;
        *nowhere = 1;
        return {ball.x, ball.y, ball.dx, ball.dy};
    }
};

#include "Segfaults.moc"
