// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/engine/Sandbox.h"
#include "engine/ball/flight/BehaviorCode.h"

namespace everbounce {

/// The engine process: answers the node's questions on standard input and output, one at a time. First drops
/// the rights that it does not need; call it before there is another thread. Never returns: it ends with its
/// input.
[[noreturn]] void runEngine(const BehaviorLoader &load, EngineTask task = EngineTask::Ball);

} // namespace everbounce
