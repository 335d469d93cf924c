// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/peer/Intake.h"

#include "engine/base/Bounds.h"
#include "engine/lease/peer/LeaseCodec.h"
#include "engine/singleton/peer/LeaseKeys.h"

#include <algorithm>

namespace everbounce {
namespace {

/// The holder's own word of where the singleton is, or nothing.
std::optional<double> tickOf(const QCborMap &message)
{
    const double tick = message[kTick].toDouble(-1);
    return tick >= 0 && tick <= double(bounds::maxTick) ? std::optional(tick) : std::nullopt;
}

bool isRefusal(const LeaseAction &action)
{
    return std::holds_alternative<Refused>(action);
}

} // namespace

Intake::Outcome Intake::take(Instant now, NodeId from, const QCborMap &map, std::optional<double> tickNow,
                             bool draining)
{
    Outcome outcome;
    const auto message = decodeLeaseMessage(map);
    if (!message) {
        if (isLeaseMessage(map))
            outcome.refusals.push_back(Refusal::LeaseOutOfBounds);
        return outcome;
    }
    const auto *renewal = std::get_if<Renewal>(&message->body);
    if (renewal) {
        // What a holder publishes lies around its own now, whatever clock this node had before.
        outcome.tick = tickOf(map);
        tickNow = outcome.tick ? outcome.tick : tickNow;
    }
    std::optional<Record> record;
    if (map.contains(kRecord)) {
        const auto read = checked(map[kRecord], renewal != nullptr, tickNow);
        if (const auto *refusal = std::get_if<Refusal>(&read))
            outcome.refusals.push_back(*refusal);
        else
            record = std::get<Record>(read);
    }
    // What comes along with a vote or a handover must be there before that counts: this node may hold with
    // it.
    const bool early = countsEarly(now, from, message->body);
    if (early && record && isForged(*record))
        outcome.refusals.push_back(Refusal::KeptUnpublished);
    else if (early && record && m_replica.takeFresher(*record)) {
        outcome.replaced = true;
        outcome.before = m_core.setStanding(now, {m_replica.freshness(), draining});
    }
    outcome.actions = m_core.receive(now, from, *message);
    if (std::erase_if(outcome.actions, isRefusal) > 0)
        outcome.refusals.push_back(Refusal::TermLeaps);
    for (const LeaseAction &action : outcome.actions) {
        if (const auto *changed = std::get_if<HolderChanged>(&action))
            m_replica.setLeaseInForce(changed->lease);
    }
    outcome.renewed = renewal && renewal->lease == m_core.leaseInForce(now);
    if (!outcome.renewed)
        outcome.tick.reset();
    if (outcome.renewed && record && record->lease <= renewal->lease && m_replica.takePublished(*record))
        outcome.replaced = m_hasFollowed = true;
    return outcome;
}

/// Whether a record that comes along with such a message counts: with a vote for this node, where no other
/// one holds, and with a handover by the holder that this node knows of. With others it would take the place
/// of what the holder publishes: of what this node has published itself, too. Commands that a late vote
/// brings are not lost: the voter offers them (LogExchange).
bool Intake::countsEarly(Instant now, NodeId from, const LeaseBody &body) const
{
    const Lease known = m_core.lease();
    if (const auto *vote = std::get_if<Vote>(&body))
        return !hasPublishedUnder(vote->lease) && vote->lease.holder == m_core.id() &&
               !bounds::leaps(vote->lease.term, known.term) &&
               (!m_core.leaseInForce(now) || vote->lease == known);
    const auto *handover = std::get_if<Handover>(&body);
    return handover && handover->from.holder == from && handover->from >= known &&
           !bounds::leaps(handover->from.term, known.term) &&
           (!m_core.leaseInForce(now) || known.holder == from);
}

bool Intake::hasPublishedUnder(const Lease &lease) const
{
    return m_replica.record() && m_replica.record()->lease == lease;
}

/// Under a node's own lease nobody publishes but itself: what another one brings along as such it would take
/// for its own word, and never go on from.
bool Intake::isForged(const Record &record) const
{
    return record.lease.holder == m_core.id() && record.lease >= m_core.lease();
}

std::variant<Record, Refusal> Intake::checked(const QCborValue &value, bool isPublication,
                                              std::optional<double> tickNow) const
{
    const auto record = decodeRecord(value, m_check);
    if (!record)
        return Refusal::RecordOutOfBounds;
    if (const auto leap = leapOf(*record, isPublication, tickNow))
        return *leap;
    return *record;
}

std::optional<Refusal> Intake::leapOf(const Record &record, bool isPublication,
                                      std::optional<double> tickNow) const
{
    const auto &known = m_replica.record();
    const std::uint64_t revision = known ? known->revision : 0;
    const Tick end = record.reach.end;
    // A singleton that this node did not follow may have any numbers that leave room to grow; but nobody has
    // them leap while it is being followed.
    const bool isFollowed = known && m_hasFollowed && (!isPublication || record.lease == known->lease);
    const std::uint64_t term = record.lease.term;
    if (bounds::leaps(term, m_core.lease().term) && (isFollowed || term > bounds::maxFirstCount))
        return Refusal::TermLeaps;
    if (bounds::leaps(record.revision, revision) && (isFollowed || record.revision > bounds::maxFirstCount))
        return Refusal::RevisionLeaps;
    const double farthest = bounds::maxHorizonsAhead * m_horizon;
    if (tickNow && (isPublication || isFollowed) && double(end) > *tickNow + farthest)
        return Refusal::ReachLeaps;
    // Where it is now is not known to everybody; but its checkpoint was about then.
    if (double(end - record.reach.begin) > 2 * farthest)
        return Refusal::ReachLeaps;
    const Tick knownEnd = known ? known->reach.end : 0;
    if (end > std::max(bounds::maxFirstTick, knownEnd + Tick(farthest)))
        return Refusal::ReachLeaps;
    return std::nullopt;
}

} // namespace everbounce
