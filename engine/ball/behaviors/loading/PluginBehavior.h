// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BehaviorCode.h"

namespace everbounce {

/// Loads a native plugin, after checking its metadata. It stays loaded until the process ends, even if the
/// file changes.
LoadedBehavior loadPlugin(const QString &path);

} // namespace everbounce
