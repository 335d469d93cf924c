// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/process/AnswerPatience.h"

#include <QtGlobal>

namespace everbounce {

/// Looks at another process of this machine. If a process cannot be seen, its state is unknown and its usage
/// 0.
ProcessUsage usageOf(qint64 process);

} // namespace everbounce
