// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/Backing.h"
#include "engine/node/view/NodeView.h"

namespace everbounce {

/// What the lease stands on, in words. Pure.
CoordinationView coordinationOf(const Backing &backing);

} // namespace everbounce
