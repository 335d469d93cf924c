// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/workload/FlightPlan.h"
#include "engine/base/RestartLimit.h"

namespace everbounce {

/// The ball as a workload: plans flights, has the engine fly them, and publishes them as tracks. Puts
/// behaviours that fail in quarantine.
class BallWorkload : public Workload
{
public:
    explicit BallWorkload(BehaviorFinder find);

    SoundState newborn() const override;
    std::optional<SoundState> examine(const QCborMap &state) const override;
    std::optional<Order> read(const QCborMap &content) const override;

    Plan plan(const Record &record, const Moment &moment, const Order *command) override;
    std::optional<EngineAnswer> understand(const QCborMap &answer) const override;
    std::variant<Publication, Consequence> accept(const Record &record, const Moment &moment,
                                                  const EngineAnswer &answer) override;
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
    FlightPlan m_plan;                         ///< what the question under way will lead to
    std::vector<QuarantinedBehavior> m_failed; ///< not yet in a published quarantine
    bool m_rollBack = false; ///< the behaviour of the flight is among them, or is not available here
    RestartLimit m_deaths;   ///< of engines, while this behaviour flies
};

/// What the engine process needs to know of a question: the foreign code that it loads, and may load
/// afterwards.
Question questionOf(const FlightRequest &request);

/// What an engine says: its content is a FlightReply.
std::optional<EngineAnswer> understandReply(const QCborMap &answer);

/// The flight of an examined record.
FlightRecord flightOf(const Record &record);

} // namespace everbounce
