// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BehaviorCode.h"

namespace everbounce {

/// A behaviour of any kind, ready to fly, or one phrase that says why it cannot be. For the engine process
/// only: a plugin is loaded into the calling process, and a script's text is run. Needs a QCoreApplication
/// for scripts. The behaviour is to be used on the calling thread.
LoadedBehavior loadBehavior(const BehaviorCode &code);

} // namespace everbounce
