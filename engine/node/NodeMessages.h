// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/Lease.h"

#include <QCborMap>

namespace everbounce {

/// How many viewers the sender has, and the round trips of its links.
QCborMap statusMessage(int viewers, const QCborMap &links);

/// To the holder: the sender's guardian has the record of this lease and revision.
QCborMap keptMessage(const Lease &lease, std::uint64_t revision);

} // namespace everbounce
