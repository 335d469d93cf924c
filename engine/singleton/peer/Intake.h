// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/peer/core/LeaseCore.h"
#include "engine/singleton/peer/Refusal.h"
#include "engine/singleton/replica/Replica.h"

#include <QCborMap>

#include <vector>

namespace everbounce {

/// What a node makes of a message of the lease, and of the record that may come with it: nothing is stored or
/// acted on before it has been held against its bounds, and against what is known. Pure: the time comes in,
/// the actions go out.
class Intake
{
public:
    /// `horizon`: how far ahead holders compute, in ticks.
    Intake(LeaseCore &core, Replica &replica, double horizon, StateCheck check)
        : m_core(core)
        , m_replica(replica)
        , m_horizon(horizon)
        , m_check(std::move(check))
    {
    }

    struct Outcome
    {
        LeaseCore::Actions before;     ///< of a record that counts before its message does
        LeaseCore::Actions actions;    ///< of the message
        bool renewed = false;          ///< the holder of the lease that counts has spoken
        std::optional<double> tick;    ///< where the singleton was, as that one says
        bool replaced = false;         ///< the replica keeps another record now
        std::vector<Refusal> refusals; ///< what was not believed
    };

    /// `tickNow`: where the singleton is by this node's own clock, where it knows. The standing has to be
    /// updated after whatever was replaced; `draining` is what it says of this node.
    Outcome take(Instant now, NodeId from, const QCborMap &message, std::optional<double> tickNow,
                 bool draining);

    /// The record of a message, or nothing and why.
    std::variant<Record, Refusal> checked(const QCborValue &value, bool isPublication,
                                          std::optional<double> tickNow) const;

private:
    bool countsEarly(Instant now, NodeId from, const LeaseBody &body) const;
    bool hasPublishedUnder(const Lease &lease) const;
    bool isForged(const Record &record) const;
    std::optional<Refusal> leapOf(const Record &record, bool isPublication,
                                  std::optional<double> tickNow) const;

    LeaseCore &m_core;
    Replica &m_replica;
    double m_horizon;
    StateCheck m_check;
    bool m_hasFollowed = false; ///< it has taken the publications of a holder: what it knows is first-hand
};

} // namespace everbounce
