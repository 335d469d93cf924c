// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BallState.h"

#include <memory>
#include <string_view>
#include <vector>

namespace everbounce {

/// The rule by which the ball moves: a pure function from a state to that of the next tick.
class Behavior
{
public:
    virtual ~Behavior() = default;

    /// The state one tick later. Must depend only on its arguments. Throws std::exception if the rule itself
    /// fails; the message is one phrase for a person.
    virtual BallState next(const BallState &state, const Box &box) const = 0;
};

/// The names of the behaviours that are part of the program, in the order in which people see them.
std::vector<std::string_view> builtinBehaviorNames();

/// A built-in behaviour by its name, or null if there is none.
std::unique_ptr<Behavior> makeBuiltinBehavior(std::string_view name);

} // namespace everbounce
