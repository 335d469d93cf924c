// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/LeaseKeeper.h"
#include "engine/lease/peer/LeasePayload.h"
#include "engine/lease/peer/core/LeaseCore.h"

namespace everbounce {

/// What comes of a message of the lease.
struct LeaseOutcome
{
    LeaseCore::Actions before;  ///< of a payload that counts before its message does
    LeaseCore::Actions actions; ///< of the message
    bool renewed = false;       ///< the holder of the lease that counts, another node, has spoken
    std::optional<LeaseRefusal> refusal;
};

/// Hands a message to the core, and what it brought along to the payload where that counts: before the
/// message, with a vote for this node or a handover to it; after it, with a renewal of the lease that counts.
/// Of any other message the payload is not even looked at. `draining` is what this node's standing says. Pure
/// but for the payload.
LeaseOutcome takeLeaseMessage(LeaseCore &core, LeasePayload &payload, Instant now, NodeId from,
                              const QCborMap &map, bool draining);

} // namespace everbounce
