// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/LeaseKeeper.h"
#include "engine/lease/peer/LeasePayload.h"
#include "engine/lease/peer/core/LeaseCore.h"

namespace everbounce {

/// The result of a message of the lease.
struct LeaseOutcome
{
    LeaseCore::Actions before;  ///< of a payload that counts before its message does
    LeaseCore::Actions actions; ///< of the message
    bool renewed = false;       ///< the holder of the lease that counts, another node, has spoken
    std::optional<Refusal> refusal;
};

/// Hands a message to the core, and its payload to `payload`, if it counts: before the message, if that votes
/// for this node or hands over to it; after the message, if that renews the lease that counts. Any other
/// message's payload is not even looked at. `draining` is what this node's standing says. Pure, except for
/// the payload.
LeaseOutcome takeLeaseMessage(LeaseCore &core, LeasePayload &payload, Instant now, NodeId from,
                              const QCborMap &map, bool draining);

} // namespace everbounce
