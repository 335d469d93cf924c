// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/process/AnswerPatience.h"

#include <QtGlobal>

namespace everbounce {

/// Looks at another process of this machine. Of one that cannot be seen it is not known what it does, and it
/// has used nothing.
ProcessUsage usageOf(qint64 process);

} // namespace everbounce
