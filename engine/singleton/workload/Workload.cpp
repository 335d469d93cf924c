// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/workload/Workload.h"

namespace everbounce {

Workload::~Workload() = default;

} // namespace everbounce
