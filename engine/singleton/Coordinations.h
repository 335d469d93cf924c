// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/coordination/CoordinationKind.h"

namespace everbounce {

/// All kinds of coordination that there are, in the order in which people read of them. The first is the
/// usual one.
const QList<const CoordinationKind *> &coordinationKinds();

/// The kind of that name, which must be one of them.
const CoordinationKind &coordinationKind(const QString &name);

} // namespace everbounce
