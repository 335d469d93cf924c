// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BehaviorCode.h"

namespace everbounce {

/// Makes a behaviour of a script's text. The text is run once to see that it defines `next`; an endless loop
/// in it ends only from outside, by the end of the process.
LoadedBehavior loadScript(const QString &name, const QByteArray &source);

} // namespace everbounce
