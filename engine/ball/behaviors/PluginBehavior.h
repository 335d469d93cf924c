// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BehaviorCode.h"

namespace everbounce {

/// Loads a native plugin, after its metadata have been checked. What was loaded stays loaded until the
/// process ends, also where the file changes.
LoadedBehavior loadPlugin(const QString &path);

} // namespace everbounce
