// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/workload/FlightPlan.h"
#include "engine/base/RestartLimit.h"

namespace everbounce {

/// The ball as what a singleton runs: flights are planned, flown by the engine, and published as tracks.
/// Behaviours that fail are put where they do no harm.
class BallWorkload : public Workload
{
public:
    explicit BallWorkload(BehaviorFinder find);

    SoundState newborn() const override;
    std::optional<SoundState> examine(const QCborMap &state) const override;
    std::optional<Order> read(const QCborMap &content) const override;

    Plan plan(const Record &record, const Moment &moment, const Order *command) override;
    AnswerKind kindOf(const QCborMap &answer) const override;
    std::variant<Publication, Consequence> accept(const Record &record, const Moment &moment,
                                                  const QCborMap &answer) override;
    Consequence onEngineReplaced(const Record &record, Instant now, bool provoked) override;
    Consequence onEngineDefeated(const Record &record, const QString &how) override;
    Consequence onEnginesGivenUp(const Record &record, bool ran) override;
    void endTenure() override;

private:
    Plan planCommand(const Planner &planner, FlightPlan extended, const Order &command);
    Ask ask();
    Publication publish(const Moment &moment);
    Consequence blame(const Record &record, const BehaviorRef &behavior, const QString &why, bool faulty);

    BehaviorFinder m_find;
    FlightPlan m_plan;                         ///< what will come of the question under way
    std::vector<QuarantinedBehavior> m_failed; ///< not yet in a published quarantine
    bool m_rollBack = false; ///< the behaviour of the flight is among them, or not to be had here
    RestartLimit m_deaths;   ///< of engines, while this behaviour flies
};

/// What of a question is for the engine process: which code of others it loads, and may load after it.
Question questionOf(const FlightRequest &request);

/// What an engine says, as the supervision of its process needs to know it.
Workload::AnswerKind kindOfReply(const QCborMap &answer);

/// The flight of a record that was examined.
FlightRecord flightOf(const Record &record);

} // namespace everbounce
