// SPDX-License-Identifier: GPL-3.0-or-later
#include <everbounce/BehaviorPlugin.h>

#include <QObject>

#include <stdexcept>

/// Gives every member of its input and both draws back, so that a test can see them; throws at tick 1000.
class Drift : public QObject, public everbounce::BehaviorPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID EverbounceBehaviorPlugin_iid FILE "Drift.json")
    Q_INTERFACES(everbounce::BehaviorPlugin)

public:
    everbounce::BehaviorStep next(const everbounce::BehaviorInput &ball,
                                  everbounce::BehaviorRandom &random) const override
    {
        if (ball.tick == 1000)
            throw std::runtime_error("enough of it");
        return {ball.x + ball.dx + ball.width, ball.y + ball.dy + ball.height + ball.radius,
                double(random.below(1000)), random.unit()};
    }
};

#include "Drift.moc"
