// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/Lease.h"

#include <algorithm>

namespace everbounce {

/// Times of the lease. All are lengths by the node's own clock.
struct LeaseTimes
{
    Duration lease = std::chrono::milliseconds(500);
    Duration listen = std::chrono::milliseconds(300); ///< a starting node hears this long before it claims

    /// The same where links to peers that were heard of are still being made: as long as that may take.
    Duration gather = std::chrono::seconds(2);

    Duration renewal() const { return lease / 5; }
    Duration claim() const { return lease / 5; } ///< how long a candidate waits for votes
    Duration rank() const { return lease / 10; } ///< how long each rank waits for the one before it
    /// For so long after a loss one node asks for all whether the holder is lost, and nobody else speaks.
    Duration hush() const { return lease / 10; }
    Duration late() const { return lease / 2; } ///< a wake-up this late means that the node was not running
    Duration abstain() const { return lease * 2; } ///< how long a node that released does not want the lease

    /// How often a node repeats what it knows to a peer that agrees: to so many peers that all of them
    /// together hear of it as often as eight do at each word that is due.
    Duration repetition(std::size_t peers) const
    {
        constexpr std::size_t few = 8;
        return std::min(renewal() * 2 * std::int64_t(std::max(peers, few)) / std::int64_t(few), lease * 5);
    }

    /// Who was not heard for so long, of so many peers, is not reachable.
    Duration window(std::size_t peers) const { return std::max(lease, repetition(peers) * 5 / 2); }
};

} // namespace everbounce
