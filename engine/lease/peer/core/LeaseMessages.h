// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/Lease.h"

#include <variant>

namespace everbounce {

/// What a node says of itself in every message: the ranking of rule 4 needs it.
struct Standing
{
    Freshness freshness;
    bool draining = false;

    bool operator==(const Standing &) const = default;
};

/// The holder, which is the sender, is alive and acts under this lease.
struct Renewal
{
    Lease lease;
    Duration length{0}; ///< how long it is valid from now; 0: as long as the option says
};

/// "My kernel closed my link to the holder of this lease." News for the node that is to claim next, and that
/// node's question to every reachable peer. A peer that agrees says the same; one that does not answers with
/// Known.
struct Lost
{
    Lease lease;
    bool answer = false; ///< a reply or news: nobody replies to it
    Lease vote{};        ///< the sender's, in case the receiver wants this lease next; or none
};

/// "What do you know?" Answered by Known with the same number. Late nodes ask this before they do anything.
struct Ask
{
    std::uint64_t nonce = 0; ///< over 0
};

/// What a node knows. Sent to a new peer and in reply to whatever calls for it. All but the holder also
/// repeat it as a sign of life: twice per lease time to a peer that says something else or has not been told,
/// and to the others less often the more peers there are.
struct Known
{
    std::uint64_t nonce = 0; ///< of the question, or 0
    Lease lease;           ///< the highest lease that the sender has followed (or, to a candidate, voted for)
    Duration remaining{0}; ///< over 0 only if the sender itself hears, or is, that lease's holder
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

/// "I, holder of `from`, give it up; the receiver holds the next term from now on."
struct Handover
{
    Lease from;
    bool own = false; ///< a term of the receiver's own: somebody out of reach may take the next one
};

using LeaseBody = std::variant<Renewal, Lost, Ask, Known, Claim, Vote, Handover>;

/// One message of the lease between two nodes.
struct LeaseMessage
{
    Standing standing; ///< of the sender
    LeaseBody body;
};

} // namespace everbounce
