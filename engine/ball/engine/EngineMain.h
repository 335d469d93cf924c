// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BehaviorCode.h"

namespace everbounce {

/// The engine process: answers what its node asks on standard input and output, one at a time. Gives
/// up what rights it does not need first; to be called before there is another thread. Returns never: it ends
/// with its input.
[[noreturn]] void runEngine(const BehaviorLoader &load);

} // namespace everbounce
