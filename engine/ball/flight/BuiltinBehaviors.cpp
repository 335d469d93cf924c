// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/flight/Behavior.h"

namespace everbounce {
namespace {

/// True if a step by `speed` would touch or cross the wall that the ball is moving towards.
bool hitsWall(double position, double speed, double extent, double radius)
{
    const double next = position + speed;
    return (speed < 0 && next - radius <= 0) || (speed > 0 && next + radius >= extent);
}

/// The walls, for all behaviours that bounce off them: `rebound` turns a speed into the one after the hit. As
/// in the original, the step that would have crossed the wall is already made with the new speed.
template<typename Rebound>
BallState bounced(BallState state, const Box &box, Rebound rebound)
{
    if (hitsWall(state.x, state.dx, box.width, box.radius))
        state.dx = rebound(state.dx, state.random);
    if (hitsWall(state.y, state.dy, box.height, box.radius))
        state.dy = rebound(state.dy, state.random);
    state.x += state.dx;
    state.y += state.dy;
    ++state.tick;
    return state;
}

/// Reflects the component that would cross a wall.
class MirrorJump final : public Behavior
{
public:
    BallState next(const BallState &state, const Box &box) const override
    {
        return bounced(state, box, [](double speed, Random &) { return -speed; });
    }
};

/// Reflects, and adds a uniform integer in −5…5. The sum can become 0, and then the ball sticks to an axis:
/// the original's bug, kept on purpose.
class RandomRebound final : public Behavior
{
public:
    BallState next(const BallState &state, const Box &box) const override
    {
        return bounced(state, box,
                       [](double speed, Random &random) { return -speed + (double(random.below(11)) - 5); });
    }
};

} // namespace

std::vector<std::string_view> builtinBehaviorNames()
{
    return {"MirrorJump", "RandomRebound"};
}

std::unique_ptr<Behavior> makeBuiltinBehavior(std::string_view name)
{
    if (name == "MirrorJump")
        return std::make_unique<MirrorJump>();
    if (name == "RandomRebound")
        return std::make_unique<RandomRebound>();
    return nullptr;
}

} // namespace everbounce
