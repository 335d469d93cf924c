// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/coordination/CoordinationKind.h"

namespace everbounce {

/// etcd keeps the lease, and the record beside it.
const CoordinationKind &etcdCoordination();

} // namespace everbounce
