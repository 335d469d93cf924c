// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/Lease.h"

#include <algorithm>

namespace everbounce {

/// Times of the lease, all by the node's own clock.
struct LeaseTimes
{
    Duration lease = std::chrono::milliseconds(500);
    Duration listen = std::chrono::milliseconds(300); ///< a starting node listens this long before it claims

    /// The same while links to peers that were heard of are still being made.
    Duration gather = std::chrono::seconds(2);

    Duration renewal() const { return lease / 5; }
    Duration claim() const { return lease / 5; } ///< how long a candidate waits for votes
    Duration rank() const { return lease / 10; } ///< how long each rank waits for the one before it
    /// For this long after a loss one node asks for all whether the holder is lost, and nobody else speaks.
    Duration hush() const { return lease / 10; }
    Duration late() const { return lease / 2; } ///< a wake-up this late means that the node was not running
    Duration abstain() const { return lease * 2; } ///< how long a node that released does not want the lease

    /// How often a node repeats what it knows to a peer that agrees. With more than eight peers, each is told
    /// so much less often that all together are told as often as eight would be.
    Duration repetition(std::size_t peers) const
    {
        constexpr std::size_t few = 8;
        return std::min(renewal() * 2 * std::int64_t(std::max(peers, few)) / std::int64_t(few), lease * 5);
    }

    /// A peer that was not heard for this long, among that many, is not reachable.
    Duration window(std::size_t peers) const { return std::max(lease, repetition(peers) * 5 / 2); }
};

} // namespace everbounce
