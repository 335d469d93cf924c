// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/peer/core/LeaseMessages.h"

namespace everbounce {

/// A node as the ranking sees it.
struct Contender
{
    NodeId id;
    Standing standing;
};

/// Rule 4: newer era, then higher revision, then not draining, then lower id. A strict order, the same on
/// every node that has heard the same standings.
bool ranksBefore(const Contender &a, const Contender &b);

} // namespace everbounce
