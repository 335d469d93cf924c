// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/peer/LeasePayload.h"
#include "engine/singleton/replica/RecordRefusals.h"
#include "engine/singleton/replica/Replica.h"

#include <variant>
#include <vector>

namespace everbounce {

/// How a node handles a record that came with a message of the lease: it stores nothing before checking it
/// against the bounds and against what is known. Pure: the time comes in, as a tick.
class RecordIntake
{
public:
    /// `horizon`: how far ahead holders compute, in ticks.
    RecordIntake(NodeId self, Replica &replica, double horizon, StateCheck check)
        : m_self(self)
        , m_replica(replica)
        , m_horizon(horizon)
        , m_check(std::move(check))
    {
    }

    struct Outcome
    {
        std::optional<double> tick;    ///< where the singleton was, as the holder says
        bool replaced = false;         ///< the replica keeps another record now
        std::vector<Refusal> refusals; ///< what was not believed
    };

    /// The record of a node that votes for this one, or hands over to it. `tickNow`: where the singleton is
    /// by this node's own clock, if it knows.
    Outcome takeBrought(const Carrier &carrier, std::optional<double> tickNow);

    /// The record that the holder has published.
    Outcome takePublished(const Carrier &carrier, std::optional<double> tickNow);

private:
    using Checked = std::variant<Record, Refusal>;

    Checked checked(const Carrier &carrier, bool isPublication, std::optional<double> tickNow) const;
    std::optional<Refusal> leapOf(const Record &record, const Lease &knownLease, bool isPublication,
                                  std::optional<double> tickNow) const;
    bool hasPublishedUnder(const Lease &lease) const;

    NodeId m_self;
    Replica &m_replica;
    double m_horizon;
    StateCheck m_check;
    bool m_hasFollowed = false; ///< it has accepted a holder's publications: what it knows is first-hand
};

} // namespace everbounce
