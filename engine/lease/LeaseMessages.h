// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/Lease.h"

#include <variant>

namespace everbounce {

/// What a node says of itself in everything it sends: the ranking of rule 4 needs it.
struct Standing
{
    Freshness freshness;
    bool draining = false;

    bool operator==(const Standing &) const = default;
};

/// The holder is alive and acts under this lease.
struct Renewal
{
    Lease lease;
};

/// "My kernel closed my link to the holder of this lease." Sent to every reachable peer, as news and as
/// question.
struct Lost
{
    Lease lease;
};

/// "What do you know?" Answered by Known, with the same number. `sender late` nodes ask it before they act
/// again.
struct Ask
{
    std::uint64_t nonce = 0;
};

/// What a node knows first-hand: the lease it hears renewed itself, and for how long that is still good.
struct Known
{
    std::uint64_t nonce = 0; ///< of the question, or 0
    Lease lease;             ///< the highest lease it has seen
    Duration remaining{0}; ///< over 0 only where it heard that lease's holder itself; capped by the receiver
    Standing holder;       ///< standing of that lease's holder, as last heard
};

/// "I want this lease: vote for me."
struct Claim
{
    Lease lease;
};

/// "You have my vote for this lease."
struct Vote
{
    Lease lease;
};

/// "I, holder of `from`, give it up; the receiver is the holder of the next term from now on."
struct Handover
{
    Lease from;
};

using LeaseBody = std::variant<Renewal, Lost, Ask, Known, Claim, Vote, Handover>;

/// One message of the lease between two nodes.
struct LeaseMessage
{
    Standing standing; ///< of the sender
    LeaseBody body;
};

} // namespace everbounce
