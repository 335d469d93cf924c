// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/Lease.h"

#include <algorithm>

namespace everbounce {

/// Times of the lease, all by the node's own clock.
struct LeaseTimes
{
    Duration lease = std::chrono::milliseconds(500); ///< as the option says; the same on all nodes
    /// As long as this node's machine needs it: a shorter lease would run out because of its lateness.
    Duration needed{0};
    Duration listen = std::chrono::milliseconds(300); ///< a starting node listens this long before it claims

    /// A starting node listens this long while it still makes links to peers that it has heard of.
    Duration gather = std::chrono::seconds(2);

    /// The longest that a lease is stretched to.
    Duration longest() const { return std::max<Duration>(lease, std::chrono::milliseconds(500)); }
    /// The length of a lease that this node gives itself and announces.
    Duration length() const { return std::max(lease, std::min(needed, longest())); }

    Duration renewal() const { return lease / 5; }
    /// For this long after a loss one node asks for all whether the holder is lost, and nobody else speaks.
    Duration hush() const { return length() / 10; }
    Duration claim() const { return length() / 5; } ///< how long a candidate waits for votes
    Duration rank() const { return length() / 10; } ///< how long each rank waits for the one before it
    Duration late() const { return length() / 2; }  ///< a wake-up this late means that the node did not run
    /// For this long a node that released does not want the lease.
    Duration abstain() const { return length() * 2; }

    /// After an event that was late by this much, messages that have arrived may not have been read yet.
    Duration unread() const { return lease / 10; }
    /// After this time more they have been read.
    Duration reading() const { return std::chrono::milliseconds(1); }

    /// How often a node repeats what it knows to a peer that agrees. With more than eight peers, each is told
    /// so much less often that all together are told as often as eight would be. With short leases it is
    /// rarer than the lease suggests: the ranking does not need more.
    Duration repetition(std::size_t peers) const
    {
        constexpr std::size_t few = 8;
        const Duration word = std::max<Duration>(renewal() * 2, std::chrono::milliseconds(80));
        return std::min(word * std::int64_t(std::max(peers, few)) / std::int64_t(few), longest() * 5);
    }

    /// A peer that was not heard for this long, among that many, is not reachable.
    Duration window(std::size_t peers) const { return std::max(lease, repetition(peers) * 5 / 2); }
};

} // namespace everbounce
