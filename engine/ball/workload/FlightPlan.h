// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/orders/BallOrder.h"
#include "engine/ball/pipe/Flight.h"
#include "engine/ball/workload/FlightRecord.h"
#include "engine/singleton/workload/Workload.h"

#include <functional>
#include <variant>

namespace everbounce {

/// Finds the code of a behaviour on this node, or says in one sentence why it is not available.
struct BehaviorFinder
{
    using Found = std::variant<BehaviorCode, QString>;

    std::function<Found(const QString &)> byShownName; ///< as people name it
    std::function<Found(const BehaviorRef &)> byRef;   ///< as a record remembers it
};

/// What the holder asks its engine next, and what it will publish when the answer comes.
struct FlightPlan
{
    enum class Kind { Extension, Command, RollBack };

    Kind kind = Kind::Extension;
    FlightRequest request;
    FlightRecord draft;  ///< everything of the next record but the flight
    BehaviorRef suspect; ///< to blame if an engine dies of the question
};

/// Makes plans: pure, apart from a nudge's random direction. A plan is for one instant, `now`.
class Planner
{
public:
    Planner(const FlightRecord &record, const Moment &moment, const BehaviorFinder &find);

    /// The flight goes on. If this node does not have its behaviour, a sentence that says so.
    std::variant<FlightPlan, QString> extension() const;

    /// The extension, with a command in it that takes effect at changeTick(); or the command's refusal.
    std::variant<FlightPlan, CommandResult> command(FlightPlan extended, const BallOrder &order) const;

    /// Back to the last good behaviour that is not among `failed`, from changeTick() on. The old behaviour
    /// does not run again: the flight goes on from where its track is.
    FlightPlan rollBack(const std::vector<BehaviorRef> &failed) const;

private:
    FlightRequest request(const BehaviorCode &behavior) const;
    /// The tick at which a change asked for now takes effect: a little later, so that no viewer has drawn it.
    Tick changeTick() const;
    std::optional<BehaviorCode> findGood(const BehaviorRef &behavior,
                                         const std::vector<BehaviorRef> &failed) const;
    std::variant<FlightPlan, CommandResult> select(FlightPlan plan, const BallOrder &order) const;

    const FlightRecord &m_record;
    Moment m_moment;
    const BehaviorFinder &m_find;
};

/// How a behaviour is remembered.
BehaviorRef refOf(const BehaviorCode &code);

/// The end of the trial of a behaviour selected at a tick: after three seconds, or after the third bounce if
/// that comes first.
Tick trialEndOf(const Track &track, const Box &box, Tick selected, double second);

/// A ball at the start of its first flight.
FlightRecord newbornFlight();

/// The behaviour that every node has.
BehaviorRef firstBehavior();

} // namespace everbounce
