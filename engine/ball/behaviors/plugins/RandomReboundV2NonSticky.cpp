// SPDX-License-Identifier: GPL-3.0-or-later
#include <everbounce/BehaviorPlugin.h>

#include <QObject>

using everbounce::BehaviorInput;
using everbounce::BehaviorRandom;
using everbounce::BehaviorStep;

namespace {

bool hitsWall(double position, double speed, double extent, double radius)
{
    const double next = position + speed;
    return (speed < 0 && next - radius <= 0) || (speed > 0 && next + radius >= extent);
}

/// Reflects, and adds a uniform integer in −5…5. A sum of 0 would make the ball stick to an axis; it becomes
/// 5, away from the wall.
double rebound(double speed, BehaviorRandom &random)
{
    const double rebounded = -speed + (double(random.below(11)) - 5);
    if (rebounded != 0)
        return rebounded;
    return speed > 0 ? -5 : 5;
}

} // namespace

/// RandomRebound without its bug.
class RandomReboundV2NonSticky : public QObject, public everbounce::BehaviorPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID EverbounceBehaviorPlugin_iid FILE "RandomReboundV2NonSticky.json")
    Q_INTERFACES(everbounce::BehaviorPlugin)

public:
    BehaviorStep next(const BehaviorInput &ball, BehaviorRandom &random) const override
    {
        BehaviorStep step{ball.x, ball.y, ball.dx, ball.dy};
        if (hitsWall(ball.x, ball.dx, ball.width, ball.radius))
            step.dx = rebound(ball.dx, random);
        if (hitsWall(ball.y, ball.dy, ball.height, ball.radius))
            step.dy = rebound(ball.dy, random);
        step.x += step.dx;
        step.y += step.dy;
        return step;
    }
};

#include "RandomReboundV2NonSticky.moc"
