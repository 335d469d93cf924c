// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/peer/LeaseIntake.h"

#include "engine/base/Bounds.h"
#include "engine/lease/peer/LeaseCodec.h"

namespace everbounce {
namespace {

/// Whether the payload of a vote or a handover must be there before that counts, since this node may hold
/// with it. It must with a vote for this node, if no other node holds, and with a handover by the holder that
/// this node knows of. With others it would replace what the holder sends.
bool leadsToHolding(const LeaseCore &core, Instant now, NodeId from, const LeaseBody &body)
{
    const Lease known = core.lease();
    if (const auto *vote = std::get_if<Vote>(&body))
        return vote->lease.holder == core.id() && !bounds::leaps(vote->lease.term, known.term) &&
               (!core.leaseInForce(now) || vote->lease == known);
    const auto *handover = std::get_if<Handover>(&body);
    return handover && handover->from.holder == from && handover->from >= known &&
           !bounds::leaps(handover->from.term, known.term) &&
           (!core.leaseInForce(now) || known.holder == from);
}

bool isRefusal(const LeaseAction &action)
{
    return std::holds_alternative<Refused>(action);
}

} // namespace

LeaseOutcome takeLeaseMessage(LeaseCore &core, LeasePayload &payload, Instant now, NodeId from,
                              const QCborMap &map, bool draining)
{
    LeaseOutcome outcome;
    const auto message = decodeLeaseMessage(map);
    if (!message) {
        if (isLeaseMessage(map))
            outcome.refusal = refusals::leaseOutOfBounds;
        return outcome;
    }
    if (leadsToHolding(core, now, from, message->body)) {
        const auto *vote = std::get_if<Vote>(&message->body);
        if (payload.onSuccession({from, map, vote ? vote->lease : Lease(), core.lease()}))
            outcome.before = core.setStanding(now, {payload.freshness(), draining});
    }
    outcome.actions = core.receive(now, from, *message);
    if (std::erase_if(outcome.actions, isRefusal) > 0)
        outcome.refusal = refusals::termLeaps;
    const auto *renewal = std::get_if<Renewal>(&message->body);
    outcome.renewed = renewal && renewal->lease.holder == from && renewal->lease == core.leaseInForce(now);
    if (outcome.renewed)
        payload.onRenewal({from, map, renewal->lease, core.lease()});
    return outcome;
}

} // namespace everbounce
