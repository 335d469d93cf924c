// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/coordination/CoordinationKind.h"

namespace everbounce {

/// The nodes themselves keep the lease, and the record travels with it.
const CoordinationKind &peerCoordination();

} // namespace everbounce
