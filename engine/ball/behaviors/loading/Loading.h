// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BehaviorCode.h"

namespace everbounce {

/// A behaviour of any kind, ready to fly, or one phrase that says why it cannot. For the engine process only:
/// this loads plugins into the calling process and runs scripts. Scripts need a QCoreApplication. Use the
/// behaviour on the calling thread.
LoadedBehavior loadBehavior(const BehaviorCode &code);

} // namespace everbounce
