// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/peer/RecordIntake.h"

#include "engine/base/cbor/CborFields.h"
#include "engine/lease/LeaseKeeper.h"
#include "engine/singleton/peer/RecordKeys.h"

#include <algorithm>

namespace everbounce {
namespace {

/// Where the singleton is, in the holder's own words, or nothing.
std::optional<double> tickOf(const QCborMap &message)
{
    double tick = 0;
    return cbor::Moment{tick}.read(message[kTick]) ? std::optional(tick) : std::nullopt;
}

} // namespace

/// A vote may come late, when this node has already published: its record would replace that. The commands in
/// it are not lost: the voter offers them (LogExchange).
RecordIntake::Outcome RecordIntake::takeBrought(const Carrier &carrier, std::optional<double> tickNow)
{
    Outcome outcome;
    if (!carrier.message.contains(kRecord) || hasPublishedUnder(carrier.lease))
        return outcome;
    const Checked read = checked(carrier, false, tickNow);
    const auto *record = std::get_if<Record>(&read);
    if (!record)
        outcome.refusals.push_back(std::get<Refusal>(read));
    // Nobody but a node itself publishes under its lease: it would take another node's such record for its
    // own word, and never go on from it.
    else if (record->lease.holder == m_self && record->lease >= carrier.known)
        outcome.refusals.push_back(refusals::keptUnpublished);
    else
        outcome.replaced = m_replica.takeFresher(*record);
    return outcome;
}

RecordIntake::Outcome RecordIntake::takePublished(const Carrier &carrier, std::optional<double> tickNow)
{
    m_replica.setLeaseInForce(carrier.lease);
    Outcome outcome{.tick = tickOf(carrier.message)};
    if (!carrier.message.contains(kRecord))
        return outcome;
    // What a holder publishes lies around its own now, whatever clock this node had before.
    const Checked read = checked(carrier, true, outcome.tick ? outcome.tick : tickNow);
    const auto *record = std::get_if<Record>(&read);
    if (!record)
        outcome.refusals.push_back(std::get<Refusal>(read));
    else if (record->lease <= carrier.lease && m_replica.takePublished(*record))
        outcome.replaced = m_hasFollowed = true;
    return outcome;
}

bool RecordIntake::hasPublishedUnder(const Lease &lease) const
{
    return lease && m_replica.record() && m_replica.record()->lease == lease;
}

RecordIntake::Checked RecordIntake::checked(const Carrier &carrier, bool isPublication,
                                            std::optional<double> tickNow) const
{
    const auto record = decodeRecord(carrier.message[kRecord], m_check);
    if (!record)
        return refusals::recordOutOfBounds;
    if (const auto leap = leapOf(*record, carrier.known, isPublication, tickNow))
        return *leap;
    return *record;
}

std::optional<Refusal> RecordIntake::leapOf(const Record &record, const Lease &knownLease, bool isPublication,
                                            std::optional<double> tickNow) const
{
    const auto &known = m_replica.record();
    const std::uint64_t revision = known ? known->revision : 0;
    const Tick end = record.reach.end;
    // A singleton that this node did not follow may have any numbers that leave room to grow, but they may
    // not leap while it is being followed.
    const bool isFollowed = known && m_hasFollowed && (!isPublication || record.lease == known->lease);
    const std::uint64_t term = record.lease.term;
    if (bounds::leaps(term, knownLease.term) && (isFollowed || term > bounds::maxFirstCount))
        return refusals::termLeaps;
    if (bounds::leaps(record.revision, revision) && (isFollowed || record.revision > bounds::maxFirstCount))
        return refusals::revisionLeaps;
    const double farthest = bounds::maxHorizonsAhead * m_horizon;
    if (tickNow && (isPublication || isFollowed) && double(end) > *tickNow + farthest)
        return refusals::reachLeaps;
    // Not every node knows where it is now, but its checkpoint was about then.
    if (double(end - record.reach.begin) > 2 * farthest)
        return refusals::reachLeaps;
    const Tick knownEnd = known ? known->reach.end : 0;
    if (end > std::max(bounds::maxFirstTick, knownEnd + Tick(farthest)))
        return refusals::reachLeaps;
    return std::nullopt;
}

} // namespace everbounce
