// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BehaviorCode.h"

namespace everbounce {

/// Makes a behaviour of a script's text. The text runs once, to see that it defines `next`. Only the end of
/// the process ends an endless loop in it.
LoadedBehavior loadScript(const QString &name, const QByteArray &source);

} // namespace everbounce
